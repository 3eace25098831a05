"""What is unpaid, by how long it has been due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from smallcrm.core.money import Money
from smallcrm.models import Contact, Document, Payment, Relation
from smallcrm.services.receivables import as_of

ZERO = Decimal(0)
BUCKETS = ("not_due", "0-30", "31-60", "61-90", "90+")  # days since the due date
_LAST_DAYS = (30, 60, 90)  # of all buckets but the first and the last


class Aging(NamedTuple):
    """Sums by age, in major units of one currency; ``90+`` is more than 90 days."""

    not_due: Decimal = ZERO
    to_30: Decimal = ZERO
    to_60: Decimal = ZERO
    to_90: Decimal = ZERO
    over_90: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """All of it."""
        return sum(self, ZERO)

    @property
    def due(self) -> Decimal:
        """All that should have been paid by now."""
        return self.total - self.not_due


class OpenItem(NamedTuple):
    """An invoice of which something was open, in major units of *currency*.

    Attributes:
        customer: As issued.
        days_late: Since the due date; below zero before it.
    """

    id: int
    number: str
    date: dt.date
    due_date: dt.date
    days_late: int
    total: Decimal
    open: Decimal
    currency: str
    contact_id: int | None
    customer: str


class CustomerAging(NamedTuple):
    """What one customer owed in one currency.

    Attributes:
        contact_id: None for somebody who is no contact.
        customer: The name of today (``Bell Ltd, Bob Bell`` for a person who buys for a company),
            or as issued.
        on_account: What had come and paid nothing yet.
        oldest: The earliest due date of what was open; None where nothing was.
    """

    contact_id: int | None
    customer: str
    currency: str
    aging: Aging
    on_account: Decimal
    oldest: date | None

    @property
    def balance(self) -> Decimal:
        """What was owed, less what was on account."""
        return self.aging.total - self.on_account


def open_items(
    session: Session, day: date, *, contact_id: int | None = None, currency: str = ""
) -> list[OpenItem]:
    """The invoices that were open at the end of *day*, the one that was due first at the front.

    Only what had been paid or credited up to *day* counts.
    """
    due = func.coalesce(Document.due_date, Document.date)
    query = as_of.invoices(day).order_by(due, Document.id)
    if contact_id is not None:
        query = query.where(Document.customer_id == contact_id)
    if currency:
        query = query.where(Document.currency == currency)
    return [_item(row, left, day) for row, left in session.execute(query) if left > 0]


def aged(items: Iterable[OpenItem]) -> Aging:
    """The sums of *items* by age; all are of one currency."""
    sums = [ZERO] * len(BUCKETS)
    for item in items:
        sums[_bucket(item.days_late)] += item.open
    return Aging(*sums)


def list_unpaid(session: Session, day: date) -> list[CustomerAging]:
    """Whoever owed something or had something on account at the end of *day*.

    By currency, the largest debt first.
    """
    items: dict[tuple[int | None, str, str], list[OpenItem]] = {}
    for item in open_items(session, day):
        key = (item.contact_id, "" if item.contact_id else item.customer, item.currency)
        items.setdefault(key, []).append(item)
    left = _on_account(session, day)
    keys = [*items, *(key for key in left if key not in items and left[key])]
    names = _names(session, [contact_id for contact_id, _, _ in keys if contact_id is not None])
    rows = [
        CustomerAging(
            contact_id,
            names.get(contact_id or 0, name),
            currency,
            aged(found),
            Money(left.get((contact_id, name, currency), 0), currency).amount,
            min((item.due_date for item in found), default=None),
        )
        for contact_id, name, currency in keys
        for found in [items.get((contact_id, name, currency), [])]
    ]
    return sorted(rows, key=lambda row: (row.currency, -row.balance, row.customer))


def totals(rows: Iterable[CustomerAging]) -> dict[str, CustomerAging]:
    """The sums of *rows* by currency; currencies are never added together."""
    found: dict[str, CustomerAging] = {}
    for row in rows:
        before = found.get(row.currency) or CustomerAging(
            None, "", row.currency, Aging(), ZERO, None
        )
        sums = (mine + its for mine, its in zip(before.aging, row.aging, strict=True))
        found[row.currency] = before._replace(
            aging=Aging(*sums), on_account=before.on_account + row.on_account
        )
    return found


def left_over(
    session: Session, day: date, contact_id: int | None = None, currency: str = ""
) -> Iterator[tuple[Document | Payment, int]]:
    """What customers had on account at the end of *day*: of what, and how much in minor units.

    An invoice below zero is like money that came; a refund whose money came later is taken off.
    """
    for query, table, sign in (
        (as_of.payments(day), Payment, 1),
        (as_of.credit_notes(day), Document, 1),
        (as_of.invoices(day).where(Document.due < 0), Document, -1),
        (as_of.refunds(day), Payment, -1),
    ):
        owner = Payment.contact_id if table is Payment else Document.customer_id
        mine = owner == contact_id if contact_id is not None else owner.is_not(None)
        known = table.currency == currency if currency else table.currency.is_not(None)
        ordered = query.where(mine, known).order_by(table.date, table.id)
        for row, left in session.execute(ordered):
            yield row, sign * left


def _on_account(session: Session, day: date) -> dict[tuple[int | None, str, str], int]:
    found: dict[tuple[int | None, str, str], int] = {}
    for row, left in left_over(session, day):
        owner = row.contact_id if isinstance(row, Payment) else row.customer_id
        key = (owner, "", row.currency)
        found[key] = found.get(key, 0) + left
    return found


def _item(row: Document, left: int, day: date) -> OpenItem:
    due = row.due_date or row.date
    return OpenItem(
        row.id,
        row.number or "",
        row.date,
        due,
        (day - due).days,
        Money(row.due, row.currency).amount,
        Money(left, row.currency).amount,
        row.currency,
        row.customer_id,
        row.customer_name,
    )


def _bucket(days_late: int) -> int:
    if days_late < 0:
        return 0
    return 1 + sum(days_late > last for last in _LAST_DAYS)


def _names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Of today; a person's after that of the company it buys for, as on its documents."""
    company = aliased(Contact)
    query = (
        select(Contact.id, Contact.name, company.name.label("company"))
        .outerjoin(Relation, and_(Relation.contact_id == Contact.id, Relation.position == 0))
        .outerjoin(company, company.id == Relation.company_id)
        .where(Contact.id.in_(set(ids)))
    )
    return {
        row.id: f"{row.company}, {row.name}" if row.company else row.name
        for row in session.execute(query)
    }
