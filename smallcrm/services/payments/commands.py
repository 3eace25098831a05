"""Add and remove money, and say what it pays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from smallcrm.core import clock, formats
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.models import Allocation, Document, DocumentLink, Payment
from smallcrm.services.payments import allocating, checks
from smallcrm.services.payments.allocating import Source, Target
from smallcrm.services.payments.drafts import PaymentDraft
from smallcrm.services.payments.sums import INVOICE, PAYMENT, REFUND


def add(session: Session, draft: PaymentDraft) -> int:
    """Note money from a customer and let it pay what is open; return its id.

    It pays *invoice_id* first where the draft names one, and nothing else; a deposit for a quote
    or an order pays the invoice that came of it, or waits for it; any other pays the invoices of
    the customer, those that were due first. What is left stays on the customer's account.

    Raises:
        NotFound: The contact, the invoice or the quote is gone.
        UserError: An amount of nothing, an invoice that cannot be paid or that is another
            customer's, or more than the open amount for somebody who has no account.
    """
    invoice = checks.invoice(session, draft.invoice_id) if draft.invoice_id is not None else None
    paid_for = invoice or checks.deposit_for(session, draft.document_id)
    contact_id = checks.customer(session, draft.contact_id, paid_for)
    if contact_id is None and invoice is None:
        raise UserError(T("Choose the customer who paid."), field="contact")
    row = _row(session, draft, paid_for, contact_id, PAYMENT)
    _pay(session, row, _targets(session, row, invoice))
    return row.id


def add_for(session: Session, draft: PaymentDraft, invoice_ids: Sequence[int]) -> int:
    """Note money that came for several invoices of one customer; return its id.

    They are paid in their order; what is left stays on the customer's account. Without any it
    all stays there.

    Raises:
        NotFound: The contact or an invoice is gone.
        UserError: As ``add``.
    """
    invoices = [checks.invoice(session, invoice_id) for invoice_id in invoice_ids]
    first = invoices[0] if invoices else None
    contact_id = checks.customer(session, draft.contact_id, first)
    for invoice in invoices[1:]:
        checks.customer(session, contact_id, invoice)
    row = _row(session, draft, first, contact_id, PAYMENT)
    _pay(session, row, [allocating.target_of(session, invoice.id) for invoice in invoices])
    return row.id


def mark_paid(
    session: Session, invoice_ids: Sequence[int], day: date | None = None, method: str = ""
) -> list[int]:
    """Note for each invoice that all of what is open came; return the ids of the payments.

    Documents that are no open invoice are passed over.

    Args:
        session: Of the writing transaction.
        invoice_ids: Some documents, of any kind.
        day: When the money came; today when None.
        method: How it was paid.
    """
    made = []
    for invoice_id in invoice_ids:
        still_open = allocating.target_of(session, invoice_id).open
        if still_open > 0:
            currency = checks.invoice(session, invoice_id).currency
            amount = Money(still_open, currency).amount
            draft = PaymentDraft(amount, invoice_id=invoice_id, date=day, method=method)
            made.append(add(session, draft))
    return made


def refund(session: Session, draft: PaymentDraft) -> int:
    """Give money back to a customer from what is on account; return its id.

    Raises:
        NotFound: The contact is gone.
        UserError: There is not so much on account.
    """
    contact_id = checks.customer(session, draft.contact_id, None)
    if contact_id is None:
        raise UserError(T("Choose the customer whom the money goes back to."), field="contact")
    row = _row(session, draft, None, contact_id, REFUND)
    sources = allocating.on_account(session, contact_id, row.currency, waiting=True)
    missing = allocating.take(session, sources, Target(None, row.id, row.amount))
    if missing:
        there = Money(row.amount - missing, row.currency).amount
        raise UserError(
            T(
                "There are {amount} on the account of this customer.",
                amount=formats.money(there, row.currency),
            ),
            hint=T("Nothing was changed. No more than that can go back."),
            field="amount",
        )
    return row.id


def remove(session: Session, payment_id: int) -> None:
    """Take a payment or a refund out; what it paid is open again.

    Raises:
        NotFound: There is no such payment.
        UserError: A part of it went back to the customer.
    """
    row = checks.payment(session, payment_id)
    of_it = select(Allocation).where(Allocation.payment_id == row.id)
    spent = session.scalars(of_it).all()
    if any(part.refund_id is not None for part in spent):
        raise UserError(
            T("A part of this payment went back to the customer, so it has to stay."),
            hint=T("Nothing was changed. Remove the refund first."),
        )
    paid = [part.invoice_id for part in spent if part.invoice_id is not None]
    session.delete(row)
    session.flush()
    session.expire_all()  # the file took its allocations along
    allocating.settle_again(session, paid)


def use_account(session: Session, invoice_id: int) -> int:
    """Let what is on the customer's account pay an invoice; return what is still open, in cents.

    Raises:
        NotFound: There is no such invoice.
        UserError: It is not one that can be paid.
    """
    invoice = checks.invoice(session, invoice_id)
    sources = allocating.available(session, invoice.id, invoice.customer_id, invoice.currency)
    return allocating.take(session, sources, allocating.target_of(session, invoice.id))


def release(session: Session, allocation_id: int) -> None:
    """Have money no longer pay this invoice: it is on the customer's account again.

    Raises:
        NotFound: It does not pay it any more.
        UserError: It is a credit note over this very invoice, or nobody has an account for it.
    """
    row = session.get(Allocation, allocation_id)
    if row is None or row.invoice_id is None:
        raise NotFound(T("This payment no longer belongs to the invoice."))
    if row.credit_id is not None and _corrects(session, row.credit_id, row.invoice_id):
        raise UserError(
            T("This credit note corrects this invoice, so it counts here."),
            hint=T("Nothing was changed."),
        )
    if row.payment_id is not None and checks.payment(session, row.payment_id).contact_id is None:
        raise UserError(
            T("The customer of this invoice has no account here."),
            hint=T("Nothing was changed. Remove the payment, or make the customer a contact."),
        )
    invoice_id = row.invoice_id
    session.execute(delete(Allocation).where(Allocation.id == allocation_id))
    allocating.settle_again(session, [invoice_id])


def _pay(session: Session, row: Payment, targets: Sequence[Target]) -> None:
    left = allocating.pay(session, Source(row.id, None, row.amount), targets)
    checks.has_account(row, left)


def _targets(session: Session, row: Payment, invoice: Document | None) -> list[Target]:
    """What a new payment is for, in this order."""
    if invoice is not None:
        return [allocating.target_of(session, invoice.id)]
    if row.document_id is not None:
        return allocating.invoices_of(session, row.document_id)
    if row.contact_id is None:
        return []
    return allocating.open_targets(session, row.contact_id, row.currency)


def _row(
    session: Session,
    draft: PaymentDraft,
    paid_for: Document | None,
    contact_id: int | None,
    kind: str,
) -> Payment:
    currency = checks.currency(session, draft.currency, paid_for)
    row = Payment(
        contact_id=contact_id,
        document_id=None if paid_for is None or paid_for.kind == INVOICE else paid_for.id,
        kind=kind,
        amount=checks.amount(draft.amount, currency),
        currency=currency,
        date=draft.date or clock.today(),
        method=checks.short(draft.method, Payment.method),
        reference=checks.short(draft.reference, Payment.reference),
        note=draft.note.strip(),
    )
    session.add(row)
    session.flush()
    return row


def _corrects(session: Session, credit_id: int, invoice_id: int) -> bool:
    link = select(DocumentLink.id).where(
        DocumentLink.source_id == invoice_id,
        DocumentLink.target_id == credit_id,
        DocumentLink.kind == "credits",
    )
    return session.scalar(link) is not None
