"""The message over the page moves nothing, and never covers what one types in."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from smallcrm.core import languages
from smallcrm.ui.widgets.snackbar import Snackbar

FIELDS = (QLineEdit, QPlainTextEdit, QComboBox)


def place_of(widget, window):
    seen = widget.visibleRegion().boundingRect()
    return seen.translated(widget.mapTo(window, seen.topLeft()) - seen.topLeft())


def covered(window, kinds=FIELDS):
    bar = QRect(window._snackbar.mapTo(window, QPoint()), window._snackbar.size())
    assert QRect(0, 0, window.width(), window.height()).contains(bar)
    fields = [one for kind in kinds for one in window.findChildren(kind) if one.isVisible()]
    fields = [one for one in fields if not window._snackbar.isAncestorOf(one)]
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


@pytest.mark.parametrize("look", [((1366, 768), 100), ((1024, 700), 150)])
@pytest.mark.parametrize("language", list(languages.LANGUAGES))
def test_no_button_is_covered_at_the_foot_or_anywhere(qtbot, window, language, look):
    size, text_size = look
    languages.use(language)
    try:
        window.ui.theme.set_text_size(text_size)
        window.resize(*size)
        for address in (*ADDRESSES[1:], "crm://settings/layout", "crm://import", "crm://today"):
            window.open(address)
            qtbot.wait(50)
            window.context.say("Saved: Street and number", undo=True)
            qtbot.wait(10)
            assert covered(window, (*FIELDS, QAbstractButton)) == [], address
    finally:
        languages.use("en")


def test_message_rises_above_the_buttons_that_it_would_cover(qtbot, ui, host):
    buttons = QWidget(host)
    buttons.setGeometry(0, 520, 800, 60)
    for place in range(4):
        button = ui.button("Go on", "primary")
        button.setParent(buttons)
        button.setGeometry(200 * place, 0, 198, 60)
    buttons.show()
    bar = Snackbar(ui, host)
    bar.show_message("Ann archived", "Undo", lambda: None)
    assert 400 < bar.geometry().bottom() < 520
    buttons.hide()
    bar.show_message("Ann archived", "Undo", lambda: None)
    assert bar.geometry().bottom() > 520
