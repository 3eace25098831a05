"""What is settled and what is open, as SQL: derived from allocations, never stored."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Subquery,
    and_,
    case,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from smallcrm.models import Allocation, Document, Payment

INVOICE, CREDIT_NOTE = "invoice", "credit_note"
PAYMENT, REFUND = "payment", "refund"


def settled() -> ScalarSelect[int]:
    """So much of an invoice is settled by payments and credit notes, in minor units."""
    return _sum(Allocation.invoice_id, Document.id)


def paid() -> ScalarSelect[int]:
    """So much of an invoice is settled by money alone."""
    return _sum(Allocation.invoice_id, Document.id, Allocation.payment_id.is_not(None))


def is_owed() -> ColumnElement[bool]:
    """Whether a document is an invoice that somebody has to pay."""
    return and_(
        Document.kind == INVOICE, Document.issued_at.is_not(None), Document.void_at.is_(None)
    )


def is_unpaid() -> ColumnElement[bool]:
    """Whether something is open of a document that somebody has to pay."""
    return and_(is_owed(), Document.deleted_at.is_(None), Document.due - settled() > 0)


def open_amount() -> ColumnElement[int]:
    """What a customer still owes of a document, in minor units; nothing but for an invoice."""
    return case((is_owed(), Document.due - settled()), else_=literal(0))


def credit_left() -> ColumnElement[int]:
    """What an issued credit note has that no invoice and no refund took yet."""
    return Document.due - _sum(Allocation.credit_id, Document.id)


def payment_left() -> ColumnElement[int]:
    """What a payment has that no invoice and no refund took yet."""
    return Payment.amount - _sum(Allocation.payment_id, Payment.id)


def account() -> Subquery:
    """What moves the accounts of customers: ``customer_id``, ``currency``, ``amount``.

    Invoices and refunds are above zero, credit notes and payments below, in minor units. A void
    invoice counts as well: it is its credit note that takes it back.
    """
    documents = select(
        Document.customer_id,
        Document.currency,
        case((Document.kind == INVOICE, Document.due), else_=-Document.due).label("amount"),
    ).where(
        Document.customer_id.is_not(None),
        Document.issued_at.is_not(None),
        Document.deleted_at.is_(None),
        Document.kind.in_([INVOICE, CREDIT_NOTE]),
    )
    money = select(
        Payment.contact_id,
        Payment.currency,
        case((Payment.kind == REFUND, Payment.amount), else_=-Payment.amount),
    ).where(Payment.contact_id.is_not(None))
    return union_all(documents, money).subquery()


def _sum(
    column: InstrumentedAttribute[int | None],
    owner: InstrumentedAttribute[int],
    *conditions: ColumnElement[bool],
) -> ScalarSelect[Any]:
    """The allocations of one row of the outer query, added up."""
    total = func.coalesce(func.sum(Allocation.amount), 0)
    query = select(total).where(column == owner, *conditions)
    return query.correlate(owner.class_).scalar_subquery()
