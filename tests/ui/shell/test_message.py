"""The message at the bottom of the window never covers what one types in."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit

FIELDS = (QLineEdit, QPlainTextEdit, QComboBox)


def place_of(widget, window):
    seen = widget.visibleRegion().boundingRect()
    return seen.translated(widget.mapTo(window, seen.topLeft()) - seen.topLeft())


def covered(window):
    bar = QRect(window._snackbar.mapTo(window, QPoint()), window._snackbar.size())
    assert QRect(0, 0, window.width(), window.height()).contains(bar)
    fields = [one for kind in FIELDS for one in window.findChildren(kind) if one.isVisible()]
    fields = [one for one in fields if not getattr(one, "isReadOnly", lambda: False)()]
    assert fields
    return [one.accessibleName() for one in fields if place_of(one, window).intersects(bar)]


@pytest.mark.parametrize("look", [((1366, 860), 100), ((1024, 700), 150)])
@pytest.mark.parametrize(
    "address", ["crm://contact/{0}/details", "crm://contact/new", "crm://settings/business",
                "crm://document/new/invoice", "crm://product/new"]
)  # fmt: skip
def test_no_field_is_covered(qtbot, window, people, theme, address, look):
    size, text_size = look
    theme.set_text_size(text_size)
    window.resize(*size)
    window.open(address.format(people["Ann Archer"]))
    qtbot.wait(100)
    window.context.say("Saved: Street and number", undo=True)
    assert covered(window) == []


def test_field_with_the_keyboard_stays_in_sight(qtbot, window):
    window.activateWindow()
    window.resize(1024, 700)
    window.open("crm://settings/business")
    qtbot.wait(100)
    fields = [one for one in window.host.page.findChildren(QLineEdit) if one.isVisible()]
    fields = [one for one in fields if place_of(one, window).height() == one.height()]
    lowest = max(fields, key=lambda one: place_of(one, window).bottom())
    lowest.setFocus()
    window.context.say("Saved", undo=True)
    assert covered(window) == []
    assert place_of(lowest, window).height() == lowest.height()
    assert QApplication.focusWidget() is lowest


def test_room_is_given_back_when_the_message_goes(qtbot, window):
    window.open("crm://settings/business")
    before = window.host.height()
    window.context.say("Saved", undo=True)
    window._snackbar._on_clicked()
    qtbot.waitUntil(lambda: window.host.height() == before)
