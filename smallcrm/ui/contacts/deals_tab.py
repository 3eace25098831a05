"""The tab Deals: what one contact may buy, has bought, or did not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core import formats
from smallcrm.core.text import T
from smallcrm.services import pipeline
from smallcrm.services.pipeline import DealRow
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.tables import Table

_TITLE = 0
_GIVE_WAY = (2, 3)  # the day it closes, then the stage, where there is no room for all columns
_KINDS = {"open": "accent", "won": "success", "lost": "danger"}


class DealsTab(QWidget):
    """In the order of the board, each with its stage; Enter or a double click opens one.

    Signals:
        wanted: The form of a deal is to be opened; carries its id, 0 for a new one.
    """

    wanted = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.table = Table(context.ui, T("Deals of this contact"))
        self.model = PagedModel(_columns(), self._fetch, self)
        self._nothing = EmptyState(
            context.ui, T("No deals yet"), T("What this contact may buy stands here.")
        )
        self._nothing.add_action(T("New deal"), lambda: self.wanted.emit(0))
        self.add_button = context.ui.button(
            T("New deal"), "secondary", "plus", clicked=lambda: self.wanted.emit(0)
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, context.ui.m.s2, 0, 0)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self._stack)
        self.table.opened.connect(self.wanted)
        self.table.show_model(self.model)
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.fit_columns(_TITLE, _GIVE_WAY)

    def show_contact(self, contact_id: int) -> None:
        """Show the deals of *contact_id*, as soon as they are read."""
        self._context.ops.ask(
            self,
            lambda session: pipeline.list_deal_ids(session, contact_id=contact_id),
            self._on_ids,
        )

    def _fetch(self, ids: list[int]) -> Mapping[int, Any]:
        return self._context.ops.read(lambda session: pipeline.list_deal_rows(session, ids))

    def _on_ids(self, ids: list[int]) -> None:
        self.table.refill(ids)
        self._stack.setCurrentWidget(self.table if ids else self._nothing)
        self.add_button.setVisible(bool(ids))  # where there are none, it stands in the middle


def _columns() -> list[Column]:
    return [
        Column(str(T("Deal")), lambda row: row.title),
        Column(str(T("Amount")), _amount, right=True),
        Column(str(T("Closes on")), _closes),
        Column(str(T("Stage")), lambda row: row.stage, pill=lambda row: _KINDS[row.status]),
    ]


def _amount(row: DealRow) -> str:
    return "" if row.amount is None else formats.money(row.amount, row.currency)


def _closes(row: DealRow) -> str:
    return formats.short_day(row.expected_close) if row.expected_close else ""
