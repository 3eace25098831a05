"""A document as something else on paper: a copy, a pro-forma invoice, a delivery note.

None of these is stored: what was issued stays the one page that was made at issue.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from smallcrm.core.errors import UserError
from smallcrm.core.loading import load
from smallcrm.core.text import T
from smallcrm.services import payments
from smallcrm.services.documents import queries
from smallcrm.services.documents.drafts import INVOICE, ZERO, DocumentView, SettledSoFar
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.services.documents.status import VOID
from smallcrm.services.payments.sums import PAYMENT


def get_variant(
    session: Session, document_id: int, variant: Variant, language: str | None = None
) -> bytes:
    """The document printed as *variant*; as itself it is the stored page of an issued one.

    Args:
        session: For reading.
        document_id: Which one.
        variant: What it is printed as.
        language: Of the page; None for the document's own.

    Raises:
        NotFound: There is no such document.
        UserError: A document of this kind cannot be printed so.
        StorageError: The stored PDF is missing or was changed.
    """
    if variant == Variant.ITSELF:
        return queries.get_pdf(session, document_id, language)
    view = view_as(session, document_id, variant, language)
    printed: bytes = load(queries.RENDERER).render(view, variant)
    return printed


def view_as(
    session: Session, document_id: int, variant: Variant, language: str | None
) -> DocumentView:
    """What the document shows when it is printed as *variant*; see ``get_variant``."""
    view = queries.get_view(session, document_id)
    refuse_unsuited(view.kind, variant)
    if variant == Variant.COPY:
        view = replace(view, settled=_settled(session, document_id, view))
    return replace(view, language=language) if language else view


def refuse_unsuited(kind: str, variant: Variant) -> None:
    """Raise UserError where documents of *kind* are not printed as *variant*."""
    if not variant.suits(kind):
        raise UserError(
            T("A credit note is printed as itself only."),
            hint=T("Make the delivery note from the invoice, the order or the quote."),
        )


def _settled(session: Session, document_id: int, view: DocumentView) -> SettledSoFar | None:
    """What came for an invoice of which something is still open; None where nothing came."""
    if view.kind != INVOICE or view.status == VOID:
        return None
    paid = credited = ZERO
    for part in payments.list_settlements(session, document_id):
        if part.kind == PAYMENT:
            paid += part.amount
        else:
            credited += part.amount
    still_open = view.totals.due - paid - credited
    return SettledSoFar(paid, credited, still_open) if paid + credited and still_open > 0 else None
