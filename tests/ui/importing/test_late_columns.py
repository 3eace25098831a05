"""Columns that are empty in the first rows of a file are there all the same."""

from __future__ import annotations

from PySide6.QtCore import Qt

from smallcrm.ui.importing.record_columns import FIRST

_COMPANY, _EMAIL, _PHONE, _CITY = range(FIRST + 1, FIRST + 5)


def test_column_that_only_a_late_row_fills_is_shown_with_its_sample_and_room(preview, write):
    rows = [f"Dora {number},," for number in range(900)]
    rows[777] = "Dora,dora@mail.example,"
    pane = preview(write("\n".join(["Name,Email,City", *rows])))
    table = pane.records.table
    hidden = [table.isColumnHidden(at) for at in (_COMPANY, _EMAIL, _PHONE, _CITY)]
    assert hidden == [True, False, True, True]
    pane.records.chips.click("all")
    table.scrollTo(table.model().index(777, _EMAIL))
    assert table.columnWidth(_EMAIL) >= table.sizeHintForColumn(_EMAIL)
    spoken = [
        pane.columns.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(3)
    ]
    assert spoken[1].endswith("for example dora@mail.example")
    assert spoken[2].endswith("it is empty in every row")
