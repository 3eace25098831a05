"""Tasks from elsewhere come in with their past: what was done, and what is over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.chunks import chunks
from smallcrm.models import Task
from smallcrm.services.tasks.checks import checked
from smallcrm.services.tasks.commands import end_if_over, write_columns
from smallcrm.services.tasks.drafts import MEETING, TaskDraft
from smallcrm.services.tasks.origins import parts, said
from smallcrm.services.tasks.stored import settle

_AT_ONCE = 500
_TOLD = ("title", "kind", "exceptions", "reminders", "minutes", "priority", "note", "origin")
_TIMES = ("due", "zone", "rule", "anchor", "handled_until")


def list_known(session: Session, uids: Sequence[str]) -> Iterator[Task]:
    """The tasks that have one of *uids*, also those in the bin."""
    for some in chunks(uids, _AT_ONCE):
        yield from session.scalars(select(Task).where(Task.uid.in_(some)))


def list_single_times(session: Session) -> Iterator[Task]:
    """The tasks that stand for a single time of something that repeats in another program."""
    yield from session.scalars(select(Task).where(Task.uid.contains("/"), Task.origin != ""))


def as_task(  # noqa: PLR0913 - one for each thing that a file can say
    session: Session,
    uid: str,
    draft: TaskDraft,
    *,
    exceptions: Iterable[str] = (),
    done_at: datetime | None = None,
    handled_until: datetime | None = None,
    is_cancelled: bool = False,
) -> Task:
    """What another program knows as *uid*, as a task that is not stored yet.

    Args:
        session: The session.
        uid: As ``Task.uid``.
        draft: The task; of one that repeats its first time.
        exceptions: Wall times that are left out.
        done_at: When it was done (UTC); None where it is to be done.
        handled_until: Up to when the times of one that repeats are over (UTC).
        is_cancelled: It is not to be any more: the task of it belongs in the bin.

    Raises:
        UserError: as for ``add_task``.
    """
    task = Task(uid=uid)
    write_columns(task, checked(session, draft))
    task.exceptions = ",".join(exceptions)
    task.done_at = done_at
    task.deleted_at = clock.now() if is_cancelled else None
    if task.rule:
        task.handled_until = handled_until
        if done_at is None:
            end_if_over(task)
    settle(task)
    task.origin = said(task)
    return task


def follow(task: Task, told: Task) -> None:
    """Have *task* say what *told* says, which came of ``as_task``; the caller flushes.

    What the other program knows nothing of stays: the deal, the owner, and what is handled of a
    series whose times are the same.
    """
    if told.deleted_at is not None:
        task.deleted_at = task.deleted_at or told.deleted_at
        task.origin = told.origin
        settle(task)
        return
    is_moved = _is_moved(task, told)
    for name in (*_TOLD, *_TIMES) if is_moved else _TOLD:
        setattr(task, name, getattr(told, name))
    if is_moved:
        task.snoozed_until = None
    task.deleted_at = None
    is_told = is_moved or task.kind != MEETING or bool(task.rule)  # whether it is done
    if is_told and (task.done_at is None) != (told.done_at is None):
        task.done_at = told.done_at
    if task.rule and task.done_at is None:
        end_if_over(task)
    settle(task)


def _is_moved(task: Task, told: Task) -> bool:
    """Whether *told* comes at other times, however it says them."""
    here, there = parts(task), parts(told)
    is_elsewhere = bool(task.rule) and task.zone != told.zone
    return is_elsewhere or any(here[name] != there[name] for name in ("time", "rule"))
