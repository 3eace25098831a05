"""Erasing somebody who asked and never became a contact asks once more."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from smallcrm.core.loading import load
from smallcrm.core.text import T
from smallcrm.services.leads import LeadRow
from smallcrm.ui.erasing_dialog import Erasing, ErasingDialog
from smallcrm.ui.shell.context import Context


class EraseLeadDialog(ErasingDialog):
    """What goes with a lead, and what stays."""

    def __init__(self, context: Context, row: LeadRow, parent: QWidget) -> None:
        erase = load("smallcrm.services.erasing").erase_lead
        erasing = Erasing(
            row.title,
            (
                T("Everything about this lead goes: who asked, the message, tasks, its history."),
                T("Days, owner and campaign stay, so that the figures stay right."),
                T("This cannot be undone. Backups made before still have the lead."),
            ),
            T("Keep the lead"),
            lambda database: erase(database, row.id),
            T("The lead is erased"),
        )
        super().__init__(context, erasing, parent)
