"""Payments as a form has them, and as lists show them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from smallcrm.core.text import T, Text

# Those that a form offers; any other word is kept as it is typed.
METHODS: dict[str, Text] = {
    "transfer": T("Bank transfer"),
    "cash": T("Cash"),
    "card": T("Card"),
    "cheque": T("Paper check"),
    "other": T("Other"),
}


@dataclass(frozen=True, slots=True)
class PaymentDraft:
    """Money that came from a customer, or goes back to one.

    Attributes:
        contact_id: Whose it is; None where *invoice_id* says so, or is for somebody who is no
            contact.
        amount: In major units of *currency*, above zero.
        currency: Empty for that of the invoice, else of the business.
        date: None for today.
        invoice_id: What it is for first; None for the oldest that is open.
        document_id: The quote or the order that a deposit is made for.
    """

    amount: Decimal
    contact_id: int | None = None
    currency: str = ""
    date: dt.date | None = None
    method: str = ""
    reference: str = ""
    note: str = ""
    invoice_id: int | None = None
    document_id: int | None = None


class Paid(NamedTuple):
    """So much of a payment went to this document, in major units."""

    document_id: int
    number: str
    amount: Decimal


class PaymentRow(NamedTuple):
    """One line of a list; amounts are in major units of *currency*.

    Attributes:
        kind: ``payment`` or ``refund``.
        allocations: What it paid.
        unallocated: What is left of it on the customer's account.
    """

    id: int
    kind: str
    date: dt.date
    contact_id: int | None
    customer: str
    amount: Decimal
    currency: str
    method: str
    reference: str
    note: str
    allocations: tuple[Paid, ...]
    unallocated: Decimal


class Settlement(NamedTuple):
    """What settled a part of an invoice.

    Attributes:
        kind: ``payment`` or ``credit_note``.
        source_id: The id of that payment or credit note.
        label: The method of the payment, or the number of the credit note.
        is_own: Whether it is a credit note over this very invoice.
    """

    id: int
    kind: str
    source_id: int
    date: dt.date
    amount: Decimal
    label: str
    is_own: bool = False


class OpenInvoice(NamedTuple):
    """An invoice of which something is owed, in major units of *currency*."""

    id: int
    number: str
    date: dt.date
    due_date: dt.date | None
    due: Decimal
    open: Decimal
    currency: str
    customer: str


class Movement(NamedTuple):
    """One line of a customer's account, in major units of *currency*.

    Attributes:
        kind: ``invoice``, ``credit_note``, ``payment`` or ``refund``.
        id: Of the document or the payment.
        label: The number of the document, or the method of the payment.
        amount: Above zero for what the customer owes more afterwards.
        balance: What is owed after it; below zero where the customer has money here.
    """

    kind: str
    id: int
    date: dt.date
    label: str
    amount: Decimal
    balance: Decimal
    currency: str
