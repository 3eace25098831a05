"""What reads tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from smallcrm.core.chunks import chunks
from smallcrm.core.errors import NotFound
from smallcrm.core.text import T
from smallcrm.db.rows import fetch_rows
from smallcrm.models import Contact, Deal, Staff, Task
from smallcrm.services.tasks.drafts import NORMAL, TASK, TaskDraft

_AT_ONCE = 500  # ids in one statement
# Put together once: it takes longer than reading a page of them.
_LINES = (
    select(
        Task.id,
        Task.title,
        Task.due,
        Task.zone,
        Task.contact_id,
        func.coalesce(Contact.name, ""),
        Task.done_at,
        Task.due_at,
        Task.rule,
        Task.priority,
        Task.kind,
        Task.minutes,
        Task.note,
        Task.snoozed_until,
        Task.deal_id,
        func.coalesce(Deal.title, ""),
        Task.owner_id,
        func.coalesce(Staff.name, ""),
        Task.document_id,
        Task.lead_id,
    )
    .outerjoin(Contact, Contact.id == Task.contact_id)
    .outerjoin(Deal, Deal.id == Task.deal_id)
    .outerjoin(Staff, Staff.id == Task.owner_id)
    .where(Task.id.in_(bindparam("ids", expanding=True)))
)
_PRESENT_LINES = _LINES.where(Task.deleted_at.is_(None))
_BINNED_LINES = _LINES.where(Task.deleted_at.is_not(None))


class TaskRow(NamedTuple):
    """One line of a list of tasks.

    Attributes:
        due: Wall time in *zone*, a day or a day and a time; may be empty. Of one that repeats: the
            next one.
        contact: The name of the contact; empty where there is none. So are *deal* and *owner*.
        done_at: None while it is to be done.
        instant: When it comes, in UTC; None where there is no day.
        rule: How it repeats; empty for once.
        lead_id: Whom to call, when it came with a lead.
    """

    id: int
    title: str
    due: str
    zone: str
    contact_id: int | None
    contact: str
    done_at: datetime | None
    instant: datetime | None
    rule: str = ""
    priority: int = NORMAL
    kind: str = TASK
    minutes: int | None = None
    note: str = ""
    snoozed_until: datetime | None = None
    deal_id: int | None = None
    deal: str = ""
    owner_id: int | None = None
    owner: str = ""
    document_id: int | None = None
    lead_id: int | None = None

    @property
    def has_time(self) -> bool:
        """Whether it is due at a time of day, not just on a day."""
        return " " in self.due


class Wanted(NamedTuple):
    """Which tasks a list has.

    Attributes:
        contact_id, deal_id, owner_id: Only of this contact, of this deal, of this person.
        is_unowned: Only those of nobody in particular.
        done: Whether those that are done are wanted; None for both.
        binned: Those in the bin instead.
    """

    contact_id: int | None = None
    deal_id: int | None = None
    owner_id: int | None = None
    is_unowned: bool = False
    done: bool | None = False
    binned: bool = False


def list_task_ids(
    session: Session, *, contact_id: int | None = None, done: bool | None = False
) -> list[int]:
    """The ids of tasks, the one due first at the beginning, those without a day at the end."""
    return list_wanted(session, Wanted(contact_id, done=done))


def list_wanted(session: Session, wanted: Wanted) -> list[int]:
    """The ids of *wanted* tasks, in the order of ``list_task_ids``."""
    return list(session.scalars(_in_order(select(Task.id), wanted)))


def find_next(session: Session, contact_id: int) -> TaskRow | None:
    """The next step of a contact: its open task that is due first."""
    return list_next(session, [contact_id]).get(contact_id)


def list_next(session: Session, contact_ids: Sequence[int]) -> dict[int, TaskRow]:
    """The next step of each contact that has one, by the id of the contact (some hundreds)."""
    return _list_next(session, Task.contact_id, contact_ids)


def list_next_of_deals(session: Session, deal_ids: Sequence[int]) -> dict[int, TaskRow]:
    """The next step of each deal that has one, by the id of the deal (some hundreds)."""
    return _list_next(session, Task.deal_id, deal_ids)


def find_next_of_deal(session: Session, deal_id: int) -> TaskRow | None:
    """The next step of a deal: its open task that is due first."""
    return list_next_of_deals(session, [deal_id]).get(deal_id)


def get_task(session: Session, task_id: int) -> TaskRow:
    """One task; raises NotFound when it is gone."""
    found = list_task_rows(session, [task_id])
    if task_id not in found:
        raise NotFound(T("This task no longer exists."))
    return found[task_id]


def get_draft(session: Session, task_id: int) -> TaskDraft:
    """The task as a form shows it; raises NotFound when it is gone."""
    row = get_task(session, task_id)
    reminders = session.scalar(select(Task.reminders).where(Task.id == task_id)) or ""
    return TaskDraft(
        title=row.title,
        due=row.due,
        zone=row.zone,
        contact_id=row.contact_id,
        deal_id=row.deal_id,
        rule=row.rule,
        reminders=tuple(int(minutes) for minutes in reminders.split(",") if minutes),
        priority=row.priority,
        minutes=row.minutes,
        note=row.note,
        kind=row.kind,
        owner_id=row.owner_id,
        document_id=row.document_id,
        lead_id=row.lead_id,
    )


def list_task_rows(
    session: Session, ids: Sequence[int], *, binned: bool = False
) -> dict[int, TaskRow]:
    """The lines for *ids*, any number of them; an id that is gone is left out.

    With *binned* those that are in the bin.
    """
    query = _BINNED_LINES if binned else _PRESENT_LINES
    return {
        row[0]: TaskRow(*row)
        for some in chunks(ids, _AT_ONCE)
        for row in fetch_rows(session, query, {"ids": some})
    }


def _list_next(session: Session, column: Any, keys: Sequence[int]) -> dict[int, TaskRow]:
    query = _in_order(select(column, Task.id), Wanted())
    first: dict[int, int] = {}
    for key, task_id in session.execute(query.where(column.in_(keys))):
        first.setdefault(key, task_id)
    rows = list_task_rows(session, list(first.values()))
    return {key: rows[task_id] for key, task_id in first.items()}


def _in_order(query: Select[*tuple[Any, ...]], wanted: Wanted) -> Select[*tuple[Any, ...]]:
    binned, done = wanted.binned, wanted.done
    query = query.where(Task.deleted_at.is_not(None) if binned else Task.deleted_at.is_(None))
    for column, key in (
        (Task.contact_id, wanted.contact_id),
        (Task.deal_id, wanted.deal_id),
        (Task.owner_id, wanted.owner_id),
    ):
        if key is not None:
            query = query.where(column == key)
    if wanted.is_unowned:
        query = query.where(Task.owner_id.is_(None))
    if done is not None and not binned:
        query = query.where(Task.done_at.is_not(None) if done else Task.done_at.is_(None))
    return query.order_by(Task.due == "", Task.due, Task.id)
