"""A payment that was noted wrongly is put right, and what it pays stays paid."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.services import bank, contacts, payments
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.exchange.statements.lines import StatementLine
from smallcrm.services.payments import PaymentDraft


@pytest.fixture
def customer(office):
    return office.do(contacts.create, ContactDraft("Anna"))


@pytest.fixture
def invoice(office, customer):
    """Of 45.94."""
    return office.issued(customer=None, customer_id=customer)


def pay(office, amount, customer, **more):
    return office.do(payments.add, PaymentDraft(Decimal(amount), customer, **more))


def change(office, payment_id, **fields):
    with office.database.write(T("Test")) as session:
        payments.change(session, payment_id, **fields)


def test_words_and_day_are_changed_and_the_rest_stays(office, customer, invoice):
    paid = pay(office, "20.00", customer, reference="RF18")
    before = office.read(payments.get_row, paid)
    change(office, paid, date=dt.date(2026, 3, 5), method="cash", note=" by hand ")
    row = office.read(payments.get_row, paid)
    assert row == before._replace(date=dt.date(2026, 3, 5), method="cash", note="by hand")
    office.database.undo()
    assert office.read(payments.get_row, paid) == before


def test_more_money_pays_more_of_what_it_was_for_and_the_rest_is_on_account(
    office, customer, invoice
):
    paid = pay(office, "4.00", customer)
    change(office, paid, amount=Decimal("50.00"))
    row = office.read(payments.get_row, paid)
    assert (office.row(invoice).open, row.unallocated) == (0, Decimal("4.06"))
    change(office, paid, amount=Decimal("45.94"))
    assert office.read(payments.get_row, paid).unallocated == 0
    office.database.undo()
    office.database.undo()
    assert office.row(invoice).open == Decimal("41.94")


def test_less_than_was_paid_by_it_is_refused(office, customer, invoice):
    paid = pay(office, "20.00", customer)
    with pytest.raises(UserError, match=r"20\.00 of this payment are used") as refused:
        change(office, paid, amount=Decimal("19.99"), method="cash")
    assert refused.value.field == "amount"
    assert office.read(payments.get_row, paid).method == ""


def test_more_from_somebody_without_an_account_is_refused_beyond_what_is_open(office):
    invoice = office.issued()
    paid = office.do(payments.add, PaymentDraft(Decimal("40.00"), invoice_id=invoice))
    change(office, paid, amount=Decimal("45.94"))
    with pytest.raises(UserError, match="more than is open"):
        change(office, paid, amount=Decimal("45.95"))
    assert office.row(invoice).open == 0


def test_amount_of_a_refund_and_of_what_the_bank_booked_stays(office, customer):
    pay(office, "20.00", customer)
    refund = office.do(payments.refund, PaymentDraft(Decimal("5.00"), customer))
    with pytest.raises(UserError, match="went back"):
        change(office, refund, amount=Decimal("4.00"))
    line = StatementLine("2026-03-31", "9.00", "EUR", "Anna", "", "", "", "GR16")
    (line_id,) = office.do(bank.bring_in, [line]).added
    booked = office.do(bank.accept, line_id, customer, [])
    with pytest.raises(UserError, match="The bank booked"):
        change(office, booked, amount=Decimal("8.00"))
    for payment_id in (refund, booked):
        change(office, payment_id, note="seen")
        assert office.read(payments.get_row, payment_id).note == "seen"


def test_payment_that_is_gone_is_not_changed(office):
    with pytest.raises(NotFound):
        change(office, 99, note="x")
