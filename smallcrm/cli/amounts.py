"""Numbers as a script writes them: figures, and a point before the decimals."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from smallcrm.core.errors import UserError
from smallcrm.core.text import T


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
