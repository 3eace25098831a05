"""The table of lines: keys of a spreadsheet, rows from a spreadsheet, one undo step for each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication

from smallcrm.core import clock, languages
from smallcrm.services import documents
from smallcrm.services.documents import Adjustment
from smallcrm.ui.documents.line_cells import Basis, Cell
from smallcrm.ui.documents.lines_model import LinesModel
from tests.ui.documents.conftest import ALT, CONTROL, line

TWENTY = "\n".join(f"Item {n}\t{n}\t{n},50" for n in range(1, 21))


@pytest.fixture
def open_draft(desk):
    """Roses and a vase, on screen, the keyboard in the first cell."""
    document_id = desk.store()
    desk.open(f"crm://document/{document_id}")
    at(desk, 0, Cell.ITEM)
    return document_id


def at(desk, row, cell):
    desk.form.table.setFocus()
    desk.form.table.setCurrentIndex(desk.model.index(row, cell))


def where(desk):
    index = desk.form.table.currentIndex()
    return index.row(), Cell(index.column())


def said(desk):
    return [(one.description, one.quantity) for one in desk.model.lines()]


def stored(desk, document_id):
    desk.settle()
    return [one.description for one in desk.lines(document_id)]


def test_model_is_a_good_qt_model(qtmodeltester):
    model = LinesModel(Basis(clock.today()))
    model.set_lines([line("Roses", 2, 95)])
    qtmodeltester.check(model)


def test_tab_goes_through_the_cells_and_on_from_the_empty_row(desk, open_draft):
    desk.tab()
    assert where(desk) == (0, Cell.QUANTITY)
    desk.tab(5)
    assert where(desk) == (1, Cell.ITEM)
    desk.tab(6)
    assert where(desk) == (2, Cell.ITEM)
    desk.tab()
    assert desk.window.focusWidget() is not desk.form.table
    desk.press(Qt.Key.Key_Backtab)
    assert desk.window.focusWidget() is desk.form.table


def test_enter_goes_to_the_next_row_in_the_same_column(desk, open_draft):
    at(desk, 0, Cell.QUANTITY)
    desk.type("5")
    desk.enter()
    assert where(desk) == (1, Cell.QUANTITY)
    desk.type("7")
    desk.enter()
    assert where(desk) == (2, Cell.ITEM)
    assert said(desk) == [("Roses", 5), ("Vase", 7)]


def test_there_is_always_an_empty_row_at_the_end(desk, open_draft):
    assert desk.model.rowCount() == 3
    at(desk, 2, Cell.ITEM)
    desk.type("Ribbon")
    assert desk.model.rowCount() == 4
    desk.press(Qt.Key.Key_Escape)
    assert desk.model.rowCount() == 3


def test_delete_removes_a_row_and_undo_brings_it_back(desk, open_draft):
    desk.press(Qt.Key.Key_Delete)
    assert stored(desk, open_draft) == ["Vase"]
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: said(desk) == [("Roses", 2), ("Vase", 1)])
    assert stored(desk, open_draft) == ["Roses", "Vase"]
    desk.press(Qt.Key.Key_Y, CONTROL)
    desk.until(lambda: said(desk) == [("Vase", 1)])


def test_undo_after_a_deleted_row_leaves_what_was_typed_before(desk, open_draft):
    at(desk, 1, Cell.QUANTITY)
    desk.type("9")
    desk.enter()
    at(desk, 0, Cell.ITEM)
    desk.press(Qt.Key.Key_Delete)
    assert said(desk) == [("Vase", 9)]
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: said(desk) == [("Roses", 2), ("Vase", 9)])
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: said(desk) == [("Roses", 2), ("Vase", 1)])


def test_undo_takes_back_what_was_typed_a_moment_ago(desk, open_draft):
    at(desk, 0, Cell.QUANTITY)
    desk.type("33")
    desk.enter()
    desk.press(Qt.Key.Key_Z, CONTROL)  # long before the pause after which it is saved
    desk.until(lambda: said(desk)[0] == ("Roses", 2))


def test_rows_move_and_are_copied(desk, open_draft):
    desk.press(Qt.Key.Key_Down, ALT)
    assert said(desk) == [("Vase", 1), ("Roses", 2)]
    assert where(desk) == (1, Cell.ITEM)
    desk.press(Qt.Key.Key_Up, ALT)
    desk.press(Qt.Key.Key_D, CONTROL)
    assert said(desk) == [("Roses", 2), ("Roses", 2), ("Vase", 1)]
    assert stored(desk, open_draft) == ["Roses", "Roses", "Vase"]


def test_rows_move_while_a_cell_is_being_typed_into(desk, open_draft):
    at(desk, 0, Cell.QUANTITY)
    desk.type("4")
    desk.press(Qt.Key.Key_Down, ALT)
    assert said(desk) == [("Vase", 1), ("Roses", 4)]


def test_twenty_rows_from_a_spreadsheet_take_one_key_and_one_undo(desk, open_draft):
    at(desk, 2, Cell.ITEM)
    desk.paste(TWENTY)
    assert len(said(desk)) == 22
    desk.settle()
    pasted = desk.lines(open_draft)
    assert [(one.quantity, one.price) for one in pasted[-2:]] == [
        (Decimal(19), Decimal("19.50")),
        (Decimal(20), Decimal("20.50")),
    ]
    assert {one.tax_rate for one in pasted} == {Decimal(24)}
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: len(said(desk)) == 2)


def test_rows_are_pasted_also_while_a_cell_is_being_typed_into(desk, open_draft):
    at(desk, 2, Cell.ITEM)
    desk.type("x")
    desk.paste("Ribbon\t3\t1,20\nPaper\t2\t0,80")
    assert [name for name, _ in said(desk)] == ["Roses", "Vase", "Ribbon", "Paper", "x"]


def place(desk, row, cell):
    return desk.form.table.visualRect(desk.model.index(row, cell)).center()


def click(desk, row, cell):
    desk.qtbot.mouseClick(
        desk.form.table.viewport(), Qt.MouseButton.LeftButton, pos=place(desk, row, cell)
    )


def is_typing(desk):
    return desk.form.table.state() == QAbstractItemView.State.EditingState


def choose_from_menu(desk, row, text):
    """Press the other button on *row*, and take *text* from the menu that opens."""
    table = desk.form.table
    at_cell = place(desk, row, Cell.ITEM)
    desk.qtbot.mouseClick(table.viewport(), Qt.MouseButton.RightButton, pos=at_cell)
    reason = QContextMenuEvent.Reason.Mouse
    there = table.viewport().mapToGlobal(at_cell)
    QApplication.sendEvent(table.viewport(), QContextMenuEvent(reason, at_cell, there))
    menu = QApplication.activePopupWidget()
    [action] = [one for one in menu.actions() if one.text() == text]
    keys = action.shortcut().toString()
    desk.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    desk.back_from_menu()
    return keys


@pytest.fixture
def left_draft(desk, open_draft):
    """A draft with the keyboard elsewhere, as the mouse finds it."""
    desk.form.head.setFocus()
    desk.form._note.setFocus()
    return open_draft


def test_first_click_chooses_a_cell_and_delete_removes_its_line(desk, left_draft):
    click(desk, 0, Cell.ITEM)  # it was the current one before
    assert not is_typing(desk)
    desk.press(Qt.Key.Key_Delete)
    assert said(desk) == [("Vase", 1)]


def test_second_click_types_into_the_cell(desk, left_draft):
    click(desk, 1, Cell.QUANTITY)
    assert not is_typing(desk)
    click(desk, 1, Cell.QUANTITY)
    assert is_typing(desk)
    desk.type("4")
    desk.enter()
    assert said(desk) == [("Roses", 2), ("Vase", 4)]


def test_one_click_types_into_the_empty_row(desk, left_draft):
    click(desk, 2, Cell.PRICE)
    assert is_typing(desk)
    desk.type("Ribbon")
    desk.enter()
    assert said(desk)[-1] == ("Ribbon", 1)


@pytest.mark.parametrize(
    ("row", "text", "keys", "after"),
    [
        (0, "Remove line", "Del", ["Vase"]),
        (1, "Copy line", "Ctrl+D", ["Roses", "Vase", "Vase"]),
        (1, "Move up", "Alt+Up", ["Vase", "Roses"]),
        (0, "Move down", "Alt+Down", ["Vase", "Roses"]),
    ],
)
def test_menu_of_a_line_does_what_the_keys_do_and_names_them(
    desk, left_draft, row, text, keys, after
):
    assert choose_from_menu(desk, row, text) == keys
    assert stored(desk, left_draft) == after
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: said(desk) == [("Roses", 2), ("Vase", 1)])


def test_rows_are_copied_out_as_a_spreadsheet_reads_them(desk, open_draft):
    desk.press(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text().split("\t")[:4] == ["Roses", "2", "pcs", "95.00"]


@pytest.mark.parametrize(
    ("cell", "typed", "sentence"),
    [
        (Cell.QUANTITY, "two", "is not a number"),
        (Cell.PRICE, "12,5,0", "is not a number"),
        (Cell.DISCOUNT, "120", "between 0 % and 100 %"),
        (Cell.TAX, "99", "There is no tax rate"),
    ],
)
def test_what_cannot_be_read_stays_in_its_cell_with_a_sentence(
    desk, open_draft, cell, typed, sentence
):
    at(desk, 0, cell)
    desk.type(typed)
    desk.enter()
    assert desk.model.text(0, cell) == typed
    assert sentence in desk.form._lines_message.text()
    assert desk.form._lines_message.isVisible()
    desk.editor.issue()
    assert not desk.editor.panel.isVisible()
    assert where(desk) == (0, cell)
    desk.press(Qt.Key.Key_F2)
    desk.type("13")
    desk.enter()
    assert desk.model.problems() == []
    assert not desk.form._lines_message.isVisible()


def test_price_reads_thousands_as_the_country_writes_them(desk, open_draft):
    at(desk, 0, Cell.PRICE)
    desk.type("1.500")
    desk.enter()
    assert desk.model.line(0).price == 1500
    at(desk, 0, Cell.PRICE)
    desk.type("0,125")
    desk.enter()
    assert desk.model.line(0).price == Decimal("0.125")
    assert desk.model.text(0, Cell.PRICE) == "0.125"


def test_tax_is_chosen_from_the_rates_of_the_settings(desk, open_draft):
    at(desk, 0, Cell.TAX)
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_Down)
    offered = desk.form.table._delegate._suggestions.offered
    assert [one.title for one in offered][:3] == ["24\u00a0%", "13\u00a0%", "6\u00a0%"]
    desk.press(Qt.Key.Key_Down)
    desk.enter()
    assert desk.model.line(0).tax_rate == 13


def test_amounts_are_those_of_the_services(desk):
    draft_id = desk.store(
        lines=(
            line("A", 3, "12.35"),
            replace(line("B", "2.5", "4.10", discount_percent=Decimal(10)), tax_rate=Decimal(13)),
            replace(line("C", 10, "0.85"), tax_rate=Decimal(6)),
            line("D", 1, "149.90", discount_percent=Decimal(15)),
        ),
        discounts=(Adjustment(percent=Decimal(5)),),
    )
    desk.open(f"crm://document/{draft_id}")
    amounts = [desk.model.text(row, Cell.AMOUNT) for row in range(4)]
    assert amounts == ["37.05", "9.22", "8.50", "127.41"]
    assert desk.form.totals == desk.read(documents.get_totals, draft_id)
    assert desk.form.sums._total.text() == "€212.19"
    assert [figure.text() for _label, figure in desk.form.sums._rows] == [
        "€182.18",
        "€173.07",
        "€37.50",
        "€1.14",
        "€0.48",
    ]


def test_sums_with_prices_that_include_tax_are_those_of_the_page(desk):
    lines = (line("A", 1, "124"),)
    draft_id = desk.store(
        lines=lines, discounts=(Adjustment(percent=Decimal(10)),), prices_include_tax=True
    )
    desk.open(f"crm://document/{draft_id}")
    sums = desk.form.sums
    assert [(label.text(), figure.text()) for label, figure in sums._rows] == [
        ("Subtotal with VAT", "€124.00"),
        ("Net", "€90.00"),
        ("VAT 24\u00a0%", "€21.60"),
    ]
    assert sums.off._amount.text() == "−€12.40"
    assert sums._total.text() == "€111.60"


def test_figures_are_written_as_the_language_writes_them(desk, open_draft):
    languages.use("el")
    at(desk, 0, Cell.PRICE)
    desk.type("1234,5")
    desk.enter()
    assert desk.model.text(0, Cell.PRICE) == "1.234,50"
    assert desk.form.sums._total.text().startswith("3.077,06")


def test_product_in_another_currency_leaves_the_price_to_the_user(desk):
    desk.open(f"crm://document/{desk.store(currency='USD', lines=())}")
    at(desk, 0, Cell.ITEM)
    desk.take_product("ro")
    assert desk.model.line(0).price == 0
