"""Time zones: wall time is kept with the name of its zone, and an instant is worked out of it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import LOCALTZ

_DUE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{1,2}:\d{2}))?")
_MINUTE = timedelta(minutes=1)


def of_system() -> str:
    """The IANA name of this computer's zone (``Europe/Athens``); empty where it has none."""
    name = getattr(LOCALTZ, "key", None) or str(LOCALTZ)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones is none
        return ""
    return name


def is_known(zone: str) -> bool:
    """Whether *zone* is the IANA name of a zone that this computer knows."""
    return bool(zone) and _find(zone) is not None


def wall_time(text: str) -> str:
    """*text* as it is stored: ``2026-11-30`` or ``2026-11-30 09:00``.

    Raises:
        ValueError: it is neither, or the calendar has no such day: that of a computer goes from
            the year 2 to 9998.
    """
    known = _DUE.fullmatch(text.strip())
    if known is None:
        raise ValueError(text)
    day = date.fromisoformat(known[1])
    if not date.min.year < day.year < date.max.year:  # elsewhere it may be a day of no calendar
        raise ValueError(text)
    if not known[2]:
        return day.isoformat()
    hours, minutes = map(int, known[2].split(":"))
    return f"{day.isoformat()} {time(hours, minutes):%H:%M}"


def instant(due: str, zone: str) -> datetime:
    """The instant, in UTC without a zone, at which *due* comes; *zone* empty is this computer's.

    A day without a time comes when it begins. A time that a change of the clock leaves out comes
    when the gap ends; one that there is twice comes the first time (domain rules 4.1).
    """
    moment = datetime.fromisoformat(due)
    where = _find(zone)
    found = moment.replace(tzinfo=where).astimezone(UTC)
    if found.astimezone(where).replace(tzinfo=None) != moment:
        other = moment.replace(tzinfo=where, fold=1).astimezone(UTC)
        found, late = sorted((found, other))  # of this computer's zone Python has them reversed
        after = late.astimezone(where).utcoffset()
        while found.astimezone(where).utcoffset() != after:
            found += _MINUTE
    return found.replace(tzinfo=None)


def wall(instant: datetime, zone: str) -> datetime:
    """What the clock on the wall shows in *zone* (empty: here) at an *instant* with its zone."""
    return instant.astimezone(_find(zone)).replace(tzinfo=None)


def _find(zone: str) -> tzinfo | None:
    """The zone, or this computer's where the name is empty or not known here."""
    try:
        return ZoneInfo(zone) if zone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones is none
        return None
