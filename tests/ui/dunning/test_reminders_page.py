"""Reminders in the window: looked at, left out, sent once; days and texts in the settings."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

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


@pytest.fixture
def of_bob(database, people):
    """The invoice of Bob."""
    with database.read() as session:
        [found] = documents.list_ids(session, customer_id=people["Bob Bell"])
    return found


def going(page):
    return [letter.customer for letter in page._going()]


def test_late_invoice_leads_to_its_reminder_which_goes_out_alone(qtbot, window, page, of_bob):
    window.open(f"crm://document/{of_bob}")
    card = window.host.page.issued._aside._money
    [button] = [one for one in card.findChildren(QPushButton) if one.text() == "Send reminder…"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: going(page) == ["Bob Bell"])
    assert page._current().letter.customer == "Bob Bell"
    assert page.save.text() == "Save 1 reminder…"
    assert not page.frame.banner.isVisible()
    window.open("crm://reminders")
    qtbot.waitUntil(lambda: going(page) == ["Ann Archer", "Bob Bell"])


def test_invoice_that_was_reminded_of_says_that_none_is_due(qtbot, window, page, database, of_bob):
    today = page._today
    with database.write(T("Test"), can_undo=False) as session:
        dunning.send(session, today)
    qtbot.waitUntil(lambda: names(page) == [])
    window.open(f"crm://reminders/{of_bob}")
    qtbot.waitUntil(page.frame.banner.isVisible)
    assert "No reminder for this invoice is due today" in page.frame.banner.accessibleName()


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


def test_reminders_are_looked_at_printed_on_the_chosen_printer_and_marked(
    qtbot, window, page, printed, opened, database
):
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = opened()
    assert dialog._count.text() == "2 pages"
    dialog.options.copies.setValue(2)
    qtbot.keyClick(dialog.go, Qt.Key.Key_Return)
    box = window.findChild(QMessageBox)
    assert printed == []  # nothing is on paper that is not marked
    [button] = [one for one in box.buttons() if one is not box.defaultButton()]
    button.click()
    qtbot.waitUntil(lambda: len(printed) == 2)
    assert {(job.printer, job.copies) for _pdf, job in printed} == {("Laser", 2)}
    with database.read() as session:
        stored = {dunning.get_pdf(session, row.sha256) for row in dunning.list_sent(session)}
    assert {pdf for pdf, _job in printed} == stored


def test_without_a_printer_they_are_saved_instead(qtbot, window, page, monkeypatch, opened):
    monkeypatch.setattr(printing, "printers", list)
    asked = []
    monkeypatch.setattr(page, "_ask_save", lambda: asked.append(True))
    page._ask_print()
    dialog = opened()
    assert dialog.go.text() == "Save as PDF"
    dialog.go.click()
    assert asked


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
