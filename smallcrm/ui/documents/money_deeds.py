"""What can be done about the money of an issued document; each is one step for Undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QObject

from smallcrm.core import formats
from smallcrm.core.text import T, Text
from smallcrm.services import payments
from smallcrm.services.documents import CREDIT_NOTE, INVOICE, ORDER, QUOTE
from smallcrm.services.payments import PaymentDraft
from smallcrm.ui.documents import words
from smallcrm.ui.documents.money_facts import MoneyFacts
from smallcrm.ui.documents.payments import deeds
from smallcrm.ui.documents.payments.panel import Wanted
from smallcrm.ui.shell.context import Context

REMINDERS = "crm://reminders"  # that page leads here, so it is not imported
Way = tuple[Text, str, Callable[[], object], str]  # words, icon, what it does, keys


class MoneyDeeds(QObject):
    """Of the document that is shown; *ask* opens the form for a payment."""

    def __init__(self, context: Context, ask: Callable[[Wanted], object], parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._ask = ask
        self._facts: MoneyFacts | None = None

    def show_facts(self, facts: MoneyFacts) -> None:
        """Be about the document of *facts*."""
        self._facts = facts

    def ways(self) -> Iterator[Way]:
        """What can be done now, for menus and the palette."""
        facts = self._facts
        if facts is None or facts.row.status == "void":
            return
        if facts.is_open:
            yield T("Mark paid"), "check", self.mark_paid, "Ctrl+M"
            yield T("Add payment…"), "money", self.ask_payment, "Ctrl+Shift+M"
            if facts.is_late:
                yield T("Send reminder…"), "send", self.remind, ""
            if facts.usable:
                yield T("Pay from the account"), "bank", self.use_account, ""
        elif facts.row.kind in (QUOTE, ORDER) and facts.customer_id:
            yield T("Add deposit…"), "money", self.ask_payment, "Ctrl+Shift+M"
        if facts.on_account:
            yield T("Give money back…"), "undo", self.ask_refund, ""

    def mark_paid(self) -> None:
        """All of what is open came today."""
        facts = self._facts
        if facts is not None and facts.is_open:
            deeds.mark_paid(self._context, self, [facts.row.id])

    def remind(self) -> None:
        """Show the reminder for the invoice, ready to go out."""
        if self._facts is not None and self._facts.is_late:
            self._context.open(f"{REMINDERS}/{self._facts.row.id}")

    def ask_payment(self) -> None:
        """Open the form: a payment for an invoice, a deposit for a quote or an order."""
        facts = self._facts
        if facts is None or facts.row.status == "void" or facts.row.kind == CREDIT_NOTE:
            return
        row = facts.row
        title = words.with_number(words.PAYMENT_FOR, row.kind, row.number)
        if facts.is_open:
            draft = PaymentDraft(Decimal(0), facts.customer_id, invoice_id=row.id)
            self._ask(Wanted(title, row.currency, row.open, draft=draft))
        elif row.kind in (QUOTE, ORDER):
            draft = PaymentDraft(Decimal(0), facts.customer_id, document_id=row.id)
            about = T("It waits on the account and pays the invoice that comes of this.")
            self._ask(Wanted(title, row.currency, None, about, draft))
        elif row.kind == INVOICE:
            self._context.say(T("Nothing is open here."))

    def ask_refund(self) -> None:
        """Open the form: money goes back to the customer."""
        facts = self._facts
        if facts is None or not facts.on_account:
            return
        there = formats.money(facts.on_account, facts.row.currency)
        self._ask(
            Wanted(
                T("Give money back to {name}", name=facts.row.customer),
                facts.row.currency,
                facts.on_account,
                T("{amount} are on the account of this customer.", amount=there),
                PaymentDraft(Decimal(0), facts.customer_id),
                is_refund=True,
            )
        )

    def use_account(self) -> None:
        """Let what is on the account pay the invoice."""
        if (facts := self._facts) is not None:
            self._write(
                T("Pay from the account"),
                lambda session: payments.use_account(session, facts.row.id),
                T("Paid from the account."),
            )

    def release(self, allocation_id: int) -> None:
        """Have something no longer settle the invoice."""
        self._write(
            T("Put back on the account"),
            lambda session: payments.release(session, allocation_id),
            T("It is on the account again."),
        )

    def remove(self, payment_id: int) -> None:
        """Take a payment out."""
        deeds.remove(self._context, self, [payment_id])

    def _write(self, label: Text, action: Callable[[Any], object], said: Text) -> None:
        deeds.write(self._context, self, label, action, lambda _done: said)
