"""Unpaid by age: what each customer owes, and since when, with sums for each currency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from smallcrm.core import clock, formats
from smallcrm.core.text import TN, T
from smallcrm.services import receivables
from smallcrm.services.receivables import BUCKET_NAMES, CustomerAging
from smallcrm.ui.documents import addresses as document_addresses
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.receivables import addresses
from smallcrm.ui.receivables.strip import AgeStrip
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.widgets.list_frame import ListFrame
from smallcrm.ui.widgets.tables import Table

_NAME = 0
_GIVE_WAY = (6, 1, 4, 3, 2)  # the sums of all are above; the oldest and the balance stay


def create(context: Context) -> Page:
    """Make the page."""
    return UnpaidPage(context)


class UnpaidPage(Page):
    """A row for each customer and currency; Enter shows the statement."""

    tables = ("document", "payment", "allocation", "contact")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: dict[int, CustomerAging] = {}
        self._strips: list[QWidget] = []
        self.model = PagedModel(_columns(), self._fetch, self)
        self.view = Table(self.ui, T("Unpaid by age"))
        self.frame = ListFrame(self.ui, T("Unpaid by age"), self.view)
        self._build()

    def show_address(self, address: Address) -> None:  # noqa: ARG002 - it has one only
        self.reload()
        self.view.setFocus()

    def commands(self) -> Sequence[Command]:
        return [
            Command("unpaid.open", T("Show the statement of this customer"), self._open,
                    "Ctrl+Return Ctrl+Enter", "money"),
            Command("unpaid.copy", T("Copy the chosen rows"), self.view.copy, "", "copy"),
        ]  # fmt: skip

    def panes(self) -> Sequence[QWidget]:
        return (self.view,)

    def reload(self) -> None:
        today = clock.today()
        self.context.ops.ask(
            self, lambda session: receivables.list_unpaid(session, today), self._on_read
        )

    def _build(self) -> None:
        column = self.ui.column(0)
        self.setLayout(column)
        column.addWidget(self.frame)
        shows = self.ui.button(T("Statement"), "primary", clicked=self._open)
        self.ui.explain(shows, T("Show the statement of this customer"), "Ctrl+Enter")
        self.frame.head.addWidget(shows)
        self.frame.nothing.set_words(
            T("Nothing is unpaid"), T("Whoever owes something stands here, with how long.")
        )
        self.view.show_model(self.model, _NAME)
        self.view.horizontalHeader().setSectionsClickable(False)
        self.view.opened.connect(lambda _row_id: self._open())
        self.view.fit_columns(_NAME, _GIVE_WAY)

    def _on_read(self, rows: list[CustomerAging]) -> None:
        self._rows = dict(enumerate(rows, start=1))
        self.view.refill(list(self._rows))
        self.frame.show_count(len(rows), TN("{count} customer", "{count} customers", len(rows)))
        if rows and not self.view.current_id():
            self.view.go_to(1)
        self._show_sums(receivables.totals(rows))

    def _show_sums(self, sums: Mapping[str, CustomerAging]) -> None:
        for strip in self._strips:
            strip.hide()
            strip.deleteLater()
        self._strips = []
        for currency, row in sums.items():
            strip = AgeStrip(self.ui)
            strip.show_sums(row.aging, (row.on_account, row.balance), currency)
            self._strips.append(strip)
            self.frame.above.addWidget(strip)

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, CustomerAging]:
        return {row_id: self._rows[row_id] for row_id in ids if row_id in self._rows}

    def _open(self) -> None:
        row = self._rows.get(self.view.current_id())
        if row is None:
            return
        if row.contact_id is not None:
            self.context.open(addresses.statement(row.contact_id))
        else:
            self.context.open(document_addresses.LIST)


def _columns() -> list[Column]:
    def amounts(at: int) -> Column:
        return Column(
            str(BUCKET_NAMES[at]),
            lambda row: formats.money(row.aging[at], row.currency) if row.aging[at] else "",
            right=True,
        )

    return [
        Column(str(T("Customer")), lambda row: row.customer, is_words=True),
        *(amounts(at) for at in range(len(BUCKET_NAMES))),
        Column(
            str(T("On account")),
            lambda row: formats.money(row.on_account, row.currency) if row.on_account else "",
            right=True,
        ),
        Column(str(T("Balance")), lambda row: formats.money(row.balance, row.currency), right=True),
    ]
