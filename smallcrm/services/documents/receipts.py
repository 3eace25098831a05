"""The receipt for one payment: what came, what it paid, what is still to be paid."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy.orm import Session

from smallcrm.core.errors import UserError
from smallcrm.core.loading import load
from smallcrm.core.text import T
from smallcrm.services import payments, settings
from smallcrm.services.documents import parties
from smallcrm.services.documents.drafts import DocumentDraft, PartyDraft
from smallcrm.services.documents.pdf.words import words
from smallcrm.services.documents.queries import get_row, get_view
from smallcrm.services.payments import METHODS, PaymentRow
from smallcrm.services.settings.layout import get_layout

RENDERER = "smallcrm.services.documents.pdf.receipt"  # brings reportlab


def get_receipt(session: Session, payment_id: int, language: str = "") -> bytes:
    """Print the receipt for a payment as PDF, as things are now.

    Args:
        session: For reading.
        payment_id: The payment.
        language: Of the page; empty for the customer's, else that of the business.

    Raises:
        NotFound: There is no such payment.
        UserError: It is money that went back.
    """
    row = payments.get_row(session, payment_id)
    if row.kind != "payment":
        raise UserError(
            T("A receipt is for money that came in."),
            hint=T("Nothing was written. Choose a payment, not a refund."),
        )
    business = settings.get_business(session)
    known = row.contact_id is not None and parties.language_of(session, row.contact_id)
    language = language or known or business.language
    say = words(language, row.currency)
    receipt = load(RENDERER)
    printed: bytes = receipt.render(
        receipt.ReceiptView(
            number=str(row.id),
            seller=parties.seller(business),
            buyer=_payer(session, row),
            amount=row.amount,
            currency=row.currency,
            date=row.date,
            method=say(METHODS[row.method]) if row.method in METHODS else row.method,
            settled=tuple(receipt.Settled(paid.number, paid.amount) for paid in row.allocations),
            open=_open(session, row),
            language=language,
            logo=settings.get_logo(session),
            layout=get_layout(session),
        )
    )
    return printed


def _payer(session: Session, row: PaymentRow) -> PartyDraft:
    """The contact; of somebody who is none, what the invoice says."""
    if row.contact_id is not None:
        return parties.buyer(session, DocumentDraft(customer_id=row.contact_id))
    if row.allocations:
        return get_view(session, row.allocations[0].document_id).buyer
    return PartyDraft()


def _open(session: Session, row: PaymentRow) -> Decimal | None:
    """What is left of the invoices that it paid; None where it paid none."""
    if not row.allocations:
        return None
    return sum((get_row(session, paid.document_id).open for paid in row.allocations), Decimal(0))
