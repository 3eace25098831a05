"""Numbers as scripts write and read them: figures, and a point before the decimals."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from smallcrm.core.errors import UserError
from smallcrm.core.money import decimals
from smallcrm.core.text import T
from smallcrm.services.receivables import BUCKETS


def money(amount: Decimal, currency: str) -> str:
    """*amount* with the decimals of *currency*: ``12.50``."""
    return f"{amount:.{decimals(currency)}f}"


def aging(sums: Iterable[Decimal], currency: str) -> dict[str, str]:
    """Sums by age: ``not_due``, ``0-30`` and so on."""
    return {name: money(amount, currency) for name, amount in zip(BUCKETS, sums, strict=True)}


def amount(typed: str, field: str) -> Decimal:
    """The number in *typed*, which is the value of *field*.

    Raises:
        UserError: It is no number.
    """
    try:
        found = Decimal(typed.strip())
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise UserError(
            T("{amount} is not an amount.", amount=typed),
            hint=T("Nothing was saved. Write figures only, for example 12.5."),
            field=field,
        )
    return found
