"""Where a document is in its life: derived in SQL from what settled it, never stored.

List, filter and screen ask the same expressions.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, case, literal

from smallcrm.models import Document
from smallcrm.services.documents.drafts import INVOICE
from smallcrm.services.payments.sums import open_amount, paid, settled

DRAFT, ISSUED, SENT, VOID = "draft", "issued", "sent", "void"
ACCEPTED, DECLINED = "accepted", "declined"
PART_PAID, PAID, OVERDUE, CREDITED = "part_paid", "paid", "overdue", "credited"
STATUSES = (
    *(DRAFT, ISSUED, SENT, ACCEPTED, DECLINED),
    *(PART_PAID, PAID, OVERDUE, CREDITED, VOID),
)


def status_on(today: date | BindParameter[date]) -> ColumnElement[str]:
    """The status of a document as it is *today*, a day or the name of one that is given later.

    A credit note alone never makes an invoice paid, in part or in full. An invoice over less than
    nothing is owed to the customer: it is neither paid nor overdue.
    """
    is_invoice = Document.kind == INVOICE
    still_open = open_amount()
    cases: list[tuple[Any, str]] = [
        (Document.issued_at.is_(None), DRAFT),
        (Document.void_at.is_not(None), VOID),
        (Document.declined_at.is_not(None), DECLINED),
        (Document.accepted_at.is_not(None), ACCEPTED),
        (and_(is_invoice, still_open <= 0, paid() == 0, settled() > 0), CREDITED),
        (and_(is_invoice, still_open <= 0, Document.total >= 0), PAID),
        (and_(is_invoice, still_open > 0, Document.due_date < today), OVERDUE),
        (and_(is_invoice, paid() > 0), PART_PAID),
        (Document.sent_at.is_not(None), SENT),
    ]
    return case(*((condition, literal(name)) for condition, name in cases), else_=literal(ISSUED))
