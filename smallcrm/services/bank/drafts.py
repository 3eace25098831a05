"""Lines of bank statements, and what they probably paid."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

SURE, LIKELY, UNCLEAR = "sure", "likely", "unclear"
WAITING, PAID, IGNORED = "waiting", "paid", "ignored"


class BroughtIn(NamedTuple):
    """What became of the lines of a file: *known* were there before."""

    added: tuple[int, ...]
    known: int


class BankRow(NamedTuple):
    """A line of a statement; *amount* in major units, below zero for what went.

    Attributes:
        state: ``waiting``, ``paid`` (a payment was made of it) or ``ignored``.
    """

    id: int
    date: dt.date
    amount: Decimal
    currency: str
    name: str
    iban: str
    purpose: str
    account: str
    state: str
    payment_id: int | None


class ProposedInvoice(NamedTuple):
    """An invoice that a line may pay, with what is open of it."""

    id: int
    number: str
    open: Decimal


class Look(NamedTuple):
    """The lines in one state by their ids, and what those that wait probably paid."""

    ids: list[int]
    proposals: list[Proposal]


class Proposal(NamedTuple):
    """What a line probably paid.

    Attributes:
        contact_id: Who paid; None where nobody fits.
        confidence: ``sure`` (the number of the invoice is named, the amount fits), ``likely`` or
            ``unclear``.
    """

    line_id: int
    contact_id: int | None
    customer: str
    invoices: tuple[ProposedInvoice, ...]
    confidence: str
