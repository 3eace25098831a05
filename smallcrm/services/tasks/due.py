"""What a reminder shows: everything that is due and not handled, however old; a pure query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.chunks import chunks
from smallcrm.models import Contact, Phone, Task
from smallcrm.services.tasks.counting import Came, came
from smallcrm.services.tasks.stored import lead_of, leads_of, series

_AT_ONCE = 500
_DUE = (
    select(
        Task.id,
        Task.title,
        Task.due,
        Task.zone,
        Task.due_at,
        Task.next_at,
        Task.rule,
        Task.anchor,
        Task.exceptions,
        Task.handled_until,
        Task.reminders,
        Task.snoozed_until,
        Task.contact_id,
        Contact.name,
    )
    .outerjoin(Contact, Contact.id == Task.contact_id)
    .where(Task.done_at.is_(None), Task.deleted_at.is_(None))
)


class DueTask(NamedTuple):
    """A task that is due; one that repeats is one item, however often it came.

    Attributes:
        due: Wall time in *zone*: the oldest one that is not handled; empty for one that was put
            off and has no day.
        instant: The same in UTC; of one without a day, until when it was put off.
        missed: It called while the program did not run.
        occurrences: How often it came and was not handled.
        called_at: When it called last; another instant is another reminder.
        contact: The name; may be empty. *phone* is the first number of the contact.
    """

    id: int
    title: str
    due: str
    zone: str
    instant: datetime
    missed: bool
    occurrences: int
    called_at: datetime
    contact_id: int | None
    contact: str
    phone: str


def due(session: Session, now: datetime, since: datetime | None = None) -> list[DueTask]:
    """Everything that is due at *now* and not handled, in order of its time.

    Args:
        session: The session.
        now: An instant in UTC.
        since: When the program ran last: what called after that, and before *now*, was missed.
    """
    rows = session.execute(_DUE.where(Task.next_at <= now)).all()
    phones = _phones(session, [row.contact_id for row in rows if row.contact_id is not None])
    found = [_due(row, now, since, phones) for row in rows]
    return sorted(found, key=lambda item: (item.instant, item.id))


def _due(row: Any, now: datetime, since: datetime | None, phones: dict[int, str]) -> DueTask:
    count, latest = _came(row, now)
    calls = [
        at - timedelta(minutes=minutes) for at in latest for minutes in leads_of(row.reminders)
    ]
    if row.snoozed_until is not None:
        calls = [row.snoozed_until, *(at for at in calls if at > row.snoozed_until)]
    come = [at for at in calls if at <= now]
    return DueTask(
        id=row.id,
        title=row.title,
        due=row.due,
        zone=row.zone,
        instant=row.due_at or row.next_at,
        missed=since is not None and any(since < at < now for at in come),
        occurrences=count,
        called_at=max(come, default=row.next_at),
        contact_id=row.contact_id,
        contact=row.name or "",
        phone=phones.get(row.contact_id, ""),
    )


def _came(row: Any, now: datetime) -> tuple[int, Sequence[datetime]]:
    """How often it came, or is announced, once at least; of its times, those that called last."""
    if not row.rule or row.due_at is None:
        return 1, (row.due_at or row.next_at,)
    every = series(row.rule, row.anchor, row.zone, row.exceptions)
    until = now + lead_of(row.reminders)
    found = came(every, row.due, now, until)
    if found is None:
        times = [one.at for one in every.between(row.handled_until, until)]
        found = Came(len(times), tuple(times))
    return (found.times, found.latest) if found.times else (1, (row.due_at,))


def _phones(session: Session, contact_ids: Sequence[int]) -> dict[int, str]:
    """The first telephone number of each contact that has one."""
    found: dict[int, str] = {}
    for some in chunks(contact_ids, _AT_ONCE):
        query = select(Phone.contact_id, Phone.value).where(Phone.contact_id.in_(some))
        for contact_id, value in session.execute(query.order_by(Phone.contact_id, Phone.position)):
            found.setdefault(contact_id, value)
    return found
