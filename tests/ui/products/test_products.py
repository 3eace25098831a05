"""Products: typed once, found by two letters ever after."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from smallcrm.core import languages
from smallcrm.core.text import T
from smallcrm.services import products
from smallcrm.services.products import ProductDraft, photos
from smallcrm.ui.products.cells import Cell
from tests.ui.test_usable import problems

CONTROL = Qt.KeyboardModifier.ControlModifier
ROSE = ProductDraft("Rose", code="R-1", unit="pcs", price=Decimal(95), tax_rate=Decimal(24))
VASE = ProductDraft("Vase", price=Decimal("12.5"), tax_rate=Decimal(13), currency="USD")


@pytest.fixture
def stored(database):
    with database.write(T("Test")) as session:
        return {draft.name: products.create(session, draft) for draft in (VASE, ROSE)}


@pytest.fixture
def page(qtbot, window):
    window.open("crm://products")
    return window.host.page


@pytest.fixture
def read(database):
    def run(query, *args, **more):
        with database.read() as session:
            return query(session, *args, **more)

    return run


@pytest.fixture
def filled(qtbot, stored, page):
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    return page


def keys(qtbot, window, text):
    for letter in text:
        qtbot.keyClicks(window.focusWidget(), letter)


def tab(qtbot, window):
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)


def test_empty_list_says_what_belongs_here(qtbot, page):
    qtbot.waitUntil(page._nothing.isVisible)
    assert page._nothing._title.text() == "No products yet"


def test_rows_stand_in_the_order_of_names_with_figures(filled):
    model = filled.model
    rows = [[model.index(row, at).data() for at in range(5)] for row in range(2)]
    assert rows == [
        ["Rose", "R-1", "pcs", "95.00", "24\u00a0%"],
        ["Vase", "", "", "12.50 USD", "13\u00a0%"],
    ]
    assert filled._count.text() == "2"


def test_new_product_is_typed_by_keys_and_saves_itself(qtbot, window, page, read):
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    assert window.host.address == "crm://product/new"
    for text in ("Ribbon", "B-7", "m"):
        keys(qtbot, window, text)
        tab(qtbot, window)
    keys(qtbot, window, "3*1,50")
    tab(qtbot, window)
    qtbot.waitUntil(lambda: len(read(products.list_ids)) == 1)
    [product_id] = read(products.list_ids)
    expected = ProductDraft("Ribbon", "B-7", "", "m", Decimal("4.5"), "", "S", Decimal(24))
    qtbot.waitUntil(lambda: read(products.get_draft, product_id) == expected)
    qtbot.waitUntil(lambda: window.host.address == f"crm://product/{product_id}")
    assert page.form.state.text.startswith("Saved ")
    qtbot.waitUntil(lambda: page.model.ids == [product_id])


def test_nothing_is_stored_before_there_is_a_name(qtbot, window, page, read):
    window.open("crm://product/new")
    page.form._code.setText("X")
    page.form._code.commit()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    qtbot.wait(50)
    assert read(products.list_ids) == []
    assert not page.form.isVisible()


def test_everything_typed_at_once_makes_one_product(qtbot, window, page, read):
    window.open("crm://product/new")
    page.form._name.setText("Ribbon")
    page.form._unit.setText("m")
    page.form.leave()
    qtbot.waitUntil(lambda: page.form.product_id != 0)
    qtbot.waitUntil(lambda: read(products.get_draft, page.form.product_id).unit == "m")
    assert len(read(products.list_ids)) == 1


def test_chosen_product_is_changed_in_place_and_undone(qtbot, window, filled, read, stored):
    filled.view.setFocus()
    filled.view.setCurrentIndex(filled.model.index(0, 0))
    qtbot.keyClick(filled.view, Qt.Key.Key_Return)
    assert QApplication.focusWidget().objectName() == "name"
    keys(qtbot, window, "Tall rose")
    tab(qtbot, window)
    rose = stored["Rose"]
    qtbot.waitUntil(lambda: read(products.get_draft, rose).name == "Tall rose")
    qtbot.waitUntil(lambda: filled.model.row_at(0).name == "Tall rose")
    filled.view.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: read(products.get_draft, rose).name == "Rose")
    qtbot.waitUntil(lambda: filled.form._name.text() == "Rose")


def test_tax_rate_is_chosen_from_the_settings(qtbot, filled, read, stored):
    filled.view.setCurrentIndex(filled.model.index(0, 0))
    tax = filled.form._tax
    offered = [tax.itemText(at) for at in range(tax.count())]
    assert offered[:3] == ["24\u00a0%", "13\u00a0%", "6\u00a0%"]
    assert "0\u00a0% G  Εξαγωγή" in offered
    tax.setCurrentIndex(1)
    tax.activated.emit(1)
    qtbot.waitUntil(lambda: read(products.get_draft, stored["Rose"]).tax_rate == 13)


def test_code_that_is_taken_is_told_beside_its_field(qtbot, filled, read, stored):
    filled.view.setCurrentIndex(filled.model.index(1, 0))
    filled.form._code.setText("R-1")
    filled.form._code.commit()
    qtbot.waitUntil(lambda: "belongs to Rose" in filled.form._fields["code"].error)
    assert filled.form.state.text == "Not saved"
    assert read(products.get_draft, stored["Vase"]).code == ""


def test_price_that_cannot_be_read_stays_with_a_sentence(qtbot, filled, read, stored):
    filled.view.setCurrentIndex(filled.model.index(0, 0))
    filled.form._price.setText("cheap")
    filled.form._price.commit()
    assert "not a number" in filled.form._fields["price"].error
    assert read(products.get_draft, stored["Rose"]).price == 95


def test_archived_products_come_back_by_undo(qtbot, window, filled, read):
    filled.view.selectAll()
    filled.view.setFocus()
    qtbot.keyClick(filled.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: filled.model.rowCount() == 0)
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: filled.model.rowCount() == 2)


def test_search_finds_by_name_and_code(qtbot, window, filled, stored):
    qtbot.keyClick(window, Qt.Key.Key_F, CONTROL)
    keys(qtbot, window, "r-1")
    qtbot.waitUntil(lambda: filled.model.ids == [stored["Rose"]])
    filled.search.setText("zzz")
    qtbot.waitUntil(filled._nothing.isVisible)
    assert filled._nothing._title.text() == "Nothing found"


def test_product_that_is_gone_is_told(qtbot, window, filled):
    window.open("crm://product/999")
    assert not filled.form.isVisible()


def test_page_with_its_form_is_named_reachable_and_whole(qtbot, window, filled):
    filled.view.setCurrentIndex(filled.model.index(0, 0))
    for size in ((1024, 700), (1366, 768)):
        window.resize(*size)
        qtbot.wait(20)
        qtbot.waitUntil(lambda: problems(window) == [])


@pytest.mark.parametrize("language", ["en", "ru", "el"])
def test_form_of_a_product_with_a_photo_is_no_wider_than_its_room(
    qtbot, window, stored, database, language
):
    picture = io.BytesIO()
    Image.new("RGB", (64, 64), "red").save(picture, "PNG")
    with database.write(T("Test")) as session:
        photos.set_photo(session, stored["Rose"], picture.getvalue())
    languages.use(language)
    try:
        window.open(f"crm://product/{stored['Rose']}")
        form = window.host.page.form
        qtbot.waitUntil(form.extras.remove.isVisible)
        (area,) = form.findChildren(QScrollArea)
        qtbot.waitUntil(lambda: area.widget().width() <= area.viewport().width())
    finally:
        languages.use("en")


def test_words_of_a_product_end_before_its_picture(qtbot, filled, stored, database):
    picture = io.BytesIO()
    Image.new("RGB", (64, 64), "red").save(picture, "PNG")
    with database.write(T("Test")) as session:
        photos.set_photo(session, stored["Rose"], picture.getvalue())
    rose, vase = (filled.model.index(row, Cell.NAME) for row in (0, 1))
    kept = filled.view.itemDelegateForIndex(rose).kept_free
    filled.reload()
    qtbot.waitUntil(lambda: kept(rose) > 0)
    assert kept(vase) == 0


def test_product_that_is_opened_is_marked_in_the_list(qtbot, window, stored):
    window.open(f"crm://product/{stored['Vase']}")
    page = window.host.page
    qtbot.waitUntil(lambda: page.view.current_id() == stored["Vase"])
    assert page.form.isVisible()
    assert page.headline() == "Vase"


def test_narrow_window_keeps_name_and_price_beside_the_form(qtbot, window, filled):
    filled.view.setCurrentIndex(filled.model.index(0, 0))
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: filled.view.isColumnHidden(Cell.CODE))
    assert not filled.view.isColumnHidden(Cell.NAME)
    assert not filled.view.isColumnHidden(Cell.PRICE)
    filled.form.closed.emit()
    qtbot.waitUntil(lambda: not filled.view.isColumnHidden(Cell.CODE))


def test_next_product_begun_before_the_first_is_stored_is_one_of_its_own(
    qtbot, window, page, read, database
):
    window.open("crm://product/new")
    with database.write(T("Something that takes long")):
        keys(qtbot, window, "Ribbon")
        tab(qtbot, window)
        keys(qtbot, window, "B-7")
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_N, CONTROL)
        keys(qtbot, window, "Bow")
        tab(qtbot, window)

    def codes():
        rows = read(products.list_rows, read(products.list_ids))
        return {row.name: row.code for row in rows.values()}

    qtbot.waitUntil(lambda: codes() == {"Ribbon": "B-7", "Bow": ""})
    qtbot.waitUntil(lambda: page.form.product_id != 0)
    assert read(products.get_draft, page.form.product_id).name == "Bow"


def test_what_is_typed_while_another_field_is_saved_is_saved_too(
    qtbot, window, filled, read, database, stored
):
    filled.view.setCurrentIndex(filled.model.index(0, 0))
    form, rose = filled.form, stored["Rose"]
    form.start()
    with database.write(T("Something that takes long")):
        keys(qtbot, window, "Tall rose")
        tab(qtbot, window)
        keys(qtbot, window, "R-9")
        assert form._code.text() == "R-9"
    qtbot.waitUntil(lambda: read(products.get_draft, rose).name == "Tall rose")
    qtbot.waitUntil(lambda: form.state.text.startswith("Saved"))
    assert form._code.is_pending
    tab(qtbot, window)
    qtbot.waitUntil(lambda: read(products.get_draft, rose).code == "R-9")
