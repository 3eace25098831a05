"""How often a task that repeats came, without going through all its times, where its rule is plain.

A daily task that was left for a year came hundreds of times; what is due is asked every minute.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from smallcrm.core import zones
from smallcrm.services.tasks import recurrence

_WEEK = 7
_DATE = 10  # characters
_DAYS = {name: number for number, name in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
_PLAIN = {"FREQ", "INTERVAL", "BYDAY", "UNTIL", "WKST"}
_DAY = timedelta(days=1)


class Came(NamedTuple):
    """How often it came, and its last times in UTC, the latest one first.

    They go back to the last one before now; *latest* is empty where it came never.
    """

    times: int
    latest: tuple[datetime, ...]


class Pace(NamedTuple):
    """Every *step* days from its beginning, or on these *weekdays* of each week."""

    step: int
    weekdays: frozenset[int]

    def is_on(self, begin: date, day: date) -> bool:
        """Whether it comes on *day*."""
        if self.weekdays:
            return day.weekday() in self.weekdays
        return (day - begin).days % self.step == 0

    def back(self, begin: date, last: date) -> Iterator[date]:
        """Its days from *last* back to *begin*."""
        step = 1 if self.weekdays else self.step
        day = last if self.weekdays else last - timedelta(days=(last - begin).days % step)
        while day >= begin:
            if self.is_on(begin, day):
                yield day
            day -= timedelta(days=step)

    def between(self, begin: date, last: date) -> int:
        """How many days of it there are from *begin* to *last*."""
        length = (last - begin).days + 1
        if not self.weekdays:
            return (length - 1) // self.step + 1
        weeks, rest = divmod(length, _WEEK)
        further = (begin + timedelta(days=number) for number in range(rest))
        return weeks * len(self.weekdays) + sum(self.is_on(begin, day) for day in further)


@lru_cache(maxsize=512)
def pace_of(rule: str) -> Pace | None:
    """The pace of a plain rule: daily or weekly, without a number of times; else None."""
    parts = recurrence.parts_of(rule)
    every, named = int(parts.get("INTERVAL", "1")), parts.get("BYDAY", "")
    days = named.split(",") if named else []
    is_plain = parts.keys() <= _PLAIN and set(days) <= _DAYS.keys() and (not days or every == 1)
    if not is_plain or parts["FREQ"] not in {"DAILY", "WEEKLY"}:
        return None
    length = _WEEK if parts["FREQ"] == "WEEKLY" else 1
    return Pace(every * length, frozenset(_DAYS[day] for day in days))


def came(series: recurrence.Series, due: str, now: datetime, until: datetime) -> Came | None:
    """How often *series* came from *due*, which is one of its times, to the instant *until*.

    Args:
        series: All its times.
        due: Wall time in its zone.
        now: An instant in UTC, not behind *until*.
        until: An instant in UTC.

    Returns:
        None where its rule is not plain, and all times have to be gone through.
    """
    pace = pace_of(series.rule)
    if pace is None:
        return None
    begin, time = date.fromisoformat(due[:_DATE]), due[_DATE:]
    end = _last_day(series, until, time)
    latest: list[datetime] = []
    last = begin
    for day in pace.back(begin, end):
        wall = f"{day.isoformat()}{time}"
        at = zones.instant(wall, series.zone)
        if at > until or wall in series.exceptions:
            continue
        last = last if latest else day
        latest.append(at)
        if at < now:
            break
    if not latest:
        return Came(0, ())
    left_out = {each for each in series.exceptions if each[_DATE:] == time}
    days = [date.fromisoformat(each[:_DATE]) for each in left_out]
    gone = sum(begin <= day <= last and pace.is_on(begin, day) for day in days)
    return Came(pace.between(begin, last) - gone, tuple(latest))


def _last_day(series: recurrence.Series, until: datetime, time: str) -> date:
    """The last day that can count: of the instant *until*, or of the end of the rule."""
    day = zones.wall(until.replace(tzinfo=UTC), series.zone).date()
    end = recurrence.wall_end_of(series.rule, series.zone)
    if end is None:
        return day
    ends = end.date()
    if datetime.fromisoformat(f"{ends.isoformat()}{time}") > end:
        ends -= _DAY
    return min(day, ends)
