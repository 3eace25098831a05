"""On which days a recurring document falls: pure arithmetic on dates.

The anchor's day of the month is kept for ever: one on the 31st falls on the last day of shorter
months, and on the 31st again where there is one (no ratchet). One on 29 February falls on the
28th in other years.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count as numbers
from typing import NamedTuple

DAY, WEEK, MONTH, YEAR = "day", "week", "month", "year"
UNITS = (DAY, WEEK, MONTH, YEAR)
_DAYS = {DAY: 1, WEEK: 7}
_MONTHS = {MONTH: 1, YEAR: 12}
_YEAR = 12


class Rule(NamedTuple):
    """Every so many units from the anchor on.

    Attributes:
        anchor: The first day.
        every: How many of *unit* lie between two days; at least 1.
        until: The last day that one may fall on; None for no end.
    """

    anchor: dt.date
    every: int = 1
    unit: str = MONTH
    until: dt.date | None = None


def period(rule: Rule, number: int) -> date:
    """The day *number* (from 0) of *rule*, whether or not it has ended before.

    Raises:
        OverflowError: It lies behind the last day that there is.
    """
    steps = number * rule.every
    if rule.unit in _DAYS:
        return rule.anchor + timedelta(days=steps * _DAYS[rule.unit])
    month = rule.anchor.year * _YEAR + rule.anchor.month - 1 + steps * _MONTHS[rule.unit]
    year, month = divmod(month, _YEAR)
    if year > date.max.year:
        raise OverflowError("no such year")
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(rule.anchor.day, last))


def periods(rule: Rule, last: date) -> Iterator[date]:
    """The days of *rule* up to *last*, in their order."""
    end = last if rule.until is None else min(last, rule.until)
    for number in numbers():
        try:
            day = period(rule, number)
        except OverflowError:
            return
        if day > end:
            return
        yield day


def following(rule: Rule, after: date | None) -> date | None:
    """The first day of *rule* behind *after* (None for its very first); None when it has ended."""
    end = rule.until or date.max
    return next((day for day in periods(rule, end) if after is None or day > after), None)


def end_of(rule: Rule, count: int) -> date:
    """The last day of a *rule* that is to fall on *count* days in all."""
    return period(rule, count - 1)
