"""The stretches of time that a statement is asked for."""

from __future__ import annotations

import datetime as dt
from datetime import date, timedelta
from typing import NamedTuple

from smallcrm.core.text import T, Text

THIS_MONTH, LAST_MONTH, QUARTER, YEAR, LAST_YEAR, OWN = (
    *("this_month", "last_month", "quarter", "year", "last_year", "own"),
)
NAMES: dict[str, Text] = {
    YEAR: T("This year"),
    QUARTER: T("This quarter"),
    THIS_MONTH: T("This month"),
    LAST_MONTH: T("Last month"),
    LAST_YEAR: T("Last year"),
    OWN: T("Other days"),
}
_DAY = timedelta(days=1)
_QUARTER = 3  # months


class Period(NamedTuple):
    """From *first* to *last*, both included."""

    first: dt.date
    last: dt.date


def period(key: str, today: date) -> Period:
    """The days of *key*, as of *today*; those of this month for ``own``."""
    month = today.replace(day=1)
    if key == LAST_MONTH:
        last = month - _DAY
        return Period(last.replace(day=1), last)
    if key == QUARTER:
        return Period(month.replace(month=month.month - (month.month - 1) % _QUARTER), today)
    if key == YEAR:
        return Period(month.replace(month=1), today)
    if key == LAST_YEAR:
        return Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    return Period(month, today)
