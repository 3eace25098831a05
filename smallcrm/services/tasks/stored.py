"""What is worked out of a task whenever it is stored: when it comes, and when it calls."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeVarTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from smallcrm.core import zones
from smallcrm.models import Task
from smallcrm.services.tasks.recurrence import Series

R = TypeVarTuple("R")


def series_of(task: Task) -> Series:
    """All times that *task*, which has a day, comes."""
    return series(task.rule, task.anchor or task.due, task.zone, task.exceptions)


def series(rule: str, anchor: str, zone: str, exceptions: str) -> Series:
    """The same of columns."""
    return Series(rule, anchor, zone, frozenset(exceptions.split(",")) - {""})


def leads_of(reminders: str) -> list[int]:
    """The minutes before its time at which a task reminds, the earliest first; 0 is always one."""
    return sorted({0, *(int(minutes) for minutes in reminders.split(",") if minutes)}, reverse=True)


def lead_of(reminders: str) -> timedelta:
    """How long before its time a task reminds for the first time."""
    return timedelta(minutes=leads_of(reminders)[0])


def settle(task: Task) -> None:
    """Work out ``due``, ``due_at`` and ``next_at`` of *task* after any change.

    One that repeats and has no time to come any more keeps the last one.
    """
    is_open = task.done_at is None and task.deleted_at is None
    if task.rule and task.done_at is None:
        coming = series_of(task).following(task.handled_until)
        if coming is not None:
            task.due = coming.due
    task.due_at = zones.instant(task.due, task.zone) if task.due else None
    calls = task.due_at - lead_of(task.reminders) if task.due_at is not None else None
    task.next_at = (task.snoozed_until or calls) if is_open else None


def is_astray(session: Session) -> bool:
    """Whether ``refresh`` would find an instant that is not true any more."""
    columns = (Task.due, Task.zone, Task.due_at)
    return any(
        zones.instant(due, zone) != at for due, zone, at in session.execute(_open(select(*columns)))
    )


def refresh(session: Session) -> int:
    """Work out the instants of open tasks anew; return how many were not true any more.

    Governments change zones, and the data of zones follows; a time without the name of a zone is
    one of this computer, which may have moved.
    """
    changed = 0
    for task in session.scalars(_open(select(Task))):
        before: datetime | None = task.due_at
        settle(task)
        changed += task.due_at != before
    session.flush()
    return changed


def _open(query: Select[*R]) -> Select[*R]:
    return query.where(Task.due != "", Task.done_at.is_(None), Task.deleted_at.is_(None))
