"""Tasks as a calendar takes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import zones
from smallcrm.core.chunks import chunks
from smallcrm.models import Task
from smallcrm.services import tasks
from smallcrm.services.exchange.targets.calendar import CalendarTask
from smallcrm.services.tasks import TaskRow, recurrence

_CHUNK = 500
_MORE = (Task.uid, Task.created_at, Task.updated_at, Task.anchor, Task.exceptions, Task.reminders)


def zones_of(session: Session) -> list[str]:
    """The zones on whose wall something repeats, those that nobody knows left out."""
    query = select(Task.zone).where(Task.rule != "", Task.due.like("% %")).distinct()
    return [zone for zone in session.scalars(query.order_by(Task.zone)) if _is_named(zone)]


def tasks_of(session: Session, ids: Sequence[int]) -> Iterator[CalendarTask]:
    """The tasks *ids*, in their order; the time of day of one that comes once is one in UTC."""
    for chunk in chunks(ids, _CHUNK):
        rows = tasks.list_task_rows(session, chunk)
        found = session.execute(select(Task.id, *_MORE).where(Task.id.in_(chunk)))
        more = {each.id: each for each in found}
        for key in chunk:
            if key in rows:
                yield _task(rows[key], more[key])


def _task(row: TaskRow, more: Any) -> CalendarTask:
    anchor = (more.anchor or row.due) if row.rule else ""
    zone = row.zone if anchor and row.has_time and _is_named(row.zone) else ""
    return CalendarTask(
        uid=more.uid,
        title=row.title,
        due=_when(anchor, row.zone, zone) if anchor else _due(row),
        done_at=row.done_at,
        contact=row.contact,
        created_at=more.created_at,
        updated_at=more.updated_at,
        is_meeting=row.kind == tasks.MEETING,
        zone=zone,
        rule=recurrence.with_end(row.rule, row.zone, zone, has_time=row.has_time),
        exceptions=tuple(
            _when(each, row.zone, zone) for each in more.exceptions.split(",") if each
        ),
        reminders=tuple(int(minutes) for minutes in more.reminders.split(",") if minutes),
        minutes=row.minutes,
        priority=row.priority,
        note=row.note,
    )


def _due(row: TaskRow) -> date | None:
    if row.has_time:
        return row.instant
    return date.fromisoformat(row.due) if row.due else None


def _when(wall: str, zone: str, named: str) -> date:
    """A wall time as it leaves: on the wall of a zone that has a name, else in UTC."""
    if " " not in wall:
        return date.fromisoformat(wall)
    return datetime.fromisoformat(wall) if named else zones.instant(wall, zone)


def _is_named(zone: str) -> bool:
    return zones.is_known(zone) and zone != "UTC"
