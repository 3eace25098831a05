"""How lines of statements are spoken of."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten

from smallcrm.core import formats
from smallcrm.core.text import TN, T, Text
from smallcrm.services import bank
from smallcrm.services.bank import BankRow, Proposal
from smallcrm.services.exchange.drafts import RowWarning

_MOST_WARNINGS = 3  # told at once
_MOST_OF_PURPOSE = 120  # letters; a batch may say what a hundred payments say
ENDINGS = "*.xml *.csv *.txt *.xlsx *.xls *.ods"
STATES: dict[str, Text] = {
    bank.WAITING: T("Waiting"),
    bank.PAID: T("Noted"),
    bank.IGNORED: T("Left aside"),
}
NOTHING: dict[str, Text] = {
    bank.WAITING: T("No line is waiting"),
    bank.PAID: T("No payments from a statement yet"),
    bank.IGNORED: T("Nothing is put aside"),
}
_CONFIDENCE: dict[str, tuple[Text, str]] = {
    bank.SURE: (T("Sure"), "success"),
    bank.LIKELY: (T("Likely"), "accent"),
    bank.UNCLEAR: (T("Unclear"), "warning"),
}


def proposed(found: Proposal | None) -> str:
    """Whom and which invoices a line probably paid, on one line; empty where nothing fits."""
    if found is None:
        return ""
    numbers = ", ".join(invoice.number for invoice in found.invoices)
    return " · ".join(filter(None, (numbers, found.customer)))


def confidence(row: BankRow, found: Proposal | None) -> tuple[str, str]:
    """How sure that is, and the kind of pill for it."""
    if row.state != bank.WAITING:
        return str(STATES[row.state]), "neutral"
    if row.amount < 0:
        return str(T("Money out")), "neutral"
    if found is None or (found.contact_id is None and not found.invoices):
        return str(T("Unknown")), "neutral"
    words, kind = _CONFIDENCE[found.confidence]
    return str(words), kind


def warnings(found: Iterable[RowWarning]) -> list[str]:
    """What is odd about the rows of a statement: some sentences, and how many more there are."""
    odd = list(dict.fromkeys(f"{each.value}: {each.reason}" for each in found))
    more = len(odd) - _MOST_WARNINGS
    if more <= 0:
        return odd
    return [
        *odd[:_MOST_WARNINGS],
        str(TN("{count} more row like these.", "{count} more rows like these.", more)),
    ]


def sentence(row: BankRow, found: Proposal | None) -> str:
    """The chosen line in whole sentences, for the foot of the page and for who listens."""
    amount = formats.money(abs(row.amount), row.currency)
    who = row.name or shorten(row.purpose, _MOST_OF_PURPOSE, placeholder="…")
    if row.amount < 0:
        return str(T("{amount} went to {name}.", amount=amount, name=who))
    if found is None or not found.invoices:
        return str(T("{amount} came from {name}. No open invoice fits.", amount=amount, name=who))
    numbers = ", ".join(invoice.number for invoice in found.invoices)
    return str(
        T(
            "{amount} came from {name}, probably for {numbers} of {customer}.",
            amount=amount,
            name=who,
            numbers=numbers,
            customer=found.customer,
        )
    )
