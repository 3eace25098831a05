"""Open tasks in the groups of their page: overdue, today, tomorrow, this week, later, no date."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.text import T, Text
from smallcrm.models import Task
from smallcrm.services.tasks.queries import Wanted, list_wanted

OVERDUE, TODAY, TOMORROW, WEEK, LATER, NO_DATE, DONE, BIN = (
    *("overdue", "today", "tomorrow", "week", "later", "none", "done", "bin"),
)
TITLES: dict[str, Text] = {
    OVERDUE: T("Overdue tasks"),
    TODAY: T("Today"),
    TOMORROW: T("Tomorrow"),
    WEEK: T("This week"),
    LATER: T("Later"),
    NO_DATE: T("No date"),
    DONE: T("Done"),
    BIN: T("In the bin"),
}
_DAYS = 7


class Group(NamedTuple):
    """Some tasks under a heading, in order of their time."""

    name: str
    ids: list[int]


def list_groups(session: Session, wanted: Wanted, now: datetime) -> list[Group]:
    """The *wanted* tasks in groups, seen from the instant *now*; groups without any are left out.

    Those that are done, or in the bin, are one group.
    """
    ids = list_wanted(session, wanted)
    if wanted.binned or wanted.done:
        name = BIN if wanted.binned else DONE
        return [Group(name, ids[::-1])] if ids else []
    query = select(Task.id, Task.due, Task.due_at)
    times = {key: (due, at) for key, due, at in session.execute(query)}
    groups: dict[str, list[int]] = {name: [] for name in TITLES}
    today = clock.local(now).date()
    for key in ids:
        groups[group_of(*times[key], now, today)].append(key)
    for name in (OVERDUE, TODAY, TOMORROW, WEEK, LATER):
        groups[name].sort(key=lambda key: times[key][1] or now)
    return [Group(name, found) for name, found in groups.items() if found]


def group_of(due: str, at: datetime | None, now: datetime, today: date) -> str:
    """The group of an open task; one for a whole day is late when the day is over."""
    if at is None or not due:
        return NO_DATE
    has_time = " " in due
    day = clock.local(at).date() if has_time else date.fromisoformat(due)
    if day < today or (has_time and at <= now):
        return OVERDUE
    for name, end in ((TODAY, 0), (TOMORROW, 1), (WEEK, _DAYS - 1)):
        if day <= today + timedelta(days=end):
            return name
    return LATER
