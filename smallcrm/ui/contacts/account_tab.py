"""The tab Money: invoices, credit notes and payments of one contact, with what was owed after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core import formats
from smallcrm.core.text import T
from smallcrm.services import payments
from smallcrm.services.payments import Movement
from smallcrm.ui.documents import addresses
from smallcrm.ui.documents import words as document_words
from smallcrm.ui.documents.payments import words
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.tables import Table

_NAME = 1
_BALANCE = 3  # the last one stands beneath
_GIVE_WAY = (_BALANCE, 0)
_MONEY = ("payment", "refund")


class AccountTab(QWidget):
    """The newest first; a currency has its own balance, which is never added to another."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        ui = context.ui
        self._movements: dict[int, Movement] = {}
        self.table = Table(ui, T("Account of this contact"))
        self.model = PagedModel(_columns(), self._fetch, self)
        self.model.spoken = _spoken
        self.balance = ui.label("", "body_strong", wrap=True)
        self._nothing = EmptyState(
            ui, T("No account yet"), T("Issued invoices and payments stand here, with the balance.")
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, ui.m.s2, 0, ui.m.s2)
        layout.setSpacing(ui.m.s2)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.balance)
        self.table.show_model(self.model, _NAME)
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.fit_columns(_NAME, _GIVE_WAY)
        self.table.opened.connect(self._on_opened)

    def show_contact(self, contact_id: int) -> None:
        """Show the account of *contact_id*, as soon as it is read."""
        self._context.ops.ask(
            self, lambda session: payments.list_movements(session, contact_id), self._on_read
        )

    def _fetch(self, ids: list[int]) -> Mapping[int, Any]:
        return {place: self._movements[place] for place in ids}

    def _on_read(self, found: Sequence[Movement]) -> None:
        self._movements = dict(enumerate(found, 1))
        last = {each.currency: each.balance for each in found}
        self.balance.setText("\n".join(_balance(*pair) for pair in sorted(last.items())))
        self.balance.setVisible(bool(found))
        self.table.refill(list(reversed(self._movements)))
        self._stack.setCurrentWidget(self.table if found else self._nothing)

    def _on_opened(self, place: int) -> None:
        movement = self._movements[place]
        if movement.kind not in _MONEY:
            self._context.open(addresses.of(movement.id))


def _columns() -> list[Column]:
    return [
        Column(str(T("Date")), lambda row: formats.short_day(row.date)),
        Column(str(T("What")), _name, is_words=True, end=_number),
        Column(str(T("Amount")), lambda row: formats.money(row.amount, row.currency), right=True),
        Column(str(T("Balance")), lambda row: formats.money(row.balance, row.currency), right=True),
    ]


def _name(row: Movement) -> str:
    if row.kind in _MONEY:
        how = words.method(row.label)
        name = str(words.KINDS[row.kind])
        return f"{name}, {how}" if how else name
    return document_words.title(row.kind, row.label)


def _number(row: Movement) -> str:
    return "" if row.kind in _MONEY else row.label


def _spoken(row: Movement) -> str:
    amounts = (formats.money(amount, row.currency) for amount in (row.amount, row.balance))
    return ", ".join((_name(row), formats.day(row.date), *amounts))


def _balance(currency: str, amount: Decimal) -> str:
    """Who owes whom how much."""
    shown = formats.money(abs(amount), currency)
    if amount < 0:
        return str(T("{amount} of the customer's money are here.", amount=shown))
    if amount:
        return str(T("{amount} are owed.", amount=shown))
    return str(T("Nothing is owed in {currency}.", currency=currency))
