"""What a window shows before a credit note: what is left of each line, what it would come to."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.services.documents import copying, crediting, draft_rows
from smallcrm.services.documents.commands import credit
from smallcrm.services.documents.drafts import Totals
from smallcrm.services.documents.issuing import issue
from smallcrm.services.documents.queries import get_document
from smallcrm.services.documents.totals import compute


class CreditLine(NamedTuple):
    """A line of an invoice, and how much of it is not credited yet.

    Attributes:
        place: Its place on the invoice, from 0.
    """

    place: int
    description: str
    unit: str
    issued: Decimal
    left: Decimal


class Credited(NamedTuple):
    """A credit note that was issued, and the draft that takes the invoice's place, if wanted."""

    credit_id: int
    number: str
    copy_id: int | None = None


def list_creditable(session: Session, invoice_id: int) -> list[CreditLine]:
    """The lines of an issued invoice with what earlier credit notes left of them.

    Raises:
        NotFound: There is no such document.
    """
    invoice = get_document(session, invoice_id)
    issued = draft_rows.load(session, invoice)
    left = crediting.remainder_of(session, invoice, issued)
    return [
        CreditLine(place, line.description, line.unit, line.quantity, rest.quantity)
        for place, (line, rest) in enumerate(zip(issued.draft.lines, left.lines, strict=True))
    ]


def preview(
    session: Session, invoice_id: int, quantities: Mapping[int, Decimal] | None = None
) -> Totals:
    """The sums that a credit note would have; see ``documents.credit``.

    Raises:
        UserError: As ``documents.credit``.
    """
    return compute(crediting.draft_of(session, get_document(session, invoice_id), quantities))


def credit_now(
    session: Session,
    invoice_id: int,
    quantities: Mapping[int, Decimal] | None = None,
    *,
    copies: bool = False,
) -> Credited:
    """Make a credit note and issue it, dated today; with *copies* a new draft besides.

    It cannot be undone.

    Raises:
        UserError: As ``documents.credit`` and ``documents.issue``.
    """
    invoice = get_document(session, invoice_id)
    credit_id = credit(session, invoice_id, quantities)
    number = issue(session, credit_id, max(clock.today(), invoice.date))
    copy_id = copying.copy(session, invoice_id) if copies else None
    return Credited(credit_id, number, copy_id)
