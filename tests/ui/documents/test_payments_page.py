"""The list of payments: periods, what is on account, a new one by keys, one taken out."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services import documents, payments
from smallcrm.services.payments import PaymentDraft
from smallcrm.ui.documents.payments import periods
from tests.ui.documents.conftest import CONTROL

MARIA, BOB = "Maria Papadopoulou", "Bob Bell"


def pay(desk, name, amount, day=None, **more):
    draft = PaymentDraft(Decimal(amount), desk.people[name], "EUR", date=day, **more)
    with desk.database.write(T("Test")) as session:
        return payments.add(session, draft)


@pytest.fixture
def shown(desk):
    """An invoice that is paid in part, money on account of another customer; the page."""
    desk.issue(desk.store())
    pay(desk, MARIA, "100.00", clock.today(), reference="RF18")
    pay(desk, BOB, "20.00", dt.date(2020, 2, 3), method="cash")
    desk.open("crm://payments")
    page = desk.page
    desk.until(lambda: page.model.rowCount() == 2)
    return page


def rows(shown):
    model = shown.model
    return [
        [model.index(row, column).data() for column in range(1, model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_rows_say_who_how_much_how_and_what_for(shown):
    assert rows(shown) == [
        [MARIA, "€100.00", "Payment", "RF18", "2026-0001", ""],
        [BOB, "€20.00", "Cash", "", "", "€20.00"],
    ]
    assert shown.sums.text() == "Total €120.00, on account €20.00"


def test_period_chip_and_words_narrow_the_list(desk, shown):
    shown.chips.click("account")
    desk.until(lambda: [row[0] for row in rows(shown)] == [BOB])
    shown.chips.click("")
    desk.until(lambda: len(rows(shown)) == 2)
    shown.period.set_value("year")
    shown.period.committed.emit("year")
    desk.until(lambda: [row[0] for row in rows(shown)] == [MARIA])
    desk.press(Qt.Key.Key_F, CONTROL)
    desk.type("bell")
    desk.until(shown._nothing.isVisible)
    shown.show_all()
    desk.until(lambda: len(rows(shown)) == 2)


def test_payment_of_anybody_is_typed_by_keys_and_pays_what_is_due(desk, shown):
    shown.view.setFocus()
    desk.press(Qt.Key.Key_N, CONTROL)
    desk.until(shown.panel.customer.edit.hasFocus)
    desk.type("maria")
    desk.enter()
    desk.until(shown.panel.amount.hasFocus)
    desk.type("151.10")
    desk.enter()
    desk.until(lambda: not shown.panel.isVisible())
    desk.until(lambda: len(rows(shown)) == 3)
    assert desk.read(documents.get_row, 1).status == "paid"
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: len(rows(shown)) == 2)


def test_payment_noted_wrongly_is_changed_by_keys_in_one_step(desk, shown):
    shown.view.go_to(2)
    shown.view.setFocus()
    desk.press(Qt.Key.Key_F2)
    desk.until(shown.panel.amount.hasFocus)
    assert (shown.panel.method.value(), shown.panel.date.value()) == ("cash", dt.date(2020, 2, 3))
    shown.panel.amount.selectAll()
    desk.type("25")
    shown.panel.reference.setFocus()
    desk.type("RF19")
    shown.panel.note.setFocus()
    desk.type("by hand")
    desk.enter()
    desk.until(lambda: not shown.panel.isVisible())
    desk.until(lambda: rows(shown)[1] == [BOB, "€25.00", "Cash", "RF19", "", "€25.00"])
    assert desk.read(payments.get_row, 2).note == "by hand"
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: rows(shown)[1] == [BOB, "€20.00", "Cash", "", "", "€20.00"])


def test_amount_that_is_used_is_refused_beside_the_field(desk, shown):
    shown.view.go_to(1)
    shown.view.setFocus()
    desk.press(Qt.Key.Key_F2)
    shown.panel.amount.selectAll()
    desk.type("99")
    desk.enter()
    field = shown.panel._fields["amount"]
    desk.until(lambda: "€100.00 of this payment are used" in field.error)


def test_nobody_chosen_is_said_beside_the_field(desk, shown):
    desk.press(Qt.Key.Key_N, CONTROL)
    shown.panel.amount.setFocus()
    desk.type("5")
    desk.enter()
    desk.until(lambda: "Choose the customer" in shown.panel.customer.error)
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Escape)
    assert not shown.panel.isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.host.address == "crm://documents"


def test_chosen_payments_are_removed_in_one_step(desk, shown):
    shown.view.selectAll()
    shown.view.setFocus()
    desk.press(Qt.Key.Key_Delete)
    desk.until(lambda: not rows(shown))
    assert str(desk.read(documents.get_row, 1).open) == "251.10"
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: len(rows(shown)) == 2)


def test_enter_shows_what_was_paid_or_whose_it_is(desk, shown):
    shown.view.go_to(1)
    shown.view.setFocus()
    desk.enter()
    assert desk.window.host.address == "crm://document/1"
    desk.open("crm://payments")
    shown.view.go_to(2)
    shown.view.setFocus()
    desk.enter()
    assert desk.window.host.address == f"crm://contact/{desk.people[BOB]}/account"


def test_empty_list_says_what_belongs_here(desk):
    desk.open("crm://payments")
    desk.until(desk.page._nothing.isVisible)
    assert desk.page._nothing._title.text() == "No payments yet"


def test_place_is_offered_everywhere(desk):
    desk.press(Qt.Key.Key_K, CONTROL)
    desk.type(">go to payments")
    desk.enter()
    desk.until(lambda: desk.window.host.address == "crm://payments")


@pytest.mark.parametrize(
    ("period", "today", "first", "last"),
    [
        ("month", "2026-02-10", "2026-02-01", "2026-02-28"),
        ("last_month", "2026-01-31", "2025-12-01", "2025-12-31"),
        ("quarter", "2026-12-31", "2026-10-01", "2026-12-31"),
        ("quarter", "2026-01-01", "2026-01-01", "2026-03-31"),
        ("year", "2024-02-29", "2024-01-01", "2024-12-31"),
        ("last_year", "2024-02-29", "2023-01-01", "2023-12-31"),
    ],
)
def test_periods_begin_and_end_on_their_days(period, today, first, last):
    found = periods.days(period, dt.date.fromisoformat(today))
    assert [day.isoformat() for day in found] == [first, last]
    assert periods.days(periods.ALWAYS, dt.date(2026, 1, 1)) == (None, None)
