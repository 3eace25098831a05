"""Fields that save themselves: when they say so, what Esc does, what is never overwritten."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from smallcrm.core.text import T
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.growing_edit import ValueText
from smallcrm.ui.widgets.line_edit import LineEdit
from smallcrm.ui.widgets.state_word import StateWord
from smallcrm.ui.widgets.tabs import Tabs
from smallcrm.ui.widgets.tag_edit import TagEdit
from smallcrm.ui.widgets.text_area import TextArea
from smallcrm.ui.widgets.tick import Tick

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def place(qtbot, theme):
    """Shows widgets one beneath the other, with something else to go to."""
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = QVBoxLayout(holder)

    def put(*widgets):
        for widget in widgets:
            layout.addWidget(widget)
        layout.addWidget(QPushButton("next"))
        holder.show()
        holder.activateWindow()
        qtbot.waitUntil(holder.isActiveWindow)
        return widgets[0]

    return put


@pytest.fixture
def said(qtbot):
    """Collects what a signal carries."""

    def listen(signal):
        heard = []
        signal.connect(heard.append)
        return heard

    return listen


@pytest.fixture
def line(qtbot, place, said):
    line = place(LineEdit())
    line.set_value("Anna")
    line.heard = said(line.committed)
    line.setFocus()
    line.end(False)
    return line


def test_line_says_once_what_is_new(qtbot, line):
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert line.heard == []
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, " Berta ")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert line.heard == ["Berta"]
    assert line.is_pending


def test_line_shows_what_was_stored_once_it_is_saved(qtbot, line):
    qtbot.keyClicks(line, "  Berg ")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    line.set_value("Anna Berg")
    assert line.text() == "Anna  Berg "
    line.settle()
    assert (line.text(), line.is_pending) == ("Anna Berg", False)


def test_line_keeps_what_is_being_typed(qtbot, line):
    qtbot.keyClicks(line, " B")
    line.set_value("Somebody else")
    assert line.text() == "Anna B"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "Somebody else"
    assert line.heard == []


def test_refused_line_says_it_again_only_after_another_key(qtbot, line):
    qtbot.keyClicks(line, "!")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.heard == ["Anna!"]
    qtbot.keyClicks(line, "!")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.heard == ["Anna!", "Anna!!"]


@pytest.fixture
def area(place, said):
    area = place(TextArea((2, 4)))
    area.set_value("First")
    area.heard = said(area.committed)
    area.setFocus()
    return area


def test_area_saves_at_a_pause_and_when_it_is_left(qtbot, area):
    qtbot.keyClicks(area, "A")
    qtbot.waitUntil(lambda: area.heard == ["AFirst"])
    qtbot.keyClicks(area, "B")
    qtbot.keyClick(area, Qt.Key.Key_Tab)
    assert area.heard == ["AFirst", "ABFirst"]


def test_escape_in_the_area_returns_to_what_stood_there(qtbot, area):
    qtbot.keyClicks(area, "A")
    qtbot.keyClick(area, Qt.Key.Key_Escape)
    assert area.toPlainText() == "First"
    assert area.heard == []


def test_area_grows_with_its_lines_up_to_a_limit(qtbot, area):
    heights = []
    for _number in range(6):
        qtbot.keyClick(area, Qt.Key.Key_Return)
        QApplication.processEvents()
        heights.append(area.sizeHint().height())
    assert heights == sorted(heights)
    assert heights[0] < heights[2] == heights[-1]


def test_area_keeps_the_text_and_the_cursor_when_it_is_saved(qtbot, area):
    qtbot.keyClicks(area, "A")
    area.commit()
    area.set_value("AFirst")
    area.settle()
    assert area.textCursor().position() == 1


def test_value_wraps_anywhere_and_can_be_copied(qtbot, place):
    value = ValueText("a" * 200, "Email")
    place(value)
    value.setFixedWidth(150)
    qtbot.waitUntil(lambda: value.sizeHint().height() > 3 * value.fontMetrics().height())
    value.selectAll()
    value.copy()
    assert QApplication.clipboard().text() == "a" * 200


def test_choice_is_changed_by_the_user_only_and_never_by_the_wheel(qtbot, place, said):
    choice = place(Choice([("", T("As usual")), ("en", "English"), ("el", "Ελληνικά")]))
    heard = said(choice.committed)
    choice.set_value("en")
    assert heard == []
    down = QPoint(0, -120)
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        down,
        down,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, wheel)
    assert choice.value() == "en"
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert (choice.value(), heard) == ("el", ["el"])


def test_choice_shows_a_key_that_is_not_offered(place):
    choice = place(Choice([("GR", "Greece")]))
    choice.set_value("Atlantis")
    assert (choice.value(), choice.currentText()) == ("Atlantis", "Atlantis")


@pytest.fixture
def tags(ui, place, said):
    tags = place(TagEdit(ui, T("Tags")))
    tags.set_value(("Customer",))
    tags.heard = said(tags.committed)
    tags.line.setFocus()
    return tags


def test_tags_come_with_enter_or_a_comma_each_once(qtbot, tags):
    qtbot.keyClicks(tags.line, "Wholesale,")
    qtbot.keyClicks(tags.line, "customer")
    qtbot.keyClick(tags.line, Qt.Key.Key_Return)
    assert tags.value() == ("Customer", "Wholesale")
    assert tags.heard == [("Customer", "Wholesale")]
    assert tags.line.text() == ""


def test_tag_is_taken_away_by_its_button_and_the_cursor_stays(qtbot, tags):
    qtbot.mouseClick(tags.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert tags.heard == [()]
    assert tags.line.hasFocus()


def test_escape_forgets_the_word_that_is_typed(qtbot, tags):
    qtbot.keyClicks(tags.line, "Who")
    qtbot.keyClick(tags.line, Qt.Key.Key_Escape)
    qtbot.keyClick(tags.line, Qt.Key.Key_Tab)
    assert tags.heard == []


def test_tick_says_what_the_user_did(qtbot, place, said):
    tick = place(Tick(T("Prices with tax")))
    heard = said(tick.committed)
    tick.set_value(True)
    assert heard == []
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert heard == [False]


def test_state_word_tells_the_truth(qtbot, ui, place):
    word = place(StateWord(ui))
    assert word.text == ""
    word.start()
    assert word.text == ""
    qtbot.waitUntil(lambda: word.text == "Saving…")
    word.finish()
    assert word.text.startswith("Saved ")
    again = []
    word.fail(lambda: again.append(1))
    assert word.text == "Not saved"
    qtbot.mouseClick(word._retry, Qt.MouseButton.LeftButton)
    assert again == [1]
    word.fail()
    assert not word._retry.isVisible()


@pytest.fixture
def tabs(ui, place, said):
    tabs = place(Tabs(ui, T("Parts")))
    for key in ("timeline", "details", "documents"):
        tabs.add(key, key * 2)
    tabs.heard = said(tabs.chosen)
    return tabs


def buttons(tabs):
    return [key for key, button in tabs._buttons.items() if button.isVisible()]


def test_tabs_without_room_go_into_the_menu(qtbot, tabs):
    tabs.setFixedWidth(600)
    qtbot.waitUntil(lambda: buttons(tabs) == ["timeline", "details", "documents"])
    assert not tabs._more.isVisible()
    tabs.setFixedWidth(220)
    qtbot.waitUntil(tabs._more.isVisible)
    assert buttons(tabs) == ["timeline"]
    tabs._fill_menu()
    tabs._menu.actions()[1].trigger()
    assert tabs.heard == ["documents"]
    assert buttons(tabs) == ["documents"]


def test_arrows_move_between_the_tabs_that_are_there(qtbot, tabs):
    tabs.setFixedWidth(600)
    tabs.set_present("details", present=False)
    assert not tabs.offers("details")
    tabs._buttons["timeline"].setFocus()
    qtbot.keyClick(tabs._buttons["timeline"], Qt.Key.Key_Right)
    assert tabs.heard == ["documents"]
    qtbot.keyClick(tabs._buttons["documents"], Qt.Key.Key_Right)
    assert tabs.current() == "timeline"


def test_a_value_that_is_only_read_has_no_caret_and_can_be_copied(qtbot, place):
    value = place(ValueText("210 765 4321", "Phone"))
    value.setFocus()
    qtbot.keyClick(value, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(value, "7")
    assert value.textCursor().selectedText() == value.toPlainText() == "210 765 4321"
    assert value.cursorWidth() == 0
