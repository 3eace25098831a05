"""Until when a task is put off: the four choices of a reminder, as instants."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from smallcrm.core import clock, zones
from smallcrm.core.text import T, Text

HOUR, EVENING, TOMORROW, MONDAY = "hour", "evening", "tomorrow", "monday"
CHOICES: dict[str, Text] = {  # in the order of the keys 1 to 4
    HOUR: T("In an hour"),
    EVENING: T("This evening"),
    TOMORROW: T("Tomorrow at 9:00"),
    MONDAY: T("Monday at 9:00"),
}
_HOUR = timedelta(hours=1)
_MORNING, _EVENING = "09:00", "18:00"
_WEEK = 7


def until(choice: str, now: datetime) -> datetime:
    """The instant that *choice* means, seen from the instant *now*, on the wall of this computer.

    An evening that has begun is in an hour.
    """
    today = clock.local(now).date()
    if choice == EVENING:
        return max(_at(today, _EVENING), now + _HOUR)
    if choice == TOMORROW:
        return _at(today + timedelta(days=1), _MORNING)
    if choice == MONDAY:
        return _at(today + timedelta(days=_WEEK - today.weekday()), _MORNING)
    return now + _HOUR


def _at(day: date, time: str) -> datetime:
    return zones.instant(f"{day.isoformat()} {time}", "")
