"""What is to do today: late tasks, calls to return, tasks of the day, those of tomorrow."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.models import Task
from smallcrm.services.calls import MissedCall, list_unanswered
from smallcrm.services.tasks import TaskRow, list_task_rows
from smallcrm.services.tasks.groups import OVERDUE, TODAY, TOMORROW, group_of

MOST = 20  # lines of a group that are shown
_CALLS = func.coalesce(Task.snoozed_until, Task.due_at)


class ToDo(NamedTuple):
    """What waits in the order of its time, at most ``MOST`` of each group; counts are of all.

    A task that was put off stands where it calls again, and is not late until then.

    Attributes:
        calls: Missed calls that nobody answered.
        next: What comes after today; looked for only where nothing is due.
    """

    overdue: tuple[TaskRow, ...]
    overdue_count: int
    calls: tuple[MissedCall, ...]
    call_count: int
    today: tuple[TaskRow, ...]
    today_count: int
    tomorrow: tuple[TaskRow, ...]
    tomorrow_count: int
    next: TaskRow | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is late, nothing is due today and nobody waits to be called back."""
        return not self.overdue_count and not self.call_count and not self.today_count


def look_at_todo(session: Session, now: datetime, owner_id: int | None) -> ToDo:
    """The tasks until tomorrow, and the calls to return; *owner_id*: those of one person."""
    today = clock.local(now).date()
    groups: dict[str, list[int]] = {OVERDUE: [], TODAY: [], TOMORROW: []}
    # A reminder comes at its time or before it: whatever is due until then calls until then.
    end = clock.start_of(today + timedelta(days=2))
    query = select(Task.id, Task.due, Task.due_at, Task.snoozed_until)
    query = query.where(Task.next_at < end).order_by(_CALLS, Task.id)
    if owner_id is not None:
        query = query.where(Task.owner_id == owner_id)
    for key, due, at, snoozed in session.execute(query):
        is_put_off = snoozed is not None and snoozed > now
        # One that was put off has a time of day: when it calls again.
        where = (f"{due} 00:00", snoozed) if is_put_off else (due, at)
        group = group_of(*where, now, today)
        if group in groups:
            groups[group].append(key)
    shown = {name: ids[:MOST] for name, ids in groups.items()}
    rows = list_task_rows(session, [key for ids in shown.values() for key in ids])

    def of(name: str) -> tuple[TaskRow, ...]:
        return tuple(rows[key] for key in shown[name])

    missed = list_unanswered(session, now, owner_id)
    is_empty = not groups[OVERDUE] and not groups[TODAY] and not missed
    return ToDo(
        of(OVERDUE),
        len(groups[OVERDUE]),
        tuple(missed[:MOST]),
        len(missed),
        of(TODAY),
        len(groups[TODAY]),
        of(TOMORROW),
        len(groups[TOMORROW]),
        _find_next(session, clock.start_of(today + timedelta(days=1)), owner_id)
        if is_empty
        else None,
    )


def _find_next(session: Session, since: datetime, owner_id: int | None) -> TaskRow | None:
    """The task that comes first from the instant *since* on."""
    query = select(Task.id).where(Task.next_at.is_not(None), since <= _CALLS)
    if owner_id is not None:
        query = query.where(Task.owner_id == owner_id)
    key = session.scalar(query.order_by(_CALLS, Task.id).limit(1))
    return list_task_rows(session, [key]).get(key) if key is not None else None
