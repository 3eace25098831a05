"""The open invoices, to say oneself what a line of a statement paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from smallcrm.core import formats
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.services import payments
from smallcrm.services.payments import OpenInvoice
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.search_box import SearchBox
from smallcrm.ui.widgets.tables import Table

_CUSTOMER = 1


class Chooser(QFrame):
    """Open invoices in one currency, found by number, customer or amount; several may be chosen.

    Signals:
        chosen: Invoices were chosen; carries their ids, in the order of the list.
        left: Nothing was chosen.
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._rows: dict[int, OpenInvoice] = {}
        self.model = PagedModel(_columns(), self._fetch, self)
        self.view = Table(self._ui, T("Open invoices"))
        self.search = SearchBox(self._ui, T("Number, customer or amount"))
        self.take = self._ui.button(T("It paid these"), "primary", clicked=self._take)
        self._build()
        self.search.searched.connect(lambda _text: self._fill())
        self.search.left.connect(self.view.setFocus)
        self.view.opened.connect(lambda _row_id: self._take())

    def show_for(self, currency: str) -> None:
        """Offer the open invoices in *currency*, those due first at the front."""
        found = self._context.ops.read(payments.list_open)
        self._rows = {row.id: row for row in found if row.currency == currency}
        self.search.clear()
        self._fill()
        self.search.setFocus()

    def _fill(self) -> None:
        words = fold(self.search.text()).split()
        ids = [row.id for row in self._rows.values() if all(word in _text(row) for word in words)]
        self.view.refill(ids)
        self.take.setEnabled(bool(ids))
        if ids:
            self.view.setCurrentIndex(self.model.index(0, 0))

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, OpenInvoice]:
        return {row_id: self._rows[row_id] for row_id in ids}

    def _take(self) -> None:
        if ids := self.view.chosen_ids():
            self.chosen.emit(ids)

    def _build(self) -> None:
        ui, m = self._ui, self._ui.m
        column = QVBoxLayout(self)
        column.setContentsMargins(m.s5, m.s3, m.s5, m.s3)
        column.setSpacing(m.s3)
        head = ui.row(m.s2)
        head.addWidget(ui.label(T("Which invoices did it pay?"), "subtitle"), 1)
        head.addWidget(self.search, 1)
        column.addLayout(head)
        self.view.show_model(self.model, _CUSTOMER)
        self.view.fit_columns(_CUSTOMER)
        self.view.horizontalHeader().setSectionsClickable(False)
        column.addWidget(self.view, 1)
        foot = ui.row(m.s2)
        foot.addWidget(self.take)
        foot.addWidget(ui.button(T("Cancel"), "ghost", clicked=self.left.emit))
        foot.addStretch(1)
        column.addLayout(foot)


def _columns() -> list[Column]:
    return [
        Column(str(T("Number")), lambda row: row.number),
        Column(str(T("Customer")), lambda row: row.customer, is_words=True),
        Column(str(T("Still open")), lambda row: formats.money(row.open, row.currency), right=True),
    ]


def _text(row: OpenInvoice) -> str:
    shown = formats.money(row.open, row.currency)
    return fold(f"{row.number} {row.customer} {row.open} {shown}")
