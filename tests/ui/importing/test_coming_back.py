"""Imports that are taken back, and rows that come back mended."""

from __future__ import annotations

from PySide6.QtCore import Qt

PATIENCE = 15_000


def test_what_was_said_about_columns_holds_for_the_left_out_rows_that_come_back(
    qtbot, preview, page, write, click
):
    pane = preview(write("Firm or fellow,Phone,Town\nDora Day,2100000001,\n,,Volos\n"))
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        pane.columns.remapped.emit(1, "name")
    click(pane.accept_button)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    headings = "Firm or fellow,Phone,Town,SmallCRM: why this row was left out"
    preview(write(f"{headings}\nEve Eden,,Volos,The row has no name\n", "mended.csv"))
    assert pane.records.model.row_at(0).name == "Eve Eden"


def test_import_of_before_is_taken_back_in_the_list_of_imports(qtbot, earlier, click, names):
    qtbot.waitUntil(lambda: len(earlier("Undo import")) == 2)
    click(earlier("Undo import")[1])
    qtbot.waitUntil(lambda: "Dora" not in names())
    assert "Eve" in names()
    qtbot.waitUntil(lambda: len(earlier("Undo import")) == 1)  # what is taken back has no button


def test_key_that_takes_an_import_back_leaves_the_keyboard_where_it_is(
    qtbot, window, preview, page, write, click
):
    preview(write())
    click(page.preview.accept_button)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    window.open("crm://tasks")
    qtbot.waitUntil(lambda: window.host.page is not page)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.result._headline.text() == "The import was taken back.")
    assert window.focusWidget() is not page.result.again_button
