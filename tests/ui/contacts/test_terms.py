"""What was agreed with a customer, on the page of the contact, by keys."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from smallcrm.core.text import T
from smallcrm.services import prices, products
from smallcrm.services.prices import PriceDraft, PriceListDraft, Terms
from smallcrm.services.products import ProductDraft


@pytest.fixture
def resellers(database, anna):
    """A price list, and a rose that Anna gets at 60 from ten on."""
    with database.write(T("Agree")) as session:
        rose = products.create(session, ProductDraft("Rose", price=Decimal(95)))
        own = PriceDraft(rose, Decimal(60), contact_id=anna, quantity=Decimal(10))
        prices.set_price(session, own)
        return prices.create_price_list(session, PriceListDraft("Resellers"))


@pytest.fixture
def block(qtbot, resellers, profile):
    profile.card.choose("details")
    return profile.card.form.terms


@pytest.fixture
def agreed(database, anna):
    def read():
        with database.read() as session:
            return prices.get_terms(session, anna)

    return read


def test_terms_are_typed_saved_and_undone(qtbot, window, block, agreed, resellers):
    block.price_list.setFocus()
    qtbot.keyClick(block.price_list, Qt.Key.Key_Down)
    block.price_list.activated.emit(1)
    qtbot.waitUntil(lambda: agreed() == Terms(resellers))
    block.discount.setFocus()
    qtbot.keyClicks(block.discount, "2,5")
    qtbot.keyClick(block.discount, Qt.Key.Key_Tab)
    block.days.setFocus()
    qtbot.keyClicks(block.days, "30")
    qtbot.keyClick(block.days, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: agreed() == Terms(resellers, Decimal("2.5"), 30))
    block.price_list.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: agreed().due_days is None)
    qtbot.waitUntil(lambda: block.days.text() == "")


def test_discount_beyond_the_whole_is_told_beside_its_field(qtbot, block, agreed):
    block.discount.setFocus()
    qtbot.keyClicks(block.discount, "150")
    qtbot.keyClick(block.discount, Qt.Key.Key_Return)
    field = block.discount.parentWidget()
    qtbot.waitUntil(lambda: "between 0 % and 100 %" in field.error)
    assert agreed() == Terms()


def test_zero_is_no_discount_and_nothing_is_that_of_the_company(qtbot, block, agreed):
    block.discount.setFocus()
    qtbot.keyClicks(block.discount, "0")
    qtbot.keyClick(block.discount, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: agreed() == Terms(discount_percent=Decimal(0)))
    assert block.discount.text() == "0"
    block.discount.selectAll()
    qtbot.keyClick(block.discount, Qt.Key.Key_Delete)
    qtbot.keyClick(block.discount, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: agreed() == Terms())
    assert block.discount.text() == ""


def test_own_prices_of_the_customer_are_told(block):
    assert block._own.text() == "Own prices\nRose, from 10 on: €60.00"


def test_terms_of_the_company_are_told_where_they_hold(
    qtbot, database, anna, block, profile, resellers
):
    with database.write(T("Agree")) as session:
        company = prices.company_of(session, anna)
        assert company is not None
        prices.set_terms(session, company, Terms(resellers, Decimal(5), 30))
    block.show_contact(anna)
    assert block.price_list.currentText().startswith("Resellers, as for ")
    assert block.company.isVisible()
    assert block.company.text().endswith("5\N{NO-BREAK SPACE}% discount, 30 days to pay")
    block.show_contact(company)
    assert not block.company.isVisible()
