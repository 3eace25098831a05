"""Recurring documents in the window: made, left out, paused, changed, removed; all undone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from smallcrm.core.text import T
from smallcrm.services import contacts, documents, recurring, settings
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.recurring import RecurringDraft, Rule
from smallcrm.ui.documents.line_cells import Cell
from smallcrm.ui.documents.recurring import addresses, words

TODAY = dt.date.today()  # noqa: DTZ011 - as the program does
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def rent(database, people):
    """Every day since the day before yesterday, as drafts, for Bob; its id."""
    line = LineDraft("Rent", price=Decimal(500), tax_category="Z")
    with database.write(T("Test"), can_undo=False) as session:
        business = {"name": "Anthos", "country": "GR", "tax_id": "123456783", "currency": "EUR"}
        settings.change(session, business)
        bob = people["Bob Bell"]
        draft = DocumentDraft(customer_id=bob, lines=(line,))
        rule = Rule(TODAY - dt.timedelta(days=2), 1, "day")
        return recurring.create(session, RecurringDraft(bob, draft, rule, "Rent"))


@pytest.fixture
def page(qtbot, window, rent):
    window.open(addresses.LIST)
    page = window.host.page
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    return page


def test_drafts_are_made_with_one_key_and_taken_back_with_another(qtbot, window, page, ask):
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(ask(documents.list_ids)) == 3)
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: ask(documents.list_ids) == [])
    assert len(ask(recurring.list_waiting, TODAY)) == 3


def test_one_is_left_out_in_turn(qtbot, page, ask):
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)  # not the first: it says which comes first
    qtbot.waitUntil(page.frame.banner.isVisible)
    page.view.go_to(1)
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert len(ask(recurring.list_waiting, TODAY)) == 2


def test_it_is_paused_goes_on_and_is_removed(qtbot, page, ask):
    page.chips.click(words.ALL)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.pause.click()
    qtbot.waitUntil(lambda: page.pause.text() == "Go on")
    assert ask(recurring.list_waiting, TODAY) == []
    page.pause.click()
    qtbot.waitUntil(lambda: page.pause.text() == "Pause")
    page.bin.click()
    qtbot.waitUntil(page.frame.nothing.isVisible)
    assert ask(recurring.list_ids) == []


def test_price_and_rule_are_changed(qtbot, window, page, rent, ask):
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    form = page.form
    qtbot.waitUntil(form.isVisible)
    form.lines.model.setData(form.lines.model.index(0, Cell.PRICE), "510")
    form.every.setText("2")
    form.every.commit()
    qtbot.keyClick(form.every, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: ask(recurring.get, rent).rule.every == 2)
    assert ask(recurring.get, rent).draft.lines[0].price == Decimal(510)


def test_lines_are_added_and_removed_by_keys(desk, page, rent, ask):
    page.view.setFocus()
    desk.press(Qt.Key.Key_F2)
    form, table, model = page.form, page.form.lines.table, page.form.lines.model
    desk.until(form.isVisible)
    table.start()
    desk.type("Heating {{month}}")
    desk.enter()
    table.setCurrentIndex(model.index(1, Cell.PRICE))
    desk.type("80")
    desk.tab()
    assert model.text(1, Cell.AMOUNT) == "80.00"
    table.setCurrentIndex(model.index(0, Cell.ITEM))
    desk.press(Qt.Key.Key_Delete)
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.until(lambda: said(ask, rent) == ["Heating {{month}}"])
    assert len(ask(recurring.list_waiting, TODAY)) == 3  # Delete was the table's, not the list's
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.until(lambda: said(ask, rent) == ["Rent"])


def said(ask, rent):
    return [line.description for line in ask(recurring.get, rent).draft.lines]


def test_document_without_lines_is_refused_in_the_form(qtbot, window, page, rent, ask):
    window.open(addresses.of(rent))
    form = window.host.page.form
    form.lines.model.remove([0])
    form.store()
    qtbot.waitUntil(form._message.isVisible)
    assert "without lines" in form._message.text()


def test_rule_that_ends_before_it_begins_is_refused_in_the_form(qtbot, window, page, rent):
    window.open(addresses.of(rent))
    form = window.host.page.form
    form.until.set_value(TODAY - dt.timedelta(days=9))
    form.store()
    qtbot.waitUntil(form._message.isVisible)
    qtbot.keyClick(form.name, Qt.Key.Key_Escape)
    assert page.frame.isVisible()


def test_what_cannot_be_made_is_told(qtbot, page, database, people, ask):
    with database.write(T("Test")) as session:
        contacts.archive(session, [people["Bob Bell"]])
    page._ask_make()
    qtbot.waitUntil(page.frame.banner.isVisible)
    assert ask(documents.list_ids) == []


def test_document_for_nobody_does_not_recur(qtbot, window, page, database):
    line = LineDraft("Work", price=Decimal(1), tax_category="Z")
    with database.write(T("Test")) as session:
        made = documents.create_draft(session, DocumentDraft(lines=(line,)))
    window.open(addresses.new(made))
    assert page.frame.banner.isVisible()
    window.open(addresses.of(999))
    assert page.frame.banner.isVisible()


def test_chip_of_the_documents_leads_here(qtbot, window, rent):
    window.open("crm://documents")
    listed = window.host.page.list
    listed.chips.click("recurring")
    assert window.address == addresses.LIST if hasattr(window, "address") else True
    qtbot.waitUntil(lambda: type(window.host.page).__name__ == "RecurringPage")
    assert listed.chips.current() == ""
