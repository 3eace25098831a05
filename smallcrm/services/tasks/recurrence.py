"""When a task that repeats comes: pure arithmetic on wall time, IANA zones and rules of RFC 5545.

09:00 stays 09:00 when the clocks change. A time that a night leaves out comes once, when the gap
ends; one that a night has twice comes once, the first time (domain rules 4.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from smallcrm.core import zones
from smallcrm.core.loading import load

if TYPE_CHECKING:
    from dateutil.rrule import rrule

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_PART = re.compile(r"([A-Z-]+)=([A-Z0-9,:+-]+)")
_UNTIL = re.compile(r"\d{8}(T\d{6}Z?)?")
_NAMES = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYWEEKNO", "BYYEARDAY",
          "BYMONTHDAY", "BYDAY", "BYSETPOS")  # fmt: skip
_HORIZON = timedelta(days=36_525)  # a rule that has no day in a century has none
_LAST = datetime(9998, 12, 31)  # noqa: DTZ001 - on a wall
_WEEKDAY = re.compile(r"[+-]?(\d*)(?:MO|TU|WE|TH|FR|SA|SU)")
_MOST_WEEKDAYS = {"MONTHLY": 5, "YEARLY": 53}  # in a month, in a year
_KEPT_DAY = 28  # all months have it
_OF_MONTHS = ("MONTHLY", "YEARLY")
_LENGTHS = {"DAILY": 1, "WEEKLY": 7}  # days; months and years have no one length
_DAY = 10  # characters of a date


class Occurrence(NamedTuple):
    """One time that a task comes: on the wall, and as an instant in UTC."""

    due: str
    at: datetime


def parts_of(rule: str) -> dict[str, str]:
    """The parts of a rule by their names, ``FREQ`` first.

    Raises:
        ValueError: it is no rule, or one that repeats more often than daily.
    """
    text = rule.strip().upper().removeprefix("RRULE:").rstrip(";")
    parts: dict[str, str] = {}
    for piece in text.split(";"):
        known = _PART.fullmatch(piece)
        if known is None or known[1] in parts or known[1] not in _NAMES:
            raise ValueError(rule)
        parts[known[1]] = known[2]
    if parts.get("FREQ") not in FREQUENCIES or ("UNTIL" in parts and "COUNT" in parts):
        raise ValueError(rule)
    if "UNTIL" in parts and not _UNTIL.fullmatch(parts["UNTIL"]):
        raise ValueError(rule)
    if any(int(parts.get(name, "1")) < 1 for name in ("INTERVAL", "COUNT")):
        raise ValueError(rule)
    _check_weekdays(parts)
    return {"FREQ": parts.pop("FREQ"), **parts}


def _check_weekdays(parts: dict[str, str]) -> None:
    """Raise ValueError for the ninth Monday of a month, which dateutil fails to look for."""
    span = "MONTHLY" if "BYMONTH" in parts else parts["FREQ"]
    for day in parts["BYDAY"].split(",") if "BYDAY" in parts else ():
        known = _WEEKDAY.fullmatch(day)
        if known is None or int(known[1] or "1") > _MOST_WEEKDAYS.get(span, 53):
            raise ValueError(rule_of(parts))


def rule_of(parts: dict[str, str]) -> str:
    """The rule that has *parts*."""
    return ";".join(f"{name}={value}" for name, value in parts.items())


def keep_day(rule: str, anchor: str) -> str:
    """*rule* so that the 31st is the last day of shorter months, and the 31st again later.

    By RFC 5545 alone "monthly on the 31st" leaves five months out; nobody who says it means that.
    So does a yearly one on 29 February with three years of four.
    """
    parts, start = parts_of(rule), date.fromisoformat(anchor[:_DAY])
    is_yearly = parts["FREQ"] == "YEARLY"
    plain = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTHDAY"}
    day = parts.get("BYMONTHDAY", str(start.day))
    month = parts.get("BYMONTH", str(start.month)) if is_yearly else ""
    if parts.keys() - plain - ({"BYMONTH"} if is_yearly else set()):
        return rule_of(parts)
    if not day.isdecimal() or int(day) <= _KEPT_DAY or parts["FREQ"] not in _OF_MONTHS:
        return rule_of(parts)
    if is_yearly and month != "2":
        return rule_of(parts)
    named = {"BYMONTH": month} if is_yearly else {}
    return rule_of({**parts, **named, "BYMONTHDAY": f"{day},-1", "BYSETPOS": "1"})


@dataclass(frozen=True)
class Series:
    """All times that a task comes.

    Attributes:
        rule: Of RFC 5545, checked by ``parts_of``; empty for a task that comes once.
        anchor: The first wall time, ``2026-11-30`` or ``2026-11-30 09:00``.
        zone: IANA name; this computer's when empty.
        exceptions: Wall times that are left out.
    """

    rule: str
    anchor: str
    zone: str
    exceptions: frozenset[str] = frozenset()

    def occurrences(self, after: datetime | None = None) -> Iterator[Occurrence]:
        """Those that come behind the instant *after* (all when None), each instant once."""
        last = after
        for due in self._walls(after):
            at = zones.instant(due, self.zone)
            if due not in self.exceptions and (last is None or at > last):
                last = at
                yield Occurrence(due, at)

    def following(self, after: datetime | None = None) -> Occurrence | None:
        """The first one behind the instant *after*; None where there is none any more."""
        return next(self.occurrences(after), None)

    def between(self, after: datetime | None, until: datetime) -> list[Occurrence]:
        """Those behind *after*, and not behind *until*."""
        found = []
        for one in self.occurrences(after):
            if one.at > until:
                break
            found.append(one)
        return found

    @cached_property
    def _has_time(self) -> bool:
        return " " in self.anchor

    def _walls(self, after: datetime | None) -> Iterator[str]:
        if not self.rule:
            yield self.anchor
            return
        start = datetime.fromisoformat(self.anchor)
        # A day earlier: a zone is at most 14 hours ahead of UTC.
        begin = max(start, after - timedelta(days=1)) if after is not None else start
        rule = _bounded(self.rule, self.anchor, self.zone, begin)
        for wall in rule.xafter(begin, inc=True):
            yield f"{wall:%Y-%m-%d %H:%M}" if self._has_time else wall.date().isoformat()


def first(rule: str, anchor: str, zone: str) -> Occurrence | None:
    """The first time that *rule* comes from *anchor* on, whose own day need not be one.

    Raises:
        ValueError: it is no rule.
    """
    endless = {name: value for name, value in parts_of(rule).items() if name != "COUNT"}
    return Series(rule_of(endless), anchor, zone).following()


def until(day: date, *, zone: str, has_time: bool) -> str:
    """UNTIL of a rule whose last day is *day*, in the form that RFC 5545 wants (3.3.10)."""
    if not has_time:
        return f"{day:%Y%m%d}"
    end = zones.instant(f"{day.isoformat()} 23:59", zone)
    return f"{end:%Y%m%dT%H%M%SZ}"


def with_end(rule: str, zone: str, written: str, *, has_time: bool) -> str:
    """*rule*, whose wall is *zone*, with its end in the form that goes with its beginning (3.3.10).

    *written* is the zone that the beginning is written in; empty for that of the rule.
    """
    last = last_day(rule, zone)
    if last is None:
        return rule
    parts = parts_of(rule)
    if not has_time or "Z" not in parts["UNTIL"]:
        parts["UNTIL"] = until(last, zone=written or zone, has_time=has_time)
    return rule_of(parts)


def last_day(rule: str, zone: str) -> date | None:
    """The day of UNTIL on the wall of *zone*; None for a rule without it."""
    end = wall_end_of(rule, zone)
    return end.date() if end is not None else None


def wall_end_of(rule: str, zone: str) -> datetime | None:
    """UNTIL on the wall of *zone*; None for a rule without it."""
    found = parts_of(rule).get("UNTIL", "") if "UNTIL=" in rule.upper() else ""
    return _wall_end(found, zone) if found else None


@lru_cache(maxsize=512)
def _rule(rule: str, anchor: str, zone: str) -> rrule:
    parts = parts_of(rule)
    end = parts.pop("UNTIL", "")
    try:
        read = load("dateutil.rrule").rrulestr  # for the first task that repeats
        made: rrule = read(rule_of(parts), dtstart=datetime.fromisoformat(anchor))
    except (KeyError, TypeError) as error:
        raise ValueError(rule) from error
    return made.replace(until=_wall_end(end, zone)) if end else made


def _bounded(rule: str, anchor: str, zone: str, begin: datetime) -> rrule:
    """The rule, searched for a century behind *begin* where it has no end of its own."""
    made = _sooner(_rule(rule, anchor, zone), rule, begin)
    if "UNTIL=" in rule or "COUNT=" in rule:
        return made
    return made.replace(until=min(begin, _LAST - _HORIZON) + _HORIZON)


def _sooner(made: rrule, rule: str, begin: datetime) -> rrule:
    """The same from *begin* on, without the years before: it is counted from its start otherwise.

    A whole number of its days or weeks later it goes on alike; who counts its times cannot skip.
    """
    parts = parts_of(rule)
    length = _LENGTHS.get(parts["FREQ"])
    if length is None or "COUNT" in parts:
        return made
    period = timedelta(days=length * int(parts.get("INTERVAL", "1")))
    start: datetime = made._dtstart  # type: ignore[attr-defined]  # noqa: SLF001 - no other way
    skipped = (begin - start) // period - 1
    return made.replace(dtstart=start + skipped * period) if skipped > 0 else made


def _wall_end(text: str, zone: str) -> datetime:
    """UNTIL as wall time: a day is meant to its end, an instant in UTC as the wall shows it."""
    if "T" not in text:
        return datetime.combine(datetime.strptime(text, "%Y%m%d").date(), time.max)  # noqa: DTZ007
    moment = datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    if not text.endswith("Z"):
        return moment
    return zones.wall(moment.replace(tzinfo=UTC), zone)
