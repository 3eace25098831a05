"""Days, times and spans of time among the words of a line (pure).

Each reader looks at the words from a place on, folded, and tells what it found and how many words
that took; None where there is nothing.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from smallcrm.services.quick_add.vocabulary import (
    AFTER_HOUR,
    AHEAD,
    BEFORE_HOUR,
    DAYS,
    HOURS,
    MINUTES,
    MONTHS_AHEAD,
    NEAR,
    ONE,
    PARTS_OF_DAY,
    SPANS,
    WEEKDAYS,
    WEEKS,
)
from smallcrm.services.tasks.rule_vocabulary import MONTHS

ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
DAY_MONTH = re.compile(r"(\d{1,2})([./])(\d{1,2})(?:\2(\d{4}))?\.?")
_TIME = re.compile(r"([01]?\d|2[0-3])[:h]([0-5]\d)")
_HOUR = re.compile(r"([01]?\d|2[0-3])")
_FRENCH = re.compile(r"([01]?\d|2[0-3])h")
_HALF_DAY = re.compile(r"(1[0-2]|[1-9])(?::([0-5]\d))?(am|pm)")
_DAY_NUMBER = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th|-?го|er)?")
_COUNT = re.compile(r"\d{1,3}")
_WEEK, _NOON, _YEAR = 7, 12, 12
_EARLY = 6  # "at 4" is in the afternoon; "at 7" is not
_SPAN = 3  # words of "in 2 hours"


class Span(NamedTuple):
    """So much later than now; *unit* is one of the vocabulary."""

    number: int
    unit: str


def read_day(words: Sequence[str], today: date) -> tuple[date, int] | None:
    """A day: near, of the week, ``24.11``, ``2026-11-24``, "24 November"."""
    word = words[0].rstrip(".")
    if word in NEAR:
        return today + timedelta(days=int(str(NEAR[word]))), 1
    if word in WEEKDAYS:
        ahead = (int(str(WEEKDAYS[word])) - today.weekday() - 1) % _WEEK + 1
        return today + timedelta(days=ahead), 1
    try:
        return _dated(words, today)
    except ValueError:
        return None  # the calendar has no such day: it stays a word


def _dated(words: Sequence[str], today: date) -> tuple[date, int] | None:
    if iso := ISO.fullmatch(words[0]):
        return date(int(iso[1]), int(iso[2]), int(iso[3])), 1
    if match := DAY_MONTH.fullmatch(words[0]):
        return _coming(int(match[4] or 0), int(match[3]), int(match[1]), today), 1
    number = _DAY_NUMBER.fullmatch(words[0])
    month = MONTHS.get(words[1].rstrip(".")) if len(words) > 1 else None
    return (_coming(0, month, int(number[1]), today), 2) if number and month else None


def read_time(words: Sequence[str], before: str) -> tuple[time, int] | None:
    """A time: ``16:30``, ``4pm``, "at 4", "in the morning"; *before* is the word before it."""
    word = words[0].lower()
    if (match := _TIME.fullmatch(word)) is not None:
        return time(int(match[1]), int(match[2])), 1 + _hour_word(words)
    if (match := _HALF_DAY.fullmatch(word)) is not None:
        hour = int(match[1]) % _NOON + (_NOON if match[3] == "pm" else 0)
        return time(hour, int(match[2] or 0)), 1
    if (match := _FRENCH.fullmatch(word)) is not None:
        return time(int(match[1])), 1
    if (match := _HOUR.fullmatch(word)) is not None and (
        before in BEFORE_HOUR or _hour_word(words)
    ):
        hour = int(match[1])
        is_bare = before in BEFORE_HOUR and not _hour_word(words) and word == str(hour)
        return time(hour + _NOON if is_bare and 0 < hour <= _EARLY else hour), 1 + _hour_word(words)
    if word in PARTS_OF_DAY:
        return time(int(str(PARTS_OF_DAY[word]))), 1
    return None


def read_span(words: Sequence[str]) -> tuple[Span, int] | None:
    """A span from now on: "in 2 hours", «через неделю»."""
    if len(words) > 1 and words[0] in AHEAD:
        if words[1] in SPANS and words[0] != "in":
            return Span(1, str(SPANS[words[1]])), 2
        if len(words) >= _SPAN and words[2] in SPANS:
            if words[1] in ONE:
                return Span(1, str(SPANS[words[2]])), _SPAN
            if _COUNT.fullmatch(words[1]):
                return Span(int(words[1]), str(SPANS[words[2]])), _SPAN
    return None


def later(span: Span, today: date, now: datetime) -> tuple[date, time | None]:
    """The day, and for hours and minutes the time, that is *span* later than *now*."""
    if span.unit in (HOURS, MINUTES):
        ahead = (
            timedelta(hours=span.number) if span.unit == HOURS else timedelta(minutes=span.number)
        )
        moment = now + ahead
        return moment.date(), moment.time().replace(second=0, microsecond=0)
    if span.unit == MONTHS_AHEAD:
        year, month = divmod(today.year * _YEAR + today.month - 1 + span.number, _YEAR)
        day = min(today.day, monthrange(year, month + 1)[1])
        return date(year, month + 1, day), None
    days = {DAYS: 1, WEEKS: _WEEK}[span.unit] * span.number
    return today + timedelta(days=days), None


def _coming(year: int, month: int, day: int, today: date) -> date:
    """That day; without a year (0) the next one."""
    found = date(year or today.year, month, day)
    return found if year or found >= today else found.replace(year=today.year + 1)


def _hour_word(words: Sequence[str]) -> int:
    return int(len(words) > 1 and words[1] in AFTER_HOUR)
