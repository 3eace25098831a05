"""The receipt for a payment: a whole invoice, a part of one, money on account."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from pypdf import PdfReader

from smallcrm.core.errors import NotFound, UserError
from smallcrm.services import contacts, payments
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import receipts
from smallcrm.services.payments import PaymentDraft


@pytest.fixture
def words(office):
    """What stands on the receipt for a payment."""

    def of(payment_id, language=""):
        pdf = office.read(receipts.get_receipt, payment_id, language)
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)

    return of


@pytest.fixture
def customer(office):
    return office.do(contacts.create, ContactDraft("Ελένη Νικολάου", language="el"))


def test_part_of_an_invoice_says_what_is_still_to_pay(office, customer, words):
    invoice = office.issued(customer=None, customer_id=customer)
    draft = PaymentDraft(Decimal("20.00"), customer, invoice_id=invoice, method="cash")
    paid = office.do(payments.add, draft)
    said = words(paid, "en")
    for part in ("Receipt", "Anthos Flowers", "2026-0001", "20.00", "Cash", "25.94"):
        assert part in said
    assert "Απόδειξη" in words(paid)


def test_whole_invoice_of_somebody_who_is_no_contact(office, words):
    paid = office.do(payments.add, PaymentDraft(Decimal("45.94"), invoice_id=office.issued()))
    said = words(paid)
    assert "Paid in full" in said
    assert "Ελένη Παπαδοπούλου" in said


def test_money_on_account_is_said_to_be_that(office, customer, words):
    paid = office.do(payments.add, PaymentDraft(Decimal("30.00"), customer))
    assert "Payment on account" in words(paid, "en")
    back = office.do(payments.refund, PaymentDraft(Decimal("30.00"), customer))
    with pytest.raises(UserError, match="money that came in"):
        office.read(receipts.get_receipt, back)
    with pytest.raises(NotFound):
        office.read(receipts.get_receipt, 99)
