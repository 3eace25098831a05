"""What is issued is told before, and stays as it is afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services import documents, settings
from smallcrm.ui.documents.deed_panel import Deed
from smallcrm.ui.settings_page.fields import DOCUMENTS
from tests.ui.documents.conftest import CONTROL


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def buttons(widget):
    found = widget.findChildren(QAbstractButton)
    return {one.text(): one for one in found if one.isVisible() and one.text()}


def run(desk, words):
    """Choose a line of the menu "More" of an issued document, or press its button."""
    for action in desk.issued._actions(desk.issued._shown.row):
        if str(action.text) == words:
            action.run()
            return
    raise AssertionError(words)


@pytest.fixture
def draft(desk):
    document_id = desk.store()
    desk.open(f"crm://document/{document_id}")
    return document_id


def test_panel_tells_what_will_happen_and_the_safe_button_has_the_keyboard(desk, draft):
    desk.press(Qt.Key.Key_Return, CONTROL)
    panel = desk.editor.panel
    assert panel.deed == Deed.ISSUE
    said = " ".join(texts(panel))
    for words in ("2026-0001", "Maria Papadopoulou", "€251.10", "cannot be changed", "credit note"):
        assert words in said
    assert "Issue invoice 2026-0001" in buttons(panel)
    assert QApplication.focusWidget().text() == "Keep as draft"
    desk.enter()
    assert not panel.isVisible()
    assert desk.form.isVisible()
    assert desk.read(documents.get_row, draft).status == "draft"


def test_esc_closes_the_panel_and_the_draft_goes_on(desk, draft):
    desk.press(Qt.Key.Key_P, CONTROL)
    assert QApplication.focusWidget().text() in ("Issue and print", "Issue and save as PDF")
    desk.press(Qt.Key.Key_Escape)
    assert not desk.editor.panel.isVisible()
    assert desk.window.host.address == f"crm://document/{draft}"


def test_issued_document_is_shown_as_its_stored_page_and_nothing_can_be_typed(desk, draft):
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: desk.issued.isVisible() and desk.issued.page.count == 1)
    assert not desk.editor.isVisible()
    assert desk.issued.page.pdf == desk.read(documents.get_pdf, draft)
    assert "Why nothing can be changed here" in texts(desk.issued)
    assert list(buttons(desk.issued))[:3] == ["E-invoice", "Save as PDF", "Print"]
    desk.open("crm://documents")
    desk.open(f"crm://document/{draft}")
    assert desk.issued.isVisible()


def test_issuing_cannot_be_undone(desk, draft):
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(desk.issued.isVisible)
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.settle()
    assert desk.read(documents.get_row, draft).number == "2026-0001"


def test_missing_fields_of_the_business_are_asked_for_once_in_place(desk):
    with desk.database.write(T("Test")) as session:
        settings.change(session, {"name": "", "tax_id": ""})
    draft = desk.store()
    desk.open(f"crm://document/{draft}")
    desk.press(Qt.Key.Key_Return, CONTROL)
    panel = desk.editor.panel
    assert QApplication.focusWidget().objectName() == "name"
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(panel._go.isEnabled)
    assert "not described yet" in panel._business._fields["name"].error
    assert desk.read(documents.get_row, draft).status == "draft"
    desk.type("Anthos")
    panel._business._edits["tax_id"].setText("801234567")
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(desk.issued.isVisible)
    business = desk.read(settings.get_business)
    assert (business.name, business.tax_id) == ("Anthos", "801234567")
    desk.open(f"crm://document/{desk.store()}")
    desk.press(Qt.Key.Key_Return, CONTROL)
    assert not desk.editor.panel._business.isVisible()


def test_date_before_the_last_number_is_refused_with_a_sentence(desk):
    desk.issue(desk.store())
    draft = desk.store(date=clock.today() - timedelta(days=3))
    desk.open(f"crm://document/{draft}")
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.press(Qt.Key.Key_Return, CONTROL)
    panel = desk.editor.panel
    desk.until(panel._message.isVisible)
    assert "The last number of the series was given on" in panel._message.text()
    box = DOCUMENTS["back_dating"]
    assert f"in the settings, under Documents: “{box}”" in panel._message.text()
    assert desk.window.focusWidget() is panel._go  # and not the rail
    assert desk.read(documents.get_row, draft).status == "draft"


@pytest.mark.parametrize(
    ("text", "state"), [("Mark as accepted", "Accepted"), ("Mark as declined", "Declined")]
)
def test_answer_to_a_quote_is_one_click_and_the_keyboard_stays_in_the_page(desk, text, state):
    desk.open(f"crm://document/{desk.issue(desk.store(kind='quote'))}")
    button = buttons(desk.issued._aside)[text]
    button.setFocus()
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.until(lambda: desk.issued._state.text() == state)
    assert text not in buttons(desk.issued._aside)
    desk.until(lambda: desk.issued.isAncestorOf(desk.window.focusWidget()))


def test_keyboard_stays_in_the_page_when_the_button_of_a_menu_is_made_anew(desk):
    desk.open(f"crm://document/{desk.issue(desk.store(kind='quote'))}")
    [more] = [one for one in desk.issued._bar.findChildren(QPushButton) if one.menu()]
    more.setFocus()
    run(desk, "Mark as sent")
    desk.until(lambda: desk.issued._state.text() == "Sent")
    desk.until(lambda: desk.issued.isAncestorOf(desk.window.focusWidget()))


def test_document_without_lines_is_not_issued(desk):
    desk.open(f"crm://document/{desk.store(lines=())}")
    desk.press(Qt.Key.Key_Return, CONTROL)
    assert not desk.editor.panel.isVisible()
    assert desk.editor.banner.isVisible()
    assert desk.window.focusWidget() is desk.form.table


def test_what_is_typed_last_is_issued(desk, draft):
    desk.form.table.setCurrentIndex(desk.model.index(0, 1))
    desk.type("10")
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(desk.issued.isVisible)
    assert desk.lines(draft)[0].quantity == 10


def test_draft_issued_elsewhere_turns_into_its_page(desk, draft):
    desk.issue(draft)
    desk.until(desk.issued.isVisible)
    assert desk.issued.document_id == draft


def test_quote_becomes_an_invoice_once_and_keeps_the_link(desk):
    quote = desk.issue(desk.store(kind="quote"))
    desk.open(f"crm://document/{quote}")
    desk.until(lambda: "Make invoice" in buttons(desk.issued))
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: desk.page.headline().startswith("Invoice, draft"))
    invoice = desk.editor.document_id
    assert desk.read(documents.get_draft, invoice).lines == desk.lines(quote)
    desk.window.host.back()
    desk.until(lambda: "Became" in texts(desk.issued))
    run(desk, "Make invoice")
    desk.until(lambda: desk.window.host.address == f"crm://document/{invoice}")
    assert len(desk.ids()) == 2


def test_quote_is_marked_and_the_mark_can_be_taken_back(desk):
    quote = desk.issue(desk.store(kind="quote"))
    desk.open(f"crm://document/{quote}")
    for words, state in (
        ("Mark as sent", "Sent"),
        ("Mark as accepted", "Accepted"),
        ("Mark as declined", "Declined"),
    ):
        run(desk, words)
        desk.until(lambda state=state: desk.issued._state.text() == state)
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: desk.issued._state.text() == "Accepted")


def test_copy_is_a_draft_of_its_own(desk):
    invoice = desk.issue(desk.store())
    desk.open(f"crm://document/{invoice}")
    run(desk, "Copy to a new draft")
    desk.until(desk.editor.isVisible)
    copy = desk.editor.document_id
    assert copy != invoice
    assert desk.lines(copy) == desk.lines(invoice)


def test_invoice_is_cancelled_by_a_credit_note_after_a_question(desk):
    invoice = desk.issue(desk.store())
    desk.open(f"crm://document/{invoice}")
    run(desk, "Cancel by a credit note")
    panel = desk.issued.panel
    assert panel.deed == Deed.VOID
    assert QApplication.focusWidget().text() == "Leave it as it is"
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: desk.issued._state.text() == "Void")
    desk.until(lambda: "Corrected by" in texts(desk.issued))
    row = desk.read(documents.get_row, invoice)
    assert (row.status, row.open) == ("void", 0)
    assert "Mark as sent" not in [
        str(action.text) for action in desk.issued._actions(desk.issued._shown.row)
    ]


def test_document_that_is_not_there_leads_to_the_list_with_a_sentence(desk):
    desk.open("crm://document/999")
    assert desk.page.list.banner.isVisible()
    assert "There is no document 999" in " ".join(texts(desk.page.list.banner))


def test_customer_of_an_issued_document_is_one_click_away(desk):
    invoice = desk.issue(desk.store())
    desk.open(f"crm://document/{invoice}")
    desk.until(lambda: "Maria Papadopoulou" in buttons(desk.issued))
    buttons(desk.issued)["Maria Papadopoulou"].click()
    assert desk.window.host.address == f"crm://contact/{desk.people['Maria Papadopoulou']}"


def test_later_change_of_the_customer_changes_nothing(desk):
    invoice = desk.issue(desk.store())
    stored = desk.read(documents.get_pdf, invoice)
    with desk.database.write(T("Test")) as session:
        settings.change(session, {"name": "Another name"})
    desk.open(f"crm://document/{invoice}")
    desk.until(lambda: desk.issued.page.pdf == stored)
    assert replace(desk.read(documents.get_view, invoice)).seller.name == "Anthos Flowers"


@pytest.mark.parametrize(
    ("kind", "advice"),
    [("quote", "copy it to a new draft"), ("order", "make it void"), ("invoice", "a credit note")],
)
def test_question_and_page_advise_what_fits_the_kind(desk, kind, advice):
    draft = desk.store(kind=kind)
    desk.open(f"crm://document/{draft}")
    desk.press(Qt.Key.Key_Return, CONTROL)
    said = " ".join(texts(desk.editor.panel))
    assert advice in said
    assert ("credit note" in said) == (kind == "invoice")
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(desk.issued.isVisible)
    assert ("credit note" in " ".join(texts(desk.issued))) == (kind == "invoice")
