"""Pictures of the report on the staff: calls, meetings, tasks and answers of some weeks."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.models import Deal, DealDocument
from smallcrm.services import contacts, documents, staff, tasks
from smallcrm.services.contacts import ActivityDraft
from smallcrm.services.contacts.activities import NOBODY
from smallcrm.services.tasks import TaskDraft

_ENTRIES, _TASKS = 160, 40
# Kind, direction, outcome, and how long at most, in seconds.
_KINDS = (
    ("call", "out", "reached", 1500),
    ("call", "out", "no_answer", None),
    ("call", "in", "reached", 900),
    ("call", "in", "no_answer", None),
    ("email", "in", "", None),
    ("email", "out", "", None),
    ("message", "in", "viber", None),
    ("message", "out", "viber", None),
    ("meeting", "", "", 5400),
    ("visit", "", "", 5400),
)


def fill(database: Database, people: list[int]) -> None:
    """Entries and tasks of everybody who works here, and of nobody; invoices of their deals."""
    random = Random(11)  # noqa: S311 - made-up data
    with database.write(T("Sample data")) as session:
        owners = [person.id for person in staff.list_staff(session)]
        for number in range(_ENTRIES):
            owner_id = random.choice([*owners, *owners, NOBODY])
            _entry(session, people[number % len(people)], owner_id, random)
        for number in range(_TASKS):
            day = clock.today() + timedelta(days=number % 12 - 6)
            owner_id = random.choice(owners)
            draft = TaskDraft(f"Order {number + 1}", day.isoformat(), owner_id=owner_id)
            task_id = tasks.add_task(session, draft)
            if number % 4:
                tasks.finish_task(session, task_id)
        invoices = documents.list_ids(session, kind=documents.INVOICE)
        deals = session.query(Deal.id).where(Deal.owner_id.is_not(None)).limit(len(invoices))
        for document_id, (deal_id,) in zip(invoices[1:], deals, strict=False):
            session.add(DealDocument(deal_id=deal_id, document_id=document_id))


def _entry(session: Session, contact_id: int, owner_id: int, random: Random) -> None:
    kind, direction, outcome, longest = random.choice(_KINDS)
    at = clock.now() - timedelta(minutes=random.randrange(60 * 24 * 40))
    seconds = random.randrange(30, longest) if longest else None
    draft = ActivityDraft(kind, "", "", direction, seconds, outcome, at, owner_id=owner_id)
    contacts.add_activity(session, contact_id, draft)
