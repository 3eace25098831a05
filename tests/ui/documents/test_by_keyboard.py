"""A document from nothing to paper, by keys alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from smallcrm.core.text import T
from smallcrm.services import contacts, documents
from smallcrm.services.contacts import ContactDraft
from smallcrm.ui.documents import printing
from smallcrm.ui.shell import hits

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def printed(monkeypatch):
    """What was sent to the one printer of this computer."""
    jobs = []
    monkeypatch.setattr(printing, "printers", lambda: ["Laser"])
    monkeypatch.setattr(printing, "send", lambda pdf, job, progress: jobs.append((pdf, job)))
    return jobs


def test_invoice_is_made_and_issued_by_keys_alone(desk):
    desk.open("crm://document/new/invoice")
    desk.choose_customer("ma")
    desk.take_product("ro")
    desk.type("12")
    desk.enter()
    desk.take_product("va")
    desk.enter()
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(desk.editor.panel.isVisible)
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: desk.page.headline().startswith("Invoice 2026-0001"))
    [document_id] = desk.ids()
    row = desk.read(documents.get_row, document_id)
    assert (row.customer, row.number) == ("Maria Papadopoulou", "2026-0001")
    assert row.total == (Decimal(12) * 95 + Decimal("12.50")) * Decimal("1.24")
    assert [
        (one.description, one.quantity, one.price, one.item_code) for one in desk.lines(document_id)
    ] == [
        ("Rose arrangement, tall", Decimal(12), Decimal(95), "R-1"),
        ("Vase", Decimal(1), Decimal("12.5"), ""),
    ]


def test_eight_keys_lead_from_the_window_to_a_printed_invoice(desk, printed):
    """The target of the look: Ctrl+Shift+N, I, "ma", Enter, "ro", Enter, Ctrl+P, Enter."""
    desk.press(Qt.Key.Key_N, CONTROL | SHIFT)
    desk.press(Qt.Key.Key_I)
    desk.until(lambda: desk.window.host.address == "crm://document/new/invoice")
    desk.back_from_menu()
    desk.type("ma")
    desk.enter()
    desk.until(lambda: desk.window.focusWidget() is desk.form.table)
    desk.type("ro")
    desk.enter()
    desk.until(lambda: desk.model.count == 1 and desk.model.line(0).price == 95)
    desk.press(Qt.Key.Key_P, CONTROL)
    desk.until(desk.editor.panel.isVisible)
    desk.enter()
    desk.until(lambda: printed)
    [document_id] = desk.ids()
    assert desk.read(documents.get_row, document_id).number == "2026-0001"
    pdf, job = printed[0]
    assert pdf == desk.read(documents.get_pdf, document_id)
    assert (job.printer, job.copies) == ("Laser", 1)


def test_greek_name_is_found_without_its_accent(desk):
    desk.open("crm://document/new/quote")
    desk.choose_customer("ελενη")
    desk.take_product("va")
    document_id = desk.saved()
    draft = desk.read(documents.get_draft, document_id)
    assert (draft.kind, draft.customer_id) == ("quote", desk.people["Ελένη Νικολάου"])
    assert draft.valid_until is not None


def test_unknown_name_becomes_a_contact(desk):
    desk.open("crm://document/new/invoice")
    desk.type("Zorba")
    field = desk.form.head._customer
    desk.until(field._suggestions.isVisible)
    assert [one.title for one in field._suggestions.offered] == ["Create contact “Zorba”"]
    desk.press(Qt.Key.Key_Down)
    desk.enter()
    desk.until(lambda: desk.window.focusWidget() is desk.form.table)
    [contact_id] = desk.read(contacts.list_ids, search="Zorba")
    assert desk.form.draft().customer_id == contact_id


def offered_for(desk, letters):
    """Type *letters* as the customer of a new quote; the list, once it is there."""
    desk.open("crm://document/new/quote")
    desk.type(letters)
    suggestions = desk.form.head._customer._suggestions
    desk.until(suggestions.isVisible)
    assert suggestions.offered[-1].title == f"Create contact “{letters}”"
    return suggestions


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Up])
def test_one_careless_arrow_never_makes_a_contact_beside_the_one_that_was_found(desk, key):
    offered_for(desk, "ελε")
    desk.press(key)
    desk.enter()
    desk.until(lambda: desk.window.focusWidget() is desk.form.table)
    assert desk.form.draft().customer_id == desk.people["Ελένη Νικολάου"]


def test_down_goes_from_the_first_match_to_the_second_and_stays_at_the_last(desk):
    with desk.database.write(T("Test")) as session:
        second = contacts.create(session, ContactDraft("Ελένη Παππά"))
    found = [one.value.id for one in offered_for(desk, "ελε").offered[:-1]]
    assert set(found) == {desk.people["Ελένη Νικολάου"], second}
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    desk.enter()
    desk.until(lambda: desk.window.focusWidget() is desk.form.table)
    assert desk.form.draft().customer_id == found[1]


def test_second_down_on_the_last_match_goes_on_to_the_new_contact(desk):
    offered_for(desk, "ελε")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    desk.enter()
    desk.until(lambda: desk.window.focusWidget() is desk.form.table)
    row = desk.form.draft().customer_id
    assert row not in desk.people.values()


def test_name_that_nobody_chose_is_not_taken(desk):
    desk.open("crm://document/new/invoice")
    desk.type("Zz")
    desk.tab()
    assert "Nobody was chosen" in desk.form.head._customer.error
    desk.editor.issue()
    assert not desk.editor.panel.isVisible()
    assert desk.form.draft().customer_id is None


def test_free_text_is_an_item_of_its_own(desk):
    desk.open("crm://document/new/invoice")
    desk.choose_customer("bo")
    desk.type("Roast")
    desk.until(lambda: desk.form.table._delegate._suggestions is not None)
    desk.tab()
    desk.type("2")
    desk.tab()
    desk.type("h")
    desk.tab()
    desk.type("3*12,50")
    desk.tab()
    desk.type("10")
    desk.tab()
    desk.type("13")
    desk.enter()
    [one] = desk.lines(desk.saved())
    assert (one.description, one.quantity, one.unit) == ("Roast", Decimal(2), "h")
    assert (one.price, one.discount_percent) == (Decimal("37.5"), Decimal(10))
    assert (one.tax_rate, one.tax_category) == (Decimal(13), "S")


def test_esc_keeps_what_was_typed_instead_of_a_product(desk):
    desk.open("crm://document/new/invoice")
    desk.choose_customer("bo")
    desk.type("Rose")
    suggestions = desk.form.table._delegate._suggestions
    desk.until(suggestions.isVisible)
    desk.press(Qt.Key.Key_Escape)
    desk.enter()
    [one] = desk.model.lines()
    assert (one.description, one.product_id) == ("Rose", None)


def test_esc_takes_typing_in_a_cell_back(desk):
    desk.open(f"crm://document/{desk.store()}")
    before = desk.model.lines()
    desk.form.table.setCurrentIndex(desk.model.index(0, 3))
    desk.type("77")
    assert desk.model.line(0).price == 77  # the page follows each key
    desk.press(Qt.Key.Key_Escape)
    assert desk.model.lines() == before


def test_without_a_printer_the_page_is_saved_as_pdf(desk, monkeypatch, tmp_path):
    monkeypatch.setattr(printing, "printers", list)
    desk.open(f"crm://document/{desk.store()}")
    desk.press(Qt.Key.Key_P, CONTROL)
    desk.until(lambda: desk.editor.panel.isVisible() and desk.editor.panel.saves)
    desk.enter()
    desk.until(lambda: desk.window.findChildren(QFileDialog))
    [dialog] = desk.window.findChildren(QFileDialog)
    [suggested] = dialog.selectedFiles()
    assert suggested.endswith("Invoice 2026-0001 Maria Papadopoulou.pdf")
    target = tmp_path / "mine.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    desk.until(target.exists)
    [document_id] = desk.ids()
    assert target.read_bytes() == desk.read(documents.get_pdf, document_id)


def test_new_quote_and_invoice_have_keys_of_their_own(desk):
    desk.open("crm://documents")
    desk.press(Qt.Key.Key_I, CONTROL | SHIFT)
    desk.until(lambda: desk.window.host.address == "crm://document/new/invoice")
    desk.press(Qt.Key.Key_Q, CONTROL | SHIFT)
    assert desk.window.host.address == "crm://document/new/quote"
    assert desk.editor.kind == "quote"
    assert desk.ids() == []


def test_document_begun_for_a_contact_goes_straight_to_the_items(desk):
    desk.open(f"crm://document/new/invoice/{desk.people['Bob Bell']}")
    assert desk.window.focusWidget() is desk.form.table
    desk.take_product("ro")
    assert desk.read(documents.get_draft, desk.saved()).customer_id == desk.people["Bob Bell"]


def test_escape_goes_back_to_the_list_and_nothing_is_lost(desk):
    desk.open("crm://document/new/invoice")
    desk.choose_customer("ma")
    desk.take_product("ro")
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.host.address == "crm://documents"
    desk.until(lambda: desk.page.list.model.rowCount() == 1)
    [document_id] = desk.ids()
    assert desk.lines(document_id)[0].price == 95


def test_escape_in_currency_and_language_folds_them_and_stays_on_the_quote(desk):
    desk.open("crm://document/new/quote")
    head = desk.form.head
    for box in (head._currency, head._language, head._prices):
        head._summary.setFocus()
        desk.press(Qt.Key.Key_Space)
        assert desk.window.focusWidget() is head._currency
        box.setFocus()
        desk.press(Qt.Key.Key_Escape)
        assert desk.window.host.address == "crm://document/new/quote"
        assert not head._more.isVisible()
        assert desk.window.focusWidget() is head._summary


def test_escape_closes_the_list_of_currencies_before_it_folds_them(desk):
    desk.open("crm://document/new/quote")
    head = desk.form.head
    head._summary.click()
    head._currency.showPopup()
    desk.until(head._currency.view().isVisible)
    desk.qtbot.keyClick(head._currency.view(), Qt.Key.Key_Escape)
    desk.until(lambda: not head._currency.view().isVisible())
    assert head._more.isVisible()
    assert desk.window.host.address == "crm://document/new/quote"


def test_commands_that_are_called_alike_are_offered_once(desk):
    desk.open("crm://documents")
    found = hits.commands_matching(desk.window.commands, "new invoice")
    assert [(hit.title, bool(hit.keys)) for hit in found] == [("New invoice", True)]
