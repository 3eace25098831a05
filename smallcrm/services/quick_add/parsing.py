"""What a line of quick add says (pure): kind, day, time, amount, email and telephone.

What is not understood stays, in its order. Nothing is read out of a word that only resembles one:
a day, a time, a number must be a word of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TypeVar

from smallcrm.core.errors import UserError
from smallcrm.core.fold import digits, fold
from smallcrm.core.typed import read_number
from smallcrm.services.quick_add.vocabulary import (
    BEFORE_WHEN,
    CONTACT,
    INVOICE,
    KINDS,
    NEAR,
    NOTE,
    TASK,
    WEEKDAYS,
)

__all__ = ["CONTACT", "INVOICE", "NOTE", "TASK", "Parsed", "parse"]

T = TypeVar("T")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DAY_MONTH = re.compile(r"(\d{1,2})([./])(\d{1,2})(?:\2(\d{4}))?\.?")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_HALF_DAY = re.compile(r"(1[0-2]|[1-9])(?::([0-5]\d))?(am|pm)")
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+")
_PHONE = re.compile(r"(?<!\S)\+?[(\d][\d\s()./-]*\d(?!\S)")
_SHORTEST_PHONE = 7  # digits
_WEEK, _NOON = 7, 12
_AMOUNT = re.compile(r"[€$₽£]?\d[\d.,]*[€$₽£]?")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was understood.

    Attributes:
        kind: ``task``, ``note``, ``invoice`` or ``contact``.
        is_named: The kind was named; else it follows from what else is there.
        words: What is left, to be a title, a note, a line or a name.
        amount: Of an invoice, in the currency of the business.
    """

    kind: str
    is_named: bool
    words: tuple[str, ...]
    day: date | None = None
    time: time | None = None
    amount: Decimal | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


def parse(text: str, today: date) -> Parsed:
    """Read one line, seen from *today*.

    A weekday is the next one after today; a day and month without a year the next such day.
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
        amount = _take(words, _amount)
        return Parsed(INVOICE, True, tuple(words), amount=amount)  # noqa: FBT003
    day = _take(words, lambda word: _day(word, today), leading=True)
    at = _take(words, _time, leading=True)
    if not kind and day is None and at is None:
        found = _contact(list(words), is_named=False)
        if found.emails or found.phones:
            return found
    return Parsed(TASK, bool(kind), tuple(words), day or (today if at else None), at)


def _contact(words: list[str], *, is_named: bool) -> Parsed:
    emails = tuple(word.strip(",;<>") for word in words if _EMAIL.fullmatch(word.strip(",;<>")))
    rest = " ".join(word for word in words if not _EMAIL.fullmatch(word.strip(",;<>")))
    phones = tuple(found[0] for found in _PHONE.finditer(rest) if _is_phone(found[0]))
    for phone in phones:
        rest = rest.replace(phone, " ", 1)
    return Parsed(CONTACT, is_named, tuple(rest.split()), emails=emails, phones=phones)


def _is_phone(text: str) -> bool:
    is_day = _ISO.fullmatch(text) or _DAY_MONTH.fullmatch(text)  # one that the calendar lacks
    return not is_day and len(digits(text)) >= _SHORTEST_PHONE


def _take(words: list[str], read: Callable[[str], T | None], *, leading: bool = False) -> T | None:
    """What *read* makes of the first word that it can read; that word is taken out.

    With *leading* so is a small word before it: the "at" of "at 16:30".
    """
    for place, word in enumerate(words):
        found = read(word.strip(",;"))
        if found is not None:
            start = (
                place - 1 if leading and place and fold(words[place - 1]) in BEFORE_WHEN else place
            )
            del words[start : place + 1]
            return found
    return None


def _day(word: str, today: date) -> date | None:
    folded = fold(word).rstrip(".")
    if folded in NEAR:
        return today + timedelta(days=int(str(NEAR[folded])))
    if folded in WEEKDAYS:
        ahead = (int(str(WEEKDAYS[folded])) - today.weekday() - 1) % _WEEK + 1
        return today + timedelta(days=ahead)
    try:
        if iso := _ISO.fullmatch(word):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if (match := _DAY_MONTH.fullmatch(word)) is None:
            return None
        found = date(int(match[4] or today.year), int(match[3]), int(match[1]))
        return found if match[4] or found >= today else found.replace(year=today.year + 1)
    except ValueError:
        return None  # the calendar has no such day: it stays a word


def _time(word: str) -> time | None:
    if match := _TIME.fullmatch(word):
        return time(int(match[1]), int(match[2]))
    if match := _HALF_DAY.fullmatch(word.lower()):
        hour = int(match[1]) % _NOON + (_NOON if match[3] == "pm" else 0)
        return time(hour, int(match[2] or 0))
    return None


def _amount(word: str) -> Decimal | None:
    if not _AMOUNT.fullmatch(word):
        return None
    try:
        return read_number(word, 2)
    except UserError:
        return None
