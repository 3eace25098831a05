"""The panel "E-invoice", by mouse and keyboard."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton

from smallcrm.core.text import T
from smallcrm.services import contacts, documents, settings
from smallcrm.services.documents import LineDraft, PartyDraft, einvoice
from smallcrm.services.documents.einvoice import rules
from smallcrm.ui.documents.einvoice_menu import EinvoiceMenu

CHECK = rules.check
BUYER = PartyDraft(name="Müller", street="Weg 1", city="Berlin", country="DE")
ADVICE = LineDraft("Advice", Decimal(1), price=Decimal(80), tax_category="AE")
BUSINESS = {"name": "Anthos", "street": "Ermou 1", "city": "Athens", "tax_id": "123456783"}


def texts(panel):
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def says(panel, beginning):
    return any(text.startswith(beginning) for text in texts(panel))


def button(panel, words):
    return next(
        one for one in panel.findChildren(QPushButton) if one.isVisible() and one.text() == words
    )


@pytest.fixture
def whole(desk, quick_rules):
    """A business that is described."""
    with desk.database.write(T("Test")) as session:
        settings.change(session, BUSINESS)


@pytest.fixture
def checked(desk, qtbot, whole):
    """Opens a document and waits for the verdict on it; returns the panel."""

    def check(document_id):
        desk.open(f"crm://document/{document_id}")
        view = desk.page.issued if desk.read(documents.get_row, document_id).number else desk.editor
        view.check_einvoice()
        desk.until(view.einvoice.isVisible)
        qtbot.waitUntil(lambda: not view.einvoice.is_waiting, timeout=50_000)
        return view.einvoice

    return check


def test_a_missing_number_of_the_customer_leads_to_the_customer(desk, checked):
    contact_id = desk.people["Bob Bell"]
    with desk.database.write(T("Test")) as session:
        draft = contacts.get_view(session, contact_id).draft
        address = contacts.AddressDraft(street="Weg 1", city="Berlin", country="DE")
        contacts.change(session, contact_id, draft._replace(addresses=(address,)))
    panel = checked(desk.issue(desk.store(customer_id=contact_id, lines=(ADVICE,))))
    assert "1 thing keeps it from being a valid e-invoice:" in texts(panel)
    desk.until(lambda: says(panel, "Your customer's VAT number is missing"))
    assert button(panel, "Cancel by a credit note")
    button(panel, "Open the customer").click()
    desk.until(lambda: desk.window.host.address == f"crm://contact/{contact_id}/details")


def test_a_valid_invoice_is_called_valid_and_esc_closes_the_panel(desk, checked, qtbot):
    line = replace(ADVICE, tax_category="S", tax_rate=Decimal(24))
    document_id = desk.issue(desk.store(customer_id=None, customer=BUYER, lines=(line,)))
    panel = checked(document_id)
    assert "It is a valid e-invoice by the European standard EN 16931." in texts(panel)
    assert any("sends nothing to myDATA" in text for text in texts(panel))
    button(panel, "Enter it below").click()
    mark = panel.findChild(QLineEdit, "mark")
    desk.until(mark.hasFocus)
    desk.type("400001234567890")
    desk.enter()
    desk.settle()
    assert desk.read(einvoice.get_marks, document_id).mark == "400001234567890"
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_a_draft_is_checked_beside_its_form_and_the_sentence_leads_into_it(desk, checked):
    line = replace(ADVICE, tax_category="K")
    buyer = replace(BUYER, vat_id="DE136695976")
    panel = checked(desk.store(customer_id=None, customer=buyer, lines=(line,)))
    assert desk.form.isVisible()
    desk.until(lambda: says(panel, "The day of delivery is missing"))
    button(panel, "Show it in the draft").click()
    desk.until(lambda: desk.window.focusWidget().accessibleName() == "Delivery date")
    desk.type("27.2.2026")
    desk.enter()
    button(panel, "Check again").click()
    desk.until(lambda: panel.is_waiting)
    desk.qtbot.waitUntil(lambda: not panel.is_waiting, timeout=50_000)
    assert "It is a valid e-invoice by the European standard EN 16931." in texts(panel)


def test_an_e_invoice_is_saved_from_the_menu(desk, whole, tmp_path):
    line = replace(ADVICE, tax_category="S", tax_rate=Decimal(24))
    document_id = desk.issue(desk.store(customer_id=None, customer=BUYER, lines=(line,)))
    desk.open(f"crm://document/{document_id}")
    for words, name in (("Save as UBL…", "a.xml"), ("Save as Factur-X PDF…", "a.pdf")):
        desk.settle()
        menu = desk.issued.findChildren(EinvoiceMenu)[-1]
        next(action for action in menu.actions() if action.text() == words).trigger()
        desk.until(lambda: desk.window.findChildren(QFileDialog))
        [dialog] = desk.window.findChildren(QFileDialog)
        target = tmp_path / name
        dialog.fileSelected.emit(str(target))
        dialog.close()
        desk.until(target.exists)
        desk.until(lambda: not desk.window.findChildren(QFileDialog))
    assert (tmp_path / "a.xml").read_bytes() == desk.read(einvoice.xml, document_id, "ubl")
    assert (tmp_path / "a.pdf").read_bytes() == desk.read(einvoice.facturx, document_id)
    desk.issued.einvoice.stop()


def test_without_the_extra_the_panel_says_how_to_get_it(desk, checked, monkeypatch):
    monkeypatch.setattr(rules, "check", CHECK)
    monkeypatch.setattr(rules, "_PACKAGES", ("smallcrm_has_no_such_package",))
    panel = checked(desk.store(customer_id=None, customer=BUYER, lines=(ADVICE,)))
    assert any("smallcrm[einvoice]" in text for text in texts(panel))


def test_a_greek_business_is_told_of_mydata_before_it_issues_to_another(desk, whole):
    bakery = PartyDraft(name="Φούρνος", city="Βόλος", country="GR", tax_id="099876545")
    for buyer, is_told in ((bakery, True), (BUYER, False)):
        desk.open(f"crm://document/{desk.store(customer_id=None, customer=buyer)}")
        desk.editor.issue()
        panel = desk.editor.panel
        assert any("sends nothing to myDATA" in text for text in texts(panel)) == is_told
        desk.press(Qt.Key.Key_Escape)
