"""Add and remove money, and say what it pays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from smallcrm.core import clock, formats
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.models import Allocation, Contact, Document, Payment
from smallcrm.services.payments import allocating
from smallcrm.services.payments.allocating import Source, Target
from smallcrm.services.payments.drafts import PaymentDraft
from smallcrm.services.payments.sums import INVOICE, PAYMENT, REFUND


def add(session: Session, draft: PaymentDraft) -> int:
    """Note money from a customer and let it pay what is open; return its id.

    It pays *invoice_id* first where the draft names one, and nothing else; a deposit for a quote
    or an order waits for its invoice; any other pays the invoices of the customer, those that
    were due first. What is left stays on the customer's account.

    Raises:
        NotFound: The contact or the invoice is gone.
        UserError: An amount of nothing, an invoice that cannot be paid or that is another
            customer's, or more than the open amount for somebody who has no account.
    """
    invoice = _invoice(session, draft.invoice_id) if draft.invoice_id is not None else None
    contact_id = _customer_of(session, draft, invoice)
    row = _row(session, draft, invoice, contact_id, PAYMENT)
    if invoice is not None:
        targets = [allocating.target_of(session, invoice.id)]
    elif draft.document_id is not None or contact_id is None:
        targets = []
    else:
        targets = allocating.open_targets(session, contact_id, row.currency)
    _pay(session, row, targets)
    return row.id


def add_for(session: Session, draft: PaymentDraft, invoice_ids: Sequence[int]) -> int:
    """Note money that came for several invoices of one customer; return its id.

    They are paid in their order; what is left stays on the customer's account. Without any it
    all stays there.

    Raises:
        NotFound: The contact or an invoice is gone.
        UserError: As ``add``.
    """
    invoices = [_invoice(session, invoice_id) for invoice_id in invoice_ids]
    contact_id = _customer_of(session, draft, invoices[0] if invoices else None)
    for invoice in invoices[1:]:
        _customer_of(session, replace(draft, contact_id=contact_id), invoice)
    row = _row(session, draft, invoices[0] if invoices else None, contact_id, PAYMENT)
    _pay(session, row, [allocating.target_of(session, invoice.id) for invoice in invoices])
    return row.id


def _pay(session: Session, row: Payment, targets: Sequence[Target]) -> None:
    left = allocating.pay(session, Source(row.id, None, row.amount), targets)
    if left and row.contact_id is None:
        raise UserError(
            T("This is more than is open of the invoice, and its customer has no account here."),
            hint=T("Nothing was changed. Enter what is open, or make the customer a contact."),
            field="amount",
        )


def refund(session: Session, draft: PaymentDraft) -> int:
    """Give money back to a customer from what is on account; return its id.

    Raises:
        NotFound: The contact is gone.
        UserError: There is not so much on account.
    """
    contact_id = _customer_of(session, draft, None)
    if contact_id is None:
        raise UserError(T("Choose the customer whom the money goes back to."), field="contact")
    row = _row(session, draft, None, contact_id, REFUND)
    sources = allocating.on_account(session, contact_id, row.currency)
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
    row = _payment(session, payment_id)
    went_back = select(Allocation.id).where(
        Allocation.payment_id == row.id, Allocation.refund_id.is_not(None)
    )
    if session.scalar(went_back.limit(1)) is not None:
        raise UserError(
            T("A part of this payment went back to the customer, so it has to stay."),
            hint=T("Nothing was changed. Remove the refund first."),
        )
    session.delete(row)
    session.flush()


def use_account(session: Session, invoice_id: int) -> int:
    """Let what is on the customer's account pay an invoice; return what is still open, in cents.

    Raises:
        NotFound: There is no such invoice.
        UserError: It is not one that can be paid.
    """
    invoice = _invoice(session, invoice_id)
    target = allocating.target_of(session, invoice.id)
    if invoice.customer_id is None:
        return target.open
    sources = allocating.on_account(session, invoice.customer_id, invoice.currency)
    return allocating.take(session, sources, target)


def release(session: Session, allocation_id: int) -> None:
    """Have money no longer pay this invoice: it is on the customer's account again.

    Raises:
        NotFound: It does not pay it any more.
    """
    row = session.get(Allocation, allocation_id)
    if row is None or row.invoice_id is None:
        raise NotFound(T("This payment no longer belongs to the invoice."))
    session.execute(delete(Allocation).where(Allocation.id == allocation_id))


def _row(
    session: Session,
    draft: PaymentDraft,
    invoice: Document | None,
    contact_id: int | None,
    kind: str,
) -> Payment:
    currency = draft.currency or (invoice.currency if invoice is not None else "")
    if invoice is not None and currency != invoice.currency:
        raise UserError(
            T("{number} is in {currency}.", number=invoice.number, currency=invoice.currency),
            hint=T("Nothing was changed. Enter the payment in the currency of the invoice."),
            field="currency",
        )
    if not currency:
        raise UserError(T("Say in which currency the money came."), field="currency")
    amount = Money.of(draft.amount, currency)
    if amount.minor <= 0 or amount.amount != draft.amount:
        raise UserError(
            T("A payment is more than nothing, and in whole cents."),
            hint=T("Nothing was changed. Money that goes back to a customer is a refund."),
            field="amount",
        )
    row = Payment(
        contact_id=contact_id,
        document_id=draft.document_id,
        kind=kind,
        amount=amount.minor,
        currency=currency,
        date=draft.date or clock.today(),
        method=draft.method,
        reference=draft.reference,
        note=draft.note,
    )
    session.add(row)
    session.flush()
    return row


def _customer_of(session: Session, draft: PaymentDraft, invoice: Document | None) -> int | None:
    contact_id = draft.contact_id
    if contact_id is None:
        return invoice.customer_id if invoice is not None else None
    if session.get(Contact, contact_id) is None:
        raise NotFound(T("There is no contact {id}.", id=contact_id), field="contact")
    if invoice is not None and invoice.customer_id != contact_id:
        raise UserError(
            T("{number} is for another customer.", number=invoice.number),
            hint=T("Nothing was changed. Leave the customer out, or name another invoice."),
            field="invoice",
        )
    return contact_id


def _invoice(session: Session, invoice_id: int) -> Document:
    invoice = session.get(Document, invoice_id)
    if invoice is None or invoice.deleted_at is not None:
        raise NotFound(T("There is no document {id}.", id=invoice_id), field="invoice")
    if invoice.kind != INVOICE or invoice.issued_at is None or invoice.void_at is not None:
        raise UserError(
            T("Only an issued invoice is paid."),
            hint=T("Nothing was changed. Issue the invoice first; a void one needs no payment."),
            field="invoice",
        )
    return invoice


def _payment(session: Session, payment_id: int) -> Payment:
    row = session.get(Payment, payment_id)
    if row is None:
        raise NotFound(
            T("There is no payment {id}.", id=payment_id),
            hint=T("It may have been removed in another window."),
        )
    return row
