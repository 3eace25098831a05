"""Where an invoice is in its life, for every sign of its total."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from smallcrm.core import clock
from smallcrm.services import documents, payments
from smallcrm.services.documents import LineDraft
from smallcrm.services.payments import PaymentDraft

LONG_AGO, TODAY = "2026-03-01", None


@pytest.fixture
def invoice(office):
    """An invoice over so much, with 14 days to pay."""

    def make(total, day=LONG_AGO, **more):
        line = LineDraft("Work", price=Decimal(total), tax_category="Z")
        made = office.draft(lines=(line,), due_days=14, **more)
        office.issue(made, day)
        return made

    return make


@pytest.mark.parametrize(
    ("total", "day", "status", "still_open"),
    [
        ("10", TODAY, "issued", 10),
        ("10", LONG_AGO, "overdue", 10),
        ("0", TODAY, "paid", 0),
        ("0", LONG_AGO, "paid", 0),
        ("-10", TODAY, "issued", -10),
        ("-10", LONG_AGO, "issued", -10),
    ],
)
def test_status_by_the_sign_of_the_total(office, invoice, total, day, status, still_open):
    assert clock.today() > dt.date(2026, 3, 15)
    row = office.row(invoice(total, day))
    assert (row.status, row.open) == (status, still_open)


def test_what_was_paid_in_advance_beyond_the_total_is_paid(office, invoice):
    assert office.row(invoice("10", prepaid=Decimal(12))).status == "paid"


def test_an_invoice_below_nothing_that_was_sent_stays_sent_and_waits_for_no_money(office, invoice):
    made = invoice("-10")
    office.do(documents.mark_sent, made)
    assert office.row(made).status == "sent"
    assert office.read(payments.list_open) == []
    assert made not in office.read(documents.list_ids, status="paid")
    assert made not in office.read(documents.list_ids, status="overdue")


def test_statuses_follow_money_and_credit(office, invoice):
    made = invoice("10")
    paid = office.do(payments.add, PaymentDraft(Decimal(4), invoice_id=made))
    assert office.row(made).status == "overdue"
    office.do(payments.remove, paid)
    office.issue(office.do(documents.credit, made))
    assert office.row(made).status == "credited"
