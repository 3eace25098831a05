"""What is open of a document and where it is in its life: derived in SQL, never stored.

List, filter and screen ask the same two expressions.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, case, literal

from smallcrm.models import Document
from smallcrm.services.documents.drafts import INVOICE

DRAFT, ISSUED, SENT, VOID = "draft", "issued", "sent", "void"
ACCEPTED, DECLINED = "accepted", "declined"
PART_PAID, PAID, OVERDUE = "part_paid", "paid", "overdue"
STATUSES = (DRAFT, ISSUED, SENT, ACCEPTED, DECLINED, PART_PAID, PAID, OVERDUE, VOID)


def open_amount() -> ColumnElement[int]:
    """What a customer still owes of a document, in minor units; nothing but for an invoice."""
    owed = and_(
        Document.kind == INVOICE, Document.issued_at.is_not(None), Document.void_at.is_(None)
    )
    return case((owed, Document.due), else_=literal(0))


def status_on(today: date | BindParameter[date]) -> ColumnElement[str]:
    """The status of a document as it is *today*, a day or the name of one that is given later."""
    is_invoice = Document.kind == INVOICE
    still_open = open_amount()
    cases: list[tuple[Any, str]] = [
        (Document.issued_at.is_(None), DRAFT),
        (Document.void_at.is_not(None), VOID),
        (Document.declined_at.is_not(None), DECLINED),
        (Document.accepted_at.is_not(None), ACCEPTED),
        (and_(is_invoice, still_open <= 0), PAID),
        (and_(is_invoice, Document.due_date < today), OVERDUE),
        (and_(is_invoice, still_open < Document.due), PART_PAID),
        (Document.sent_at.is_not(None), SENT),
    ]
    return case(*((condition, literal(name)) for condition, name in cases), else_=literal(ISSUED))
