"""The statement of a customer: what was owed before, what happened, what is owed now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from smallcrm.core.errors import UserError
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.models import Document, Payment
from smallcrm.services import settings
from smallcrm.services.documents import parties
from smallcrm.services.documents.drafts import DocumentDraft, PartyDraft
from smallcrm.services.payments.sums import CREDIT_NOTE, INVOICE, PAYMENT, REFUND, account
from smallcrm.services.receivables.aging import ZERO, Aging, OpenItem, aged, left_over, open_items
from smallcrm.services.settings.layout import Layout

# On one day: what is owed comes before what pays it.
_ORDER = (INVOICE, CREDIT_NOTE, PAYMENT, REFUND)


class Movement(NamedTuple):
    """Something that moved the account, in major units.

    Attributes:
        kind: ``invoice``, ``credit_note``, ``payment`` or ``refund``.
        id: Of the document or the payment.
        number: Of the document; empty for money.
        method: Of the payment, a key of ``payments.METHODS`` or other words.
        debit: What the customer owes more; *credit*: what less.
        balance: What is owed after it.
    """

    kind: str
    id: int
    date: dt.date
    number: str
    method: str
    reference: str
    due_date: dt.date | None
    debit: Decimal
    credit: Decimal
    balance: Decimal


class Unallocated(NamedTuple):
    """A payment or a credit note of which something was left at the end; refunds are below zero."""

    kind: str
    id: int
    date: dt.date
    number: str
    method: str
    left: Decimal


@dataclass(frozen=True, slots=True)
class Statement:
    """The account of a customer in one currency from *first* to *last*, both included.

    ``opening`` + debits − credits = ``closing`` = what is open − ``on_account``.

    Attributes:
        language: Of the customer.
        aging: What was open at the end of *last*, by age; *items*: which invoices.
        unallocated: What makes up ``on_account``.
        layout: How it looks on paper, as documents do.
    """

    contact_id: int
    seller: PartyDraft
    buyer: PartyDraft
    logo: bytes
    first: dt.date
    last: dt.date
    currency: str
    language: str
    opening: Decimal
    movements: tuple[Movement, ...]
    closing: Decimal
    aging: Aging
    items: tuple[OpenItem, ...]
    on_account: Decimal
    unallocated: tuple[Unallocated, ...]
    layout: Layout


def statement(
    session: Session, contact_id: int, first: date, last: date, currency: str = ""
) -> Statement:
    """The statement of *contact_id*.

    Args:
        session: For reading.
        contact_id: The customer, archived or not.
        first: The first day.
        last: The last one.
        currency: Empty for that of the account; of several, that of the customer.

    Raises:
        NotFound: There is no such contact.
        UserError: *first* is after *last*.
    """
    if first > last:
        raise UserError(
            T("The first day of the statement is after its last day."),
            hint=T("Nothing was changed. Choose two days, the earlier one first."),
            field="from",
        )
    contact = parties.get_contact(session, contact_id)
    business = settings.get_business(session)
    if not currency:
        known = list_currencies(session, contact_id)
        wanted = contact.currency or business.currency
        currency = wanted if wanted in known or not known else known[0]
    opening = _balance_before(session, contact_id, currency, first)
    found = tuple(_moved(session, contact_id, currency, (first, last), opening))
    items = open_items(session, last, contact_id=contact_id, currency=currency)
    unallocated = tuple(_unallocated(session, contact_id, currency, last))
    return Statement(
        contact_id=contact_id,
        seller=parties.seller(business),
        buyer=parties.buyer(session, DocumentDraft(customer_id=contact_id)),
        logo=settings.get_logo(session),
        first=first,
        last=last,
        currency=currency,
        language=contact.language or business.language,
        opening=Money(opening, currency).amount,
        movements=found,
        closing=found[-1].balance if found else Money(opening, currency).amount,
        aging=aged(items),
        items=tuple(items),
        on_account=sum((row.left for row in unallocated), ZERO),
        unallocated=unallocated,
        layout=settings.get_layout(session),
    )


def list_currencies(session: Session, contact_id: int) -> list[str]:
    """The currencies that the account of a customer ever moved in."""
    moved = account()
    query = select(moved.c.currency).where(moved.c.customer_id == contact_id).distinct()
    return sorted(session.scalars(query))


def _balance_before(session: Session, contact_id: int, currency: str, day: date) -> int:
    """What was owed when *day* began, in minor units."""
    owed = {INVOICE: 1, CREDIT_NOTE: -1}
    documents = (
        select(Document.kind, func.sum(Document.due))
        .where(
            Document.customer_id == contact_id,
            Document.currency == currency,
            Document.issued_at.is_not(None),
            Document.deleted_at.is_(None),
            Document.date < day,
        )
        .group_by(Document.kind)
    )
    money = (
        select(Payment.kind, func.sum(Payment.amount))
        .where(Payment.contact_id == contact_id, Payment.currency == currency, Payment.date < day)
        .group_by(Payment.kind)
    )
    total = sum(owed.get(kind, 0) * due for kind, due in session.execute(documents))
    came = {PAYMENT: -1, REFUND: 1}
    return total + sum(came[kind] * amount for kind, amount in session.execute(money))


def _moved(
    session: Session, contact_id: int, currency: str, period: tuple[date, date], balance: int
) -> Iterator[Movement]:
    first, last = period
    documents = select(Document).where(
        Document.customer_id == contact_id,
        Document.currency == currency,
        Document.kind.in_([INVOICE, CREDIT_NOTE]),
        Document.issued_at.is_not(None),
        Document.deleted_at.is_(None),
        Document.date.between(first, last),
    )
    money = select(Payment).where(
        Payment.contact_id == contact_id,
        Payment.currency == currency,
        Payment.date.between(first, last),
    )
    rows: list[Document | Payment] = [*session.scalars(documents), *session.scalars(money)]
    for row in sorted(rows, key=lambda row: (row.date, _ORDER.index(row.kind), row.id)):
        amount = row.amount if isinstance(row, Payment) else row.due
        signed = amount if row.kind in (INVOICE, REFUND) else -amount
        balance += signed
        yield _movement(row, signed, balance)


def _movement(row: Document | Payment, signed: int, balance: int) -> Movement:
    def major(minor: int) -> Decimal:
        return Money(minor, row.currency).amount

    number, due_date, method, reference = _words(row)
    return Movement(
        row.kind,
        row.id,
        row.date,
        number,
        method,
        reference,
        due_date,
        major(max(signed, 0)),
        major(max(-signed, 0)),
        major(balance),
    )


def _words(row: Document | Payment) -> tuple[str, date | None, str, str]:
    """Number and due date of a document; method and reference of money."""
    if isinstance(row, Payment):
        return "", None, row.method, row.reference
    return row.number or "", row.due_date, "", ""


def _unallocated(
    session: Session, contact_id: int, currency: str, day: date
) -> Iterator[Unallocated]:
    for row, left in left_over(session, day, contact_id, currency):
        number, _due, method, _reference = _words(row)
        yield Unallocated(row.kind, row.id, row.date, number, method, Money(left, currency).amount)
