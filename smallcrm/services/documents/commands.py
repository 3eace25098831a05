"""Change documents: drafts freely, issued ones only in what tells their later life."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.models import Document, DocumentLink
from smallcrm.services.documents import crediting, deal_links, draft_rows, parties
from smallcrm.services.documents.credited import CREDITS
from smallcrm.services.documents.drafts import (
    CREDIT_NOTE,
    INVOICE,
    ORDER,
    QUOTE,
    DocumentDraft,
)
from smallcrm.services.documents.issuing import get_draft_row, issue
from smallcrm.services.documents.queries import CONVERTED, get_document, new_draft
from smallcrm.services.documents.totals import compute
from smallcrm.services.payments import allocating

__all__ = [
    "accept",
    "convert",
    "create_draft",
    "credit",
    "decline",
    "delete_draft",
    "issue",
    "mark_sent",
    "save_draft",
    "void",
]

_NEXT = {QUOTE: (ORDER, INVOICE), ORDER: (INVOICE,)}


def create_draft(session: Session, draft: DocumentDraft) -> int:
    """Add a document without a number; return its id.

    Raises:
        UserError: The sums cannot be computed, or the customer is not there.
    """
    return _store(session, Document(), draft)


def save_draft(session: Session, document_id: int, draft: DocumentDraft) -> None:
    """Make a draft say what *draft* says.

    Raises:
        NotFound: There is no such document.
        UserError: It was issued, or *draft* is not right.
    """
    _store(session, get_draft_row(session, document_id), draft)


def delete_draft(session: Session, document_id: int) -> None:
    """Put a draft into the bin. It had no number, so none is missing afterwards.

    Raises:
        NotFound: There is no such document.
        UserError: It was issued.
    """
    get_draft_row(session, document_id).deleted_at = clock.now()
    session.flush()


def convert(session: Session, document_id: int, kind: str) -> int:
    """Make the order or the invoice of a quote or an order; return its id.

    Lines, discounts, notes and sums are the same; the date is that of its own issue. It happens
    once: asked again, the document made before is returned, also by way of an order.

    Raises:
        NotFound: There is no such document.
        UserError: Nothing of *kind* comes of this document, or it is void.
    """
    source = get_document(session, document_id)
    if kind not in _NEXT.get(source.kind, ()):
        raise UserError(
            T("A quote becomes an order or an invoice, and an order an invoice; nothing else."),
            hint=T("Nothing was changed."),
            field="to",
        )
    if source.void_at is not None:
        raise UserError(
            T("{number} is void, so nothing comes of it.", number=source.number),
            hint=T("Make a new document instead."),
        )
    if (made := _made_of(session, source.id, kind)) is not None:
        return made
    draft = draft_rows.read(session, source)
    usual = new_draft(session, kind, draft.customer_id)
    target_id = create_draft(
        session,
        replace(
            draft,
            kind=kind,
            date=None,
            tax_date=None,
            valid_until=None,
            due_days=usual.due_days if draft.due_days is None else draft.due_days,
        ),
    )
    session.add(DocumentLink(source_id=source.id, target_id=target_id, kind=CONVERTED))
    session.flush()
    deal_links.inherit(session, source.id, target_id)
    return target_id


def credit(
    session: Session, invoice_id: int, quantities: Mapping[int, Decimal] | None = None
) -> int:
    """Make the draft of a credit note over an invoice; return its id.

    Args:
        session: Of the writing transaction.
        invoice_id: The invoice that is corrected.
        quantities: How much to take back of which line (its place, from 0); None for all that
            earlier credit notes left.

    Raises:
        NotFound: There is no such document.
        UserError: It is no issued invoice, it is credited in full, or more than is left is
            asked for.
    """
    invoice = get_document(session, invoice_id)
    return create_draft(session, crediting.draft_of(session, invoice, quantities))


def void(session: Session, document_id: int) -> int | None:
    """Cancel an issued document: it keeps its number and becomes void. It cannot be undone.

    An invoice is cancelled by a credit note over all of it, or over what earlier ones left,
    issued in the same step. What was paid of it is on the customer's account again.

    Returns:
        The id of the credit note; None for a quote or an order, which owe nothing, and for an
        invoice that was credited in full before.

    Raises:
        NotFound: There is no such document.
        UserError: It is a draft, void already, or a credit note.
    """
    document = _get_issued(session, document_id)
    if document.kind == CREDIT_NOTE:
        raise UserError(
            T("A credit note cannot be made void."),
            hint=T("Issue a new invoice for the same amount instead."),
        )
    credit_id = None
    if document.kind == INVOICE:
        allocating.put_back(session, document.id)
        credit_id = _credit_all(session, document)
    document.void_at = clock.now()
    session.flush()
    return credit_id


def mark_sent(session: Session, document_id: int) -> None:
    """Note that an issued document went to the customer; the deal of a quote follows it."""
    document = _get_issued(session, document_id)
    document.sent_at = clock.now()
    session.flush()
    deal_links.went_out(session, document)


def accept(session: Session, document_id: int) -> None:
    """Note that the customer agreed to a quote."""
    quote = _get_quote(session, document_id)
    quote.accepted_at, quote.declined_at = clock.now(), None
    session.flush()


def decline(session: Session, document_id: int) -> None:
    """Note that the customer did not want a quote."""
    quote = _get_quote(session, document_id)
    quote.declined_at, quote.accepted_at = clock.now(), None
    session.flush()


def _store(session: Session, document: Document, draft: DocumentDraft) -> int:
    name = draft.customer.name if draft.customer else ""
    if draft.customer_id is not None:
        contact = parties.get_contact(session, draft.customer_id)
        is_new = document.customer_id != contact.id and not draft.preceding  # corrections are due
        if contact.deleted_at is not None and is_new:
            raise NotFound(
                T("{name} is in the bin, so no document can be made for it.", name=contact.name),
                hint=T("Take the contact out of the bin, or choose another customer."),
                field="customer",
            )
        name = name or contact.name
    document.customer_name, document.folded = name, fold(name)
    draft = crediting.with_remainder(session, draft)
    draft_rows.write(session, document, draft, compute(draft))
    _link_corrected(session, document, draft)
    return document.id


def _link_corrected(session: Session, document: Document, draft: DocumentDraft) -> None:
    """Tie a credit note to the invoices that it corrects."""
    linked = select(DocumentLink).where(
        DocumentLink.target_id == document.id, DocumentLink.kind == CREDITS
    )
    rows = {row.source_id: row for row in session.scalars(linked)}
    wanted = draft.preceding if draft.kind == CREDIT_NOTE else ()
    for source_id in rows.keys() - set(wanted):
        session.delete(rows[source_id])
    for source_id in dict.fromkeys(wanted):
        if source_id not in rows:
            session.add(DocumentLink(source_id=source_id, target_id=document.id, kind=CREDITS))
    session.flush()


def _made_of(session: Session, document_id: int, kind: str) -> int | None:
    """The document of *kind* that was made of this one, directly or by way of another."""
    waiting: list[int] = [document_id]
    while waiting:
        made = session.scalars(
            select(Document)
            .join(DocumentLink, DocumentLink.target_id == Document.id)
            .where(
                DocumentLink.source_id.in_(waiting),
                DocumentLink.kind == CONVERTED,
                Document.deleted_at.is_(None),
                Document.void_at.is_(None),
            )
            .order_by(Document.id)
        ).all()
        if (found := _first_of(made, kind)) is not None:
            return found
        waiting = [document.id for document in made]
    return None


def _first_of(documents: Iterable[Document], kind: str) -> int | None:
    return next((document.id for document in documents if document.kind == kind), None)


def _credit_all(session: Session, invoice: Document) -> int | None:
    if not crediting.is_left(session, invoice):
        return None
    credit_id = credit(session, invoice.id)
    issue(session, credit_id, max(clock.today(), invoice.date))
    return credit_id


def _get_issued(session: Session, document_id: int) -> Document:
    document = get_document(session, document_id)
    if document.issued_at is None:
        raise UserError(
            T("This is still a draft, so it has not gone anywhere."),
            hint=T("Issue it first, or delete the draft."),
        )
    if document.void_at is not None:
        raise UserError(T("{number} is void and stays void.", number=document.number))
    return document


def _get_quote(session: Session, document_id: int) -> Document:
    document = _get_issued(session, document_id)
    if document.kind != QUOTE:
        raise UserError(T("Only a quote is accepted or declined."))
    return document
