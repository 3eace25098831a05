"""A document as paper or a read-only screen shows it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from smallcrm.models import Blob, Document, DocumentLink
from smallcrm.services import settings
from smallcrm.services.documents import draft_rows, parties
from smallcrm.services.documents.drafts import (
    INVOICE,
    DocumentDraft,
    DocumentView,
    PartyDraft,
)
from smallcrm.services.documents.names import KIND_NAMES
from smallcrm.services.documents.pdf.words import words
from smallcrm.services.settings import layout as layouts
from smallcrm.services.settings.layout import Layout

# Those of which a document came, the first link first; put together once.
_SOURCES = (
    select(Document.id, Document.kind, Document.number)
    .join(DocumentLink, DocumentLink.source_id == Document.id)
    .where(DocumentLink.target_id == bindparam("document"))
    .order_by(DocumentLink.id)
)


class Present(NamedTuple):
    """What a document takes from the settings and from its customer.

    Attributes:
        logo: SHA-256 of the stored picture; empty for none.
    """

    seller: PartyDraft
    buyer: PartyDraft
    language: str
    logo: str
    layout: Layout


def of(session: Session, document: Document, status: str) -> DocumentView:
    """The view of *document*: an issued one from its frozen rows, a draft with today's settings."""
    draft, totals = draft_rows.load(session, document)
    is_issued = document.issued_at is not None
    details = json.loads(document.details)
    found = details.get("references", []) if is_issued else references(session, document.id)
    now = present(session, draft) if not is_issued else _issued(document, details)
    return DocumentView(
        kind=document.kind,
        number=document.number or "",
        status=status,
        seller=now.seller,
        buyer=now.buyer,
        draft=draft,
        totals=totals,
        date=document.date,
        due_date=document.due_date if is_issued else due_date(draft, document.date),
        language=now.language,
        references=headed(found, now.language, document.currency),
        logo=picture(session, now.logo),
        id=document.id,
        sha256=document.pdf_sha256,
        layout=now.layout,
    )


def references(session: Session, document_id: int) -> list[list[str]]:
    """Kind and number of the issued documents that this one came of, the nearest first."""
    found: list[list[str]] = []
    seen = {document_id}
    while document_id:
        sources = session.execute(_SOURCES, {"document": document_id}).all()
        source = next((row for row in sources if row.id not in seen), None)
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


def present(session: Session, draft: DocumentDraft) -> Present:
    """Who sells and who buys by the settings and the contact of today.

    The language is the document's own, the customer's, or that of the business.

    Raises:
        NotFound: The customer is gone.
    """
    business = settings.get_business(session)
    language = draft.language
    if not language and draft.customer_id is not None:
        language = parties.language_of(session, draft.customer_id)
    return Present(
        parties.seller(business),
        parties.buyer(session, draft),
        language or business.language,
        business.logo,
        settings.get_layout(session),
    )


def _issued(document: Document, details: Mapping[str, Any]) -> Present:
    return Present(
        draft_rows.party(document.seller),
        draft_rows.party(document.buyer),
        document.language,
        details.get("logo", ""),
        layouts.from_json(details.get("layout", {})),
    )


def picture(session: Session, sha256: str) -> bytes:
    """The bytes of the logo kept under *sha256*, empty for none."""
    if not sha256:
        return b""
    return session.scalar(select(Blob.data).where(Blob.sha256 == sha256)) or b""
