"""E-invoices of stored documents: written, put into a PDF, and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.errors import UserError
from smallcrm.core.loading import load
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.models import Document
from smallcrm.services.documents import numbering, queries
from smallcrm.services.documents.drafts import DocumentView
from smallcrm.services.documents.einvoice import content, greece, rules
from smallcrm.services.documents.einvoice.greece import Remark
from smallcrm.services.documents.einvoice.model import Invoice, Preceding
from smallcrm.services.documents.einvoice.rules import CII, UBL
from smallcrm.services.documents.einvoice.sentences import Problem, explained

_FACTUR_X = "smallcrm.services.documents.einvoice.pdf_a"  # pikepdf is costly
_WRITERS = {  # loaded for whoever writes one: with them comes ElementTree
    UBL: "smallcrm.services.documents.einvoice.ubl",
    CII: "smallcrm.services.documents.einvoice.cii",
}


class Prepared(NamedTuple):
    """A document ready to be checked, without a data file.

    Attributes:
        customer_id: The contact that a sentence about the customer leads to; None for none.
        written: Syntax and XML.
        remarks: What is to be known beside the rules.
        is_greek: Whether the seller is in Greece, so that there may be a MARK.
    """

    customer_id: int | None
    invoice: Invoice
    written: tuple[tuple[str, bytes], ...]
    remarks: tuple[Remark, ...]
    is_greek: bool


def prepare(session: Session, document_id: int, syntaxes: Sequence[str] = (UBL, CII)) -> Prepared:
    """Write a document, a draft too, so that it can be checked.

    Raises:
        NotFound: There is no such document.
        UserError: It is neither an invoice nor a credit note.
    """
    view = _view(session, document_id)
    invoice = _invoice(session, view)
    marks = greece.get_marks(session, document_id)
    return Prepared(
        view.draft.customer_id,
        invoice,
        tuple((syntax, _written(invoice, syntax)) for syntax in syntaxes),
        tuple(greece.remarks(view, marks)),
        greece.is_greek(view),
    )


def check(prepared: Prepared, progress: Progress | None = None) -> list[Problem]:
    """What keeps a document from being an e-invoice, in words; needs some seconds.

    Raises:
        UserError: The extra is not installed.
        Cancelled: *progress* was stopped.
        StorageError: The check did not end.
    """
    found = rules.check(prepared.written, progress)
    return explained(prepared.invoice, [failure for failures in found for failure in failures])


def xml(session: Session, document_id: int, syntax: str) -> bytes:
    """An issued document as UBL or CII.

    Raises:
        NotFound: There is no such document.
        UserError: It is a draft, or neither an invoice nor a credit note.
    """
    _require_issued(session, document_id)
    return _written(_invoice(session, _view(session, document_id)), syntax)


def facturx(session: Session, document_id: int) -> bytes:
    """An issued document as Factur-X: its stored page with the CII inside, as PDF/A-3b.

    Raises:
        NotFound: There is no such document.
        UserError: As for ``xml``, or the extra is not installed.
        StorageError: The stored PDF is missing or was changed.
    """
    written = xml(session, document_id, CII)
    rules.require()
    page = queries.get_pdf(session, document_id)
    issued_at = queries.get_document(session, document_id).issued_at
    made: bytes = load(_FACTUR_X).combine(page, written, issued_at)
    return made


def _written(invoice: Invoice, syntax: str) -> bytes:
    written: bytes = load(_WRITERS[syntax]).write(invoice)
    return written


def _view(session: Session, document_id: int) -> DocumentView:
    view = queries.get_view(session, document_id)
    if view.kind not in content.KINDS:
        raise UserError(
            T("Only invoices and credit notes are e-invoices."),
            hint=T("Make an invoice of it first."),
        )
    return view


def _invoice(session: Session, view: DocumentView) -> Invoice:
    """What *view* says; a draft with the number that it would get now."""
    preceding = _preceding(session, view)
    if not view.number:
        view = replace(view, number=numbering.preview(session, view.kind, view.date))
    return content.of(view, preceding)


def _preceding(session: Session, view: DocumentView) -> list[Preceding]:
    if not view.draft.preceding:
        return []
    query = select(Document.number, Document.date).where(Document.id.in_(view.draft.preceding))
    rows = session.execute(query.order_by(Document.date, Document.id))
    return [Preceding(row.number or "", row.date) for row in rows]


def _require_issued(session: Session, document_id: int) -> None:
    if queries.get_document(session, document_id).issued_at is None:
        raise UserError(
            T("This is still a draft, so it is no e-invoice yet."),
            hint=T("Issue it first; checking works before that."),
        )
