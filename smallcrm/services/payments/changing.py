"""Change a payment that was noted wrongly."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from smallcrm.core import formats
from smallcrm.core.errors import UserError
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.models import Allocation, BankLine, Payment
from smallcrm.services.payments import allocating, checks
from smallcrm.services.payments.allocating import Source
from smallcrm.services.payments.drafts import PaymentDraft
from smallcrm.services.payments.sums import REFUND


def get_draft(session: Session, payment_id: int) -> PaymentDraft:
    """A payment or a refund as a form has it.

    Raises:
        NotFound: There is no such payment.
    """
    row = checks.payment(session, payment_id)
    return PaymentDraft(
        Money(row.amount, row.currency).amount,
        row.contact_id,
        row.currency,
        row.date,
        row.method,
        row.reference,
        row.note,
        document_id=row.document_id,
    )


def change(session: Session, payment_id: int, **fields: Any) -> None:
    """Change the *amount*, *date*, *method*, *reference* or *note* of a payment.

    More money goes to the invoices that the payment pays already, as far as they are open; the
    rest stays on the customer's account. What is paid by it stays paid.

    Args:
        session: Of the writing transaction.
        payment_id: A payment or a refund.
        fields: Values of ``PaymentDraft``; those left out stay as they are.

    Raises:
        NotFound: There is no such payment.
        UserError: Less than what was paid by it, another amount than went back or than the bank
            booked, or more for somebody who has no account.
    """
    row = checks.payment(session, payment_id)
    draft = replace(get_draft(session, payment_id), **fields)
    row.date = draft.date or row.date
    row.method = checks.short(draft.method, Payment.method)
    row.reference = checks.short(draft.reference, Payment.reference)
    row.note = draft.note.strip()
    amount = checks.amount(draft.amount, row.currency)
    if amount != row.amount:
        _change_amount(session, row, amount)
    session.flush()


def _change_amount(session: Session, row: Payment, amount: int) -> None:
    _refuse_fixed(session, row)
    total = func.coalesce(func.sum(Allocation.amount), 0)
    spent = session.scalar(select(total).where(Allocation.payment_id == row.id)) or 0
    if amount < spent:
        there = formats.money(Money(spent, row.currency).amount, row.currency)
        raise UserError(
            T("{amount} of this payment are used, so it cannot be less.", amount=there),
            hint=T(
                "Nothing was changed. Put what it pays back on the account first, or remove the"
                " payment and note it anew."
            ),
            field="amount",
        )
    row.amount = amount
    session.flush()
    paid = select(Allocation.invoice_id).where(
        Allocation.payment_id == row.id, Allocation.invoice_id.is_not(None)
    )
    targets = [
        allocating.target_of(session, invoice_id)
        for invoice_id in session.scalars(paid.order_by(Allocation.id)).all()
        if invoice_id is not None
    ]
    left = allocating.pay(session, Source(row.id, None, amount - spent), targets)
    checks.has_account(row, left)


def _refuse_fixed(session: Session, row: Payment) -> None:
    """Refuse another amount for what is fixed by something else."""
    if row.kind == REFUND:
        raise UserError(
            T("What went back to a customer is taken from single payments, so it stays."),
            hint=T("Nothing was changed. Remove the refund and note it anew."),
            field="amount",
        )
    if session.scalar(select(BankLine.id).where(BankLine.payment_id == row.id)) is not None:
        raise UserError(
            T("The bank booked this amount, so it stays."),
            hint=T("Nothing was changed. Date, method, reference and note can be changed."),
            field="amount",
        )
