"""Tasks from elsewhere come in with their past: what was done, and what is over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.chunks import chunks
from smallcrm.models import Task
from smallcrm.services.tasks.checks import checked
from smallcrm.services.tasks.commands import end_if_over, write_columns
from smallcrm.services.tasks.drafts import TaskDraft
from smallcrm.services.tasks.stored import settle

_AT_ONCE = 500


def known_uids(session: Session, uids: Sequence[str]) -> set[str]:
    """Those of *uids* that a task has, also one in the bin."""
    return {
        uid
        for some in chunks(uids, _AT_ONCE)
        for uid in session.scalars(select(Task.uid).where(Task.uid.in_(some)))
    }


def take_over(
    session: Session,
    uid: str,
    draft: TaskDraft,
    *,
    exceptions: Iterable[str] = (),
    done_at: datetime | None = None,
    handled_until: datetime | None = None,
) -> Task:
    """Add a task that another program knows as *uid*; the caller flushes.

    Args:
        session: The session.
        uid: No task has it yet.
        draft: The task; of one that repeats its first time.
        exceptions: Wall times that are left out.
        done_at: When it was done (UTC); None where it is to be done.
        handled_until: Up to when the times of one that repeats are over (UTC).

    Raises:
        UserError: as for ``add_task``.
    """
    task = Task(uid=uid)
    write_columns(task, checked(session, draft))
    task.exceptions = ",".join(exceptions)
    task.done_at = done_at
    if task.rule:
        task.handled_until = handled_until
        if done_at is None:
            end_if_over(task)
    settle(task)
    session.add(task)
    return task
