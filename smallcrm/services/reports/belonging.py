"""Which deal a document belongs to where only one may count it."""

from __future__ import annotations

from sqlalchemy import Subquery, func, select

from smallcrm.models import Deal, DealDocument, DocumentLink
from smallcrm.services.documents.credited import CREDITS


def first_deals() -> Subquery:
    """``document_id`` and ``deal_id``: of several deals the oldest one that is not in the bin."""
    return (
        select(DealDocument.document_id, func.min(DealDocument.deal_id).label("deal_id"))
        .join(Deal, Deal.id == DealDocument.deal_id)
        .where(Deal.deleted_at.is_(None))
        .group_by(DealDocument.document_id)
        .subquery()
    )


def first_invoices() -> Subquery:
    """``credit_id`` and ``invoice_id``: of several invoices of a credit note the first."""
    return (
        select(
            DocumentLink.target_id.label("credit_id"),
            func.min(DocumentLink.source_id).label("invoice_id"),
        )
        .where(DocumentLink.kind == CREDITS)
        .group_by(DocumentLink.target_id)
        .subquery()
    )
