"""Erasing a person asks once more."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from smallcrm.core.loading import load
from smallcrm.core.text import T
from smallcrm.services.contacts import ContactView
from smallcrm.ui.erasing_dialog import Erasing, ErasingDialog
from smallcrm.ui.shell.context import Context


class EraseDialog(ErasingDialog):
    """What goes with a contact, and what stays."""

    def __init__(self, context: Context, view: ContactView, parent: QWidget) -> None:
        erase = load("smallcrm.services.erasing").erase_contact
        erasing = Erasing(
            view.draft.name,
            (
                T("Everything about this contact goes: notes, files, drafts, and its history."),
                T("Issued documents stay as they were issued; the law asks for that."),
                T("This cannot be undone. Backups made before still have the contact."),
            ),
            T("Keep the contact"),
            lambda database: erase(database, view.id),
            T("The contact is erased"),
        )
        super().__init__(context, erasing, parent)
