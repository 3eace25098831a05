"""An address book in the preview, and remarks beside many columns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from smallcrm.ui.importing.record_columns import LAST

CARDS = "BEGIN:VCARD\nVERSION:3.0\nFN:Dora\nEMAIL:dora@mail.example\nTEL:12\nEND:VCARD\n"


def test_where_parts_of_a_card_go_is_told_but_not_asked(qtbot, preview, write):
    columns = preview(write(CARDS, "card.vcf")).columns
    columns.setFocus()
    columns.setCurrentIndex(columns.model().index(1, 0))
    qtbot.keyClick(columns, Qt.Key.Key_Return)
    place = columns._delegate.box(columns.visualRect(columns.currentIndex())).center()
    qtbot.mouseClick(columns.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert columns.findChild(QComboBox) is None
    assert columns.menu_of(columns.currentIndex()) is not None


def test_remarks_have_room_to_be_read_beside_many_columns(qtbot, window, preview, write, theme):
    content = (
        "Name,Company,Email,Phone,City\n"
        "Konstantina Papadopoulou,A company with a long name,konstantina@mail.example,"
        "+44 1632 960004,Thessaloniki\nEve,,eve at mail,,\n"
    )
    pane = preview(write(content))
    window.resize(1024, 700)
    table = pane.records.table
    header = table.horizontalHeader()
    qtbot.waitUntil(lambda: table.viewport().width() < header.length())
    assert table.columnWidth(LAST) == theme.size(160)
    window.resize(2400, 900)
    qtbot.waitUntil(lambda: table.viewport().width() == header.length())
    assert table.columnWidth(LAST) > theme.size(160)
