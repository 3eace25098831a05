"""What was agreed with a customer comes onto the lines; what somebody typed stays."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from smallcrm.core.text import T
from smallcrm.services import documents, prices, products
from smallcrm.services.prices import PriceDraft, PriceListDraft, Terms
from smallcrm.ui.documents.line_cells import Cell
from tests.ui.documents.conftest import CONTROL


@pytest.fixture
def agreed(desk):
    """Maria gets roses at 80, at 60 from ten on, 5 % off, and pays within 30 days."""
    maria = desk.people["Maria Papadopoulou"]
    with desk.database.write(T("Agree")) as session:
        [rose] = products.list_ids(session, search="Rose")
        resellers = prices.create_price_list(session, PriceListDraft("Resellers"))
        prices.set_price(session, PriceDraft(rose, Decimal(80), resellers))
        step = PriceDraft(rose, Decimal(60), contact_id=maria, quantity=Decimal(10))
        prices.set_price(session, step)
        prices.set_terms(session, maria, Terms(resellers, Decimal(5), 30))
    return desk


def first(desk):
    line = desk.model.line(0)
    return line.quantity, line.price, line.discount_percent


def type_quantity(desk, typed):
    desk.form.table.setFocus()
    desk.form.table.setCurrentIndex(desk.model.index(0, Cell.QUANTITY))
    desk.type(typed)
    desk.enter()


def test_product_comes_with_the_price_and_the_discount_of_its_customer(agreed):
    agreed.open("crm://document/new/invoice")
    agreed.choose_customer("ma")
    assert agreed.form.draft().due_days == 30
    agreed.take_product("ro")
    assert first(agreed) == (1, 80, 5)
    type_quantity(agreed, "12")
    assert first(agreed) == (12, 60, 5)
    type_quantity(agreed, "2")
    assert first(agreed) == (2, 80, 5)


def test_price_typed_by_hand_stays_when_the_quantity_changes(agreed):
    agreed.open("crm://document/new/invoice")
    agreed.choose_customer("ma")
    agreed.take_product("ro")
    agreed.form.table.setCurrentIndex(agreed.model.index(0, Cell.PRICE))
    agreed.type("80")
    agreed.enter()
    type_quantity(agreed, "12")
    assert first(agreed) == (12, 80, 5)


def test_another_customer_brings_other_prices_but_for_those_typed(agreed):
    agreed.open("crm://document/new/invoice")
    agreed.choose_customer("bo")
    agreed.take_product("ro")
    agreed.form.table.start()
    agreed.take_product("va")
    agreed.form.table.setCurrentIndex(agreed.model.index(1, Cell.PRICE))
    agreed.type("11")
    agreed.enter()
    assert [line.price for line in agreed.model.lines()] == [95, 11]
    agreed.form.head.start()
    agreed.choose_customer("ma")
    assert [line.price for line in agreed.model.lines()] == [80, 11]
    assert agreed.form.draft().due_days == 30
    stored = agreed.read(documents.get_draft, agreed.saved())
    assert [line.price for line in stored.lines] == [80, 11]


def test_days_to_pay_typed_by_hand_stay_with_another_customer(agreed):
    agreed.open("crm://document/new/invoice")
    agreed.choose_customer("bo")
    due = agreed.form.head._due
    due.setFocus()
    due.selectAll()
    agreed.type("3")
    agreed.enter()
    agreed.form.head.start()
    agreed.choose_customer("ma")
    assert agreed.form.draft().due_days == 3


def test_offered_product_tells_the_price_of_the_customer(agreed):
    agreed.open("crm://document/new/invoice")
    agreed.choose_customer("ma")
    agreed.type("ro")
    suggestions = agreed.form.table._delegate._suggestions
    agreed.until(suggestions.isVisible)
    assert suggestions.offered[0].detail == "80.00 EUR"


def test_undo_of_another_customer_brings_the_old_prices_back(agreed):
    agreed.open("crm://document/new/invoice")
    agreed.choose_customer("bo")
    agreed.take_product("ro")
    agreed.saved()
    agreed.form.head.start()
    agreed.choose_customer("ma")
    agreed.saved()
    assert agreed.model.line(0).price == 80
    agreed.form.table.setFocus()
    agreed.press(Qt.Key.Key_Z, CONTROL)
    agreed.until(lambda: agreed.model.line(0).price == 95)
