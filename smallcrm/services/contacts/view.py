"""Everything about one contact, for its page and for ``contacts show``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.models import Attachment, Contact, Deal, Document, Phone, Stage
from smallcrm.services import payments
from smallcrm.services.contacts.drafts import ContactDraft
from smallcrm.services.contacts.relations import RelationView, list_relations
from smallcrm.services.contacts.stored import list_drafts
from smallcrm.services.contacts.timeline import CONTACTED, TimelineEntry, list_timelines
from smallcrm.services.payments import sums
from smallcrm.services.tasks import TaskRow, list_next

OPEN = "open"  # the kind of a stage


class PhoneView(NamedTuple):
    """A telephone number as typed, and as a telephone dials it (empty where unknown)."""

    value: str
    e164: str
    label: str


class ContactView(NamedTuple):
    """The page of one contact.

    Attributes:
        balance: What is owed on the account, by currency, in major units: invoices less credit
            notes and payments; below zero where the customer has money here.
        on_account: What the customer has here that pays nothing yet, by currency.
        invoiced: What was invoiced this year, by currency.
        open_deals: The value of the open deals, by currency.
        open_deal_count: How many they are; *deal_count* has the closed ones too.
        next_step: The open task that is due first.
        last_contact: The newest call, meeting, visit, message, e-mail or document sent.
    """

    id: int
    uid: str
    draft: ContactDraft
    phones: tuple[PhoneView, ...]
    relations: tuple[RelationView, ...]
    created_at: datetime
    updated_at: datetime
    archived: bool
    balance: dict[str, Decimal]
    on_account: dict[str, Decimal]
    invoiced: dict[str, Decimal]
    open_deals: dict[str, Decimal]
    open_deal_count: int
    deal_count: int
    document_count: int
    file_count: int
    next_step: TaskRow | None
    last_contact: TimelineEntry | None
    timeline: tuple[TimelineEntry, ...]


def get_view(session: Session, contact_id: int, *, entries: int = 50) -> ContactView:
    """The contact with its figures and the newest *entries* of its timeline.

    Raises:
        NotFound: there is no such contact.
    """
    newest = list_timelines(session, [contact_id], entries) if entries else {contact_id: ()}
    found = _views(session, [contact_id], newest)
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
    relations = list_relations(session, ids)
    documents = _documents(session, ids)
    balances = _balances(session, ids)
    accounts = payments.on_account(session, ids)
    deals = _deals(session, ids)
    files = _file_counts(session, ids)
    steps = list_next(session, ids)
    contacted = list_timelines(session, ids, 1, CONTACTED)
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
            relations=tuple(relations.get(contact.id, ())),
            created_at=contact.created_at,
            updated_at=contact.updated_at,
            archived=contact.deleted_at is not None,
            balance=balances.get(contact.id, {}),
            on_account=accounts.get(contact.id, {}),
            invoiced=_invoiced(this_year),
            open_deals=_open_sums(deals[contact.id]),
            open_deal_count=sum(deal.kind == OPEN for deal in deals[contact.id]),
            deal_count=len(deals[contact.id]),
            document_count=len(own),
            file_count=files.get(contact.id, 0),
            next_step=steps.get(contact.id),
            last_contact=next(iter(contacted[contact.id]), None),
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


class _DocumentRow(NamedTuple):
    customer_id: int
    kind: str
    date: date
    currency: str
    total: int
    issued_at: datetime | None


def _documents(session: Session, ids: Sequence[int]) -> dict[int, list[_DocumentRow]]:
    columns = [getattr(Document, name) for name in _DocumentRow._fields]
    query = select(*columns).where(Document.customer_id.in_(ids), Document.deleted_at.is_(None))
    found: dict[int, list[_DocumentRow]] = defaultdict(list)
    for row in session.execute(query):
        found[row.customer_id].append(_DocumentRow(*row))
    return found


def _balances(session: Session, ids: Sequence[int]) -> dict[int, dict[str, Decimal]]:
    moved = sums.account().c
    query = (
        select(moved.customer_id, moved.currency, func.sum(moved.amount))
        .where(moved.customer_id.in_(ids))
        .group_by(moved.customer_id, moved.currency)
    )
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for contact_id, currency, minor in session.execute(query):
        found[contact_id][currency] = Money(minor, currency).amount
    return found


def _invoiced(documents: list[_DocumentRow]) -> dict[str, Decimal]:
    """Invoices less credit notes, by currency; never added across currencies.

    A void invoice counts as well: it is its credit note that takes it back.
    """
    minor: dict[str, int] = defaultdict(int)
    signs = {"invoice": 1, "credit_note": -1}
    for row in documents:
        if row.kind in signs:
            minor[row.currency] += signs[row.kind] * row.total
    return {currency: Money(value, currency).amount for currency, value in minor.items()}


class _DealRow(NamedTuple):
    currency: str
    amount: int | None
    kind: str


def _deals(session: Session, ids: Sequence[int]) -> dict[int, list[_DealRow]]:
    """Currency, amount in minor units and kind of stage of every deal."""
    query = (
        select(Deal.contact_id, Deal.currency, Deal.amount_minor, Stage.kind)
        .join(Stage, Stage.id == Deal.stage_id)
        .where(Deal.contact_id.in_(ids), Deal.deleted_at.is_(None))
    )
    found: dict[int, list[_DealRow]] = defaultdict(list)
    for contact_id, currency, amount, kind in session.execute(query):
        found[contact_id].append(_DealRow(currency, amount, kind))
    return found


def _open_sums(deals: list[_DealRow]) -> dict[str, Decimal]:
    minor: dict[str, int] = defaultdict(int)
    for deal in deals:
        if deal.amount is not None and deal.kind == OPEN:
            minor[deal.currency] += deal.amount
    return {name: Money(value, name).amount for name, value in minor.items()}


def _file_counts(session: Session, ids: Sequence[int]) -> dict[int, int]:
    query = (
        select(Attachment.contact_id, func.count())
        .where(Attachment.contact_id.in_(ids), Attachment.deleted_at.is_(None))
        .group_by(Attachment.contact_id)
    )
    return dict(session.execute(query).all())
