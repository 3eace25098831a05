"""Read payments: lists, what settled an invoice, what is open and what is on account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, case, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from smallcrm.core.chunks import chunks
from smallcrm.core.errors import NotFound
from smallcrm.core.fold import fold
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.db.ids import fetch_ids
from smallcrm.models import Allocation, Contact, Document, DocumentLink, Payment
from smallcrm.services.payments import allocating
from smallcrm.services.payments.drafts import OpenInvoice, Paid, PaymentRow, Settlement
from smallcrm.services.payments.sums import (
    CREDIT_NOTE,
    PAYMENT,
    credit_left,
    is_owed,
    open_amount,
    payment_left,
)

_AT_ONCE = 500  # ids in one statement


def list_ids(
    session: Session,
    *,
    contact_id: int | None = None,
    first: date | None = None,
    last: date | None = None,
    unallocated: bool = False,
    search: str = "",
) -> list[int]:
    """Ids of payments and refunds, the newest first; of a customer, from a day to a day.

    *unallocated* leaves only those of which something is on account. *search* finds words of the
    customer's name, of the reference, and of the numbers that were paid.
    """
    query = select(Payment.id).order_by(Payment.date.desc(), Payment.id.desc())
    for word in search.split():
        query = query.where(_has(word))
    if contact_id is not None:
        query = query.where(Payment.contact_id == contact_id)
    if first is not None:
        query = query.where(Payment.date >= first)
    if last is not None:
        query = query.where(Payment.date <= last)
    if unallocated:
        query = query.where(Payment.kind == PAYMENT, payment_left() > 0)
    return fetch_ids(session, query)


def list_rows(session: Session, ids: Sequence[int]) -> Mapping[int, PaymentRow]:
    """The rows with these ids, any number of them."""
    found: dict[int, PaymentRow] = {}
    for some in chunks(ids, _AT_ONCE):
        spent = _paid(session, some)
        query = (
            select(Payment, Contact.name)
            .outerjoin(Contact, Contact.id == Payment.contact_id)
            .where(Payment.id.in_(some))
        )
        for row, name in session.execute(query):
            found[row.id] = _row(row, name or "", spent[row.id])
    return found


def sum_up(session: Session, ids: Sequence[int]) -> dict[str, tuple[Decimal, Decimal]]:
    """What came less what went back, and what is on account, by currency, in major units."""
    minor: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for some in chunks(ids, _AT_ONCE):
        query = select(
            Payment.currency,
            func.sum(case((Payment.kind == PAYMENT, Payment.amount), else_=-Payment.amount)),
            func.sum(case((Payment.kind == PAYMENT, payment_left()), else_=0)),
        ).where(Payment.id.in_(some))
        for currency, came, left in session.execute(query.group_by(Payment.currency)):
            before = minor[currency]
            minor[currency] = (before[0] + came, before[1] + left)
    return {
        name: (Money(came, name).amount, Money(left, name).amount)
        for name, (came, left) in sorted(minor.items())
    }


def available(
    session: Session, customer_id: int | None, currency: str, document_id: int | None = None
) -> Decimal:
    """What would settle an invoice if it were issued or asked for it now, in major units.

    Deposits for it and what is on the customer's account; *document_id* is the invoice or its
    draft where there is one already.
    """
    sources = allocating.available(session, document_id, customer_id, currency)
    return Money(sum(source.left for source in sources), currency).amount


def get_row(session: Session, payment_id: int) -> PaymentRow:
    """One payment.

    Raises:
        NotFound: There is no such payment.
    """
    found = list_rows(session, [payment_id])
    if payment_id not in found:
        raise NotFound(T("There is no payment {id}.", id=payment_id))
    return found[payment_id]


def list_settlements(session: Session, invoice_id: int) -> list[Settlement]:
    """What settled an invoice, the oldest first."""
    credit = aliased(Document)
    query = (
        select(
            Allocation.id,
            case((Allocation.payment_id.is_not(None), literal(PAYMENT)), else_=CREDIT_NOTE),
            func.coalesce(Payment.id, credit.id),
            func.coalesce(Payment.date, credit.date),
            Allocation.amount,
            func.coalesce(Payment.method, credit.number),
            func.coalesce(Payment.currency, credit.currency),
            DocumentLink.id.is_not(None),
        )
        .outerjoin(Payment, Payment.id == Allocation.payment_id)
        .outerjoin(credit, credit.id == Allocation.credit_id)
        .outerjoin(
            DocumentLink,
            (DocumentLink.source_id == Allocation.invoice_id)
            & (DocumentLink.target_id == Allocation.credit_id)
            & (DocumentLink.kind == "credits"),
        )
        .where(Allocation.invoice_id == invoice_id)
        .order_by(func.coalesce(Payment.date, credit.date), Allocation.id)
    )
    return [
        Settlement(row_id, kind, source, day, Money(amount, currency).amount, label or "", own)
        for row_id, kind, source, day, amount, label, currency, own in session.execute(query)
    ]


def list_open(session: Session, contact_id: int | None = None) -> list[OpenInvoice]:
    """The invoices of which something is owed, by currency, the one due first at the front."""
    query = (
        select(Document, open_amount())
        .where(is_owed(), Document.deleted_at.is_(None), open_amount() > 0)
        .order_by(Document.currency, func.coalesce(Document.due_date, Document.date), Document.id)
    )
    if contact_id is not None:
        query = query.where(Document.customer_id == contact_id)
    return [
        OpenInvoice(
            row.id,
            row.number or "",
            row.date,
            row.due_date,
            Money(row.due, row.currency).amount,
            Money(left, row.currency).amount,
            row.currency,
            row.customer_name,
        )
        for row, left in session.execute(query)
    ]


def on_account(session: Session, contact_ids: Sequence[int]) -> dict[int, dict[str, Decimal]]:
    """What these customers have on account that pays nothing yet, by customer and currency."""
    payments = select(Payment.contact_id, Payment.currency, payment_left()).where(
        Payment.contact_id.in_(contact_ids), Payment.kind == PAYMENT, payment_left() > 0
    )
    notes = select(Document.customer_id, Document.currency, credit_left()).where(
        Document.customer_id.in_(contact_ids),
        Document.kind == CREDIT_NOTE,
        Document.issued_at.is_not(None),
        credit_left() > 0,
    )
    minor: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for query in (payments, notes):
        for contact_id, currency, left in session.execute(query):
            minor[contact_id or 0][currency] += left
    return {
        contact_id: {name: Money(left, name).amount for name, left in sums.items()}
        for contact_id, sums in minor.items()
    }


def _has(word: str) -> ColumnElement[bool]:
    """Whether a payment has *word* in its customer's name, its reference or its numbers."""
    folded = fold(word)
    paid = (
        select(Allocation.id)
        .join(Document, Document.id == Allocation.invoice_id)
        .where(
            Allocation.payment_id == Payment.id, Document.folded.contains(folded, autoescape=True)
        )
    )
    customer = select(Contact.id).where(
        Contact.id == Payment.contact_id, Contact.folded.contains(folded, autoescape=True)
    )
    # A reference is not stored folded, and SQLite knows small letters of ASCII only.
    forms = {word, word.lower(), word.upper(), word.capitalize()}
    reference = (Payment.reference.contains(form, autoescape=True) for form in forms)
    return or_(customer.exists(), paid.exists(), *reference)


def _row(row: Payment, customer: str, spent: Sequence[tuple[int | None, str, int]]) -> PaymentRow:
    def major(minor: int) -> Decimal:
        return Money(minor, row.currency).amount

    left = row.amount - sum(amount for _, _, amount in spent) if row.kind == PAYMENT else 0
    return PaymentRow(
        row.id,
        row.kind,
        row.date,
        row.contact_id,
        customer,
        major(row.amount),
        row.currency,
        row.method,
        row.reference,
        row.note,
        tuple(Paid(ident, number, major(n)) for ident, number, n in spent if ident is not None),
        major(left),
    )


def _paid(session: Session, ids: Sequence[int]) -> dict[int, list[tuple[int | None, str, int]]]:
    """What payments went to, and what refunds came from: document, number, minor units."""
    document = func.coalesce(Allocation.invoice_id, Allocation.credit_id)
    is_source = Allocation.payment_id.in_(ids)
    owner = case((is_source, Allocation.payment_id), else_=Allocation.refund_id)
    query = (
        select(owner, Document.id, Document.number, Allocation.amount)
        .outerjoin(Document, Document.id == document)
        .where(or_(Allocation.payment_id.in_(ids), Allocation.refund_id.in_(ids)))
        .order_by(Allocation.id)
    )
    found: dict[int, list[tuple[int | None, str, int]]] = defaultdict(list)
    for payment_id, document_id, number, amount in session.execute(query):
        found[payment_id].append((document_id, number or "", amount))
    return found
