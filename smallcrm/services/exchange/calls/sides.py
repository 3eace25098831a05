"""Who is on a side of a call: a number, a name, an extension of the business."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from smallcrm.core.fold import digits, fold
from smallcrm.core.phones import tail

LONGEST_EXTENSION = 5  # digits; what is longer is a number of the public network
_LEAST_ROWS = 3  # before a number that stands in most of them is taken for the own one
_DIALED = re.compile(r"\+?[\d\s\-./()\u2010-\u2013\xa0]*\d[\d\s\-./()#*\xa0]*")
_IN_BRACKETS = re.compile(r"\s*\"?(?P<name>[^\"<(]*?)\"?\s*[<(]\s*(?P<number>[^>)]+)[>)]\s*")
_SIP = re.compile(r"(?:sips?|tel):([^@;>]+)(?:[@;][^>]*)?", re.IGNORECASE)
_LED = re.compile(r"(?P<number>\d{2,5})\s*[-–:]?\s+(?P<name>[^\W\d].*)")  # 101 Maria
_CHANNEL = re.compile(r"[A-Za-z0-9]+/(\d{2,5})[-@/].*|[A-Za-z0-9]+/(\d{2,5})")
_POWER = re.compile(r"\d(?:[.,]\d+)?e\+?\d{1,2}", re.IGNORECASE)
_WITHHELD = frozenset(
    map(
        fold,
        (
            *(
                "",
                "anonymous",
                "unknown",
                "private",
                "restricted",
                "withheld",
                "unavailable",
                "hidden",
            ),
            *("private number", "unknown number", "no caller id", "-1", "-2", "-3"),
            *("анонимный", "неизвестный", "неизвестно", "скрытый", "номер скрыт", "скрыт"),
            *("ανώνυμος", "άγνωστος", "απόκρυψη", "απόρρητο", "χωρίς αριθμό"),
            *("anonym", "unbekannt", "unterdrückt", "anonyme", "inconnu", "masqué", "privé"),
        ),
    )
)


class Side(NamedTuple):
    """One side of a call; *is_lost* where a spreadsheet destroyed the number's last digits."""

    number: str = ""
    name: str = ""
    is_lost: bool = False

    @property
    def is_extension(self) -> bool:
        """Whether it is somebody within the business, by the length of the number."""
        figures = digits(self.number)
        return 0 < len(figures) <= LONGEST_EXTENSION and not self.number.startswith("+")

    @property
    def is_outside(self) -> bool:
        """Whether it is a number of the public network."""
        return len(digits(self.number)) > LONGEST_EXTENSION


@lru_cache(maxsize=20_000)  # a list has each number many times
def read(text: str) -> Side:
    """The side that *text* names: ``"Anna" <+30210…>``, ``Maria (101)``, ``sip:101@…``."""
    text = " ".join(text.split())
    if fold(text) in _WITHHELD:
        return Side()
    if _POWER.fullmatch(text):
        return Side(text, is_lost=True)
    if found := _SIP.fullmatch(text):
        text = found[1]
    return Side(text) if _DIALED.fullmatch(text) else _named(text)


def _named(text: str) -> Side:
    """A side with a name beside its number, or a name alone."""
    if found := _LED.fullmatch(text):
        return Side(found["number"], found["name"])
    found = _IN_BRACKETS.fullmatch(text)
    if found is None:
        return Side("", text)
    inner, name = read(found["number"]), found["name"].strip()
    return Side(inner.number, "" if digits(name) == digits(inner.number) != "" else name)


def of_channel(text: str) -> str:
    """The extension that a channel belongs to: ``PJSIP/101-0000002a``; empty for a trunk."""
    found = _CHANNEL.fullmatch(text.strip())
    return (found[1] or found[2] or "") if found else ""


def usual(pairs: Iterable[tuple[Side, Side]]) -> set[str]:
    """The tails of numbers that stand on one side of most calls between two outside numbers.

    A list of one line, as a mobile operator gives it, has that line in every row.
    """
    rows, seen = 0, Counter[str]()
    for one, other in pairs:
        if one.is_outside and other.is_outside:
            rows += 1
            seen.update({tail(one.number), tail(other.number)})
    if rows < _LEAST_ROWS:
        return set()
    number, count = seen.most_common(1)[0]
    return {number} if 2 * count > rows and seen.most_common(2)[-1][1] < count else set()
