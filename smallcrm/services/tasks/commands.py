"""What changes tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from smallcrm.core import clock, zones
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.models import Contact, Deal, Task

LONGEST_TITLE = 300  # characters
_DAY = 10  # characters of a date


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task as a form has it, not yet checked.

    Attributes:
        due: Wall time, ``2026-11-30`` or ``2026-11-30 09:00``; empty where there is no day.
        zone: IANA name of the zone that *due* is meant in; this computer's when empty.
        contact_id: For whom, None for nobody in particular, or for whom its deal is.
        deal_id: The deal whose next step it is; None for none.
    """

    title: str
    due: str = ""
    zone: str = ""
    contact_id: int | None = None
    deal_id: int | None = None


def add_task(session: Session, draft: TaskDraft) -> int:
    """Add a task and return its id.

    Raises:
        UserError: it has no title, its time is none, or nobody here knows its zone.
        NotFound: the contact or the deal is gone.
    """
    values = _checked(session, draft)
    contact_id = draft.contact_id or _contact_of(session, draft.deal_id)
    task = Task(contact_id=contact_id, deal_id=draft.deal_id, **values)
    session.add(task)
    session.flush()
    return task.id


def finish_task(session: Session, task_id: int) -> None:
    """Note that the task is done, now; one that is done already stays as it is."""
    task = _get(session, task_id)
    task.done_at = task.done_at or clock.now()
    session.flush()


def postpone_task(session: Session, task_id: int, today: date) -> None:
    """Put the task off to the day after *today*, at the time of day that it has."""
    task = _get(session, task_id)
    task.due = f"{(today + timedelta(days=1)).isoformat()}{task.due[_DAY:]}"
    session.flush()


def _checked(session: Session, draft: TaskDraft) -> dict[str, str]:
    title = " ".join(draft.title.split())
    if not title:
        raise UserError(
            T("A task needs a few words."),
            hint=T("Nothing was saved. Write what is to be done."),
            field="title",
        )
    if draft.contact_id is not None and session.get(Contact, draft.contact_id) is None:
        raise NotFound(T("This contact no longer exists."))
    try:
        due = zones.wall_time(draft.due) if draft.due.strip() else ""
    except ValueError as error:
        raise UserError(
            T("{due} is not a day, or a day and a time.", due=draft.due),
            hint=T("Nothing was saved. Write it as 2026-11-30 or 2026-11-30 09:00."),
            field="due",
        ) from error
    if draft.zone and not zones.is_known(draft.zone):
        raise UserError(
            T("{zone} is not a time zone that this computer knows.", zone=draft.zone),
            hint=T("Nothing was saved. Write it as Europe/Athens."),
            field="zone",
        )
    zone = (draft.zone or zones.of_system()) if due else ""
    return {"title": title[:LONGEST_TITLE], "due": due, "zone": zone}


def _contact_of(session: Session, deal_id: int | None) -> int | None:
    if deal_id is None:
        return None
    deal = session.get(Deal, deal_id)
    if deal is None or deal.deleted_at is not None:
        raise NotFound(T("This deal is not there any more. Nothing was saved."))
    return deal.contact_id


def _get(session: Session, task_id: int) -> Task:
    task = session.get(Task, task_id)
    if task is None or task.deleted_at is not None:
        raise NotFound(T("This task no longer exists."))
    return task
