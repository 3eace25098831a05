"""Which deal a document belongs to; what becomes of the document moves its deal (decision 0023)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.models import Deal, DealDocument, Document
from smallcrm.services import pipeline
from smallcrm.services.documents.drafts import QUOTE


def link(session: Session, deal_id: int, document_id: int) -> None:
    """Note that a document came from a deal."""
    session.add(DealDocument(deal_id=deal_id, document_id=document_id))
    session.flush()


def inherit(session: Session, source_id: int, target_id: int) -> None:
    """What is made of a document belongs to the deals of that document."""
    for deal_id in deals_of(session, source_id):
        link(session, deal_id, target_id)


def deals_of(session: Session, document_id: int) -> list[int]:
    """The deals that a document belongs to, nearly always one."""
    query = select(DealDocument.deal_id).where(DealDocument.document_id == document_id)
    return list(session.scalars(query.order_by(DealDocument.id)))


def list_deals(session: Session, document_id: int) -> list[tuple[int, str]]:
    """The ids and titles of the deals that a document belongs to; those in the bin are left out."""
    query = (
        select(Deal.id, Deal.title)
        .join(DealDocument, DealDocument.deal_id == Deal.id)
        .where(DealDocument.document_id == document_id, Deal.deleted_at.is_(None))
    )
    return [(row.id, row.title) for row in session.execute(query.order_by(DealDocument.id))]


def went_out(session: Session, document: Document) -> None:
    """A document was issued or sent: the deals of a quote go on to the stage for that."""
    if document.kind == QUOTE:
        for deal_id in deals_of(session, document.id):
            pipeline.follow_quote(session, deal_id)
