"""What slips away: deals nobody works on, customers nobody talks to, birthdays, new leads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select, union_all
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.models import Activity, Contact, Deal, Document, Stage
from smallcrm.services import contacts, leads, pipeline
from smallcrm.services.contacts import Birthday
from smallcrm.services.payments.sums import INVOICE
from smallcrm.services.pipeline import Card
from smallcrm.services.pipeline.names import OPEN

MOST = 5  # lines of each kind
SILENT = 60  # days without a word after which a customer is told of
_YEAR = 365  # days for which somebody who was invoiced is a customer
_WEEK = 7
_TALKS = ("call", "meeting", "email", "visit", "message")  # a note is for ourselves


class Quiet(NamedTuple):
    """A customer who was not spoken to for *days*."""

    id: int
    name: str
    days: int


class Slipping(NamedTuple):
    """At most ``MOST`` lines of each kind; counts are of all.

    Attributes:
        deals: Open ones without a next step, and stale ones, those that are longest in their
            stage at the front.
        quiet: Customers (with an open deal, or an invoice in the last year) with whom there was
            no call, meeting, e-mail, visit or message for more than ``SILENT`` days, and to whom
            no document was issued or sent; those that are silent for the longest time first.
        birthdays: Of contacts, from today on for a week.
        new_leads: How many people wait for their first answer.
    """

    deals: tuple[Card, ...]
    deal_count: int
    quiet: tuple[Quiet, ...]
    quiet_count: int
    birthdays: tuple[Birthday, ...]
    birthday_count: int
    new_leads: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing slips away."""
        counts = (self.deal_count, self.quiet_count, self.birthday_count, self.new_leads)
        return not any(counts)


def look_at_slipping(session: Session, now: datetime, owner_id: int | None) -> Slipping:
    """What slips away at *now*; deals and leads only of *owner_id* where one is named."""
    today = clock.local(now).date()
    deals = pipeline.list_slipping_ids(session, now, owner_id)
    cards = pipeline.list_cards(session, deals[:MOST])
    quiet = _list_quiet(session, today)
    names = _names(session, [key for key, _days in quiet[:MOST]])
    birthdays = _list_birthdays(session, today)
    return Slipping(
        tuple(cards[key] for key in deals[:MOST]),
        len(deals),
        tuple(Quiet(key, names[key], days) for key, days in quiet[:MOST]),
        len(quiet),
        tuple(birthdays[:MOST]),
        len(birthdays),
        leads.count_new(session, owner_id),
    )


def _list_quiet(session: Session, today: date) -> list[tuple[int, int]]:
    """The customers that nobody talked to and since how many days, the longest silence first."""
    end = clock.start_of(today - timedelta(days=SILENT))
    rows = session.execute(_customers(today, end)).all()
    silent = sorted(
        (max(filter(None, (begun, talked, wrote))), key) for key, begun, talked, wrote in rows
    )
    return [(key, (today - clock.local(last).date()).days) for last, key in silent if last < end]


def _customers(today: date, end: datetime) -> Select[*tuple[Any, ...]]:
    """Customers with whom nothing began since *end*, and when they were last talked or written to.

    The contact is asked for only of those that are left: there may be a hundred thousand others.
    """
    wrote = func.coalesce(Document.sent_at, Document.issued_at)
    begun = union_all(
        select(Deal.contact_id.label("id"), Deal.created_at.label("at"))
        .join(Stage, Stage.id == Deal.stage_id)
        .where(Deal.deleted_at.is_(None), Stage.kind == OPEN),
        select(Document.customer_id, wrote).where(
            Document.deleted_at.is_(None),
            Document.date >= today - timedelta(days=_YEAR),
            Document.kind == INVOICE,
            Document.issued_at.is_not(None),
            Document.customer_id.is_not(None),
        ),
    ).subquery()
    instant = Contact.created_at.type
    last = func.max(begun.c.at, type_=instant)
    customer = select(begun.c.id, last.label("at")).group_by(begun.c.id)
    few = customer.having(last < end).subquery()
    talks = select(func.max(Activity.at, type_=instant)).where(
        Activity.contact_id == few.c.id,
        Activity.kind.in_(_TALKS),
        Activity.deleted_at.is_(None),
    )
    papers = select(func.max(wrote, type_=instant)).where(
        Document.customer_id == few.c.id, Document.deleted_at.is_(None)
    )
    there = select(Contact.id).where(Contact.id == few.c.id, Contact.deleted_at.is_(None))
    return select(few.c.id, few.c.at, talks.scalar_subquery(), papers.scalar_subquery()).where(
        there.exists()
    )


def _names(session: Session, ids: Sequence[int]) -> dict[int, str]:
    query = select(Contact.id, Contact.name).where(Contact.id.in_(ids))
    return {row.id: row.name for row in session.execute(query)}


def _list_birthdays(session: Session, today: date) -> list[Birthday]:
    """The birthdays from *today* on for a week, in their order."""
    days = {f"{day:%m-%d}": day for day in (today + timedelta(days=n) for n in range(_WEEK))}
    found = contacts.list_birthdays(session, days)
    return sorted(found, key=lambda each: (each.day, each.name))
