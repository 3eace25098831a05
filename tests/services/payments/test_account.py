"""The account of a customer: movements with their balances, and the timeline."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from smallcrm.services import contacts, documents, payments
from smallcrm.services.contacts import ContactDraft, json_form
from smallcrm.services.contacts.timeline import list_groups, list_timeline
from smallcrm.services.documents import LineDraft
from smallcrm.services.payments import PaymentDraft


@pytest.fixture
def customer(office):
    return office.do(contacts.create, ContactDraft("Άννα"))


@pytest.fixture
def history(office, customer):
    """March: invoices in two currencies, a credit note, payments, one of them back."""

    def invoice(total, day, currency="EUR"):
        line = LineDraft("Work", price=Decimal(total), tax_category="Z")
        more = {"customer": None, "customer_id": customer, "currency": currency}
        return office.issued(day, lines=(line,), **more)

    def pay(amount, day, command=payments.add, **more):
        draft = PaymentDraft(
            Decimal(amount),
            customer,
            date=dt.date.fromisoformat(day),
            **{"currency": "EUR", **more},
        )
        return office.do(command, draft)

    first = invoice("100.00", "2026-03-01")
    pay("130.00", "2026-03-01", method="cash")
    pay("30.00", "2026-03-02", payments.refund)
    invoice("50.00", "2026-03-03", "USD")
    office.issue(office.do(documents.credit, first, {0: Decimal("0.4")}), "2026-03-04")
    pay("20.00", "2026-03-05", currency="USD", reference="RF18 539 007")
    return first


def test_each_movement_has_the_balance_after_it_in_its_own_currency(office, customer, history):
    found = office.read(payments.list_movements, customer)
    assert [(m.kind, m.label, str(m.amount), str(m.balance), m.currency) for m in found] == [
        ("invoice", "2026-0001", "100.00", "100.00", "EUR"),
        ("payment", "cash", "-130.00", "-30.00", "EUR"),
        ("refund", "", "30.00", "0.00", "EUR"),
        ("invoice", "2026-0002", "50.00", "50.00", "USD"),
        ("credit_note", "CN-2026-0001", "-40.00", "-40.00", "EUR"),
        ("payment", "", "-20.00", "30.00", "USD"),
    ]
    balance = office.read(contacts.get_view, customer).balance
    assert balance == {each.currency: each.balance for each in found}


def test_contact_shows_what_is_on_account(office, customer, history):
    shown = json_form.to_json(office.read(contacts.get_view, customer))
    assert shown["on_account"] == {"EUR": "40.00"}
    assert shown["balance"] == {"EUR": "-40.00", "USD": "30.00"}


def test_timeline_has_payments_on_their_day(office, customer, history):
    entries = office.read(list_timeline, customer, group="payment")
    assert [(e.kind, e.at.date().isoformat(), e.title, str(e.amount.amount)) for e in entries] == [
        ("payment", "2026-03-05", "", "20.00"),
        ("refund", "2026-03-02", "", "30.00"),
        ("payment", "2026-03-01", "cash", "130.00"),
    ]
    assert entries[0].body == "RF18 539 007"
    assert "payment" in office.read(list_groups, customer)
    office.do(payments.add, PaymentDraft(Decimal(1), customer, "EUR"))
    newest = office.read(list_timeline, customer, limit=1)[0]
    assert newest.kind == "payment"


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({}, [3, 2, 1]),
        ({"first": dt.date(2026, 3, 2)}, [3, 2]),
        ({"last": dt.date(2026, 3, 1)}, [1]),
        ({"unallocated": True}, []),
        ({"search": "αννα"}, [3, 2, 1]),
        ({"search": "2026-0001"}, [1]),
        ({"search": "rf18 ΑΝΝΑ"}, [3]),
        ({"search": "nobody"}, []),
    ],
)
def test_payments_are_found_by_period_customer_number_and_reference(office, history, more, found):
    assert office.read(payments.list_ids, **more) == found


def test_sums_are_by_currency_and_take_off_what_went_back(office, history):
    sums = office.read(lambda s: payments.sum_up(s, payments.list_ids(s)))
    zero = Decimal("0.00")
    assert sums == {"EUR": (Decimal("100.00"), zero), "USD": (Decimal("20.00"), zero)}
