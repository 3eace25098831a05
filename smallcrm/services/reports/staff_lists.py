"""The calls, meetings and tasks behind a figure of the report on the staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from smallcrm.core.chunks import chunks
from smallcrm.models import Activity, Contact, Staff
from smallcrm.services.reports.report import Listing
from smallcrm.services.reports.scope import Scope
from smallcrm.services.reports.staff_talks import COUNTED, clauses_of
from smallcrm.services.reports.staff_tasks import TaskTime, times
from smallcrm.services.tasks import TaskRow, list_task_rows

DONE, LATE = "done", "late"
TASK_FIGURES = (DONE, LATE)
FIGURES = (*COUNTED, *TASK_FIGURES)
_AT_ONCE = 500  # ids in one statement


class StaffEntry(NamedTuple):
    """A call, a meeting or a visit; *owner* is who of the staff it was, empty for nobody."""

    id: int
    kind: str
    at: datetime
    direction: str
    seconds: int | None
    outcome: str
    contact_id: int
    contact: str
    owner: str


class StaffTask(NamedTuple):
    """One time that a task was done, or is open still, and the task."""

    time: TaskTime
    task: TaskRow


def list_entry_ids(session: Session, scope: Scope, listing: Listing) -> list[int]:
    """The entries that *listing* names, the newest first: as many as the figure says."""
    whose = or_(*(Activity.owner_id.is_not_distinct_from(each) for each in listing.people))
    query = select(Activity.id).where(*clauses_of(scope), COUNTED[listing.figure], whose)
    return list(session.scalars(query.order_by(Activity.at.desc(), Activity.id.desc())))


def list_entries(session: Session, ids: Sequence[int]) -> dict[int, StaffEntry]:
    """Entries by their ids."""
    query = (
        select(
            *(Activity.id, Activity.kind, Activity.at, Activity.direction, Activity.seconds),
            *(Activity.outcome, Activity.contact_id, Contact.name, func.coalesce(Staff.name, "")),
        )
        .join(Contact, Contact.id == Activity.contact_id)
        .outerjoin(Staff, Staff.id == Activity.owner_id)
    )
    return {
        row[0]: StaffEntry(*row)
        for some in chunks(ids, _AT_ONCE)
        for row in session.execute(query.where(Activity.id.in_(some)))
    }


def list_tasks(session: Session, scope: Scope, listing: Listing) -> list[StaffTask]:
    """The times of tasks that *listing* names, those still open first, then the newest."""
    found = [
        each
        for each in times(session, scope)
        if each.owner_id in listing.people
        and (each.is_late if listing.figure == LATE else each.at is not None)
    ]
    rows = list_task_rows(session, list({each.task_id for each in found}))
    found.sort(key=lambda each: (each.at is None, each.at or each.due, each.task_id), reverse=True)
    return [StaffTask(each, rows[each.task_id]) for each in found]
