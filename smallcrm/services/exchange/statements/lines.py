"""The neutral form of a line of a bank statement."""

from __future__ import annotations

from typing import NamedTuple


class StatementLine(NamedTuple):
    """Money that came or went.

    Attributes:
        date: When it was booked, ``2026-03-31``.
        amount: A decimal in words of digits, below zero for what went.
        name: Who is on the other side.
        iban: The other side's account.
        purpose: What they wrote.
        reference: What the bank calls the booking; may be empty.
        account: The own account's number; may be empty.
    """

    date: str
    amount: str
    currency: str
    name: str
    iban: str
    purpose: str
    reference: str
    account: str
