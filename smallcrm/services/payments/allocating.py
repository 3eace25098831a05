"""Which money settles which invoice; nothing here adds or removes money."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Select, bindparam, delete, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

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

_CREDITS = "credits"  # the kind of the link from an invoice to a credit note over it


def _step(here: InstrumentedAttribute[int], there: InstrumentedAttribute[int]) -> Select[int]:
    """One step along the conversions, from the end *here* to the end *there*."""
    among = here.in_(bindparam("documents", expanding=True))
    return select(there).where(among, DocumentLink.kind == "converted")


# Put together once: every invoice that is issued asks them, and that took longer than the answers.
_CAME_OF = _step(DocumentLink.target_id, DocumentLink.source_id)
_BECAME = _step(DocumentLink.source_id, DocumentLink.target_id)
_DEPOSITS = (
    select(Payment.id, payment_left())
    .where(
        Payment.document_id.in_(bindparam("documents", expanding=True)),
        Payment.currency == bindparam("currency"),
        Payment.kind == PAYMENT,
        payment_left() > 0,
    )
    .order_by(Payment.date, Payment.id)
)
_PAYMENTS = (
    select(Payment.id, payment_left(), Payment.document_id)
    .where(
        Payment.contact_id == bindparam("contact"),
        Payment.currency == bindparam("currency"),
        Payment.kind == PAYMENT,
        payment_left() > 0,
    )
    .order_by(Payment.date, Payment.id)
)
_CREDIT_NOTES = (
    select(Document.id, credit_left())
    .where(
        Document.customer_id == bindparam("contact"),
        Document.currency == bindparam("currency"),
        Document.kind == CREDIT_NOTE,
        Document.issued_at.is_not(None),
        credit_left() > 0,
    )
    .order_by(Document.date, Document.id)
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
        sources = available(session, document.id, document.customer_id, document.currency)
        take(session, sources, target)


def settle_again(session: Session, invoice_ids: Iterable[int]) -> None:
    """Let the credit notes over these invoices settle what is open of them once more.

    Something that settled them was taken away, and a credit note belongs to its own invoice first.
    """
    for invoice_id in invoice_ids:
        notes = (
            select(Document.id, credit_left())
            .join(DocumentLink, DocumentLink.target_id == Document.id)
            .where(
                DocumentLink.source_id == invoice_id,
                DocumentLink.kind == _CREDITS,
                Document.issued_at.is_not(None),
                credit_left() > 0,
            )
            .order_by(Document.date, Document.id)
        )
        sources = [Source(None, note_id, left) for note_id, left in session.execute(notes)]
        take(session, sources, target_of(session, invoice_id))


def put_back(session: Session, invoice_id: int) -> None:
    """Have nothing settle an invoice but the credit notes over it: the rest is on account again.

    Money of somebody who is no contact has no account to go to; it stays.
    """
    own = select(DocumentLink.target_id).where(
        DocumentLink.source_id == invoice_id, DocumentLink.kind == _CREDITS
    )
    nobodys = select(Payment.id).where(Payment.contact_id.is_(None))
    session.execute(
        delete(Allocation).where(
            Allocation.invoice_id == invoice_id,
            or_(Allocation.credit_id.is_(None), Allocation.credit_id.not_in(own)),
            or_(Allocation.payment_id.is_(None), Allocation.payment_id.not_in(nobodys)),
        )
    )


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


def available(
    session: Session, document_id: int | None, contact_id: int | None, currency: str
) -> list[Source]:
    """What can settle an invoice, also one that is still a draft.

    The deposits made for it, for its quote and its order, then what is on the customer's account.
    """
    found = _deposits(session, document_id, currency) if document_id is not None else []
    if contact_id is not None:
        found += [each for each in on_account(session, contact_id, currency) if each not in found]
    return found


def on_account(
    session: Session, contact_id: int, currency: str, *, waiting: bool = False
) -> list[Source]:
    """What a customer has on account, the oldest payment first, then credit notes.

    A deposit waits for the invoice of its quote or order; with *waiting* it is among them.
    """
    account = {"contact": contact_id, "currency": currency}
    return [
        *(
            Source(payment_id, None, left)
            for payment_id, left, document_id in session.execute(_PAYMENTS, account).all()
            if waiting or document_id is None or not _waits(session, document_id)
        ),
        *(
            Source(None, credit_id, left)
            for credit_id, left in session.execute(_CREDIT_NOTES, account)
        ),
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
    missing = target.open
    for source in sources:
        amount = min(source.left, missing)
        if amount > 0:
            _add(session, source, target, amount)
            missing -= amount
    return missing


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


def invoices_of(session: Session, document_id: int) -> list[Target]:
    """The open invoices that came of a quote or an order, the oldest first."""
    made = _chain(session, document_id, _BECAME)
    query = _open_invoices().where(Document.id.in_(made)).order_by(Document.date, Document.id)
    return [Target(invoice_id, None, left) for invoice_id, left in session.execute(query)]


def _settle_corrected(session: Session, credit: Document) -> None:
    """Let a credit note settle the invoices that it corrects.

    Credit notes over others as well make room for it, and settle those others where they can.
    """
    corrected = set(session.scalars(_over(credit.id)))
    notes = select(DocumentLink.target_id).where(
        DocumentLink.source_id.in_(corrected), DocumentLink.kind == _CREDITS
    )
    settling = Allocation.invoice_id.in_(corrected), Allocation.credit_id.in_(notes)
    used = session.scalars(select(Allocation.credit_id).where(*settling).distinct()).all()
    wider = [
        note_id
        for note_id in used
        if note_id is not None and set(session.scalars(_over(note_id))) - corrected
    ]
    session.execute(delete(Allocation).where(settling[0], Allocation.credit_id.in_(wider)))
    for note_id in (credit.id, *wider):
        _settle_with(session, note_id)


def _settle_with(session: Session, note_id: int) -> None:
    """Let what is left of a credit note settle what is open of its invoices, the oldest first."""
    note = select(credit_left(), Document.currency).where(Document.id == note_id)
    left, currency = session.execute(note).one()
    open_ones = _open_invoices().where(
        Document.id.in_(_over(note_id)), Document.currency == currency
    )
    found = session.execute(open_ones.order_by(Document.date, Document.id)).all()
    targets = [Target(invoice_id, None, still_open) for invoice_id, still_open in found]
    pay(session, Source(None, note_id, left), targets)


def _over(note_id: int) -> Select[int]:
    """The invoices that a credit note is over."""
    return select(DocumentLink.source_id).where(
        DocumentLink.target_id == note_id, DocumentLink.kind == _CREDITS
    )


def _deposits(session: Session, document_id: int, currency: str) -> list[Source]:
    """Payments made for an invoice, or for the quote or the order that it came of."""
    made_for = {document_id, *_chain(session, document_id, _CAME_OF)}
    found = session.execute(_DEPOSITS, {"documents": made_for, "currency": currency})
    return [Source(payment_id, None, left) for payment_id, left in found]


def _waits(session: Session, document_id: int) -> bool:
    """Whether an invoice is still to come of a quote or an order."""
    document = session.get(Document, document_id)
    if document is None or document.deleted_at or document.void_at or document.declined_at:
        return False
    made = _chain(session, document_id, _BECAME)
    issued = select(Document.id).where(
        Document.id.in_({*made, document_id}),
        Document.kind == INVOICE,
        Document.issued_at.is_not(None),
    )
    return session.scalar(issued.limit(1)) is None


def _chain(session: Session, document_id: int, step: Select[int]) -> set[int]:
    """The documents that one leads to by conversions, one *step* after the other."""
    found: set[int] = set()
    waiting = {document_id}
    while waiting:
        waiting = set(session.scalars(step, {"documents": waiting})) - found
        found |= waiting
    return found
