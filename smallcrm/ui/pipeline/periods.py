"""Spans of days that deals are filtered by, by the names that people have for them."""

from __future__ import annotations

from datetime import date, timedelta

from smallcrm.core.text import T, Text

Span = tuple[date | None, date | None]
_MONTHS = 12
_QUARTER = 3
_RECENT = 30  # days

CLOSES: dict[str, Text] = {
    "overdue": T("Closing overdue"),
    "month": T("Closing this month"),
    "next": T("Closing next month"),
    "quarter": T("Closing this quarter"),
}
CREATED: dict[str, Text] = {
    "week": T("New in the last 7 days"),
    "recent": T("New in the last 30 days"),
    "year": T("New this year"),
}
CLOSED: dict[str, Text] = {
    "recent": T("Won and lost in the last 30 days"),
    "year": T("Won and lost this year"),
    "all": T("All that were ever won and lost"),
}


def span(name: str, today: date) -> Span:
    """The first and the last day of *name*, both included; None where it is open."""
    first = today.replace(day=1)
    quarter = date(today.year, (today.month - 1) // _QUARTER * _QUARTER + 1, 1)
    found: dict[str, Span] = {
        "overdue": (None, today - timedelta(days=1)),
        "month": (first, _later(first, 1) - timedelta(days=1)),
        "next": (_later(first, 1), _later(first, 2) - timedelta(days=1)),
        "quarter": (quarter, _later(quarter, _QUARTER) - timedelta(days=1)),
        "week": (today - timedelta(days=7), None),
        "recent": (today - timedelta(days=_RECENT), None),
        "year": (date(today.year, 1, 1), None),
    }
    return found.get(name, (None, None))


def _later(first: date, months: int) -> date:
    """The first day of the month that is *months* later."""
    number = first.year * _MONTHS + first.month - 1 + months
    return date(number // _MONTHS, number % _MONTHS + 1, 1)
