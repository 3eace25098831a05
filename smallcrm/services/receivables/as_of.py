"""What was open and what was on account at the end of a day, as SQL.

An allocation counts from the day on which both of its ends are there. An invoice that is void
counts like any other: it is its credit note that settles it, on the day of the credit note.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from smallcrm.models import Allocation, Document, Payment
from smallcrm.services.payments.sums import CREDIT_NOTE, INVOICE, PAYMENT, REFUND


def invoices(day: date) -> Select[*tuple[Any, ...]]:
    """Issued invoices up to *day* of which something was open, and how much in minor units."""
    left = Document.due - _from(day, Allocation.invoice_id, Document.id)
    return select(Document, left.label("open")).where(_issued(INVOICE, day), left != 0)


def credit_notes(day: date) -> Select[*tuple[Any, ...]]:
    """Issued credit notes up to *day* with something that nobody had taken, and how much."""
    left = Document.due - _to(day, Allocation.credit_id, Document.id)
    return select(Document, left.label("left")).where(_issued(CREDIT_NOTE, day), left != 0)


def payments(day: date) -> Select[*tuple[Any, ...]]:
    """Payments up to *day* with something that nobody had taken, and how much."""
    left = Payment.amount - _to(day, Allocation.payment_id, Payment.id)
    return select(Payment, left.label("left")).where(_moved(PAYMENT, day), left != 0)


def refunds(day: date) -> Select[*tuple[Any, ...]]:
    """Refunds up to *day* for which the money came later, and how much."""
    left = Payment.amount - _from(day, Allocation.refund_id, Payment.id)
    return select(Payment, left.label("left")).where(_moved(REFUND, day), left != 0)


def _issued(kind: str, day: date) -> ColumnElement[bool]:
    is_there = Document.issued_at.is_not(None) & Document.deleted_at.is_(None)
    return is_there & (Document.kind == kind) & (Document.date <= day)


def _moved(kind: str, day: date) -> ColumnElement[bool]:
    return (Payment.kind == kind) & (Payment.date <= day)


def _from(
    day: date, column: InstrumentedAttribute[int | None], owner: InstrumentedAttribute[int]
) -> ScalarSelect[int]:
    """What sources that were there by *day* gave to one row of the outer query."""
    credit, payment = aliased(Document), aliased(Payment)
    query = (
        select(func.coalesce(func.sum(Allocation.amount), 0))
        .outerjoin(credit, credit.id == Allocation.credit_id)
        .outerjoin(payment, payment.id == Allocation.payment_id)
        .where(column == owner, func.coalesce(payment.date, credit.date) <= day)
    )
    return query.correlate(owner.class_).scalar_subquery()


def _to(
    day: date, column: InstrumentedAttribute[int | None], owner: InstrumentedAttribute[int]
) -> ScalarSelect[int]:
    """What targets that were there by *day* took from one row of the outer query."""
    invoice, refund = aliased(Document), aliased(Payment)
    query = (
        select(func.coalesce(func.sum(Allocation.amount), 0))
        .outerjoin(invoice, invoice.id == Allocation.invoice_id)
        .outerjoin(refund, refund.id == Allocation.refund_id)
        .where(column == owner, func.coalesce(invoice.date, refund.date) <= day)
    )
    return query.correlate(owner.class_).scalar_subquery()
