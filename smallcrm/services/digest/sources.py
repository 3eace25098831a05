"""Where a digest looks: one function for each kind of thing that comes by itself.

Each returns what came behind the instant *since* and not behind *now*. Tasks are the exception:
one that is not handled comes again, however old, and is handled by doing it or putting it off.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from smallcrm.core import clock, formats, zones
from smallcrm.services import calls, contacts, documents, pipeline, recurring, tasks
from smallcrm.services.digest.items import BIRTHDAY, CALL, DEAL, INVOICE, RECURRING, TASK, Item
from smallcrm.services.pipeline import Card

_DAY = timedelta(days=1)
_LONGEST = 31  # days back that a birthday is told of


def due_tasks(session: Session, since: datetime, now: datetime) -> Iterator[Item]:
    """Tasks that are due and not handled."""
    for task in tasks.due(session, now, since):
        key = f"{task.id} {task.instant.isoformat()}"
        yield Item(
            TASK, key, task.title, task.instant, task.id, task.contact, task.phone, task=task
        )


def overdue_invoices(session: Session, since: datetime, now: datetime) -> Iterator[Item]:
    """Invoices whose last day to be paid is over since then."""
    ids = documents.list_unpaid_ids(session, _day(since) - _DAY, _day(now))
    for row in documents.list_rows(session, ids).values():
        at = clock.start_of(row.due_date + _DAY) if row.due_date else now
        if since < at <= now:
            amount = formats.money(row.open, row.currency)
            key = f"{row.id} {row.due_date}"
            yield Item(INVOICE, key, row.number, at, row.id, row.customer, amount=amount)


def waiting_documents(session: Session, since: datetime, now: datetime) -> Iterator[Item]:
    """Recurring documents that are to be made."""
    for one in recurring.list_waiting(session, _day(now)):
        at = clock.start_of(one.period)
        if since < at <= now:
            key = f"{one.recurring_id} {one.period.isoformat()}"
            yield Item(RECURRING, key, one.name, at, one.recurring_id, one.customer)


def birthdays(session: Session, since: datetime, now: datetime) -> Iterator[Item]:
    """Contacts whose birthday it is or was; one a month ago is not told any more."""
    today = _day(now)
    first = max(_day(since), today - timedelta(days=_LONGEST))
    days = [first + timedelta(days=number) for number in range((today - first).days + 1)]
    found = {f"{day:%m-%d}": day for day in days if since < clock.start_of(day) <= now}
    if not found:
        return
    for contact_id, name, day in contacts.list_birthdays(session, found):
        at, key = clock.start_of(day), f"{contact_id} {day.year}"
        yield Item(BIRTHDAY, key, name, at, contact_id, name)


def stale_deals(session: Session, since: datetime, now: datetime) -> Iterator[Item]:
    """Deals that were left alone longer than their stage allows, and whose next step is none."""
    for card in pipeline.list_cards(session, pipeline.list_stale_ids(session, now)).values():
        at = _stale_since(card, _day(now))
        if card.is_stale and since < at <= now:
            key = f"{card.id} {at.date().isoformat()}"
            yield Item(DEAL, key, card.title, at, card.id, card.contact)


def missed_calls(session: Session, since: datetime, now: datetime) -> Iterator[Item]:
    """Missed calls that came into the file since then, and that nobody answered.

    A list of them is read later than they were: when they were says nothing here.
    """
    for call in calls.list_unanswered(session, now):
        if since < call.came_at <= now:
            key = str(call.id)
            yield Item(CALL, key, call.name, call.at, call.contact_id, call.name, call.phone)


def _stale_since(card: Card, today: date) -> datetime:
    """When its days were over, or, if that is later, when what was planned became late."""
    over = today - timedelta(days=card.idle_days - (card.stale_days or 0) - 1)
    step = card.step
    if not step.due:
        return clock.start_of(over)
    is_day = " " not in step.due
    late = date.fromisoformat(step.due) + _DAY if is_day else None
    at = clock.start_of(late) if late is not None else zones.instant(step.due, step.zone)
    return max(clock.start_of(over), at)


def _day(instant: datetime) -> date:
    return clock.local(instant).date()
