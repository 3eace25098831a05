"""Everything about one contact, for its page and for ``contacts show``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.models import Contact, Deal, Document, Phone, Relation, Stage
from smallcrm.services.contacts.drafts import ContactDraft
from smallcrm.services.contacts.stored import list_drafts
from smallcrm.services.contacts.timeline import TimelineEntry, list_timeline, list_timelines


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
    newest = list_timeline(session, contact_id, limit=entries)
    found = _views(session, [contact_id], {contact_id: newest})
    if contact_id not in found:
        raise NotFound(T("This contact no longer exists."))
    return found[contact_id]


def list_views(session: Session, ids: Sequence[int]) -> dict[int, ContactView]:
    """Many contacts (some hundreds at a time) with all of their timelines.

    One that is gone is left out.
    """
    return _views(session, ids, list_timelines(session, ids))


def _views(
    session: Session, ids: Sequence[int], timelines: Mapping[int, tuple[TimelineEntry, ...]]
) -> dict[int, ContactView]:
    drafts = list_drafts(session, ids)
    phones = _phones(session, ids)
    relations = _relations(session, ids)
    documents = _documents(session, ids)
    deals = _deals(session, ids)
    views = {}
    for contact in session.scalars(select(Contact).where(Contact.id.in_(ids))):
        own = documents[contact.id]
        issued = [row for row in own if row.issued_at]
        this_year = [row for row in issued if row.date.year == clock.today().year]
        views[contact.id] = ContactView(
            id=contact.id,
            uid=contact.uid,
            draft=drafts[contact.id],
            phones=tuple(phones[contact.id]),
            relations=tuple(relations[contact.id]),
            owner=contact.owner,
            consent=contact.consent,
            created_at=contact.created_at,
            updated_at=contact.updated_at,
            archived=contact.deleted_at is not None,
            balance=_sums(issued, "due"),
            invoiced=_sums(this_year, "total"),
            open_deals=_open_sums(deals[contact.id]),
            open_deal_count=len(deals[contact.id]),
            document_count=len(own),
            timeline=timelines[contact.id],
        )
    return views


def _phones(session: Session, ids: Sequence[int]) -> dict[int, list[PhoneView]]:
    query = (
        select(Phone.contact_id, Phone.value, Phone.e164, Phone.label)
        .where(Phone.contact_id.in_(ids))
        .order_by(Phone.position)
    )
    found: dict[int, list[PhoneView]] = defaultdict(list)
    for contact_id, value, international, label in session.execute(query):
        found[contact_id].append(PhoneView(value, international, label))
    return found


def _relations(session: Session, ids: Sequence[int]) -> dict[int, list[RelationView]]:
    """The companies of people, and the people of companies."""
    found: dict[int, list[RelationView]] = defaultdict(list)
    for mine, other in (
        (Relation.contact_id, Relation.company_id),
        (Relation.company_id, Relation.contact_id),
    ):
        query = (
            select(mine, Contact.id, Contact.name, Relation.role)
            .join(Contact, other == Contact.id)
            .where(mine.in_(ids), Contact.deleted_at.is_(None))
            .order_by(Relation.position, Contact.folded)
        )
        for contact_id, other_id, name, role in session.execute(query):
            found[contact_id].append(RelationView(other_id, name, role))
    return found


class _DocumentRow(NamedTuple):
    customer_id: int
    kind: str
    date: date
    currency: str
    total: int
    due: int
    issued_at: datetime | None


def _documents(session: Session, ids: Sequence[int]) -> dict[int, list[_DocumentRow]]:
    columns = [getattr(Document, name) for name in _DocumentRow._fields]
    query = select(*columns).where(Document.customer_id.in_(ids), Document.deleted_at.is_(None))
    found: dict[int, list[_DocumentRow]] = defaultdict(list)
    for row in session.execute(query):
        found[row.customer_id].append(_DocumentRow(*row))
    return found


def _sums(documents: list[_DocumentRow], column: str) -> dict[str, Decimal]:
    """Invoices less credit notes, by currency; never added across currencies.

    A void invoice counts as well: it is its credit note that takes it back.
    """
    minor: dict[str, int] = defaultdict(int)
    signs = {"invoice": 1, "credit_note": -1}
    for row in documents:
        if row.kind in signs:
            minor[row.currency] += signs[row.kind] * getattr(row, column)
    return {currency: Money(value, currency).amount for currency, value in minor.items()}


def _deals(session: Session, ids: Sequence[int]) -> dict[int, list[tuple[str, int | None]]]:
    """Currency and amount in minor units of every open deal."""
    query = (
        select(Deal.contact_id, Deal.currency, Deal.amount_minor)
        .join(Stage, Stage.id == Deal.stage_id)
        .where(Deal.contact_id.in_(ids), Deal.deleted_at.is_(None), Stage.kind == "open")
    )
    found: dict[int, list[tuple[str, int | None]]] = defaultdict(list)
    for contact_id, currency, amount in session.execute(query):
        found[contact_id].append((currency, amount))
    return found


def _open_sums(deals: list[tuple[str, int | None]]) -> dict[str, Decimal]:
    minor: dict[str, int] = defaultdict(int)
    for currency, amount in deals:
        if amount is not None:
            minor[currency] += amount
    return {name: Money(value, name).amount for name, value in minor.items()}
