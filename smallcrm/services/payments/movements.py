"""The account of a customer: what was invoiced and what came, with what was owed after each."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from sqlalchemy import Select, case, func, literal, select, union_all
from sqlalchemy.orm import Session

from smallcrm.core.money import Money
from smallcrm.models import Document, Payment
from smallcrm.services.payments.drafts import Movement
from smallcrm.services.payments.sums import CREDIT_NOTE, INVOICE, REFUND

_ORDER = ("date", "rank", "id")


def list_movements(session: Session, contact_id: int) -> list[Movement]:
    """What moved the account, the oldest first, each with the balance of its currency after it.

    Of one day documents come before payments. A void invoice is there, and so is the credit note
    that took it back.
    """
    parts = union_all(_documents(contact_id), _payments(contact_id)).subquery()
    query = select(parts).order_by(*(parts.c[name] for name in _ORDER))
    balance: dict[str, int] = defaultdict(int)
    found = []
    for row in session.execute(query):
        balance[row.currency] += row.amount
        found.append(
            Movement(
                row.kind,
                row.id,
                row.date,
                row.label,
                _major(row.amount, row.currency),
                _major(balance[row.currency], row.currency),
                row.currency,
            )
        )
    return found


def _documents(contact_id: int) -> Select[*tuple[object, ...]]:
    return select(
        Document.kind.label("kind"),
        Document.id.label("id"),
        Document.date.label("date"),
        literal(0).label("rank"),
        func.coalesce(Document.number, "").label("label"),
        case((Document.kind == INVOICE, Document.due), else_=-Document.due).label("amount"),
        Document.currency.label("currency"),
    ).where(
        Document.customer_id == contact_id,
        Document.issued_at.is_not(None),
        Document.deleted_at.is_(None),
        Document.kind.in_([INVOICE, CREDIT_NOTE]),
    )


def _payments(contact_id: int) -> Select[*tuple[object, ...]]:
    return select(
        Payment.kind,
        Payment.id,
        Payment.date,
        literal(1),
        Payment.method,
        case((Payment.kind == REFUND, Payment.amount), else_=-Payment.amount),
        Payment.currency,
    ).where(Payment.contact_id == contact_id)


def _major(minor: int, currency: str) -> Decimal:
    return Money(minor, currency).amount
