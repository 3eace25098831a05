"""Issue a document: from a draft to numbered, frozen, printed and chained, in one transaction."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.models import Blob, Document
from smallcrm.services.documents import (
    chain,
    crediting,
    crediting_several,
    deal_links,
    draft_rows,
    numbering,
    parties,
    queries,
    status,
    views,
)
from smallcrm.services.documents.drafts import DocumentDraft, DocumentView, PartyDraft, Totals
from smallcrm.services.documents.json_form import party_to_json
from smallcrm.services.documents.totals import STANDARD, compute
from smallcrm.services.payments import allocating
from smallcrm.services.settings import layout as layouts

PDF = "application/pdf"
_KEPT = select(Blob.sha256).where(Blob.sha256 == bindparam("sha256"))  # not its bytes
_KEEP = insert(Blob)


def issue(session: Session, document_id: int, day: date | None = None) -> str:
    """Give the draft its number and freeze it; return the number. It cannot be undone.

    Seller, buyer, lines, taxes and sums are copied into the document, the PDF is printed and
    stored under its SHA-256, and a hash over all of it joins the chain of the series. The deal of
    a quote follows it, in the same step.

    Args:
        session: Of the writing transaction; the number is free again when it rolls back.
        document_id: The draft.
        day: The date of the document; None for the draft's own, else today. It decides the year
            of the number.

    Raises:
        NotFound: There is no such document.
        UserError: It was issued before, has no lines, the seller is not complete, or *day* lies
            before the last document of its series.
    """
    document = get_draft_row(session, document_id)
    stored = draft_rows.load(session, document)
    now = views.present(session, stored.draft)
    draft = replace(
        crediting.with_remainder(session, stored.draft),
        date=day or stored.draft.date or clock.today(),
        language=now.language,
    )
    totals = compute(draft)
    _check(draft, totals, now.seller)
    crediting.check(draft, totals)
    crediting_several.check(session, draft, totals)
    with session.no_autoflush:  # its row is written once, when it is complete
        draft_rows.write(session, document, draft, totals, stored)
        view = DocumentView(
            kind=draft.kind,
            number="",
            status=status.ISSUED,
            seller=now.seller,
            buyer=now.buyer,
            draft=draft,
            totals=totals,
            date=document.date,
            due_date=views.due_date(draft, document.date),
            language=draft.language,
            id=document.id,
            layout=now.layout,
        )
        _freeze(session, document, view, now.logo)
    allocating.settle_issued(session, document)
    deal_links.went_out(session, document)
    return document.number or ""


def get_draft_row(session: Session, document_id: int) -> Document:
    """The row of a document that may still be changed.

    Raises:
        NotFound: There is no such document.
        UserError: It was issued.
    """
    document = queries.get_document(session, document_id)
    if document.issued_at is not None:
        raise UserError(
            T("{number} was issued and stays as it is.", number=document.number),
            hint=T("Correct it with a credit note and a new document."),
        )
    return document


def _freeze(session: Session, document: Document, view: DocumentView, logo: str) -> None:
    """Number, print and chain; the one update after which the row refuses every other."""
    series = numbering.default_series(session, view.kind)
    number = numbering.give(session, series, view.date)
    references = views.references(session, document.id)
    printed = queries.render(
        replace(
            view,
            number=number.text,
            references=views.headed(references, view.language, view.draft.currency),
            logo=views.picture(session, logo),
        )
    )
    sha256 = _store(session, printed)
    details = {
        **json.loads(document.details),
        "references": references,
        "logo": logo,
        "layout": layouts.to_json(view.layout),
    }
    document.series_id = series.id
    document.number, document.period, document.counter = number
    document.due_date = view.due_date
    document.seller = draft_rows.dump(party_to_json(view.seller))
    document.buyer = draft_rows.dump(party_to_json(view.buyer))
    document.customer_name = view.buyer.name
    document.folded = fold(f"{number.text} {view.buyer.name}")
    document.details = draft_rows.dump({name: item for name, item in details.items() if item})
    document.pdf_sha256 = sha256
    document.issued_at = clock.now()
    chain.link(session, document, series)
    session.flush()


def _store(session: Session, printed: bytes) -> str:
    sha256 = hashlib.sha256(printed).hexdigest()
    if session.scalar(_KEPT, {"sha256": sha256}) is None:
        row = {"sha256": sha256, "media_type": PDF, "data": printed}
        session.execute(_KEEP, row)
    return sha256


def _check(draft: DocumentDraft, totals: Totals, seller: PartyDraft) -> None:
    if not draft.lines:
        raise UserError(
            T("This document has no lines, so it cannot be issued."),
            hint=T("Add what is sold; the draft was kept."),
            field="lines",
        )
    is_taxed = any(row.category == STANDARD and row.rate for row in totals.taxes)
    if missing := parties.missing(seller, is_taxed=is_taxed):
        raise UserError(
            T(
                "Your business is not described yet, so nothing can be issued. Missing: {fields}.",
                fields=", ".join(str(_FIELDS[name]) for name in missing),
            ),
            hint=T("Fill these in under Settings; the draft was kept."),
            field=f"settings.{missing[0]}",
        )


_FIELDS = {
    "name": T("name of the business"),
    "country": T("country"),
    "tax_id": T("tax number"),
}
