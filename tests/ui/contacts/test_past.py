"""A contact as on a date, in the window."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.ui.contacts.history_dialog import HistoryDialog


@pytest.fixture
def dialog(qtbot, window, profile, anna, database):
    with database.write(T("Change Anna Keller")) as session:
        draft = contacts.get_draft(session, anna)
        contacts.change(session, anna, replace(draft, note="New", tax_id="EL094215776"))
    profile.do("contact.history")
    qtbot.waitUntil(lambda: window.findChild(HistoryDialog) is not None)
    dialog = window.findChild(HistoryDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 2)
    yield dialog
    dialog.reject()


def titles(pane):
    return [pane.model.index(row, 0).data() for row in range(pane.model.rowCount())]


def test_chosen_step_shows_the_contact_after_it_and_a_value_is_put_back(
    qtbot, dialog, stored, anna
):
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.model.index(1, 0))
    pane = dialog.past
    qtbot.waitUntil(lambda: titles(pane)[:2] == ["Tax number", "Note"])
    pane.table.setCurrentIndex(pane.model.index(0, 0))
    qtbot.mouseClick(pane.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored(anna).tax_id == "")
    assert stored(anna).note == "New"


def test_day_before_the_contact_came_says_so(qtbot, dialog):
    pane = dialog.past
    pane.day.setFocus()
    pane.day.selectAll()
    yesterday = clock.today() - timedelta(days=1)
    qtbot.keyClicks(pane.day, yesterday.isoformat())
    qtbot.keyClick(pane.day, Qt.Key.Key_Return)
    qtbot.waitUntil(pane._nothing.isVisible)


def test_day_of_a_step_is_whole_with_large_text(dialog, theme):
    theme.set_text_size(150)
    table = dialog.table
    for row in range(table.model().rowCount()):
        assert table.columnWidth(0) >= table.sizeHintForIndex(table.model().index(row, 0)).width()
