"""What a line of quick add says (pure): kind, day, time, amount, email and telephone.

What is not understood stays, in its order. Nothing is read out of a word that only resembles one:
a day, a time, a number must be a word of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeVar

from smallcrm.core.errors import UserError
from smallcrm.core.fold import digits, fold
from smallcrm.core.typed import read_number
from smallcrm.services.quick_add import moments
from smallcrm.services.quick_add.vocabulary import (
    BEFORE_WHEN,
    CONTACT,
    INVOICE,
    KINDS,
    NOTE,
    TASK,
)
from smallcrm.services.tasks import recurrence, rule_reading

__all__ = ["CONTACT", "INVOICE", "NOTE", "TASK", "Parsed", "parse"]

T = TypeVar("T")
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+")
_PHONE = re.compile(r"(?<!\S)\+?[(\d][\d\s()./-]*\d(?!\S)")
_SHORTEST_PHONE = 7  # digits
_LONGEST_RULE = 8  # words
_AMOUNT = re.compile(r"[€$₽£]?\d[\d.,]*[€$₽£]?")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was understood.

    Attributes:
        kind: ``task``, ``note``, ``invoice`` or ``contact``.
        is_named: The kind was named; else it follows from what else is there.
        words: What is left, to be a title, a note, a line or a name.
        amount: Of an invoice, in the currency of the business.
        rule: How a task repeats; *day* is then the first one.
    """

    kind: str
    is_named: bool
    words: tuple[str, ...]
    day: date | None = None
    time: time | None = None
    amount: Decimal | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    rule: str = ""


def parse(text: str, today: date, now: datetime | None = None) -> Parsed:
    """Read one line, seen from *today*; *now* is the time on the wall, for "in 2 hours".

    A weekday is the next one after today; a day and month without a year the next such day; a
    time without a day the next such time.
    """
    words = text.split()
    kind = str(KINDS.get(fold(words[0]).rstrip(":"), "")) if words else ""
    if kind:
        del words[0]
    if kind == CONTACT:
        return _contact(words, is_named=True)
    if kind == NOTE:
        return Parsed(NOTE, True, tuple(words))  # noqa: FBT003 - a plain record
    if kind == INVOICE:
        amount = _take(words, lambda rest, _before: _amount(rest[0]))
        return Parsed(INVOICE, True, tuple(words), amount=amount)  # noqa: FBT003
    return _task(words, today, now or datetime.combine(today, time()), is_named=bool(kind))


def _task(words: list[str], today: date, now: datetime, *, is_named: bool) -> Parsed:
    repeats = _take_rule(words, today)
    span = _take(words, lambda rest, _before: moments.read_span(rest))
    day = _take(words, lambda rest, _before: moments.read_day(rest, today))
    at = _take(words, moments.read_time)
    if not is_named and not repeats and span is None and day is None and at is None:
        found = _contact(list(words), is_named=False)
        if found.emails or found.phones:
            return found
    if span is not None:
        later_day, later_time = moments.later(span, today, now)
        day, at = day or later_day, at or later_time
    rule = rule_reading.read_words(repeats, day or today) or ""
    if rule:
        day = _first_day(rule, day or today, at, now)
    if at is not None and day is None:
        is_to_come = datetime.combine(today, at) > now.replace(tzinfo=None)
        day = today if is_to_come else today + timedelta(days=1)
    return Parsed(TASK, is_named, tuple(words), day, at, rule=rule)


def _first_day(rule: str, day: date, at: time | None, now: datetime) -> date:
    """The first day of *rule* from *day* on, whose time is still to come.

    Every second Monday begins on the next Monday, whichever week *day* is in.
    """
    parts = recurrence.parts_of(rule)
    parts.pop("INTERVAL", None)
    every = recurrence.Series(recurrence.rule_of(parts), day.isoformat(), "")
    for one in every.occurrences():
        found = date.fromisoformat(one.due)
        if at is None or datetime.combine(found, at) > now.replace(tzinfo=None):
            return found
    return day


def _contact(words: list[str], *, is_named: bool) -> Parsed:
    emails = tuple(word.strip(",;<>") for word in words if _EMAIL.fullmatch(word.strip(",;<>")))
    rest = " ".join(word for word in words if not _EMAIL.fullmatch(word.strip(",;<>")))
    phones = tuple(found[0] for found in _PHONE.finditer(rest) if _is_phone(found[0]))
    for phone in phones:
        rest = rest.replace(phone, " ", 1)
    return Parsed(CONTACT, is_named, tuple(rest.split()), emails=emails, phones=phones)


def _is_phone(text: str) -> bool:
    is_day = moments.ISO.fullmatch(text) or moments.DAY_MONTH.fullmatch(
        text
    )  # one that the calendar lacks
    return not is_day and len(digits(text)) >= _SHORTEST_PHONE


def _take(words: list[str], read: Callable[[Sequence[str], str], tuple[T, int] | None]) -> T | None:
    """What *read* makes of the first words that it can read; those words are taken out.

    It is handed the words from a place on and the one before. So is a small word before them: the
    "at" of "at 16:30".
    """
    folded = [fold(word.strip(",;")) for word in words]
    for place in range(len(words)):
        before = folded[place - 1] if place else ""
        found = read(folded[place:], before)
        if found is not None:
            start = place
            while start and folded[start - 1] in BEFORE_WHEN:
                start -= 1
            del words[start : place + found[1]]
            return found[0]
    return None


def _take_rule(words: list[str], today: date) -> list[str]:
    """The longest run of words that says how a task repeats, folded; it is taken out."""
    folded = [fold(word.strip(",;.:")) for word in words]
    for place in range(len(words)):
        for end in range(min(len(words), place + _LONGEST_RULE), place, -1):
            if rule_reading.read_words(folded[place:end], today) is not None:
                del words[place:end]
                return folded[place:end]
    return []


def _amount(word: str) -> tuple[Decimal, int] | None:
    if not _AMOUNT.fullmatch(word):
        return None
    try:
        return read_number(word, 2), 1
    except UserError:
        return None
