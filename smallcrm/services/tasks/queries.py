"""What reads tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from smallcrm.core import zones
from smallcrm.core.chunks import chunks
from smallcrm.core.errors import NotFound
from smallcrm.core.text import T
from smallcrm.models import Contact, Task

_AT_ONCE = 500  # ids in one statement
# Put together once: it takes longer than reading a page of them.
_LINES = (
    select(
        *(Task.id, Task.title, Task.due, Task.zone, Task.contact_id),
        *(func.coalesce(Contact.name, ""), Task.done_at, Task.lead_id),
    )
    .outerjoin(Contact, Contact.id == Task.contact_id)
    .where(Task.id.in_(bindparam("ids", expanding=True)), Task.deleted_at.is_(None))
)


class TaskRow(NamedTuple):
    """One line of a list of tasks.

    Attributes:
        due: Wall time in *zone*, a day or a day and a time; may be empty.
        contact: The name of the contact; empty where there is none.
        done_at: None while it is to be done.
        lead_id: Whom to call, when it came with a lead.
    """

    id: int
    title: str
    due: str
    zone: str
    contact_id: int | None
    contact: str
    done_at: datetime | None
    lead_id: int | None = None

    @property
    def has_time(self) -> bool:
        """Whether it is due at a time of day, not just on a day."""
        return " " in self.due

    @property
    def instant(self) -> datetime | None:
        """When it comes, in UTC; None where there is no day."""
        return zones.instant(self.due, self.zone) if self.due else None


def list_task_ids(
    session: Session, *, contact_id: int | None = None, done: bool | None = False
) -> list[int]:
    """The ids of tasks, the one due first at the beginning, those without a day at the end.

    Args:
        session: The session.
        contact_id: Only of this contact.
        done: Whether those that are done are wanted; None for both.
    """
    return list(session.scalars(_in_order(select(Task.id), contact_id, done=done)))


def find_next(session: Session, contact_id: int) -> TaskRow | None:
    """The next step of a contact: its open task that is due first."""
    return list_next(session, [contact_id]).get(contact_id)


def list_next(session: Session, contact_ids: Sequence[int]) -> dict[int, TaskRow]:
    """The next step of each contact that has one, by the id of the contact (some hundreds)."""
    query = _in_order(select(Task.contact_id, Task.id), None, done=False)
    first: dict[int, int] = {}
    for contact_id, task_id in session.execute(query.where(Task.contact_id.in_(contact_ids))):
        first.setdefault(contact_id, task_id)
    rows = list_task_rows(session, list(first.values()))
    return {contact_id: rows[task_id] for contact_id, task_id in first.items()}


def find_next_of_deal(session: Session, deal_id: int) -> TaskRow | None:
    """The next step of a deal: its open task that is due first."""
    query = _in_order(select(Task.id), None, done=False).where(Task.deal_id == deal_id)
    task_id = session.scalar(query.limit(1))
    return None if task_id is None else get_task(session, task_id)


def get_task(session: Session, task_id: int) -> TaskRow:
    """One task; raises NotFound when it is gone."""
    found = list_task_rows(session, [task_id])
    if task_id not in found:
        raise NotFound(T("This task no longer exists."))
    return found[task_id]


def list_task_rows(session: Session, ids: Sequence[int]) -> dict[int, TaskRow]:
    """The lines for *ids*, any number of them; an id that is gone is left out."""
    return {
        row[0]: TaskRow(*row)
        for some in chunks(ids, _AT_ONCE)
        for row in session.execute(_LINES, {"ids": some})
    }


def _in_order(
    query: Select[*tuple[Any, ...]], contact_id: int | None, *, done: bool | None
) -> Select[*tuple[Any, ...]]:
    query = query.where(Task.deleted_at.is_(None))
    if contact_id is not None:
        query = query.where(Task.contact_id == contact_id)
    if done is not None:
        query = query.where(Task.done_at.is_not(None) if done else Task.done_at.is_(None))
    return query.order_by(Task.due == "", Task.due, Task.id)
