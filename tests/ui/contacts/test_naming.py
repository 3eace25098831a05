"""Somebody is named in a note with an @, and a click on the name shows them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from smallcrm.core.mentions import mention
from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.doubles.merging import merge
from smallcrm.ui.widgets.suggestions import PAUSE

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def timeline(profile):
    return profile.card.timeline


@pytest.fixture
def uid_of(database, people):
    def find(name):
        with database.read() as session:
            return contacts.get_uid(session, people[name])

    return find


def type_name(qtbot, timeline, words):
    timeline.composer.setFocus()
    qtbot.keyClicks(timeline.composer, words)
    suggestions = timeline._naming.suggestions
    qtbot.waitUntil(lambda: suggestions.isVisible() and bool(suggestions.offered))
    return suggestions


def write(qtbot, timeline, database, contact_id, words):
    with database.write(T("Add note")) as session:
        contacts.add_note(session, contact_id, words)
    qtbot.waitUntil(lambda: any(line.people for line in timeline.model._lines))
    return timeline.model.index(1, 0)


def test_a_name_behind_an_at_is_offered_and_taken(qtbot, timeline, anna, database, uid_of):
    suggestions = type_name(qtbot, timeline, "Met @bo")
    assert [line.title for line in suggestions.offered] == ["Bob Bell"]
    qtbot.keyClick(timeline.composer, Qt.Key.Key_Return)
    assert timeline.composer.toPlainText() == "Met @Bob Bell "
    qtbot.keyClicks(timeline.composer, "today")
    qtbot.keyClick(timeline.composer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: timeline.composer.toPlainText() == "")
    with database.read() as session:
        body = contacts.list_timeline(session, anna)[0].body
    assert body == f"Met {mention('Bob Bell', uid_of('Bob Bell'))} today"


@pytest.mark.parametrize(
    "keys", [Qt.KeyboardModifier.NoModifier, CTRL], ids=["Enter", "Ctrl+Enter"]
)
def test_enter_saves_a_note_that_ends_with_a_name(qtbot, timeline, anna, database, uid_of, keys):
    suggestions = type_name(qtbot, timeline, "Met @bo")
    qtbot.keyClick(timeline.composer, Qt.Key.Key_Return)
    qtbot.wait(4 * PAUSE)  # longer than the list waits before it would come back
    assert not suggestions.isVisible()
    qtbot.keyClick(timeline.composer, Qt.Key.Key_Return, keys)
    qtbot.waitUntil(lambda: timeline.composer.toPlainText() == "")
    with database.read() as session:
        body = contacts.list_timeline(session, anna)[0].body
    assert body == f"Met {mention('Bob Bell', uid_of('Bob Bell'))}"


def test_escape_closes_the_offer_and_keeps_the_words(qtbot, timeline):
    suggestions = type_name(qtbot, timeline, "Met @bo")
    qtbot.keyClick(timeline.composer, Qt.Key.Key_Escape)
    assert not suggestions.isVisible()
    assert timeline.composer.toPlainText() == "Met @bo"


def test_an_at_that_names_nobody_is_saved_by_enter(qtbot, timeline, anna, database):
    timeline.composer.setFocus()
    qtbot.keyClicks(timeline.composer, "Met @zzz")
    qtbot.keyClick(timeline.composer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: timeline.composer.toPlainText() == "")
    with database.read() as session:
        assert contacts.list_timeline(session, anna)[0].body == "Met @zzz"


def test_an_email_offers_nobody(qtbot, timeline):
    timeline.composer.setFocus()
    qtbot.keyClicks(timeline.composer, "bob@b")
    assert timeline.composer.text() == ""


def test_a_changed_note_keeps_whom_it_names(qtbot, timeline, anna, database, uid_of):
    words = f"{mention('Bob Bell', uid_of('Bob Bell'))} called"
    index = write(qtbot, timeline, database, anna, words)
    timeline.view.setFocus()
    timeline.view.setCurrentIndex(index)
    qtbot.keyClick(timeline.view, Qt.Key.Key_F2)
    assert timeline.composer.toPlainText() == "@Bob Bell called"
    qtbot.keyClick(timeline.composer, Qt.Key.Key_End)
    qtbot.keyClicks(timeline.composer, " back")
    qtbot.keyClick(timeline.composer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: timeline.composer.toPlainText() == "")
    with database.read() as session:
        assert contacts.list_timeline(session, anna)[0].body == f"{words} back"


def test_a_click_on_the_name_shows_the_contact(qtbot, window, timeline, anna, database):
    with database.read() as session:
        bob = contacts.find_ids(session, "Bob Bell")[0]
        uid = contacts.get_uid(session, bob)
    index = write(qtbot, timeline, database, anna, f"Met {mention('Bob Bell', uid)} today")
    view = timeline.view
    place, line = QRectF(view.visualRect(index)), timeline.model.line(index)
    spots = [
        QPoint(x, y)
        for y in range(round(place.top()), round(place.bottom()), 4)
        for x in range(round(place.left()), round(place.right()), 4)
        if view._delegate.person_at(place, line, QPointF(x, y)) == uid
    ]
    assert spots
    assert not view._delegate.person_at(place, line, QPointF(place.topLeft()))
    with qtbot.waitSignal(window.context.opened) as opened:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spots[len(spots) // 2])
    assert opened.args == [f"crm://contact/{bob}"]


def test_the_menu_key_offers_whom_the_note_names(qtbot, timeline, anna, database, uid_of):
    words = f"Met {mention('Bob Bell', uid_of('Bob Bell'))}"
    timeline.view.setCurrentIndex(write(qtbot, timeline, database, anna, words))
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(
        timeline.view.viewport(), QContextMenuEvent(reason, QPoint(2, 2), QPoint(2, 2))
    )
    menu = timeline.view.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["Change", "Remove", "Open Bob Bell"]
    menu.close()


def test_a_name_leads_to_the_one_that_the_contact_became_part_of(database, people, uid_of):
    uid = uid_of("Bob Bell")
    with database.write(T("Merge")) as session:
        merge(session, people["Cleo Cole"], [people["Bob Bell"]])
    with database.read() as session:
        assert contacts.find_by_uid(session, uid) == people["Cleo Cole"]
        assert contacts.find_by_uid(session, "nobody") is None


def test_name_is_not_taken_where_the_cursor_has_gone(qtbot, timeline):
    suggestions = type_name(qtbot, timeline, "Call @An")
    qtbot.keyClick(timeline.composer, Qt.Key.Key_Home)
    assert not suggestions.isVisible()
    assert timeline.composer.toPlainText() == "Call @An"


def test_name_behind_an_emoji_is_looked_for_up_to_the_cursor(timeline):
    composer = timeline.composer
    composer.setPlainText("\N{GRINNING FACE} @Ann")
    cursor = composer.textCursor()
    cursor.setPosition(len("\N{GRINNING FACE} @An") + 1)
    composer.setTextCursor(cursor)
    assert composer.text() == "An"
    composer.take("Ann Archer", "uid")
    assert composer.toPlainText() == "\N{GRINNING FACE} @Ann Archer n"
