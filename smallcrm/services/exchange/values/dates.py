"""Dates as files write them, and the order of day and month where that is not plain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from smallcrm.core.fold import fold

DMY, MDY, YMD = "dmy", "mdy", "ymd"

_ISO = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?:[T ].*)?")
_NO_YEAR = re.compile(r"--(\d\d)-?(\d\d)")
_THREE = re.compile(r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?:\s?г\.?|[T ,]+\d.*)?")
_TWO_WAYS = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?:\s.*)?")
_DAY_WORD = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[.\s-]+(?:de\s)?([^\W\d]+)[.,]?[\s-]+(?:de\s)?(\d{4}).*"
)
_WORD_DAY = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4}).*")
_SERIAL = re.compile(r"(\d{4,5})(?:\.\d+)?")
_NONE = re.compile(r"[0\s./:-]*|1/1/4501|01\.01\.4501|n/?a|null|none", re.IGNORECASE)
_EPOCH = date(1899, 12, 30)  # day 0 of Excel's calendar
_SERIALS = range(3_000, 80_000)  # from 1908 to 2119
_NO_YEAR_KNOWN = 1604  # Apple's way to say it
_HUNDRED, _TWELVE = 100, 12
_MONTHS_FIRST = {"US", "PH", "PW", "FM", "MH", "BZ"}

# The first letters of months, as many as tell them apart.
_NAMES = (
    "jan янв ιαν ene gen sty січ", "feb fev fevr фев φεβ lut лют",
    "mar maer marz mrz мар μαρ бер",  # codespell:ignore marz
    "apr avr abr апр απρ kwi кві",
    "mai may мая май μαι mag maj тра", "jun juin июн ιουν giu cze чер",
    "jul juil июл ιουλ lug lip лип",
    "aug aout авг αυγ ago sie сер",  # codespell:ignore sie
    "sep сен σεπ set wrz вер", "okt oct окт οκτ ott paz жов",
    "nov ноя νοε lis лис", "dez dec дек δεκ dic gru гру",
)  # fmt: skip


class Order(NamedTuple):
    """The order of a column's dates (see ``drafts.Column``), and the first one that is unclear."""

    order: str
    ambiguous: int
    proven: bool
    first: int


@lru_cache(maxsize=50_000)
def read(text: str, order: str, today: date, *, is_birthday: bool = False) -> tuple[str, str]:
    """A date as ``1980-06-05`` or ``--05-12``, and a code of ``reasons`` where it is none.

    Args:
        text: As in the file; what programs write for "no date" gives two empty strings.
        order: ``dmy``, ``mdy`` or ``ymd``, for numbers alone.
        today: Decides the century of two digits, and what is in the future.
        is_birthday: Nobody is born after today.
    """
    found, code = _parse(text, order, today.year, is_birthday=is_birthday)
    if code and _NONE.fullmatch(text):
        return "", ""
    if is_birthday and found > today.isoformat() and found[0] != "-":
        return "", "birthday_in_future"
    return found, code


def order_of(values: Iterable[str], wanted: str, country: str) -> Order:
    """How the dates of a column are to be read, and whether one of them proves it."""
    day_first = month_first = ambiguous = 0
    first = -1
    for number, text in enumerate(values):
        if text and (match := _TWO_WAYS.fullmatch(text.strip())):
            one, two = int(match[1]), int(match[3])
            if one > _TWELVE >= two:
                day_first += 1
            elif two > _TWELVE >= one:
                month_first += 1
            elif one != two and one and two:
                ambiguous += 1
                first = number if first < 0 else first
    usual = MDY if country in _MONTHS_FIRST else DMY
    proven = bool(day_first) != bool(month_first)
    shown = DMY if day_first else MDY
    return Order(wanted or (shown if proven else usual), ambiguous, proven or bool(wanted), first)


def _parse(text: str, order: str, this_year: int, *, is_birthday: bool) -> tuple[str, str]:
    if match := _THREE.fullmatch(text):
        return _from_three(match, order, this_year, is_birthday=is_birthday)
    for pattern, made in _OTHERS:
        if match := pattern.fullmatch(text):
            return made(match)
    return "", "date_unreadable"


def _from_three(
    match: re.Match[str], order: str, this_year: int, *, is_birthday: bool
) -> tuple[str, str]:
    one, two, year = int(match[1]), int(match[3]), int(match[4])
    if order == YMD and len(match[4]) == len(match[1]):
        year, month, day = one, two, year
    elif match[2] == "." or order != MDY:
        day, month = one, two
    else:
        day, month = two, one
    if match[2] != "." and month > _TWELVE >= day:
        day, month = month, day
    if year < _HUNDRED:
        year += 2000
        if is_birthday and year > this_year:
            year -= 100
    return _made(year, month, day)


def _made(year: int | None, month: int, day: int) -> tuple[str, str]:
    if month == 0:
        return "", "date_unreadable"
    try:
        found = date(year or 2000, month, day)
    except ValueError:
        return "", "date_impossible"
    text = found.isoformat()
    return (f"-{text[4:]}" if year in (None, _NO_YEAR_KNOWN) else text), ""


def _from_serial(number: int) -> tuple[str, str]:
    if number not in _SERIALS:
        return "", "date_unreadable"
    return (_EPOCH + timedelta(days=number)).isoformat(), ""


def _month(word: str) -> int:
    folded = fold(word)
    for size in (4, 3):
        if number := _MONTH_OF.get(folded[:size]):
            return number
    return 0


_MONTH_OF = {fold(name): number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_OTHERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, str]]], ...] = (
    (_ISO, lambda match: _made(int(match[1]), int(match[3]), int(match[4]))),
    (_NO_YEAR, lambda match: _made(None, int(match[1]), int(match[2]))),
    (_DAY_WORD, lambda match: _made(int(match[3]), _month(match[2]), int(match[1]))),
    (_WORD_DAY, lambda match: _made(int(match[3]), _month(match[1]), int(match[2]))),
    (_SERIAL, lambda match: _from_serial(int(match[1]))),
)
