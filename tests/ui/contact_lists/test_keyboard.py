"""Where the keyboard goes in the wide list, and what is offered to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from smallcrm.core.text import T
from smallcrm.services.contacts import bulk
from smallcrm.services.segments import Condition, Rules

LEFT = Qt.MouseButton.LeftButton


def test_filter_offers_the_tags_that_there_are_whatever_their_accents(
    qtbot, page, names, database, crowd
):
    with database.write(T("Tag")) as session:
        bulk.tag(session, [crowd["Eva Elm"]], "Fête")
    qtbot.waitUntil(lambda: "Fête" in page.whole._facts.tags)
    page.whole.open_filter()
    line = page.whole.panel._rows[0].value.findChild(QLineEdit)
    qtbot.keyClicks(line, "fet")
    popup = line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert line.text() == "Fête"
    qtbot.waitUntil(lambda: names() == ["Eva Elm"])


def test_saved_filter_gives_the_keyboard_to_the_list(qtbot, page):
    page.whole.open_filter()
    panel = page.whole.panel
    panel.show_rules(Rules((Condition("city", "is", "Athens"),)), "Best")
    panel.name.setFocus()
    qtbot.keyClick(panel.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not panel.isVisible())
    assert page.whole.table.hasFocus()


def test_button_for_many_hands_the_keyboard_to_the_list_when_it_goes(
    qtbot, page, names, crowd, choose
):
    choose(crowd["Dora Dean"], crowd["Eva Elm"])
    bar = page.whole.bar
    button = next(way.button for way in bar._ways if way.button.text() == "Move to the bin")
    button.setFocus()
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: "Eva Elm" not in names() and not bar.isVisible())
    assert page.whole.table.hasFocus()
