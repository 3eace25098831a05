"""A new draft that says what another document says."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from smallcrm.services.documents import draft_rows
from smallcrm.services.documents.commands import create_draft
from smallcrm.services.documents.drafts import CREDIT_NOTE, INVOICE, ZERO, DocumentDraft
from smallcrm.services.documents.queries import get_document, new_draft


def copy(session: Session, document_id: int) -> int:
    """Make a draft that says what *document_id* says (``draft_of``); return its id.

    Raises:
        NotFound: There is no such document, or its customer is in the bin.
    """
    return create_draft(session, draft_of(session, document_id))


def draft_of(session: Session, document_id: int) -> DocumentDraft:
    """The customer, lines, discounts and texts of *document_id*, for another document.

    Dates, payments in advance and the reference to another document stay behind; of a credit
    note an invoice comes. The original is not touched.

    Raises:
        NotFound: There is no such document.
    """
    source = get_document(session, document_id)
    draft = draft_rows.read(session, source)
    kind = INVOICE if draft.kind == CREDIT_NOTE else draft.kind
    usual = new_draft(session, kind, draft.customer_id)
    return replace(
        draft,
        kind=kind,
        customer=None if draft.customer_id is not None else draft.customer,
        date=None,
        tax_date=None,
        delivery_date=None,
        valid_until=usual.valid_until,
        due_days=usual.due_days if draft.due_days is None else draft.due_days,
        lines=tuple(replace(line, credits=None) for line in draft.lines),
        prepaid=ZERO,
        payable_rounding=ZERO,
        preceding=(),
        type_code="",
    )
