"""A document as paper or a read-only screen shows it."""

from __future__ import annotations

import json
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.models import Blob, Document, DocumentLink
from smallcrm.services import settings
from smallcrm.services.documents import draft_rows, parties
from smallcrm.services.documents.drafts import (
    INVOICE,
    DocumentDraft,
    DocumentView,
)
from smallcrm.services.documents.names import KIND_NAMES
from smallcrm.services.documents.pdf.words import words


def of(session: Session, document: Document, status: str) -> DocumentView:
    """The view of *document*: an issued one from its frozen rows, a draft with today's settings."""
    draft = draft_rows.read(session, document)
    totals = draft_rows.read_totals(session, document)
    is_issued = document.issued_at is not None
    details = json.loads(document.details)
    logo = details.get("logo", "") if is_issued else settings.get_business(session).logo
    found = details.get("references", []) if is_issued else references(session, document.id)
    language = document.language if is_issued else language_of(session, draft)
    return DocumentView(
        kind=document.kind,
        number=document.number or "",
        status=status,
        seller=draft_rows.party(document.seller) if is_issued else parties.seller(session),
        buyer=draft_rows.party(document.buyer) if is_issued else parties.buyer(session, draft),
        draft=draft,
        totals=totals,
        date=document.date,
        due_date=document.due_date if is_issued else due_date(draft, document.date),
        language=language,
        references=headed(found, language, document.currency),
        logo=picture(session, logo),
        id=document.id,
        sha256=document.pdf_sha256,
    )


def references(session: Session, document_id: int) -> list[list[str]]:
    """Kind and number of the issued documents that this one came of, the nearest first."""
    found: list[list[str]] = []
    seen = {document_id}
    while document_id:
        source = session.scalar(
            select(Document)
            .join(DocumentLink, DocumentLink.source_id == Document.id)
            .where(DocumentLink.target_id == document_id, Document.id.not_in(seen))
            .order_by(DocumentLink.id)
            .limit(1)
        )
        if source is None:
            break
        if source.number:
            found.append([source.kind, source.number])
        document_id = source.id
        seen.add(document_id)
    return found


def headed(found: list[list[str]], language: str, currency: str) -> tuple[tuple[str, str], ...]:
    """References with their headings in the language of the document."""
    say = words(language, currency)
    return tuple((say(KIND_NAMES[kind]), number) for kind, number in found)


def due_date(draft: DocumentDraft, day: date) -> date | None:
    """When an invoice of *day* is to be paid."""
    if draft.kind != INVOICE or draft.due_days is None:
        return None
    return day + timedelta(days=draft.due_days)


def language_of(session: Session, draft: DocumentDraft) -> str:
    """The language of the document: its own, the customer's, or that of the business."""
    contact_language = ""
    if not draft.language and draft.customer_id is not None:
        contact_language = parties.get_contact(session, draft.customer_id).language
    return draft.language or contact_language or settings.get_business(session).language


def picture(session: Session, sha256: str) -> bytes:
    """The bytes of the logo kept under *sha256*, empty for none."""
    if not sha256:
        return b""
    return session.scalar(select(Blob.data).where(Blob.sha256 == sha256)) or b""
