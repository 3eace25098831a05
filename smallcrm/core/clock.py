"""What time it is: the only callers of the system's clock, frozen in tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

_LAST = datetime(9999, 12, 31, 23, 59, 59)  # noqa: DTZ001 - in UTC, as they are stored


def now() -> datetime:
    """This instant in UTC, without a zone, to the second: what the data file stores."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)  # noqa: TID251 - the one place


def today() -> date:
    """The date on the wall, in the zone of this computer."""
    return datetime.now().astimezone().date()  # noqa: TID251 - the one place


def local(instant: datetime) -> datetime:
    """A stored *instant* as the clock on the wall of this computer showed it."""
    return instant.replace(tzinfo=UTC).astimezone()


def start_of(day: date) -> datetime:
    """The midnight on which *day* begins on the wall here, as the data file stores instants.

    The calendar of a computer ends with the years 1 and 9999: there it is that midnight in UTC.
    """
    midnight = datetime.combine(day, time())
    try:
        return midnight.astimezone(UTC).replace(tzinfo=None)
    except OverflowError:
        return midnight


def end_of(day: date) -> datetime:
    """The instant at which *day* is over on the wall here, no longer part of it."""
    return start_of(day + timedelta(days=1)) if day < date.max else _LAST
