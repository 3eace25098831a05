"""The card beside an invoice: what is open, what settled it, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QVBoxLayout, QWidget

from smallcrm.core import formats
from smallcrm.core.text import T, Text
from smallcrm.services.documents import CREDIT_NOTE, INVOICE
from smallcrm.services.payments import Settlement
from smallcrm.ui.documents import addresses
from smallcrm.ui.documents.money_deeds import MoneyDeeds
from smallcrm.ui.documents.money_facts import MoneyFacts
from smallcrm.ui.documents.payments import deeds as payment_deeds
from smallcrm.ui.documents.payments import words
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.flow_layout import FlowLayout

_DAY, _NAME, _AMOUNT, _MENU = range(4)
_Way = tuple[Text, str, Callable[[], object]]  # words, icon, what it does


class SettledCard(QFrame):
    """Made anew with each change; hidden where a document has nothing to do with money."""

    def __init__(self, context: Context, deeds: MoneyDeeds) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._deeds = deeds
        self.setProperty("card", "plain")
        m = self._ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s4, m.s3, m.s4, m.s3)
        self._inside = QWidget()
        layout.addWidget(self._inside)

    def show_facts(self, facts: MoneyFacts) -> None:
        """Show *facts*."""
        layout = self.layout()
        old, self._inside = self._inside, QWidget()
        column = self._ui.column(self._ui.m.s3)
        self._inside.setLayout(column)
        if facts.row.kind == INVOICE and facts.row.status != "void":
            self._add_open(column, facts)
        if facts.settled:
            column.addLayout(self._list(facts))
        if facts.on_account:
            self._add_account(column, facts)
        if layout is not None:
            layout.replaceWidget(old, self._inside)
            self._inside.show()
        old.hide()
        old.deleteLater()
        self.setVisible(column.count() > 0)

    def _add_open(self, column: QVBoxLayout, facts: MoneyFacts) -> None:
        ui, row = self._ui, facts.row
        head = ui.row()
        heading = T("Still open") if facts.is_open else T("Nothing is open")
        head.addWidget(ui.label(heading, "body_strong"), 1)
        if facts.is_open:
            head.addWidget(ui.value(formats.money(row.open, row.currency), "subtitle", wrap=False))
        column.addLayout(head)
        if not facts.is_open:
            return
        buttons = FlowLayout(ui.m.s2)
        paid = ui.button(T("Mark paid"), "secondary", "check", clicked=self._deeds.mark_paid)
        ui.explain(paid, T("All of it came today"), "Ctrl+M")
        add = ui.button(T("Add payment…"), "ghost", clicked=self._deeds.ask_payment)
        ui.explain(add, T("A part of it, another day, a reference"), "Ctrl+Shift+M")
        for button in (paid, add):
            buttons.addWidget(button)
        if facts.is_late:
            remind = ui.button(T("Send reminder…"), "ghost", "send", clicked=self._deeds.remind)
            ui.explain(remind, T("The letter that reminds of this invoice"))
            buttons.addWidget(remind)
        column.addWidget(_holding(buttons))

    def _list(self, facts: MoneyFacts) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._ui.m.s2)
        grid.setVerticalSpacing(self._ui.m.s1)
        grid.setColumnStretch(_NAME, 1)
        for place, settled in enumerate(facts.settled):
            self._add_line(grid, place, settled, facts)
        return grid

    def _add_line(
        self, grid: QGridLayout, place: int, settled: Settlement, facts: MoneyFacts
    ) -> None:
        ui = self._ui
        amount = formats.money(settled.amount, facts.row.currency)
        name = _name(settled)
        grid.addWidget(ui.label(formats.short_day(settled.date), "body", "2"), place, _DAY)
        grid.addWidget(ui.label(name, elide=True), place, _NAME)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(ui.value(amount, "body_strong", wrap=False), place, _AMOUNT, right)
        menu = QMenu(self)
        for text, icon, run in self._ways(settled, facts):
            ui.action(menu, text, icon, run)
        tip = T("What to do with {name} of {amount}", name=name, amount=amount)
        grid.addWidget(ui.menu_button("more", tip, menu), place, _MENU)

    def _ways(self, settled: Settlement, facts: MoneyFacts) -> list[_Way]:
        """What can be done with one payment or credit note."""
        deeds = self._deeds
        ways: list[_Way] = []
        if settled.kind == CREDIT_NOTE:
            address = addresses.of(settled.source_id)
            ways.append(
                (T("Open the credit note"), "external", lambda: self._context.open(address))
            )
        is_alive = facts.row.status != "void"
        if is_alive and facts.customer_id and not settled.is_own:
            release = T("Put back on the account")
            ways.append((release, "undo", lambda: deeds.release(settled.id)))
        if settled.kind == "payment":
            receipt = partial(payment_deeds.save_receipt, self._context, self, settled.source_id)
            ways.append((T("Receipt as PDF…"), "download", receipt))
            ways.append((T("Remove the payment"), "trash", lambda: deeds.remove(settled.source_id)))
        return ways

    def _add_account(self, column: QVBoxLayout, facts: MoneyFacts) -> None:
        ui = self._ui
        amount = formats.money(facts.on_account, facts.row.currency)
        sentence = T("{amount} are on the account of this customer.", amount=amount)
        column.addWidget(ui.label(sentence, "body", "2", wrap=True))
        buttons = FlowLayout(ui.m.s2)
        if facts.is_open and facts.usable:
            used = formats.money(min(facts.usable, facts.row.open), facts.row.currency)
            text = T("Use {amount} of it", amount=used)
            buttons.addWidget(ui.button(text, "secondary", clicked=self._deeds.use_account))
        back = ui.button(T("Give money back…"), "ghost", clicked=self._deeds.ask_refund)
        buttons.addWidget(back)
        column.addWidget(_holding(buttons))


def _holding(buttons: FlowLayout) -> QWidget:
    """A widget for *buttons*: as a layout within a layout it would outlive what is in it."""
    holder = QWidget()
    holder.setLayout(buttons)
    return holder


def _name(settled: Settlement) -> str:
    if settled.kind == CREDIT_NOTE:
        return settled.label
    return words.label("payment", settled.label)
