"""What changes tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from smallcrm.core import clock, zones
from smallcrm.core.chunks import chunks
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.models import Task
from smallcrm.services.tasks import recurrence
from smallcrm.services.tasks.checks import checked
from smallcrm.services.tasks.drafts import TaskDraft
from smallcrm.services.tasks.stored import lead_of, series_of, settle

_DAY = 10  # characters of a date
_MORNING = " 09:00"
_SECOND = timedelta(seconds=1)
_AT_ONCE = 500


def add_task(session: Session, draft: TaskDraft) -> int:
    """Add a task and return its id.

    Raises:
        UserError: something in it is not right; ``field`` names what.
        NotFound: what it is for is gone.
    """
    task = Task()
    write_columns(task, checked(session, draft))
    session.add(task)
    session.flush()
    return task.id


def change_task(session: Session, task_id: int, draft: TaskDraft) -> None:
    """Make the task say what *draft* says; another day or rule begins anew from there.

    Raises:
        UserError: as for ``add_task``.
        NotFound: the task, or what it is for, is gone.
    """
    write_columns(_get(session, task_id), checked(session, draft))
    session.flush()


def finish_task(session: Session, task_id: int) -> None:
    """Note that the task is done, now; one that is done already stays as it is.

    Of one that repeats this handles what came until now, or else what comes next; it is done for
    good where nothing comes any more.
    """
    _finish(_get(session, task_id))
    session.flush()


def finish_tasks(session: Session, ids: Sequence[int]) -> None:
    """The same of several; those that are gone are left out."""
    for task in _several(session, ids):
        _finish(task)
    session.flush()


def reopen_tasks(session: Session, ids: Sequence[int]) -> None:
    """Have tasks that are done be done no more; one that repeats has its last time to come."""
    for task in _several(session, ids):
        if task.done_at is not None:
            task.done_at = None
            if task.rule and task.due_at is not None:
                task.handled_until = task.due_at - _SECOND
            settle(task)
    session.flush()


def snooze_tasks(session: Session, ids: Sequence[int], until: datetime) -> None:
    """Put tasks off: they call again at the instant *until* (UTC); their days stay."""
    for task in _several(session, ids):
        if task.done_at is None:
            task.snoozed_until = until
            settle(task)
    session.flush()


def postpone_task(session: Session, task_id: int, today: date) -> None:
    """Put the task off to the day after *today*, at the time of day that it has.

    The days of one that repeats stay: it calls again on that day.
    """
    task = _get(session, task_id)
    day = (today + timedelta(days=1)).isoformat()
    if task.rule:
        task.snoozed_until = zones.instant(f"{day}{task.due[_DAY:] or _MORNING}", task.zone)
    else:
        task.due, task.snoozed_until = f"{day}{task.due[_DAY:]}", None
        task.zone = task.zone or zones.of_system()
    settle(task)
    session.flush()


def skip_occurrence(session: Session, task_id: int) -> None:
    """Leave out the time at which a task that repeats comes next.

    Raises:
        UserError: it comes only once.
        NotFound: it is gone.
    """
    task = _get(session, task_id)
    if not task.rule:
        raise UserError(
            T("This task comes only once."),
            hint=T("Nothing was changed. Mark it as done, or give it another day."),
        )
    task.snoozed_until = None
    leave_out(session, task_id, task.due)


def leave_out(session: Session, task_id: int, due: str) -> None:
    """Leave out the time *due*, wall time in its zone, of a task that repeats.

    Raises:
        NotFound: it is gone.
    """
    task = _get(session, task_id)
    task.exceptions = ",".join(filter(None, (task.exceptions, due)))
    end_if_over(task)
    settle(task)
    session.flush()


def remove_tasks(session: Session, ids: Sequence[int]) -> None:
    """Put tasks into the bin."""
    for task in _several(session, ids):
        task.deleted_at = clock.now()
        settle(task)
    session.flush()


def restore_tasks(session: Session, ids: Sequence[int]) -> None:
    """Take tasks out of the bin."""
    for task in _several(session, ids, binned=True):
        task.deleted_at = None
        settle(task)
    session.flush()


def count_in_zone(session: Session, zone: str) -> int:
    """How many open tasks have a time of day in *zone*."""
    return session.scalar(select(func.count()).select_from(_in_zone(zone).subquery())) or 0


def keep_wall_time(session: Session, was: str, zone: str) -> int:
    """Let the open tasks of the zone *was* come at the same time of day in *zone*; say how many.

    Whoever moves with the computer wants this; who stays in touch with the old place does
    nothing: those tasks keep their instants.

    Raises:
        UserError: nobody here knows the zone.
    """
    if not zones.is_known(zone):
        raise UserError(
            T("{zone} is not a time zone that this computer knows.", zone=zone),
            hint=T("Nothing was saved. Write it as Europe/Athens."),
            field="zone",
        )
    found = session.scalars(_in_zone(was)).all()
    for task in found:
        if task.handled_until is not None:  # what is handled stays so on the other wall
            wall = zones.wall(task.handled_until.replace(tzinfo=UTC), was)
            task.handled_until = zones.instant(f"{wall:%Y-%m-%d %H:%M:%S}", zone)
        task.zone = zone
        settle(task)
    session.flush()
    return len(found)


def _in_zone(zone: str) -> Any:
    is_open = (Task.done_at.is_(None), Task.deleted_at.is_(None))
    return select(Task).where(Task.zone == zone, Task.due.like("% %"), *is_open)


def write_columns(task: Task, columns: dict[str, Any]) -> None:
    """Fill in *columns*; a day or a rule that is another one begins a series of its own."""
    is_moved = (task.due or "", task.zone or "", task.rule or "") != (
        columns["due"],
        columns["zone"],
        columns["rule"],
    )
    for name, value in columns.items():
        setattr(task, name, value)
    if is_moved:
        task.anchor = task.exceptions = ""
        task.handled_until = task.snoozed_until = None
        if task.rule:
            begin = recurrence.first(task.rule, task.due, task.zone)
            task.anchor = begin.due if begin is not None else task.due
    task.exceptions = task.exceptions or ""
    settle(task)


def _finish(task: Task) -> None:
    if task.done_at is not None:
        return
    now = clock.now()
    task.snoozed_until = None
    if not task.rule or task.due_at is None:
        task.done_at = now
    else:
        shown = series_of(task).between(task.handled_until, now + lead_of(task.reminders))
        task.handled_until = max(now, shown[-1].at if shown else task.due_at)
        end_if_over(task)
    settle(task)


def end_if_over(task: Task) -> None:
    """Mark *task*, which repeats, as done where nothing comes of it any more."""
    if series_of(task).following(task.handled_until) is None:
        task.done_at = clock.now()


def _several(session: Session, ids: Sequence[int], *, binned: bool = False) -> Iterator[Task]:
    is_there = Task.deleted_at.is_not(None) if binned else Task.deleted_at.is_(None)
    for some in chunks(ids, _AT_ONCE):
        yield from session.scalars(select(Task).where(Task.id.in_(some), is_there))


def _get(session: Session, task_id: int) -> Task:
    task = session.get(Task, task_id)
    if task is None or task.deleted_at is not None:
        raise NotFound(T("This task no longer exists."))
    return task
