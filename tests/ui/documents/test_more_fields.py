"""The rarer fields of a document, by keys: days, references, second currency, reasons, charges."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from smallcrm.core.text import T
from smallcrm.services import documents, settings
from smallcrm.services.documents import Adjustment
from smallcrm.services.settings import TaxRateDraft
from smallcrm.ui.documents.line_cells import Cell
from tests.ui.documents.conftest import line


@pytest.fixture
def rare(desk):
    """The rarer fields of a stored draft, unfolded, the keyboard in the first of them."""
    desk.open(f"crm://document/{desk.store()}")
    desk.form.head._rare_summary.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert desk.window.focusWidget() is desk.form.head.rare.tax_date
    return desk.form.head.rare


def choose(choice, key):
    choice.setCurrentIndex(choice.findData(key))
    choice.activated.emit(choice.currentIndex())


def stored(desk):
    return desk.read(documents.get_draft, desk.saved())


def test_days_and_references_are_kept_with_the_document(desk, rare):
    desk.type("2/11/2026")
    desk.tab()
    desk.type("3/11/2026")
    desk.tab()
    choose(rare.delivery_country, "CY")
    desk.tab()
    desk.type("PO-77")
    desk.tab()
    desk.type("Anna")
    draft = stored(desk)
    assert (draft.tax_date, draft.delivery_date) == (date(2026, 11, 2), date(2026, 11, 3))
    assert (draft.delivery_country, draft.order_reference) == ("CY", "PO-77")
    assert draft.buyer_reference == "Anna"
    said = desk.form.head._rare_summary.text()
    assert "Order PO-77" in said
    assert "Delivered to Cyprus" in said


def test_escape_in_the_fields_folds_them_and_stays_on_the_document(desk, rare):
    address = desk.window.host.address
    desk.press(Qt.Key.Key_Escape)
    assert not rare.isVisible()
    assert desk.window.host.address == address


def test_second_currency_needs_its_rate_and_keeps_six_decimals(desk, rare):
    choose(rare.tax_currency, "RUB")
    assert rare.rate.isVisible()
    desk.editor.issue()
    assert desk.editor.panel.isHidden()
    rare.rate.setFocus()
    desk.type("92,123456")
    desk.enter()
    draft = stored(desk)
    assert (draft.tax_currency, draft.exchange_rate) == ("RUB", Decimal("92.123456"))
    choose(rare.tax_currency, "")
    assert stored(desk).exchange_rate is None


def test_reason_is_asked_for_where_a_line_without_tax_gives_none(desk):
    plain = line("Lesson", 1, 40)
    exempt = documents.LineDraft("Lesson", price=Decimal(40), tax_category="E")
    desk.open(f"crm://document/{desk.store(lines=(plain,))}")
    assert not desk.form.head.exemption.isVisible()
    desk.open(f"crm://document/{desk.store(lines=(exempt,))}")
    assert desk.form.head.exemption.isVisible()
    desk.form.head.exemption.setFocus()
    desk.type("Article 132")
    assert stored(desk).exemption_reason == "Article 132"
    assert desk.form.totals.taxes[0].exemption_reason == "Article 132"


def test_rate_without_tax_brings_its_reason_and_its_code(desk):
    desk.open(f"crm://document/{desk.store()}")
    desk.form.table.setFocus()
    desk.form.table.setCurrentIndex(desk.model.index(0, Cell.TAX))
    desk.type("Εξαγωγή")
    desk.enter()
    found = desk.model.line(0)
    assert (found.tax_category, found.exemption_code) == ("G", "VATEX-EU-G")
    assert "146" in found.exemption_reason
    assert not desk.form.head.exemption.isVisible()


def test_discount_and_charge_on_the_whole_have_reasons(desk):
    desk.open(f"crm://document/{desk.store()}")
    sums = desk.form.sums
    sums.discount.setFocus()
    desk.type("5")
    desk.tab()
    assert desk.window.focusWidget() is sums.off.reason
    desk.type("Loyal")
    sums._add.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert desk.window.focusWidget() is sums.plus.edit
    desk.type("12,50")
    desk.tab()
    desk.type("Freight")
    draft = stored(desk)
    assert draft.discounts == (Adjustment(percent=Decimal(5), reason="Loyal"),)
    assert draft.charges == (Adjustment(amount=Decimal("12.50"), reason="Freight"),)
    assert sums.plus._amount.text() == "€12.50"
    desk.open("crm://documents")
    desk.open(f"crm://document/{desk.ids()[0]}")
    assert (sums.off.reason.text(), sums.plus.reason.text()) == ("Loyal", "Freight")


def test_discount_of_a_line_is_typed_with_its_reason_and_edited_again(desk):
    desk.open(f"crm://document/{desk.store()}")
    desk.form.table.setFocus()
    desk.form.table.setCurrentIndex(desk.model.index(0, Cell.DISCOUNT))
    desk.type("10 € damaged; +2 € packing")
    desk.enter()
    assert desk.model.text(0, Cell.DISCOUNT) == "€10.00; +€2.00"
    assert desk.model.line(0).charges == (Adjustment(amount=Decimal(2), reason="packing"),)
    desk.form.table.setCurrentIndex(desk.model.index(0, Cell.DISCOUNT))
    desk.press(Qt.Key.Key_F2)
    assert desk.window.focusWidget().text() == "€10.00 damaged; +€2.00 packing"
    desk.enter()
    [one, _] = stored(desk).lines
    assert one.discounts == (Adjustment(amount=Decimal(10), reason="damaged"),)


@pytest.fixture
def changed_rate(desk):
    """From 2027 on 25 % is in the place of 24 %."""
    with desk.database.write(T("Change")) as session:
        [usual] = [row for row in settings.list_tax_rates(session) if row.is_default]
        ended = TaxRateDraft(usual.name, rate=usual.rate, valid_to=date(2026, 12, 31))
        settings.change_tax_rate(session, usual.id, ended)
        settings.create_tax_rate(
            session, TaxRateDraft("25", rate=Decimal(25), valid_from=date(2027, 1, 1))
        )
    return desk


def offers(desk):
    buttons = desk.editor.banner.findChildren(QPushButton)
    return [button for button in buttons if button.isVisible() and button.text()]


@pytest.mark.parametrize(
    ("include_tax", "totals"), [(True, ["€202.50", "€202.50"]), (False, ["€253.13", "€251.10"])]
)
def test_tax_date_over_a_change_of_rate_offers_the_new_one(changed_rate, include_tax, totals):
    desk = changed_rate
    desk.open(f"crm://document/{desk.store(prices_include_tax=include_tax)}")
    date_edit = desk.form.head._date
    date_edit.setFocus()
    date_edit.selectAll()
    desk.type("2/1/2027")
    desk.enter()
    assert [one.tax_rate for one in desk.model.lines()] == [24, 24]
    assert [button.text().rpartition(" ")[2] for button in offers(desk)] == totals
    offers(desk)[0].click()
    assert [one.tax_rate for one in desk.model.lines()] == [25, 25]
    assert [one.price for one in desk.model.lines()] == [95, Decimal("12.50")]
    assert not desk.editor.banner.isVisible()


def test_rate_that_was_left_is_not_asked_about_again(changed_rate):
    desk = changed_rate
    desk.open(f"crm://document/{desk.store(date=date(2027, 1, 2))}")
    assert desk.editor.banner.isVisible()
    offers(desk)[1].click()
    desk.form._note.setPlainText("x")
    assert not desk.editor.banner.isVisible()
    assert [one.tax_rate for one in desk.model.lines()] == [24, 24]
