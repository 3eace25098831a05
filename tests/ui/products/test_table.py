"""The table of products is typed into like a spreadsheet, and shows the prices of lists."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox

from smallcrm.core.text import T
from smallcrm.services import contacts, documents, prices, products
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.prices import PriceDraft, PriceListDraft
from smallcrm.services.products import ProductDraft, photos
from smallcrm.ui.products.cells import Cell
from smallcrm.ui.products.price_dialog import PriceDialog
from smallcrm.ui.products.price_list_dialog import PriceListDialog
from tests.ui.test_usable import problems

CONTROL = Qt.KeyboardModifier.ControlModifier
ROSE = ProductDraft("Rose", code="R-1", unit="pcs", price=Decimal(95), tax_rate=Decimal(24))
VASE = ProductDraft("Vase", price=Decimal("12.5"), tax_rate=Decimal(13))


class Shop:
    """The page with a rose and a vase, and fingers."""

    def __init__(self, qtbot, window, database):
        self.qtbot, self.window, self.database = qtbot, window, database
        with database.write(T("Test")) as session:
            self.vase = products.create(session, VASE)
            self.rose = products.create(session, ROSE)
        window.open("crm://products")
        self.page = window.host.page
        self.until(lambda: self.page.model.ids == [self.rose, self.vase])
        self.page.view.setFocus()

    def until(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=5000)

    def at(self, row, cell):
        self.page.view.setCurrentIndex(self.page.model.index(row, cell))

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.window.focusWidget(), key, modifier)

    def type(self, text):
        for letter in text:
            self.qtbot.keyClicks(self.window.focusWidget(), letter)

    def draft(self, product_id):
        with self.database.read() as session:
            return products.get_draft(session, product_id)

    def read(self, query, *args, **more):
        with self.database.read() as session:
            return query(session, *args, **more)

    def write(self, action, *args):
        with self.database.write(T("Test")) as session:
            return action(session, *args)

    def shown(self, row, cell):
        return self.page.model.index(row, cell).data()


@pytest.fixture
def shop(qtbot, window, database):
    return Shop(qtbot, window, database)


def test_double_click_on_a_price_types_into_the_price(shop):
    """It opened the product with its name chosen: 40 typed then was its new name."""
    view = shop.page.view
    shop.at(0, Cell.PRICE)
    place = view.visualRect(shop.page.model.index(0, Cell.PRICE)).center()
    shop.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    shop.qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    shop.until(lambda: view.is_typing)
    shop.type("40")
    shop.press(Qt.Key.Key_Return)
    shop.until(lambda: shop.draft(shop.rose).price == 40)
    assert shop.draft(shop.rose).name == "Rose"


def test_figure_typed_over_a_price_is_stored_and_undone(shop):
    shop.at(0, Cell.PRICE)
    shop.type("3*12,50")
    shop.press(Qt.Key.Key_Return)
    shop.until(lambda: shop.draft(shop.rose).price == Decimal("37.5"))
    shop.until(lambda: shop.shown(0, Cell.PRICE) == "37.50")
    assert shop.page.view.currentIndex().row() == 1
    assert shop.page.view.currentIndex().column() == Cell.PRICE
    shop.press(Qt.Key.Key_Z, CONTROL)
    shop.until(lambda: shop.draft(shop.rose).price == 95)


def test_tab_goes_on_to_the_next_cell_and_nothing_typed_there_is_lost(shop):
    shop.at(1, Cell.CODE)
    shop.press(Qt.Key.Key_F2)
    shop.type("V-9")
    shop.press(Qt.Key.Key_Tab)
    shop.type("pcs")
    shop.until(lambda: shop.draft(shop.vase).code == "V-9")
    shop.press(Qt.Key.Key_Tab)
    shop.type("14")
    shop.press(Qt.Key.Key_Tab)
    shop.type("6")
    shop.press(Qt.Key.Key_Return)
    wanted = ProductDraft("Vase", "V-9", "", "pcs", Decimal(14), "", "S", Decimal(6))
    shop.until(lambda: shop.draft(shop.vase) == wanted)
    shop.until(lambda: shop.shown(1, Cell.TAX) == "6\u00a0%")


def test_escape_leaves_the_cell_as_it_was(shop):
    shop.at(0, Cell.PRICE)
    shop.type("1")
    shop.press(Qt.Key.Key_Escape)
    assert shop.shown(0, Cell.PRICE) == "95.00"
    assert not shop.page.view.is_typing


def test_letters_in_the_first_column_go_to_a_name(shop):
    shop.at(0, Cell.NAME)
    shop.type("v")
    assert shop.page.view.current_id() == shop.vase


def test_what_cannot_be_understood_is_told_above_the_table(shop):
    shop.at(0, Cell.PRICE)
    shop.type("cheap")
    shop.press(Qt.Key.Key_Return)
    shop.until(shop.page.banner.isVisible)
    assert shop.draft(shop.rose).price == 95


def test_rows_of_a_spreadsheet_are_pasted_with_one_key_and_undone_with_one(shop):
    table = "Name\tCode\tUnit\tPrice\nRose\tR-1\tpcs\t99,00\nRibbon red\tB-7\tm\t1,20"
    QGuiApplication.clipboard().setText(table)
    shop.press(Qt.Key.Key_V, CONTROL)
    shop.until(lambda: shop.page.model.rowCount() == 3)
    assert shop.draft(shop.rose).price == 99
    [ribbon] = shop.read(products.list_ids, search="Ribbon")
    assert (shop.draft(ribbon).unit, shop.draft(ribbon).price) == ("m", Decimal("1.2"))
    shop.press(Qt.Key.Key_Z, CONTROL)
    shop.until(lambda: shop.page.model.ids == [shop.rose, shop.vase])
    assert shop.draft(shop.rose).price == 95


def dialog_of(shop, kind):
    shop.until(lambda: shop.window.findChild(kind) is not None)
    return shop.window.findChild(kind)


def save(shop, dialog):
    with shop.qtbot.waitSignal(dialog.accepted):
        dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()


def test_price_list_is_made_shown_typed_into_and_put_away(shop):
    shop.page.lists.add()
    dialog = dialog_of(shop, PriceListDialog)
    shop.qtbot.keyClicks(dialog.name, "Resellers")
    save(shop, dialog)
    shop.until(shop.page.lists.isVisible)
    [row] = shop.read(prices.list_price_lists)
    shop.page.lists.chips.click(str(row.id))
    shop.until(lambda: shop.shown(0, Cell.PRICE) == "")
    shop.page.view.setFocus()
    shop.at(0, Cell.PRICE)
    shop.type("80")
    shop.press(Qt.Key.Key_Return)
    shop.until(lambda: shop.shown(0, Cell.PRICE) == "80.00")
    assert shop.draft(shop.rose).price == 95
    assert [one.price for one in shop.read(prices.list_of_list, row.id)] == [80]
    shop.at(0, Cell.PRICE)
    shop.press(Qt.Key.Key_F2)
    shop.press(Qt.Key.Key_Delete)
    shop.press(Qt.Key.Key_Return)
    shop.until(lambda: shop.read(prices.list_of_list, row.id) == [])
    shop.page.lists.archive()
    shop.until(lambda: not shop.page.lists.isVisible())
    shop.until(lambda: shop.shown(0, Cell.PRICE) == "95.00")


def test_name_of_a_list_that_is_taken_is_told_beside_it(shop):
    shop.write(prices.create_price_list, PriceListDraft("Resellers"))
    shop.page.lists.add()
    dialog = dialog_of(shop, PriceListDialog)
    shop.qtbot.keyClicks(dialog.name, "resellers")
    dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()
    shop.until(lambda: "already" in dialog.fields["name"].error)
    dialog.reject()


def test_price_for_one_customer_is_added_and_removed_in_the_form(shop):
    maria = shop.write(contacts.create, contacts.ContactDraft("Maria"))
    shop.at(0, Cell.NAME)
    extras = shop.page.form.extras
    extras.add.click()
    dialog = dialog_of(shop, PriceDialog)
    dialog.customer.start()
    shop.qtbot.keyClicks(dialog.customer.edit, "mar")
    shop.until(dialog.customer._suggestions.isVisible)
    shop.qtbot.keyClick(dialog.customer.edit, Qt.Key.Key_Return)
    dialog.quantity.setText("10")
    shop.qtbot.keyClicks(dialog.price, "60")
    save(shop, dialog)
    [row] = shop.read(prices.list_of_product, shop.rose)
    assert (row.contact_id, row.quantity, row.price) == (maria, 10, 60)
    shop.until(lambda: extras._prices.count() == 1)
    extras._on_price_removed(row.id)
    shop.until(lambda: extras._prices.count() == 0)


def test_product_tells_in_how_many_documents_it_is_used(shop):
    shop.at(0, Cell.NAME)
    assert shop.page.form.extras.used.text() == "Not used in any document yet"
    line = LineDraft("Rose", product_id=shop.rose)
    shop.write(documents.create_draft, DocumentDraft(lines=(line,)))
    shop.page.form.reload()
    assert shop.page.form.extras.used.text() == "Used in 1 document"


def test_photo_stands_in_the_form_and_in_the_list_and_is_undone(shop, tmp_path):
    path = tmp_path / "rose.png"
    Image.new("RGB", (900, 600), "red").save(path)
    shop.at(0, Cell.NAME)
    shop.page.form.extras.use_photo(path)
    shop.until(shop.page.form.extras.photo.isVisible)
    digest = shop.read(products.list_rows, [shop.rose])[shop.rose].photo
    thumbnail = shop.page.view.delegate.thumbnail(digest).toImage()
    assert thumbnail.pixelColor(5, 5).red() > 200
    with Image.open(io.BytesIO(shop.read(photos.get_photo, digest))) as kept:
        assert kept.size == (640, 427)
    shop.page.form.extras.remove.click()
    shop.until(lambda: not shop.page.form.extras.photo.isVisible())
    shop.database.undo()
    assert shop.read(products.list_rows, [shop.rose])[shop.rose].photo == digest


def test_page_with_lists_and_prices_is_named_reachable_and_whole(shop):
    resellers = shop.write(prices.create_price_list, PriceListDraft("Resellers"))
    shop.write(prices.set_price, PriceDraft(shop.rose, Decimal(80), resellers))
    shop.until(shop.page.lists.isVisible)
    shop.at(0, Cell.NAME)
    for size in ((1024, 700), (1366, 768)):
        shop.window.resize(*size)
        shop.qtbot.wait(50)
        assert problems(shop.window) == []
