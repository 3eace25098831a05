"""The palette itself: where the keyboard goes, what is said while there is nothing to show."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_escape_goes_back_to_where_the_keyboard_was_before_a_click(qtbot, window):
    view = window.host.page.list_pane.view
    view.setFocus()
    search = window.top_bar.search
    search.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.mouseClick(search, Qt.MouseButton.LeftButton)
    assert window.palette_list.isVisible()
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert view.hasFocus()


def test_escape_works_when_the_field_it_came_from_is_gone(qtbot, window):
    field = QLineEdit(window.host.page)
    field.show()
    field.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    with qtbot.waitSignal(field.destroyed):
        field.deleteLater()
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Escape)
    assert not window.palette_list.isVisible()


def test_people_sign_alone_says_what_to_type_and_runs_nothing(qtbot, window):
    before = window.host.address
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    qtbot.keyClicks(window.top_bar.search, "@")
    assert window.palette_list._empty.text() == "Type a name, a phone number or an email."
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    assert window.host.address == before
    assert window.palette_list.isVisible()


@pytest.mark.parametrize(
    ("typed", "address"), [("doubles", "doubles"), ("bin", "contact-list/bin")]
)
def test_doubles_and_bin_are_offered_everywhere(qtbot, window, typed, address):
    window.open("crm://settings/look")
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    qtbot.keyClicks(window.top_bar.search, f">{typed}")
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    assert window.host.address == f"crm://{address}"
