"""The tab Documents: the quotes and invoices of one contact, or of one deal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.services import deals, documents
from smallcrm.services.documents import QUOTE, DocumentRow
from smallcrm.ui.documents import addresses
from smallcrm.ui.documents import words as document_words
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.places import place_for
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.tables import Table

_NAME, _DATE, _TOTAL, _OPEN, _STATUS = range(5)
_GIVE_WAY = (_OPEN, _DATE, _STATUS)  # in this order, before a number or an amount is cut


class DocumentsTab(QWidget):
    """Newest first, with what is still open; Enter or a double click shows one."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._contact_id = 0
        self.table = Table(context.ui, T("Documents of this contact"))
        self.model = PagedModel(_columns(), self._fetch, self)
        self._nothing = EmptyState(
            context.ui, T("No documents yet"), T("Quotes and invoices for this contact stand here.")
        )
        self._nothing.add_action(T("New quote"), self._make_quote, "secondary")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, context.ui.m.s2, 0, 0)
        layout.addWidget(self._stack)
        self.table.show_model(self.model)
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.fit_columns(0, _GIVE_WAY)
        self.table.opened.connect(self._on_opened)

    def be_of_deals(self, make_quote: Callable[[], object]) -> None:
        """Speak of a deal from now on; where it has no documents, *make_quote* makes one."""
        self.table.setAccessibleName(str(T("Documents of this deal")))
        self._nothing.set_words(
            T("No documents yet"), T("Quotes and invoices of this deal stand here.")
        )
        self._nothing.clear_actions()
        self._nothing.add_action(T("Make a quote"), make_quote)

    def show_contact(self, contact_id: int) -> None:
        """Show the documents of *contact_id*, as soon as they are read."""
        self._contact_id = contact_id
        self._context.ops.ask(
            self,
            lambda session: documents.list_ids(session, customer_id=contact_id),
            self._on_ids,
        )

    def show_deal(self, deal_id: int) -> None:
        """Show the documents of a deal, as soon as they are read."""
        self._context.ops.ask(
            self, lambda session: deals.list_document_ids(session, deal_id), self._on_ids
        )

    def _fetch(self, ids: list[int]) -> Mapping[int, Any]:
        return self._context.ops.read(lambda session: documents.list_rows(session, ids))

    def _on_ids(self, ids: list[int]) -> None:
        self.table.refill(ids)
        self._stack.setCurrentWidget(self.table if ids else self._nothing)

    def _make_quote(self) -> None:
        self._context.open(addresses.new(QUOTE, self._contact_id))

    def _on_opened(self, document_id: int) -> None:
        if place_for("document") is not None:
            self._context.open(addresses.of(document_id))


def _columns() -> list[Column]:
    return [
        Column(str(T("Document")), _name, end=lambda row: row.number),
        Column(str(T("Date")), lambda row: formats.short_day(row.date)),
        Column(str(T("Total")), lambda row: formats.money(row.total, row.currency), right=True),
        Column(str(T("Still open")), _still_open, right=True),
        Column(str(T("Status")), lambda row: _status(row)[0], pill=lambda row: _status(row)[1]),
    ]


def _name(row: DocumentRow) -> str:
    if row.number:
        return document_words.title(row.kind, row.number)
    return str(document_words.KINDS[row.kind])


def _still_open(row: DocumentRow) -> str:
    return formats.money(row.open, row.currency) if row.open else ""


def _status(row: DocumentRow) -> tuple[str, str]:
    return document_words.status(row.status, row.due_date, clock.today())
