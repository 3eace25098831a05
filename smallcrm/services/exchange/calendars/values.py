"""The values of one event or task, each None or empty where the file has nothing that can be used.

A property may stand twice, or hold rubbish: the first one that can be read counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from smallcrm.core import zones
from smallcrm.core.loading import load
from smallcrm.services.exchange.calendars.components import ZONE
from smallcrm.services.exchange.calendars.zone_names import ZoneNames

UTC_NAME = "UTC"
_BROKEN = "vBroken"  # what icalendar makes of a value that it cannot read
_SPAN = "vDDDTypes"  # and of one that is a day, a time or a span
_UNREADABLE = "?"
_MAILTO = "mailto:"
_MOST_PEOPLE = 20
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


class Wall(NamedTuple):
    """A day, or a day and a time on the wall of *zone* (empty: of whoever reads it).

    *is_strange* is one whose zone nobody knows, and that is taken for the wall here.
    """

    text: str
    zone: str
    is_strange: bool = False

    @property
    def has_time(self) -> bool:
        """Whether it has a time of day."""
        return " " in self.text

    def on(self, zone: str) -> str:
        """The same on the wall of another *zone*."""
        if not self.has_time or zone == self.zone:
            return self.text
        at = zones.instant(self.text, self.zone).replace(tzinfo=UTC)
        return f"{zones.wall(at, zone):%Y-%m-%d %H:%M}"

    def at(self) -> datetime:
        """Its instant in UTC."""
        return zones.instant(self.text, self.zone)


class Values:
    """Reads the properties of a component that was parsed."""

    def __init__(self, component: Any, names: ZoneNames) -> None:
        self.component = component
        self._names = names

    def text(self, name: str) -> str:
        """A text without what is no letter."""
        return next((str(each).strip() for each in self._each(name)), "")

    def number(self, name: str) -> int:
        """A number; 0 where there is none."""
        return next((each for each in self._each(name) if isinstance(each, int)), 0)

    def wall(self, name: str) -> Wall | None:
        """A day or a time."""
        for each in self._each(name):
            if found := self._wall(getattr(each, "dt", None), each):
                return found
        return None

    def walls(self, name: str) -> Iterator[Wall]:
        """All days and times of a list; of a span, its beginning."""
        for several in self._each(name):
            for each in getattr(several, "dts", ()):
                moment = each.dt[0] if isinstance(each.dt, tuple) else each.dt
                if found := self._wall(moment, several):
                    yield found

    def length(self, name: str) -> timedelta | None:
        """How long something takes."""
        lengths = [_span(each) for each in self._each(name)]
        return next((each for each in lengths if isinstance(each, timedelta)), None)

    def rule(self) -> str:
        """The rule as it stands; what is none, and several, are one that nobody can read."""
        if "RRULE" not in self.component:
            return ""
        found = [each.to_ical().decode("utf-8", "replace") for each in self._each("RRULE")]
        return (found[0] if len(found) == 1 else "") or _UNREADABLE

    def people(self) -> tuple[str, ...]:
        """The addresses of those who take part."""
        found = [str(each).strip() for each in self._each("ATTENDEE")]
        mails = [each[len(_MAILTO) :] for each in found if each.lower().startswith(_MAILTO)]
        return tuple(mails[:_MOST_PEOPLE])

    def instant(self, name: str) -> str:
        """An instant in UTC, as ISO has it."""
        found = self.wall(name)
        return found.at().isoformat() if found is not None else ""

    def alarms(self) -> Iterator[tuple[Any, str]]:
        """What triggers each alarm (a span or an instant), and what it is counted from."""
        for part in self.component.subcomponents:
            trigger = part.get("TRIGGER")
            if part.name == "VALARM" and type(trigger).__name__ == _SPAN:
                yield trigger.dt, str(trigger.params.get("RELATED", "START")).upper()

    def _each(self, name: str) -> list[Any]:
        found = self.component.get(name, ())
        several = found if isinstance(found, list | tuple) else [found]
        return [each for each in several if type(each).__name__ != _BROKEN]

    def _wall(self, moment: Any, source: Any) -> Wall | None:
        if not isinstance(moment, date) or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            return None
        if not isinstance(moment, datetime):
            return Wall(moment.isoformat(), "")
        text = f"{moment:%Y-%m-%d %H:%M}"
        name = str(getattr(source, "params", {}).get(ZONE, ""))
        if moment.tzinfo is not None and (not name or name == UTC_NAME):
            return Wall(text, UTC_NAME)
        zone = self._names.find(name, moment.year) if name else ""
        return Wall(text, zone, bool(name) and not zone)


def _span(value: Any) -> Any:
    """A span; icalendar takes one whose name it does not know for a text."""
    if not isinstance(value, str):
        return getattr(value, "dt", None)
    try:
        return load("icalendar").vDuration.from_ical(value)
    except ValueError:
        return None
