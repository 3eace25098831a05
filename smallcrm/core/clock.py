"""What time it is: the only callers of the system's clock, frozen in tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, time


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
    """The midnight on which *day* begins on the wall here, as the data file stores instants."""
    return datetime.combine(day, time()).astimezone(UTC).replace(tzinfo=None)
