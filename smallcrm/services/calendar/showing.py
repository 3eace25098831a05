"""What happens from one day to another: one query for each kind of thing that has a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from smallcrm.core import zones
from smallcrm.models import Contact, Deal, Stage, Task
from smallcrm.services import contacts, documents
from smallcrm.services.tasks.recurrence import Occurrence
from smallcrm.services.tasks.stored import series

TASK, MEETING, BIRTHDAY, INVOICE, DEAL = "task", "meeting", "birthday", "invoice", "deal"
_PLACES = {TASK: "task", MEETING: "task", BIRTHDAY: "contact", INVOICE: "document", DEAL: "deal"}
_DAY = timedelta(days=1)
_LONGEST = timedelta(days=31)  # a task takes a month at most
_DAY_MINUTES = 24 * 60
_LEAP_DAY, _LEAP_EVE = "02-29", "02-28"
_TASKS = select(
    Task.id,
    Task.title,
    Task.kind,
    Task.due,
    Task.zone,
    Task.due_at,
    Task.rule,
    Task.anchor,
    Task.exceptions,
    Task.minutes,
    Task.done_at,
    Task.handled_until,
    Task.contact_id,
    func.coalesce(Contact.name, ""),
).outerjoin(Contact, Contact.id == Task.contact_id)


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """Something that has a day, on the wall of this computer.

    Attributes:
        kind: ``task``, ``meeting``, ``birthday``, ``invoice`` (to be paid by then), ``deal`` (to
            be closed by then).
        id: Of the task, the contact, the document or the deal.
        start, end: Wall time; something for whole days ends when the last one is over. *end* is
            *start* where nobody said how long it takes.
        due: Of a task: the wall time in its own zone that names this occurrence; else empty.
        is_done: It is over and done with.
        repeats: It comes again.
        contact: The name; may be empty.
    """

    kind: str
    id: int
    title: str
    start: datetime
    end: datetime
    is_all_day: bool
    due: str = ""
    is_done: bool = False
    repeats: bool = False
    contact: str = ""

    @property
    def address(self) -> str:
        """Where it is shown."""
        return f"crm://{_PLACES[self.kind]}/{self.id}"


def list_between(session: Session, first: date, last: date) -> list[CalendarRow]:
    """Everything from the day *first* to before *last*, in order of its time.

    What takes all day comes first of its day. At most a year and a day at once.
    """
    found = [
        *_tasks(session, first, last),
        *_birthdays(session, first, last),
        *_invoices(session, first, last),
        *_deals(session, first, last),
    ]
    return sorted(found, key=lambda row: (row.start, not row.is_all_day, row.title, row.id))


def _tasks(session: Session, first: date, last: date) -> Iterator[CalendarRow]:
    """Tasks and meetings; a day of slack on both sides, as zones differ by so much."""
    near, early = (first - 2 * _DAY).isoformat(), (first - _DAY - _LONGEST).isoformat()
    late = (last + _DAY).isoformat()
    is_near = or_(Task.due >= near, and_(Task.minutes > _DAY_MINUTES, Task.due >= early))
    query = _TASKS.where(
        Task.deleted_at.is_(None),
        Task.due != "",
        or_(Task.rule != "", and_(is_near, Task.due < late)),
    )
    begin, end = datetime.combine(first, time()), datetime.combine(last, time())
    for row in session.execute(query):
        for one in _occurrences(row, first, last):
            found = _task(row, one)
            if found.start < end and (found.end > begin or found.start >= begin):
                yield found


def _occurrences(row: Any, first: date, last: date) -> list[Occurrence]:
    if not row.rule:
        return [Occurrence(row.due, row.due_at)]
    longest = timedelta(minutes=row.minutes or 0)
    after = datetime.combine(first, time()) - _DAY - longest
    until = datetime.combine(last, time()) + _DAY
    if row.done_at is not None:
        until = min(until, row.due_at)
    return series(row.rule, row.anchor, row.zone, row.exceptions).between(after, until)


def _task(row: Any, one: Occurrence) -> CalendarRow:
    is_all_day = " " not in one.due
    length = timedelta(minutes=row.minutes or 0)
    if is_all_day:
        start = datetime.fromisoformat(one.due)
        end = start + max(_DAY, -(-length // _DAY) * _DAY)
    else:
        at = one.at.replace(tzinfo=UTC)
        start, end = zones.wall(at, ""), zones.wall(at + length, "")
    is_handled = row.handled_until is not None and one.at <= row.handled_until
    return CalendarRow(
        row.kind,
        row.id,
        row.title,
        start,
        end,
        is_all_day,
        one.due,
        row.done_at is not None or is_handled,
        bool(row.rule),
        row[-1],
    )


def _birthdays(session: Session, first: date, last: date) -> Iterator[CalendarRow]:
    """Who was born on 29 February has a birthday each year: a day earlier in most."""
    days = {f"{day:%m-%d}": day for day in _days(first, last)}
    if _LEAP_EVE in days and _LEAP_DAY not in days and not _is_leap(days[_LEAP_EVE].year):
        days[_LEAP_DAY] = days[_LEAP_EVE]
    for key, name, day in contacts.list_birthdays(session, days):
        yield _whole_day(BIRTHDAY, key, name, day, name)


def _invoices(session: Session, first: date, last: date) -> Iterator[CalendarRow]:
    """Invoices that are to be paid by then, and are not."""
    ids = documents.list_unpaid_ids(session, first, last)
    for row in documents.list_rows(session, ids).values():
        if row.due_date is not None:
            yield _whole_day(INVOICE, row.id, row.number, row.due_date, row.customer)


def _deals(session: Session, first: date, last: date) -> Iterator[CalendarRow]:
    """Open deals that are expected to be closed by then."""
    query = (
        select(Deal.id, Deal.title, Deal.expected_close, Contact.name)
        .join(Stage, Stage.id == Deal.stage_id)
        .join(Contact, Contact.id == Deal.contact_id)
        .where(
            Deal.deleted_at.is_(None),
            Stage.kind == "open",
            Deal.expected_close >= first,
            Deal.expected_close < last,
        )
    )
    for key, title, day, contact in session.execute(query):
        if day is not None:
            yield _whole_day(DEAL, key, title, day, contact)


def _whole_day(kind: str, key: int, title: str, day: date, contact: str) -> CalendarRow:
    start = datetime.combine(day, time())
    return CalendarRow(kind, key, title, start, start + _DAY, is_all_day=True, contact=contact)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days):
        yield first + timedelta(days=number)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
