"""Patterns of document numbers: ``{year}-{counter:4}``."""

from __future__ import annotations

import re
from datetime import date

from smallcrm.core.errors import UserError
from smallcrm.core.text import T

_BLANK = re.compile(r"\{(year|month|counter)(?::([1-9]))?\}")
_LIMIT = 40  # letters of a whole number


def check(pattern: str, reset: str, *, field: str = "pattern") -> None:
    """Raise UserError unless *pattern* gives every document of the series its own number."""
    names = [match[1] for match in _BLANK.finditer(pattern)]
    rest = _BLANK.sub("", pattern)
    needed = {"year": {"year"}, "month": {"year", "month"}, "never": set()}[reset]
    if "{" in rest or "}" in rest or names.count("counter") != 1 or not needed <= set(names):
        raise UserError(
            T(
                "The number pattern {pattern} would not give each document its own number.",
                pattern=pattern,
            ),
            hint=T(
                "It was left as it was. Use one {counter},"
                " and {year} where counting starts anew each year.",
                counter="{counter:4}",
                year="{year}",
            ),
            field=field,
        )
    printable = all(char.isprintable() for char in pattern)
    if len(fill(pattern, date(2000, 1, 1), 1)) > _LIMIT or not printable:
        raise UserError(T("The number pattern is longer than 40 letters."), field=field)


def reset_of(pattern: str, present: str) -> str:
    """How often *pattern* starts anew: as at *present*, but never where it names no year."""
    if "{year}" not in pattern:
        return "never"
    if present == "month" and "{month}" in pattern:
        return "month"
    return "year"


def fill(pattern: str, day: date, counter: int) -> str:
    """The number that *pattern* gives on *day* for *counter*."""

    def value(match: re.Match[str]) -> str:
        width = int(match[2] or 0)
        if match[1] == "year":
            return f"{day:%Y}"
        if match[1] == "month":
            return f"{day:%m}"
        return f"{counter:0{width}d}"

    return _BLANK.sub(value, pattern)


def period(reset: str, day: date) -> str:
    """The stretch of time in which a counter runs: ``2026``, ``2026-11`` or empty."""
    return {"year": f"{day:%Y}", "month": f"{day:%Y-%m}", "never": ""}[reset]
