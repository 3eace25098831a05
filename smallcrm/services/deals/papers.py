"""The quotes, orders and invoices of a deal."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from smallcrm.models import DealDocument, Document
from smallcrm.services import documents
from smallcrm.services.deals.lines import paper_of
from smallcrm.services.documents import INVOICE, ORDER, QUOTE, deal_links
from smallcrm.services.pipeline.moving import get_deal


def list_document_ids(session: Session, deal_id: int) -> list[int]:
    """The documents of a deal, the newest first; those in the bin are left out."""
    query = _documents(deal_id).order_by(Document.created_at.desc(), Document.id.desc())
    return list(session.scalars(query))


def make_quote(session: Session, deal_id: int) -> int:
    """The draft of a quote with what the deal is to sell; return its id.

    A draft that was made before is returned as it is, so that a second click makes no second
    quote. After that one was issued the next quote is a new one.

    Raises:
        NotFound: the deal is gone.
    """
    get_deal(session, deal_id)
    begun = _documents(deal_id, Document.kind == QUOTE, Document.issued_at.is_(None))
    found = session.scalar(begun.order_by(Document.id.desc()).limit(1))
    return _make(session, deal_id, QUOTE) if found is None else found


def make_invoice(session: Session, deal_id: int) -> int:
    """The draft of an invoice for the deal; return its id. It is made once.

    Of its quote (or order) where it has one: of the accepted one, else of the newest that the
    customer did not decline. Else of its lines, else of its title and its amount.

    Raises:
        NotFound: the deal is gone.
    """
    get_deal(session, deal_id)
    alive = Document.void_at.is_(None)
    made = _documents(deal_id, Document.kind == INVOICE, alive)
    found = session.scalar(made.order_by(Document.id.desc()).limit(1))
    if found is not None:
        return found
    offers = _documents(
        deal_id, Document.kind.in_((QUOTE, ORDER)), alive, Document.declined_at.is_(None)
    )
    best = offers.order_by(Document.accepted_at.is_(None), Document.id.desc()).limit(1)
    source_id = session.scalar(best)
    if source_id is not None:
        return documents.convert(session, source_id, INVOICE)
    return _make(session, deal_id, INVOICE)


def find_accepted(session: Session, deal_id: int) -> str:
    """The number of the newest quote that the customer agreed to; empty for none."""
    accepted = (
        select(Document.number)
        .join(DealDocument, DealDocument.document_id == Document.id)
        .where(
            DealDocument.deal_id == deal_id,
            Document.accepted_at.is_not(None),
            Document.void_at.is_(None),
        )
        .order_by(Document.accepted_at.desc())
        .limit(1)
    )
    return session.scalar(accepted) or ""


def _make(session: Session, deal_id: int, kind: str) -> int:
    document_id = documents.create_draft(session, paper_of(session, deal_id, kind))
    deal_links.link(session, deal_id, document_id)
    return document_id


def _documents(deal_id: int, *conditions: ColumnElement[bool]) -> Select[int]:
    return (
        select(Document.id)
        .join(DealDocument, DealDocument.document_id == Document.id)
        .where(DealDocument.deal_id == deal_id, Document.deleted_at.is_(None), *conditions)
    )
