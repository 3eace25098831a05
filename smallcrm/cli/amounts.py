"""Amounts as the command line writes them in JSON: decimal strings with all decimals."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from smallcrm.core.money import decimals
from smallcrm.services.receivables import BUCKETS


def money(amount: Decimal, currency: str) -> str:
    """*amount* with the decimals of *currency*: ``12.50``."""
    return f"{amount:.{decimals(currency)}f}"


def aging(sums: Iterable[Decimal], currency: str) -> dict[str, str]:
    """Sums by age: ``not_due``, ``0-30`` and so on."""
    return {name: money(amount, currency) for name, amount in zip(BUCKETS, sums, strict=True)}
