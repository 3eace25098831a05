"""Everything about one contact, for its page and for ``contacts show``."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.models import Activity, Contact, Deal, Document, Phone, Relation, Stage
from smallcrm.services.contacts.drafts import ContactDraft
from smallcrm.services.contacts.stored import get_draft


class PhoneView(NamedTuple):
    """A telephone number as typed, and as a telephone dials it (empty where unknown)."""

    value: str
    e164: str
    label: str


class RelationView(NamedTuple):
    """The other side: a person's company, or a company's person."""

    id: int
    name: str
    role: str


class TimelineEntry(NamedTuple):
    """One thing that happened, newest first.

    Attributes:
        kind: ``note``, ``call``, ``meeting``, ``email``, ``quote``, ``order``, ``invoice``,
            ``credit_note`` or ``created``.
        title: A document's number, empty for a draft and for notes.
        amount: Of a document, None elsewhere.
        id: Of the note or the document.
    """

    kind: str
    at: datetime
    title: str
    body: str
    amount: Money | None
    id: int


class ContactView(NamedTuple):
    """The page of one contact.

    Attributes:
        balance: What is unpaid of issued invoices, by currency, in major units.
        invoiced: What was invoiced this year, by currency.
        open_deals: The value of the open deals, by currency.
        open_deal_count: How many they are.
    """

    id: int
    uid: str
    draft: ContactDraft
    phones: tuple[PhoneView, ...]
    relations: tuple[RelationView, ...]
    owner: str
    consent: str
    created_at: datetime
    updated_at: datetime
    archived: bool
    balance: dict[str, Decimal]
    invoiced: dict[str, Decimal]
    open_deals: dict[str, Decimal]
    open_deal_count: int
    document_count: int
    timeline: tuple[TimelineEntry, ...]


def get_view(session: Session, contact_id: int, *, entries: int = 50) -> ContactView:
    """The contact with its figures and the newest *entries* of its timeline.

    Raises:
        NotFound: there is no such contact.
    """
    contact = session.get(Contact, contact_id)
    if contact is None:
        raise NotFound(T("This contact no longer exists."))
    documents = list(_documents(session, contact_id))
    issued = [row for row in documents if row.issued_at and not row.void_at]
    deals = _deals(session, contact_id)
    return ContactView(
        id=contact.id,
        uid=contact.uid,
        draft=get_draft(session, contact_id),
        phones=_phones(session, contact_id),
        relations=_relations(session, contact),
        owner=contact.owner,
        consent=contact.consent,
        created_at=contact.created_at,
        updated_at=contact.updated_at,
        archived=contact.deleted_at is not None,
        balance=_sums(issued, "due"),
        invoiced=_sums([row for row in issued if row.date.year == clock.today().year], "total"),
        open_deals=deals[0],
        open_deal_count=deals[1],
        document_count=len(documents),
        timeline=_timeline(session, contact, documents)[:entries],
    )


def _phones(session: Session, contact_id: int) -> tuple[PhoneView, ...]:
    query = (
        select(Phone.value, Phone.e164, Phone.label)
        .where(Phone.contact_id == contact_id)
        .order_by(Phone.position)
    )
    return tuple(PhoneView(*row) for row in session.execute(query))


def _relations(session: Session, contact: Contact) -> tuple[RelationView, ...]:
    mine, other = Relation.contact_id, Relation.company_id
    if contact.kind == "company":
        mine, other = other, mine
    query = (
        select(Contact.id, Contact.name, Relation.role)
        .join(Relation, other == Contact.id)
        .where(mine == contact.id, Contact.deleted_at.is_(None))
        .order_by(Relation.position, Contact.folded)
    )
    return tuple(RelationView(*row) for row in session.execute(query))


class _DocumentRow(NamedTuple):
    id: int
    kind: str
    number: str | None
    date: date
    currency: str
    total: int
    due: int
    issued_at: datetime | None
    void_at: datetime | None
    created_at: datetime


def _documents(session: Session, contact_id: int) -> list[_DocumentRow]:
    columns = [getattr(Document, name) for name in _DocumentRow._fields]
    query = select(*columns).where(
        Document.customer_id == contact_id, Document.deleted_at.is_(None)
    )
    return [_DocumentRow(*row) for row in session.execute(query)]


def _sums(documents: list[_DocumentRow], column: str) -> dict[str, Decimal]:
    """Invoices less credit notes, by currency; never added across currencies."""
    minor: dict[str, int] = defaultdict(int)
    signs = {"invoice": 1, "credit_note": -1}
    for row in documents:
        if row.kind in signs:
            minor[row.currency] += signs[row.kind] * getattr(row, column)
    return {currency: Money(value, currency).amount for currency, value in minor.items()}


def _deals(session: Session, contact_id: int) -> tuple[dict[str, Decimal], int]:
    query = (
        select(Deal.currency, Deal.amount_minor)
        .join(Stage, Stage.id == Deal.stage_id)
        .where(Deal.contact_id == contact_id, Deal.deleted_at.is_(None), Stage.kind == "open")
    )
    minor: dict[str, int] = defaultdict(int)
    rows = session.execute(query).all()
    for currency, amount in rows:
        if amount is not None:
            minor[currency] += amount
    return {name: Money(value, name).amount for name, value in minor.items()}, len(rows)


def _timeline(
    session: Session, contact: Contact, documents: list[_DocumentRow]
) -> tuple[TimelineEntry, ...]:
    notes = session.execute(
        select(Activity.kind, Activity.at, Activity.body, Activity.id).where(
            Activity.contact_id == contact.id, Activity.deleted_at.is_(None)
        )
    )
    entries = [TimelineEntry(kind, at, "", body, None, key) for kind, at, body, key in notes]
    entries += [
        TimelineEntry(
            row.kind,
            row.issued_at or row.created_at,
            row.number or "",
            "",
            Money(row.total, row.currency),
            row.id,
        )
        for row in documents
    ]
    entries.append(TimelineEntry("created", contact.created_at, "", "", None, contact.id))
    return tuple(sorted(entries, key=lambda entry: (entry.at, entry.id), reverse=True))
