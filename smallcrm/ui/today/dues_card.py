"""Money: what is unpaid, who is late, which quotes wait for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from smallcrm.core import formats
from smallcrm.core.text import T
from smallcrm.services.today import Dues, Quote, Unpaid
from smallcrm.ui.documents import addresses
from smallcrm.ui.receivables import addresses as receivables
from smallcrm.ui.shell.context import Context
from smallcrm.ui.today import words
from smallcrm.ui.today.card import Card
from smallcrm.ui.today.rows import beside

REMIND = "crm://reminders/{invoice}"


class DuesCard(Card):
    """Sums by currency, and the five that are late for the longest time."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, T("Money coming in"))

    def show_dues(self, dues: Dues) -> Iterator[None]:
        """Show *dues*, a line at each step."""
        return self.fill(self._steps(dues))

    def _steps(self, dues: Dues) -> Iterator[None]:
        if not dues.unpaid:
            self.add_sentence(T("Nobody owes anything."))
        for currency, amount in dues.unpaid.items():
            late = dues.late.get(currency)
            about = T("{amount} of it late", amount=formats.money(late, currency)) if late else ""
            line = self.line(f"unpaid {currency}", (T("Unpaid"), str(about)), receivables.UNPAID)
            line.add_figure(formats.money(amount, currency))
            self.add_line(line)
        if dues.overdue:
            self.add_heading(T("Overdue invoices"), dues.overdue_count, "danger")
        for invoice in dues.overdue:
            self._add_invoice(invoice)
            yield
        self.add_rest(dues.overdue_count - len(dues.overdue), receivables.UNPAID)
        if dues.quotes:
            self.add_heading(T("Quotes without an answer"), dues.quote_count)
        for quote in dues.quotes:
            self._add_quote(quote)
            yield
        self.add_rest(dues.quote_count - len(dues.quotes), addresses.LIST)

    def _add_invoice(self, row: Unpaid) -> None:
        key, said = f"document {row.id}", (row.customer, words.about_unpaid(row))
        line = self.line(key, said, addresses.of(row.id))
        line.add_pill(formats.money(row.open, row.currency), "danger")
        remind = self.ui.button(
            T("Remind"),
            "link",
            clicked=partial(self.context.open, REMIND.format(invoice=row.id)),
        )
        about = T("Remind {name} of {number}", name=row.customer, number=row.number)
        remind.setAccessibleName(str(about))
        self.ui.explain(remind, about)
        self.add_line(line, beside(self.ui, line, remind))

    def _add_quote(self, row: Quote) -> None:
        key, said = f"document {row.id}", (row.customer, words.about_quote(row))
        line = self.line(key, said, addresses.of(row.id))
        line.add_pill(formats.money(row.total, row.currency))
        self.add_line(line)
