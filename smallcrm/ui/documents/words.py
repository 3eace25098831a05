"""What the kinds and states of documents are called on screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from smallcrm.core.text import TN, T, Text
from smallcrm.services.documents import (
    CREDIT_NOTE,
    INVOICE,
    KIND_NAMES,
    ORDER,
    QUOTE,
    STATUS_NAMES,
)

KINDS = KIND_NAMES
NEW: dict[str, Text] = {
    QUOTE: T("New quote"),
    ORDER: T("New order"),
    INVOICE: T("New invoice"),
    CREDIT_NOTE: T("New credit note"),
}
CHANGE: dict[str, Text] = {
    QUOTE: T("Change quote"),
    ORDER: T("Change order"),
    INVOICE: T("Change invoice"),
    CREDIT_NOTE: T("Change credit note"),
}
ISSUE: dict[str, Text] = {
    QUOTE: T("Issue quote"),
    ORDER: T("Issue order"),
    INVOICE: T("Issue invoice"),
    CREDIT_NOTE: T("Issue credit note"),
}
NOTE: dict[str, Text] = {
    QUOTE: T("Note on the quote"),
    ORDER: T("Note on the order"),
    INVOICE: T("Note on the invoice"),
    CREDIT_NOTE: T("Note on the credit note"),
}
_PILLS = {
    "issued": "accent",
    "sent": "accent",
    "accepted": "success",
    "part_paid": "warning",
    "paid": "success",
    "overdue": "danger",
}


def status(name: str, due: date | None, today: date) -> tuple[str, str]:
    """The words for a state, and the kind of its pill: ``("Overdue 6 days", "danger")``."""
    words = STATUS_NAMES[name]
    if name == "overdue" and due is not None:
        words = TN("Overdue {count} day", "Overdue {count} days", (today - due).days)
    return str(words), _PILLS.get(name, "neutral")


def title(kind: str, number: str) -> str:
    """What an issued document is called: ``Invoice 2026-0001``."""
    return with_number(NUMBERED, kind, number)


def with_number(texts: Mapping[str, Text], kind: str, number: str) -> str:
    """The one of *texts* that is for *kind*, with *number* in it."""
    return str(replace(texts[kind], values={"number": number}))


NUMBERED: dict[str, Text] = {
    QUOTE: T("Quote {number}", number=""),
    ORDER: T("Order {number}", number=""),
    INVOICE: T("Invoice {number}", number=""),
    CREDIT_NOTE: T("Credit note {number}", number=""),
}
ISSUE_NUMBERED: dict[str, Text] = {
    QUOTE: T("Issue quote {number}", number=""),
    ORDER: T("Issue order {number}", number=""),
    INVOICE: T("Issue invoice {number}", number=""),
    CREDIT_NOTE: T("Issue credit note {number}", number=""),
}
PRINT_NUMBERED: dict[str, Text] = {
    QUOTE: T("Print quote {number}", number=""),
    ORDER: T("Print order {number}", number=""),
    INVOICE: T("Print invoice {number}", number=""),
    CREDIT_NOTE: T("Print credit note {number}", number=""),
}
PRINT_DRAFT = T("Print the draft without issuing it")
VOID_NUMBERED: dict[str, Text] = {
    QUOTE: T("Make quote {number} void", number=""),
    ORDER: T("Make order {number} void", number=""),
    INVOICE: T("Cancel invoice {number}", number=""),
}
ISSUED: dict[str, Text] = {
    QUOTE: T("Quote {number} is issued.", number=""),
    ORDER: T("Order {number} is issued.", number=""),
    INVOICE: T("Invoice {number} is issued.", number=""),
    CREDIT_NOTE: T("Credit note {number} is issued.", number=""),
}
PAYMENT_FOR: dict[str, Text] = {
    QUOTE: T("Deposit for quote {number}", number=""),
    ORDER: T("Deposit for order {number}", number=""),
    INVOICE: T("Payment for invoice {number}", number=""),
}
WHY_FROZEN: dict[str, Text] = {
    QUOTE: T(
        "This quote is what your customer decides on. Its number, its sums and its page are kept "
        "exactly as they were issued. To offer something else, copy it to a new draft."
    ),
    ORDER: T(
        "This order is what you and your customer agreed on. Its number, its sums and its page "
        "are kept exactly as they were issued. To correct it, make it void and copy it to a new "
        "draft."
    ),
    INVOICE: T(
        "An issued document is what your customer and the tax office hold in their hands. "
        "Its number, its sums and its page are kept exactly as they were issued. "
        "To correct it, cancel it with a credit note and issue a new one."
    ),
    CREDIT_NOTE: T(
        "An issued document is what your customer and the tax office hold in their hands. "
        "Its number, its sums and its page are kept exactly as they were issued. "
        "What it credits too much is invoiced anew."
    ),
}
