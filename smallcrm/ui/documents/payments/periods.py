"""Stretches of time that a list can be narrowed to."""

from __future__ import annotations

from datetime import date, timedelta

from smallcrm.core.text import T, Text

ALWAYS = ""
_MONTH, _LAST_MONTH = "month", "last_month"
_QUARTER, _YEAR, _LAST_YEAR = "quarter", "year", "last_year"
NAMES: dict[str, Text] = {
    ALWAYS: T("At any time"),
    _MONTH: T("This month"),
    _LAST_MONTH: T("Last month"),
    _QUARTER: T("This quarter"),
    _YEAR: T("This year"),
    _LAST_YEAR: T("Last year"),
}
_IN_QUARTER = 3  # months


def days(period: str, today: date) -> tuple[date | None, date | None]:
    """The first and the last day of *period*, seen from *today*; None for no end."""
    month = today.replace(day=1)
    year = month.replace(month=1)
    if period == _MONTH:
        return month, _before(_next_month(month))
    if period == _LAST_MONTH:
        return _before(month).replace(day=1), _before(month)
    if period == _QUARTER:
        first = month.replace(month=month.month - (month.month - 1) % _IN_QUARTER)
        return first, _before(_next_month(_next_month(_next_month(first))))
    if period == _YEAR:
        return year, year.replace(month=12, day=31)
    if period == _LAST_YEAR:
        return year.replace(year=year.year - 1), _before(year)
    return None, None


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _before(day: date) -> date:
    return day - timedelta(days=1)
