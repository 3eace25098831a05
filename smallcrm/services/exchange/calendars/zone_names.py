"""Which IANA zone a file means: other programs call theirs by names of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from smallcrm.core import zones
from smallcrm.core.loading import load
from smallcrm.services.exchange.calendars.components import Piece

_WORD = re.compile(r"[^\W\d_]{4,}")
_LOCATION = "X-LIC-LOCATION"
_MONTHS = 24
_ALIKE, _NEARLY = 24, 20  # months of two years in which the clocks go alike
_MOST_COMPARED = 40  # zones of a file that are compared with those of the world


class ZoneNames:
    """The zones of one file."""

    def __init__(self, defined: Mapping[str, Piece]) -> None:
        self._defined = defined
        self._known: dict[str, str] = {}
        self._compared = 0

    def find(self, name: str, year: int) -> str:
        """The IANA name of what the file calls *name*; empty where it cannot be found out.

        Args:
            name: As TZID has it: IANA, of Windows, or made up and defined by the file.
            year: When it is needed: definitions of zones are rarely right for all times.
        """
        if name not in self._known:
            self._known[name] = self._by_name(name) or self._by_clock(name, year)
        return self._known[name]

    def _by_name(self, name: str) -> str:
        plain = name.strip().strip('"').lstrip("/")
        steps = plain.split("/")
        windows = self._of_windows.get(plain) or self._of_windows.get(f"{plain} Standard Time", "")
        tails = ["/".join(steps[-count:]) for count in (3, 2) if len(steps) > count]
        for each in (plain, windows, *tails, self._location(name)):
            if zones.is_known(each):
                return each
        return ""

    def _location(self, name: str) -> str:
        """Where the zone lies, as some calendars add."""
        for line in self._lines(name):
            if line.upper().startswith(_LOCATION):
                return line.partition(":")[2].strip()
        return ""

    def _by_clock(self, name: str, year: int) -> str:
        """The zone whose clocks go as the file says: one that has the same name of a city first."""
        made = self._made(name)
        if made is None or self._compared >= _MOST_COMPARED:
            return ""
        self._compared += 1
        days = [datetime(year + at // 12, at % 12 + 1, 15, 12) for at in range(_MONTHS)]  # noqa: DTZ001
        try:
            wanted = [made.utcoffset(day) for day in days]
        except (ValueError, TypeError, IndexError, OverflowError):
            return ""
        alike = {each: _count_alike(each, days, wanted) for each in self._candidates}
        words = {word.casefold() for word in _WORD.findall(name)}
        for each, count in alike.items():
            city = each.rpartition("/")[2].replace("_", " ").casefold()
            if count >= _NEARLY and city in words:
                return each
        best = max(alike, key=lambda each: alike[each])
        return best if alike[best] >= _ALIKE else ""

    def _made(self, name: str) -> tzinfo | None:
        """The zone that the file defines under *name*."""
        if name not in self._defined:
            return None
        component = load("icalendar").Timezone
        try:
            made: tzinfo = component.from_ical(self._defined[name].text).to_tz(lookup_tzid=False)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
            return None
        return made

    def _lines(self, name: str) -> list[str]:
        return self._defined[name].lines if name in self._defined else []

    @cached_property
    def _of_windows(self) -> dict[str, str]:
        """IANA names by the names that Windows has for them (Unicode CLDR)."""
        found: dict[str, str] = load("icalendar.timezone.windows_to_olson").WINDOWS_TO_OLSON
        return found

    @cached_property
    def _candidates(self) -> list[str]:
        """The zones of the world, the one that stands for its clock in Windows first."""
        return list(dict.fromkeys([*self._of_windows.values(), *_of_cities()]))


def _of_cities() -> Iterator[str]:
    for name in sorted(available_timezones()):
        if "/" in name and not name.startswith(("Etc/", "posix", "right", "SystemV")):
            yield name


def _count_alike(name: str, days: list[datetime], wanted: list[Any]) -> int:
    if not zones.is_known(name):
        return 0
    where = ZoneInfo(name)
    offsets: list[timedelta | None] = [where.utcoffset(day) for day in days]
    return sum(one == other for one, other in zip(offsets, wanted, strict=True))
