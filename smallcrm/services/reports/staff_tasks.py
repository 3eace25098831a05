"""Tasks that were done, and those that were late, by whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Text, func, select, type_coerce
from sqlalchemy.orm import Session

from smallcrm.core import clock, zones
from smallcrm.models import Action, Change, Task
from smallcrm.services.reports.scope import Scope

_DAY = timedelta(days=1)
# What a change touches besides that is no mark of "done": a series that begins anew or ends, or
# that another program changed.
_OTHERS = ("anchor", "zone", "rule", "done_at", "origin")


@dataclass
class Tasks:
    """The tasks of one person.

    Attributes:
        done: How many were done; *done_late* of these after their time.
        overdue: How many are open although their time, in these days, has passed.
    """

    done: int = 0
    done_late: int = 0
    overdue: int = 0

    @property
    def late(self) -> int:
        """Those that were done late, and those that still are to be done."""
        return self.done_late + self.overdue

    def plus(self, other: Tasks) -> Tasks:
        """Both together."""
        return Tasks(
            self.done + other.done,
            self.done_late + other.done_late,
            self.overdue + other.overdue,
        )


class TaskTime(NamedTuple):
    """One time that a task was done, or is still open although its time has passed.

    Attributes:
        owner_id: Whose it is now; None: nobody's.
        due: Wall time as in ``Task.due``; empty where there is none.
        at: When it was done, in UTC; None while it is open.
        is_late: It was done after its time, or is open still.
    """

    task_id: int
    owner_id: int | None
    due: str
    at: datetime | None
    is_late: bool


def tasks(session: Session, scope: Scope) -> dict[int | None, Tasks]:
    """The tasks of the days of *scope* by whose they are now; None: nobody's. See ``times``."""
    found: dict[int | None, Tasks] = {}
    for each in times(session, scope):
        line = found.setdefault(each.owner_id, Tasks())
        if each.at is None:
            line.overdue += 1
        else:
            line.done += 1
            line.done_late += each.is_late
    return found


def times(session: Session, scope: Scope) -> Iterator[TaskTime]:
    """What was done of tasks and appointments in the days of *scope*, and what is overdue of them.

    A task counts on the day on which it was done, and as overdue on the day for which it was due;
    one for a whole day is late when the day is over. One that repeats is one row that does not know
    its past (docs/decisions/0024): each time somebody marked it as done is read from the journal,
    and what was marked together counts once. It is overdue once, with the first time that is not
    done. What is in the bin, or was undone, does not count; what another program had done before it
    was brought in counts only where it is done for good.
    """
    for row in chain(session.execute(_done(scope)), session.execute(_times_done(scope))):
        is_late = bool(row.due) and row.at >= _over(row)
        yield TaskTime(row.id, row.owner_id, row.due, row.at, is_late)
    now = clock.now()
    for row in session.execute(_open(scope, now)):
        if _over(row) <= now:
            yield TaskTime(row.id, row.owner_id, row.due, None, is_late=True)


def _done(scope: Scope) -> Any:
    columns = (Task.id, Task.owner_id, Task.due, Task.zone, Task.due_at, Task.done_at.label("at"))
    return select(*columns).where(
        Task.done_at >= scope.begins, Task.done_at < scope.ends, Task.deleted_at.is_(None)
    )


def _times_done(scope: Scope) -> Any:
    """Each time that one which repeats, and goes on, was marked as done."""
    due_at = func.json_extract(Change.old, "$.due_at[0]", type_=Text)
    return (
        select(
            Task.id,
            Task.owner_id,
            func.json_extract(Change.old, "$.due[0]").label("due"),
            Task.zone,
            type_coerce(due_at, Task.due_at.type).label("due_at"),
            Action.at.label("at"),
        )
        .select_from(Change)
        .join(Action, Action.id == Change.action_id)
        .join(Task, Task.id == Change.row_id)
        .where(
            Change.table_name == "task",
            Change.operation == "U",
            Change.undone.is_(None),
            Action.undoes.is_(None),
            Action.at >= scope.begins,
            Action.at < scope.ends,
            Task.deleted_at.is_(None),
            func.json_type(Change.old, "$.handled_until").is_not(None),
            *(func.json_type(Change.old, f"$.{name}").is_(None) for name in _OTHERS),
        )
    )


def _open(scope: Scope, now: datetime) -> Any:
    return select(Task.id, Task.owner_id, Task.due, Task.zone, Task.due_at).where(
        Task.done_at.is_(None),
        Task.deleted_at.is_(None),
        Task.due != "",
        Task.due_at >= scope.begins,
        Task.due_at < min(scope.ends, now),
    )


def _over(row: Any) -> datetime:
    """From when on a task with a day is late: its time, or the end of its day."""
    if " " in row.due:
        at: datetime = row.due_at
        return at
    return zones.instant((date.fromisoformat(row.due) + _DAY).isoformat(), row.zone)
