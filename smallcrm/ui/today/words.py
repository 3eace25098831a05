"""How the page Today speaks."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from smallcrm.core import clock, formats
from smallcrm.core.text import TN, T, Text
from smallcrm.services.calls import MissedCall
from smallcrm.services.tasks import TaskRow
from smallcrm.services.today import Birthday, Quote, Unpaid

_MORNING, _NOON, _EVENING = 5, 12, 18  # hours
_WEEK = 7
_APART = "  ·  "


def greeting(hour: int, name: str) -> Text:
    """What one says at that *hour* of the day to *name*, who may be nobody in particular."""
    if _MORNING <= hour < _NOON:
        return T("Good morning, {name}", name=name) if name else T("Good morning")
    if _NOON <= hour < _EVENING:
        return T("Good afternoon, {name}", name=name) if name else T("Good afternoon")
    return T("Good evening, {name}", name=name) if name else T("Good evening")


def date_line(day: date) -> str:
    """The day in full, as a line of its own."""
    words = formats.full_day(day)
    return words[:1].upper() + words[1:]


def following(row: TaskRow, today: date) -> Text:
    """What comes next where nothing is due."""
    at = row.snoozed_until or row.instant
    if at is None:
        return T("Next: {title}", title=row.title)
    has_time = row.has_time or row.snoozed_until is not None
    local = clock.local(at) if has_time else datetime.fromisoformat(row.due)
    return T("Next: {title}, {time}", title=row.title, time=_coming(local, today, has_time))


def day_of(birthday: Birthday, today: date) -> str:
    """Today, tomorrow, or the day of the week, as words of their own."""
    named = _named(birthday.day, today)
    return named[:1].upper() + named[1:]


def about_call(call: MissedCall) -> str:
    """The number, which is never cut where the line is short, and how often somebody called."""
    times = TN("{count} missed call", "{count} missed calls", call.times)
    return _APART.join(filter(None, (call.phone, str(times))))


def about_unpaid(row: Unpaid) -> str:
    """Its number and how late it is."""
    late = TN("{count} day late", "{count} days late", row.days_late)
    return f"{row.number}{_APART}{late}"


def about_quote(row: Quote) -> str:
    """Its number and how long it waits."""
    waits = TN("{count} day without an answer", "{count} days without an answer", row.days)
    return f"{row.number}{_APART}{waits}"


def _named(day: date, today: date) -> str:
    if day == today:
        return str(T("Today"))
    if day == today + timedelta(days=1):
        return str(T("Tomorrow"))
    return formats.weekday_name(day) if (day - today).days < _WEEK else formats.day(day)


def _coming(moment: datetime, today: date, has_time: bool) -> str:  # noqa: FBT001 - two halves
    named = _named(moment.date(), today)
    return f"{named} {formats.time_of_day(moment)}" if has_time else named
