"""What a payment has to be like: each function returns what it found to be right."""

from __future__ import annotations

import re
from decimal import Decimal

from sqlalchemy.orm import InstrumentedAttribute, Session

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.models import Contact, Document, Payment
from smallcrm.services import settings
from smallcrm.services.payments.sums import INVOICE

_CODE = re.compile("[A-Z]{3}")  # ISO 4217
_LARGEST = Decimal(10) ** 12  # major units; no sum of payments is beyond 64 bits then
_DEPOSITS_FOR = ("quote", "order")


def amount(value: Decimal, code: str) -> int:
    """*value* in minor units of the currency *code*.

    Raises:
        UserError: It is nothing or less, has parts of a cent, or is beyond all bounds.
    """
    if not value.is_finite() or value > _LARGEST:
        raise UserError(
            T("This is more than any payment."),
            hint=T("Nothing was changed. Look for a missing comma."),
            field="amount",
        )
    money = Money.of(value, code)
    if money.minor <= 0 or money.amount != value:
        raise UserError(
            T("A payment is more than nothing, and in whole cents."),
            hint=T("Nothing was changed. Money that goes back to a customer is a refund."),
            field="amount",
        )
    return money.minor


def currency(session: Session, code: str, paid_for: Document | None) -> str:
    """The currency of a payment: that of what it is for, else the named one or the usual one.

    Raises:
        UserError: It is another one than that of the document, or no currency.
    """
    wanted = code.strip().upper()
    if paid_for is not None:
        if wanted not in ("", paid_for.currency):
            name = paid_for.number or str(T("This document"))
            raise UserError(
                T("{number} is in {currency}.", number=name, currency=paid_for.currency),
                hint=T("Nothing was changed. Enter the payment in the currency of the invoice."),
                field="currency",
            )
        return paid_for.currency
    wanted = wanted or settings.get_business(session).currency
    if not _CODE.fullmatch(wanted):
        raise UserError(
            T("{value} is not the code of a currency, such as EUR.", value=code), field="currency"
        )
    return wanted


def short(text: str, column: InstrumentedAttribute[str]) -> str:
    """*text* in one line, when it fits into *column*.

    Raises:
        UserError: It is too long.
    """
    plain = " ".join(text.split())
    longest = column.type.length
    if longest is not None and len(plain) > longest:
        raise UserError(
            T("No more than {count} letters fit here.", count=longest),
            hint=T("Nothing was changed. Say it shorter."),
            field=column.key,
        )
    return plain


def customer(session: Session, contact_id: int | None, paid_for: Document | None) -> int | None:
    """Whose money it is: the named contact, or the customer of what it is for.

    Raises:
        NotFound: There is no such contact.
        UserError: The document is for another customer.
    """
    if contact_id is None:
        return paid_for.customer_id if paid_for is not None else None
    if session.get(Contact, contact_id) is None:
        raise NotFound(T("There is no contact {id}.", id=contact_id), field="contact")
    if paid_for is not None and paid_for.customer_id != contact_id:
        raise UserError(
            T("{number} is for another customer.", number=paid_for.number or paid_for.id),
            hint=T("Nothing was changed. Leave the customer out, or name another invoice."),
            field="invoice",
        )
    return contact_id


def invoice(session: Session, invoice_id: int) -> Document:
    """The invoice that is to be paid.

    Raises:
        NotFound: There is no such document.
        UserError: It is no invoice, a draft, or void.
    """
    found = _document(session, invoice_id, "invoice")
    if found.kind != INVOICE or found.issued_at is None or found.void_at is not None:
        raise UserError(
            T("Only an issued invoice is paid."),
            hint=T("Nothing was changed. Issue the invoice first; a void one needs no payment."),
            field="invoice",
        )
    return found


def deposit_for(session: Session, document_id: int | None) -> Document | None:
    """The quote or the order that a deposit is made for; None for none.

    Raises:
        NotFound: There is no such document.
        UserError: It is neither, or void.
    """
    if document_id is None:
        return None
    found = _document(session, document_id, "document")
    if found.kind not in _DEPOSITS_FOR or found.void_at is not None:
        raise UserError(
            T("A deposit is made for a quote or an order that is not void."),
            hint=T("Nothing was changed. Name an invoice as what is paid."),
            field="document",
        )
    return found


def payment(session: Session, payment_id: int) -> Payment:
    """The row of a payment or a refund.

    Raises:
        NotFound: There is no such payment.
    """
    row = session.get(Payment, payment_id)
    if row is None:
        raise NotFound(
            T("There is no payment {id}.", id=payment_id),
            hint=T("It may have been removed in another window."),
        )
    return row


def has_account(row: Payment, left: int) -> None:
    """That there is an account for what is *left* of a payment, in minor units.

    Raises:
        UserError: Something is left, and the customer is no contact.
    """
    if left and row.contact_id is None:
        raise UserError(
            T("This is more than is open of the invoice, and its customer has no account here."),
            hint=T("Nothing was changed. Enter what is open, or make the customer a contact."),
            field="amount",
        )


def _document(session: Session, document_id: int, field: str) -> Document:
    found = session.get(Document, document_id)
    if found is None or found.deleted_at is not None:
        raise NotFound(T("There is no document {id}.", id=document_id), field=field)
    return found
