"""A cell of any kind as exact text."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from math import isfinite


def cell_text(value: object) -> str:
    """A spreadsheet's cell as exact text: 9161234567.0 is ``9161234567``, dates are ISO."""
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        moment = value.replace(microsecond=0)
        return moment.isoformat(" ").removesuffix(" 00:00:00")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(value)  # of dates and times, too, str() makes ISO


def _number(value: float) -> str:
    if value.is_integer():
        return str(int(value))
    if not isfinite(value):
        return ""
    text = repr(value)
    return text if "e" not in text else format(Decimal(text), "f")
