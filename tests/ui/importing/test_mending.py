"""A row with a problem is mended in the preview, by keys and by mouse, and checked again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.ui.paged_model import WRONG

PATIENCE = 15_000
ROWS = "Name,Email,Remark\nDora Day,dora at mail,\n,,nobody\nEve Eden,eve@mail.example,\n"


def editor(table):
    return next(each for each in table.findChildren(QLineEdit) if each.isVisible())


def test_f2_mends_the_cell_that_is_wrong_and_the_value_is_checked_again(
    qtbot, preview, page, write
):
    pane = preview(write(ROWS))
    table, model = pane.records.table, pane.records.model
    assert pane.accept_button.text() == "Import the 2 good rows now"
    assert [model.index(row, 4).data(WRONG) for row in range(3)] == [True, False, False]
    table.setFocus()
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    line = editor(table)
    assert line.text() == "dora at mail"
    line.setText("dora@mail.example")
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert model.row_at(0).problems == ()
    assert model.row_at(0).emails == (("dora@mail.example", ""),)
    assert QApplication.focusWidget() is table


def test_a_row_that_nothing_names_gets_a_name_and_comes_in(
    qtbot, preview, page, write, names, click
):
    pane = preview(write(ROWS))
    table = pane.records.table
    table.setFocus()
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    line = editor(table)
    qtbot.keyClicks(line, "Finn Ford")
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert pane.accept_button.text() == "Import 3 contacts"
    click(pane.accept_button)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    assert "Finn Ford" in names()


def test_esc_leaves_the_cell_and_a_good_row_cannot_be_typed_into(qtbot, preview, page, write):
    pane = preview(write(ROWS))
    table = pane.records.table
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    line = editor(table)
    line.setText("x@y.example")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert page.look.options.mended == {}
    table.selectRow(2)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    assert not [each for each in table.findChildren(QLineEdit) if each.isVisible()]


def test_a_column_is_left_as_it_is_from_its_menu(qtbot, preview, page, write, database):
    gus = ContactDraft("Gus Gray", role="Owner", emails=(Labelled("gus@mail.example"),))
    with database.write(T("Add")) as session:
        contacts.create(session, gus)
    pane = preview(write("Email,Job title\ngus@mail.example,Boss\n"))
    pane.doubles.choice.setCurrentIndex(pane.doubles.choice.findData("overwrite"))
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        pane.doubles.choice.activated.emit(pane.doubles.choice.currentIndex())
    assert page._forecast.report.updated == 1
    columns = pane.columns
    menu = columns.menu_of(columns.model().index(1, 0))
    words = [action.text() for action in menu.actions() if action.isCheckable()]
    assert words == ["As chosen for all columns", "Overwrite", "Fill if empty", "Leave as it is"]
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        menu.actions()[-1].trigger()
    assert (page._forecast.report.updated, page._forecast.report.unchanged) == (0, 1)
    assert columns.menu_of(columns.model().index(1, 0)).actions()[-1].isChecked()


def test_a_list_of_products_comes_in_through_the_window(qtbot, preview, page, write, click):
    pane = preview(write("Code,Product,Price\nA-1,Notebook,12.50\n,,3\nA-2,Pen,abc\n"))
    assert pane.accept_button.text() == "Import the 2 good rows now"
    click(pane.accept_button)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    assert page.result._headline.text() == "2 products added. 1 row skipped."
