"""Quick add by keys: what was understood is shown before Enter, and Enter makes it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from smallcrm.services import contacts, documents, tasks

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def quick(qtbot, window):
    """Press Ctrl+Shift+A and type; return the chips once the data has answered."""

    def type_in(typed):
        window.activateWindow()
        qtbot.keyClick(window, Qt.Key.Key_A, CONTROL | SHIFT)
        qtbot.keyClicks(window.top_bar.search, typed)
        palette = window.palette_list
        qtbot.waitUntil(lambda: not palette._is_asking)
        return chips(palette)

    return type_in


def chips(palette):
    labels = palette._chips.findChildren(QLabel)
    return [label.accessibleName() for label in labels if not label.isHidden()]


def press(qtbot, window, key):
    qtbot.keyClick(window.top_bar.search, key)


def test_task_shows_contact_day_and_time_and_is_added(qtbot, window, database, people, quick):
    shown = quick("Ann call 24.11.2031 16:30")
    assert shown == ["Task", "Ann Archer", "Mon, 24 Nov 2031", "16:30"]
    press(qtbot, window, Qt.Key.Key_Return)

    def stored():
        with database.read() as session:
            step = tasks.find_next(session, people["Ann Archer"])
        return step is not None and (step.title, step.due) == ("call", "2031-11-24 16:30")

    qtbot.waitUntil(stored)


def test_other_choice_shows_its_own_chips(qtbot, window, quick):
    assert quick("Ann call 16:30")[1] == "Ann Archer"
    press(qtbot, window, Qt.Key.Key_Down)
    assert "Ann Archer" not in chips(window.palette_list)


def test_contact_is_created_and_opened(qtbot, window, database, quick):
    assert quick("Zoe Zed zoe@zed.example +49 30 1234") == [
        "Contact",
        "+49 30 1234",
        "zoe@zed.example",
    ]
    press(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.host.page.headline() == "Zoe Zed")
    with database.read() as session:
        assert contacts.find_ids(session, "zoe@zed.example")


def test_invoice_opens_with_the_line_that_was_typed(qtbot, window, database, quick):
    assert quick("Invoice Bell Ltd 180 repair")[:3] == ["Invoice", "Bell Ltd", "180"]
    press(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.host.address.startswith("crm://document/"))
    key = int(window.host.address.rpartition("/")[2])
    with database.read() as session:
        assert documents.get_draft(session, key).lines[0].description == "repair"


def test_line_that_says_nothing_asks_for_more_and_enter_does_nothing(qtbot, window, quick):
    before = window.host.address
    assert quick("note nobody") == []
    assert window.palette_list._empty.text().startswith("Say for whom and what")
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.host.address == before
