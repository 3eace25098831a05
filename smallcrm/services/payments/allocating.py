"""Which money settles which invoice; nothing here adds or removes money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from smallcrm.models import Allocation, Document, DocumentLink, Payment
from smallcrm.services.payments.sums import (
    CREDIT_NOTE,
    INVOICE,
    PAYMENT,
    credit_left,
    is_owed,
    open_amount,
    payment_left,
)


class Source(NamedTuple):
    """A payment or a credit note with so much left, in minor units."""

    payment_id: int | None
    credit_id: int | None
    left: int


class Target(NamedTuple):
    """An invoice or a refund that so much is still missing for, in minor units."""

    invoice_id: int | None
    refund_id: int | None
    open: int


def settle_issued(session: Session, document: Document) -> None:
    """Use what there is for a document that was issued just now.

    A credit note settles the invoices that it corrects; an invoice takes the deposits made for
    its quote and order, and then what is on the customer's account, the oldest first.
    """
    if document.kind == CREDIT_NOTE:
        _settle_corrected(session, document)
    elif document.kind == INVOICE and document.due > 0:
        target = Target(document.id, None, document.due)
        left = _take(session, _deposits(session, document), target)
        if left.open and document.customer_id is not None:
            _take(session, on_account(session, document.customer_id, document.currency), left)


def pay(session: Session, source: Source, targets: Iterable[Target]) -> int:
    """Let *source* settle *targets* in their order; return what is left of it."""
    left = source.left
    for target in targets:
        amount = min(left, target.open)
        if amount <= 0:
            continue
        _add(session, source, target, amount)
        left -= amount
    return left


def on_account(session: Session, contact_id: int, currency: str) -> list[Source]:
    """What a customer has on account, the oldest payment first, then credit notes."""
    payments = (
        select(Payment.id, payment_left())
        .where(
            Payment.contact_id == contact_id,
            Payment.currency == currency,
            Payment.kind == PAYMENT,
            payment_left() > 0,
        )
        .order_by(Payment.date, Payment.id)
    )
    credits_ = (
        select(Document.id, credit_left())
        .where(
            Document.customer_id == contact_id,
            Document.currency == currency,
            Document.kind == CREDIT_NOTE,
            Document.issued_at.is_not(None),
            credit_left() > 0,
        )
        .order_by(Document.date, Document.id)
    )
    return [
        *(Source(payment_id, None, left) for payment_id, left in session.execute(payments)),
        *(Source(None, credit_id, left) for credit_id, left in session.execute(credits_)),
    ]


def open_targets(session: Session, contact_id: int, currency: str) -> list[Target]:
    """The open invoices of a customer, the one that is due first at the front."""
    query = (
        _open_invoices()
        .where(Document.customer_id == contact_id, Document.currency == currency)
        .order_by(func.coalesce(Document.due_date, Document.date), Document.id)
    )
    return [Target(invoice_id, None, left) for invoice_id, left in session.execute(query)]


def target_of(session: Session, invoice_id: int) -> Target:
    """What is open of one invoice."""
    query = _open_invoices().where(Document.id == invoice_id)
    found = session.execute(query).first()
    return Target(invoice_id, None, found[1] if found else 0)


def take(session: Session, sources: Iterable[Source], target: Target) -> int:
    """Let *sources* settle *target* in their order; return what is still missing."""
    return _take(session, sources, target).open


def _take(session: Session, sources: Iterable[Source], target: Target) -> Target:
    for source in sources:
        amount = min(source.left, target.open)
        if amount > 0:
            _add(session, source, target, amount)
            target = target._replace(open=target.open - amount)
    return target


def _add(session: Session, source: Source, target: Target, amount: int) -> None:
    """Note *amount*, in one row for each pair."""
    same = select(Allocation).where(
        Allocation.payment_id.is_not_distinct_from(source.payment_id),
        Allocation.credit_id.is_not_distinct_from(source.credit_id),
        Allocation.invoice_id.is_not_distinct_from(target.invoice_id),
        Allocation.refund_id.is_not_distinct_from(target.refund_id),
    )
    row = session.scalars(same).first()
    if row is None:
        row = Allocation(
            payment_id=source.payment_id,
            credit_id=source.credit_id,
            invoice_id=target.invoice_id,
            refund_id=target.refund_id,
            amount=0,
        )
        session.add(row)
    row.amount += amount
    session.flush()


def _open_invoices() -> Select[int, int]:
    return select(Document.id, open_amount()).where(
        is_owed(), Document.deleted_at.is_(None), open_amount() > 0
    )


def _settle_corrected(session: Session, credit: Document) -> None:
    linked = select(DocumentLink.source_id).where(
        DocumentLink.target_id == credit.id, DocumentLink.kind == "credits"
    )
    found = _open_invoices().where(Document.id.in_(linked), Document.currency == credit.currency)
    targets = [Target(invoice_id, None, left) for invoice_id, left in session.execute(found)]
    pay(session, Source(None, credit.id, credit.due), targets)


def _deposits(session: Session, invoice: Document) -> Iterator[Source]:
    """Payments made for the quote or the order that *invoice* came of."""
    sources = _came_of(session, invoice.id)
    query = (
        select(Payment.id, payment_left())
        .where(
            or_(Payment.document_id.in_(sources), Payment.document_id == invoice.id),
            Payment.currency == invoice.currency,
            Payment.kind == PAYMENT,
            payment_left() > 0,
        )
        .order_by(Payment.date, Payment.id)
    )
    for payment_id, left in session.execute(query).all():
        yield Source(payment_id, None, left)


def _came_of(session: Session, document_id: int) -> set[int]:
    found: set[int] = set()
    waiting = {document_id}
    while waiting:
        query = select(DocumentLink.source_id).where(
            DocumentLink.target_id.in_(waiting), DocumentLink.kind == "converted"
        )
        waiting = set(session.scalars(query)) - found
        found |= waiting
    return found
