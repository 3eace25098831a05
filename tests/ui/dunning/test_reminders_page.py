"""Reminders in the window: looked at, left out, sent once; days and texts in the settings."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from smallcrm.core.text import T
from smallcrm.services import documents, dunning, settings
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.ui.documents import printing
from smallcrm.ui.dunning import words


@pytest.fixture
def page(qtbot, window, database, people):
    """Ann and Bob are late."""
    with database.write(T("Test"), can_undo=False) as session:
        business = {"name": "Anthos", "country": "GR", "tax_id": "123456783", "currency": "EUR"}
        settings.change(session, business)
        for name in ("Ann Archer", "Bob Bell"):
            line = LineDraft("Work", price=Decimal(100), tax_category="Z")
            draft = DocumentDraft(customer_id=people[name], lines=(line,), due_days=0)
            made = documents.create_draft(session, draft)
            documents.issue(session, made, dt.date.today() - dt.timedelta(days=10))  # noqa: DTZ011
    window.open("crm://reminders")
    page = window.host.page
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    return page


def names(page):
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def test_letter_is_shown_beside_its_row(qtbot, page):
    qtbot.waitUntil(lambda: page.letter.count == 1)
    assert page.letter.isVisible()
    assert "10 days late" in page._said.text()


def test_customer_who_is_left_alone_and_comes_back(qtbot, window, page):
    page._menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: names(page) == ["Bob Bell"])
    page.chips.click(words.SKIPPED)
    qtbot.waitUntil(lambda: names(page) == ["Ann Archer"])
    page.back.click()
    qtbot.waitUntil(page.frame.nothing.isVisible)
    page.chips.click(words.DUE)
    qtbot.waitUntil(lambda: names(page) == ["Ann Archer", "Bob Bell"])


def test_invoice_that_is_left_alone_is_undone_with_one_key(qtbot, window, page):
    page._menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: names(page) == ["Bob Bell"])
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: names(page) == ["Ann Archer", "Bob Bell"])


def test_nothing_is_sent_when_the_answer_is_no(qtbot, window, page, database, tmp_path):
    page.ask_save(tmp_path)
    box = window.findChild(QMessageBox)
    assert "cannot be undone" in box.informativeText()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    with database.read() as session:
        assert dunning.list_sent(session) == []
    assert list(tmp_path.glob("*.pdf")) == []


def test_without_a_printer_it_says_what_to_do(qtbot, page, monkeypatch):
    monkeypatch.setattr(printing, "printers", list)
    page._ask_print()
    qtbot.waitUntil(page.frame.banner.isVisible)


def test_days_and_texts_are_settings(qtbot, window, database):
    window.open("crm://settings/reminders")
    section = window.host.page.section
    days = section.editors["dunning.levels"]
    days.setFocus()
    days.setText("-3, 10, 30")
    days.commit()
    title = section.editors["title"]

    def stored():
        with database.read() as session:
            return dunning.show(session)

    qtbot.waitUntil(lambda: stored()["dunning.levels"] == "-3,10,30")
    qtbot.waitUntil(lambda: section.level.count() == 3)
    section.level.set_value("2")
    section.reload()
    title.setText("Please")
    title.commit()
    qtbot.waitUntil(lambda: stored().get("dunning.2.title.en") == "Please")
    section.editors["text"].setPlainText("Pay {{price}}")
    section.editors["text"].commit()
    qtbot.waitUntil(lambda: "{{price}}" in section.fields["text"].error)
    assert "dunning.2.text.en" in stored()
