"""A statement adds up, whatever happened, and says how things stood on its last day."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as profile
from hypothesis import strategies as some

from smallcrm.core.errors import NotFound, UserError
from smallcrm.services import documents, payments, receivables
from smallcrm.services.contacts import get_view
from smallcrm.services.payments import PaymentDraft
from tests.services.receivables.conftest import day

MARCH = (day("2026-03-01"), day("2026-03-31"))


def march(books, customer, **more):
    return books.read(receivables.statement, customer, *MARCH, **more)


def moved(found):
    return [
        (row.kind, str(row.date), str(row.debit), str(row.credit), str(row.balance))
        for row in found.movements
    ]


def test_statement_of_march(books):
    """Scenario 24."""
    anna = books.customer()
    first = books.bill(anna, "400.00", "2025-11-20", due_days=14)
    books.bill(anna, "250.00", "2026-01-31", due_days=0)
    books.pay(anna, "100.00", "2026-02-10", first)
    third = books.bill(anna, "1190.00", "2026-03-05", due_days=14)
    books.bill(anna, "60.00", "2026-03-20", due_days=30)
    books.pay(anna, "500.00", "2026-03-09", third)
    books.credit(third, "0.1", "2026-03-21")
    books.pay(anna, "2000.00", "2026-03-30")
    books.bill(anna, "70.00", "2026-04-02", due_days=14)

    found = march(books, anna)

    assert str(found.opening) == "550.00"
    assert moved(found) == [
        ("invoice", "2026-03-05", "1190.00", "0.00", "1740.00"),
        ("payment", "2026-03-09", "0.00", "500.00", "1240.00"),
        ("invoice", "2026-03-20", "60.00", "0.00", "1300.00"),
        ("credit_note", "2026-03-21", "0.00", "119.00", "1181.00"),
        ("payment", "2026-03-30", "0.00", "2000.00", "-819.00"),
    ]
    assert str(found.closing) == "-819.00"
    assert found.aging.total == 0
    assert str(found.on_account) == "819.00"
    assert [(row.kind, str(row.left)) for row in found.unallocated] == [("payment", "819.00")]


def test_what_came_later_does_not_change_how_things_stood(books):
    anna = books.customer()
    late = books.bill(anna, "100.00", "2025-12-01", due_days=0)
    books.bill(anna, "200.00", "2026-01-10", due_days=10)
    books.bill(anna, "300.00", "2026-02-20", due_days=0)
    books.bill(anna, "400.00", "2026-03-01", due_days=30)
    books.bill(anna, "500.00", "2026-03-01", due_days=31)
    before = march(books, anna)
    books.pay(anna, "1500.00", "2026-04-01")
    books.credit(books.bill(anna, "10.00", "2026-04-01"), "1", "2026-04-02")
    assert march(books, anna) == before
    assert [str(amount) for amount in before.aging] == [
        *("500.00", "400.00", "300.00", "200.00", "100.00")
    ]
    assert books.read(documents.get_row, late).status == "paid"


def test_ages_begin_on_the_due_date(books):
    anna = books.customer()
    for days_late in (91, 90, 61, 60, 31, 30, 0, -1):
        on = MARCH[1] - dt.timedelta(days=days_late + 5)
        books.bill(anna, "1.00", on.isoformat(), due_days=5)
    assert [int(amount) for amount in march(books, anna).aging] == [1, 2, 2, 2, 1]


def test_void_invoice_is_owed_until_its_credit_note(books):
    anna = books.customer()
    invoice = books.bill(anna, "50.00", "2026-03-01", due_days=0)
    with books.write(can_undo=False) as session:
        documents.void(session, invoice)
    assert str(march(books, anna).closing) == "50.00"
    assert str(march(books, anna).aging.total) == "50.00"
    now = books.read(receivables.statement, anna, day("2026-03-01"), day("2999-12-31"))
    assert now.closing == now.aging.total == now.on_account == 0


def test_each_currency_has_a_statement_of_its_own(books):
    anna = books.customer(currency="USD")
    books.bill(anna, "50.00", "2026-03-01", currency="EUR")
    assert march(books, anna).currency == "EUR"
    books.bill(anna, "70.00", "2026-03-02", currency="USD")
    assert books.read(receivables.list_currencies, anna) == ["EUR", "USD"]
    assert (march(books, anna).currency, str(march(books, anna).closing)) == ("USD", "70.00")
    assert str(march(books, anna, currency="EUR").closing) == "50.00"


def test_days_in_the_wrong_order_and_nobody(books):
    anna = books.customer()
    with pytest.raises(UserError):
        books.read(receivables.statement, anna, MARCH[1], MARCH[0])
    with pytest.raises(NotFound):
        books.read(receivables.statement, 99, *MARCH)


DAYS = some.integers(0, 60).map(lambda n: day("2026-02-14") + dt.timedelta(days=n))
AMOUNTS = some.integers(1, 40000).map(lambda n: str(Decimal(n).scaleb(-2)))
DEEDS = some.lists(
    some.tuples(
        some.sampled_from(["bill", "bill", "pay", "pay one", "credit", "refund"]),
        DAYS,
        AMOUNTS,
    ),
    min_size=1,
    max_size=7,
)


def _do(books, customer, billed, deed):
    kind, day_of, amount = deed
    on = day_of.isoformat()
    if kind == "bill":
        billed.append(books.bill(customer, amount, on, due_days=10))
    elif kind == "pay":
        books.pay(customer, amount, on)
    elif kind == "pay one":
        books.pay(customer, amount, on, billed[0])
    elif kind == "credit":
        books.credit(billed[-1], "0.5", on)
    else:
        books.refund(customer, amount, on)


def _apply(books, customer, deeds):
    """Do what can be done of *deeds*; invoices first, in the order of their days."""
    billed = []
    for deed in sorted(deeds, key=lambda deed: (deed[0] != "bill", deed[1])):
        with suppress(UserError, IndexError):  # refused, and nothing changed
            _do(books, customer, billed, deed)


@profile(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds=DEEDS, first=DAYS, length=some.integers(0, 40))
def test_closing_is_opening_and_movements_and_the_account(new_books, deeds, first, length):
    books = new_books()
    anna = books.customer()
    _apply(books, anna, deeds)
    last = first + dt.timedelta(days=length)
    found = books.read(receivables.statement, anna, first, last)
    changes = sum((row.debit - row.credit for row in found.movements), Decimal(0))
    assert found.closing == found.opening + changes
    assert found.closing == found.aging.total - found.on_account
    before = books.read(
        receivables.statement, anna, day("2000-01-01"), first - dt.timedelta(days=1)
    )
    assert before.closing == found.opening
    whole = books.read(receivables.statement, anna, day("2000-01-01"), day("2999-12-31"))
    balance = books.read(get_view, anna).balance.get("EUR", Decimal(0))
    assert whole.closing == balance
    rows = books.read(receivables.list_unpaid, last)
    assert sum(row.balance for row in rows) == found.closing


def test_refund_of_money_that_came_later_counts_from_its_own_day(books):
    anna = books.customer()
    books.pay(anna, "100.00", "2026-03-20")
    books.do(payments.refund, PaymentDraft(Decimal("40.00"), anna, "EUR", day("2026-03-10")))
    found = books.read(receivables.statement, anna, day("2026-03-01"), day("2026-03-15"))
    assert (str(found.closing), str(found.on_account)) == ("40.00", "-40.00")
