"""The palette finds documents, and offers what can be done with the one that is shown."""

import pytest
from PySide6.QtCore import Qt

from smallcrm.core import languages
from smallcrm.core.text import T
from smallcrm.services import documents
from tests.ui.documents.conftest import CONTROL


def search(desk, typed):
    """Type *typed* into the palette; return its lines once the data has answered."""
    desk.press(Qt.Key.Key_K, CONTROL)
    desk.type(typed)
    palette = desk.window.palette_list
    desk.until(lambda: not palette._is_asking)
    return list(palette.model.lines)


@pytest.fixture
def invoice(desk):
    return desk.issue(desk.store())


def number(desk, document_id):
    return desk.read(documents.get_row, document_id).number


@pytest.mark.parametrize("prefix", ["", "#"])
def test_document_is_found_by_its_number_and_opened(desk, invoice, prefix):
    lines = search(desk, prefix + number(desk, invoice)[-4:])
    assert lines[0].title == f"Invoice {number(desk, invoice)}"
    assert "Maria Papadopoulou" in lines[0].subtitle
    desk.enter()
    assert desk.window.host.address == f"crm://document/{invoice}"


def test_documents_of_a_customer_are_found_beside_the_customer(desk, invoice):
    draft = desk.store(kind="quote")
    desk.issue(desk.store(customer_id=desk.people["Bob Bell"]))
    found = [line.address for line in search(desk, "papadop")]
    assert found[0] == f"crm://contact/{desk.people['Maria Papadopoulou']}"
    assert set(found[1:3]) == {f"crm://document/{draft}", f"crm://document/{invoice}"}


def test_products_are_found(desk):
    assert [line.title for line in search(desk, "vas")][:1] == ["Vase"]


def test_number_sign_alone_offers_the_newest_documents(desk, invoice):
    assert [line.address for line in search(desk, "#")] == [f"crm://document/{invoice}"]


def test_people_sign_finds_only_people(desk, invoice):
    assert [line.title for line in search(desk, "@maria")] == ["Maria Papadopoulou"]


def test_enter_waits_for_the_answer_instead_of_running_what_stood_there(desk, invoice):
    desk.open("crm://documents")
    desk.press(Qt.Key.Key_K, CONTROL)
    desk.type("@bob")
    desk.enter()
    desk.until(lambda: desk.window.host.address == f"crm://contact/{desk.people['Bob Bell']}")
    assert not desk.window.palette_list.isVisible()


def test_draft_can_be_issued_from_the_palette(desk):
    desk.open(f"crm://document/{desk.store()}")
    line = search(desk, ">issue inv")[0]
    assert (line.title, line.keys) == ("Issue invoice", "Ctrl+Return")
    desk.enter()
    assert desk.editor.panel.isVisible()
    assert [line.title for line in search(desk, ">issue inv")] == []


def test_quote_can_become_an_invoice_from_the_palette(desk):
    quote = desk.issue(desk.store(kind="quote"))
    desk.open(f"crm://document/{quote}")
    titles = [line.title for line in search(desk, ">")]
    assert titles[:2] == ["Make invoice", "Print"]
    assert "Mark as accepted" in titles
    assert titles.count("Print") == 1
    desk.enter()
    desk.until(lambda: len(desk.ids()) == 2)


@pytest.mark.parametrize("language", ["ru", "el"])
def test_deeds_are_found_in_the_language_of_the_screen(desk, language):
    desk.open(f"crm://document/{desk.store()}")
    languages.use(language)
    try:
        words = str(T("Issue invoice"))
        assert words != "Issue invoice"
        assert search(desk, ">" + words[:12])[0].title == words
    finally:
        languages.use("en")


def test_deeds_of_a_document_are_not_offered_elsewhere(desk):
    desk.open(f"crm://document/{desk.store()}")
    desk.open("crm://contacts")
    assert search(desk, ">issue") == []
