"""The message over the page moves nothing, and never covers what one types in."""

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


ADDRESSES = (
    "crm://contact/{0}/details",
    "crm://contact/new",
    "crm://settings/business",
    "crm://document/new/invoice",
    "crm://product/new",
)


def places(window):
    fields = [one for kind in FIELDS for one in window.findChildren(kind) if one.isVisible()]
    return [one.mapTo(window, QPoint()) for one in fields]


@pytest.mark.parametrize("look", [((1366, 860), 100), ((1024, 700), 150)])
@pytest.mark.parametrize("address", ADDRESSES)
def test_page_stays_where_it_is(qtbot, window, people, address, look):
    size, text_size = look
    window.ui.theme.set_text_size(text_size)
    window.resize(*size)
    window.open(address.format(people["Ann Archer"]))
    qtbot.wait(100)
    before = places(window)
    window.context.say("Saved: Street and number", undo=True)
    qtbot.wait(50)
    assert before
    assert places(window) == before
    window._snackbar._on_clicked()
    assert places(window) == before


@pytest.mark.parametrize("said_first", [True, False])
def test_field_with_the_keyboard_is_never_covered(qtbot, window, said_first):
    window.activateWindow()
    window.resize(1024, 700)
    window.open("crm://settings/business")
    qtbot.wait(100)
    fields = [one for one in window.host.page.findChildren(QLineEdit) if one.isVisible()]
    fields = [one for one in fields if place_of(one, window).height() == one.height()]
    for field in fields:
        if said_first:
            window.context.say("Saved", undo=True)
        field.setFocus()
        if not said_first:
            window.context.say("Saved", undo=True)
        assert field.accessibleName() not in covered(window)
        assert QApplication.focusWidget() is field
