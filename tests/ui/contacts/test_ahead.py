"""What is got ready in a thread before the first click, and asked for by an early one."""

from __future__ import annotations

from PySide6.QtCore import Qt

from smallcrm.ui.contacts import ahead


def test_contacts_that_are_gone_by_then_are_passed_over(dressed, ops, people):
    gone = max(people.values()) + 1
    ops.read(lambda session: ahead.get_ready(session, [gone, people["Bob Bell"]]))


def test_search_that_comes_before_everything_is_loaded_finds(qtbot, window, people):
    window._search = None  # as before the first idle moment
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.top_bar.search, "cleo")
    model = window.palette_list.model
    qtbot.waitUntil(lambda: model.rowCount() > 0 and model.lines[0].title == "Cleo Cole")
