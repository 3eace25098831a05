"""Values of fields of one's own as a spreadsheet has them."""

from __future__ import annotations

from decimal import Decimal

from smallcrm.services import custom_fields
from smallcrm.services.exchange.targets.sheet import Value

_DIGITS = 15  # of a number that a spreadsheet keeps exactly


def exact(kind: str, text: str) -> Value:
    """A stored value of a field of *kind*: figures as figures, days as days; words as they are."""
    if kind == custom_fields.TEXT or not text:
        return text
    value = custom_fields.typed(kind, text)
    if isinstance(value, bool):
        return custom_fields.shown(kind, text)
    is_exact = not isinstance(value, Decimal) or len(value.as_tuple().digits) <= _DIGITS
    return value if is_exact else text
