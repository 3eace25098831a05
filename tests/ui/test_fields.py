"""Fields that are typed into: numbers, money, dates, search."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCalendarWidget, QLabel, QLineEdit, QVBoxLayout, QWidget

from smallcrm.core import languages
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.search_box import SearchBox
from smallcrm.ui.widgets.typed_edit import DateEdit, DecimalEdit, MoneyEdit


@pytest.fixture
def show(qtbot):
    """Shows a widget with another one to leave it for."""

    kept = []

    def shown(widget):
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.addWidget(widget)
        layout.addWidget(QLineEdit())
        qtbot.addWidget(holder)
        kept.append(holder)
        holder.show()
        holder.activateWindow()
        widget.setFocus()
        qtbot.waitUntil(holder.isActiveWindow)
        return widget

    return shown


def test_amount_is_worked_out_and_shown_with_its_cents(qtbot, show, theme):
    field = show(MoneyEdit("EUR"))
    with qtbot.waitSignal(field.committed) as got:
        qtbot.keyClicks(field, "3*12,50")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert got.args == [Decimal("37.50")]
    assert field.text() == "37.50"


def test_amount_is_shown_in_the_manner_of_the_language(qtbot, show, theme):
    languages.use("el")
    field = show(MoneyEdit("EUR"))
    field.set_value(Decimal("1234.5"))
    assert field.text() == "1.234,50"
    field.set_currency("JPY")
    field.set_value(Decimal(1234))
    assert field.text() == "1.234"


def test_text_that_is_no_number_stays_and_is_marked(qtbot, show, theme):
    field = show(DecimalEdit())
    field.set_value(Decimal(5))
    field.selectAll()
    with qtbot.waitSignal(field.refused) as got:
        qtbot.keyClicks(field, "lots")
        qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert "“lots” is not a number" in got.args[0]
    assert (field.text(), field.value(), field.is_valid) == ("lots", Decimal(5), False)
    assert field.property("invalid") is True


def test_escape_brings_back_what_was_there(qtbot, show, theme):
    field = show(DecimalEdit())
    field.set_value(Decimal(5))
    qtbot.keyClicks(field, "77")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "5"


def test_empty_field_has_no_value(qtbot, show, theme):
    field = show(DecimalEdit())
    field.set_value(Decimal(5))
    field.selectAll()
    with qtbot.waitSignal(field.committed) as got:
        qtbot.keyClick(field, Qt.Key.Key_Delete)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert got.args == [None]
    assert field.value() is None


def test_date_is_typed_day_first(qtbot, show, ui):
    field = show(DateEdit(ui))
    with qtbot.waitSignal(field.committed) as got:
        qtbot.keyClicks(field, "3.12.2026")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert got.args == [date(2026, 12, 3)]
    assert field.text() == "03/12/2026"


def test_date_is_picked_from_the_calendar_by_keyboard(qtbot, show, ui):
    field = show(DateEdit(ui))
    field.set_value(date(2026, 12, 3))
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field.findChild(QCalendarWidget)
    qtbot.waitUntil(calendar.isVisible)
    with qtbot.waitSignal(field.committed):
        calendar.activated.emit(calendar.selectedDate().addDays(1))
    assert field.value() == date(2026, 12, 4)


def test_form_field_says_what_is_wrong_beneath_and_to_screen_readers(qtbot, show, ui):
    editor = DecimalEdit()
    field = show(FormField(ui, "Price", editor, hint="Without tax"))
    assert editor.accessibleName() == "Price"
    assert field.label.buddy() is editor
    editor.setFocus()
    qtbot.keyClicks(editor, "x")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert field.error == "“x” is not a number."
    assert editor.accessibleDescription() == field.error
    editor.selectAll()
    qtbot.keyClicks(editor, "4")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert field.error == ""
    assert editor.accessibleDescription() == "Without tax"


def test_value_that_is_read_again_leaves_the_whole_field_chosen(qtbot, show, ui):
    field = show(DateEdit(ui))
    field.set_value(date(2026, 12, 4))
    field.selectAll()
    field.set_value(date(2026, 12, 4))  # the field before it was saved, and all is read again
    assert field.hasSelectedText()
    qtbot.keyClicks(field, "5/12/2026")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == date(2026, 12, 5)


def test_sentence_beneath_a_narrow_field_is_read_whole(qtbot, show, ui):
    field = FormField(ui, "Birthday", DateEdit(ui))
    field.setFixedWidth(160)
    field = show(field)
    field.set_error("“31/2/1984” is not a date. Write it like this: 30/11/2026, or 30.11.")
    message = field.editor.parent().findChildren(QLabel)[-1]
    qtbot.waitUntil(lambda: message.height() >= message.heightForWidth(message.width()))
    field.setFixedWidth(120)
    qtbot.waitUntil(lambda: message.height() >= message.heightForWidth(message.width()))
    one_line = field.height()
    field.set_error("")
    qtbot.waitUntil(lambda: field.height() < one_line)


def test_search_waits_for_a_pause_and_enter_does_not(qtbot, show, ui):
    box = show(SearchBox(ui, "Filter"))
    with qtbot.waitSignal(box.searched) as got:
        qtbot.keyClicks(box, "an")
    assert got.args == ["an"]
    with qtbot.waitSignals([box.searched, box.left], timeout=50):
        qtbot.keyClicks(box, "n")
        qtbot.keyClick(box, Qt.Key.Key_Return)


def test_escape_empties_the_search(qtbot, show, ui):
    box = show(SearchBox(ui, "Filter"))
    qtbot.keyClicks(box, "an")
    qtbot.waitUntil(lambda: box._said == "an")
    with qtbot.waitSignal(box.searched) as got:
        qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert got.args == [""]
