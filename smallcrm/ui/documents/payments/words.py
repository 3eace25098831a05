"""What payments and their methods are called on screen."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from smallcrm.core import formats
from smallcrm.core.text import T, Text
from smallcrm.services.payments import METHODS, PaymentRow

KINDS: dict[str, Text] = {"payment": T("Payment"), "refund": T("Refund")}


def method(stored: str) -> str:
    """How it was paid, in words; a word of the user's own as it is."""
    known = METHODS.get(stored)
    return stored if known is None else str(known)


def label(kind: str, stored: str) -> str:
    """What one payment is called: its method, else what it is."""
    return method(stored) or str(KINDS[kind])


def sums(amounts: Mapping[str, Decimal]) -> list[str]:
    """Amounts by currency, each with its sign; nothing of one that is zero."""
    return [formats.money(amount, currency) for currency, amount in amounts.items() if amount]


def noted(row: PaymentRow) -> Text:
    """What is told after a payment or a refund was noted."""
    amount = formats.money(row.amount, row.currency)
    if row.kind == "refund":
        return T("{amount} given back.", amount=amount)
    if row.unallocated:
        left = formats.money(row.unallocated, row.currency)
        return T("Payment of {amount} noted; {left} stay on the account.", amount=amount, left=left)
    return T("Payment of {amount} noted.", amount=amount)
