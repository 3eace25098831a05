"""Tasks as a calendar takes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.chunks import chunks
from smallcrm.models import Task
from smallcrm.services import tasks
from smallcrm.services.exchange.targets.calendar import CalendarTask
from smallcrm.services.tasks import TaskRow

_CHUNK = 500


def tasks_of(session: Session, ids: Sequence[int]) -> Iterator[CalendarTask]:
    """The tasks *ids*, in their order; a time of day becomes a moment in UTC."""
    for chunk in chunks(ids, _CHUNK):
        rows = tasks.list_task_rows(session, chunk)
        query = select(Task.id, Task.uid, Task.created_at, Task.updated_at)
        found = session.execute(query.where(Task.id.in_(chunk)))
        more = {key: (uid, created, updated) for key, uid, created, updated in found}
        for key in chunk:
            if key in rows:
                row, (uid, created, updated) = rows[key], more[key]
                yield CalendarTask(
                    uid, row.title, _due(row), row.done_at, row.contact, created, updated
                )


def _due(row: TaskRow) -> date | None:
    if row.has_time:
        return row.instant
    return date.fromisoformat(row.due) if row.due else None
