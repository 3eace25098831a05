"""Calls, meetings and tasks are written down by the keyboard; the timeline is narrowed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from smallcrm.core.text import T
from smallcrm.services import contacts, files, tasks
from smallcrm.services.contacts import ActivityDraft

KEY = Qt.Key


@pytest.fixture
def timeline(profile):
    return profile.card.timeline


def titles(timeline):
    model = timeline.model
    lines = [model.line(model.index(row, 0)) for row in range(model.rowCount())]
    return [line.title for line in lines if line.entry is not None]


def choose_kind(qtbot, timeline, steps):
    """Tab makes what is written another kind, so many times."""
    timeline.composer.setFocus()
    qtbot.waitUntil(timeline.options.isVisible)
    for _ in range(steps):
        qtbot.keyClick(timeline.composer, KEY.Key_Tab)
    assert timeline.composer.hasFocus()


def test_call_is_written_down_by_keys(qtbot, timeline, anna, database):
    choose_kind(qtbot, timeline, 1)
    assert timeline.options.kind == "call"
    timeline.options.fields.duration.setFocus()
    qtbot.keyClicks(timeline.options.fields.duration, "6")
    timeline.composer.setFocus()
    qtbot.keyClicks(timeline.composer, "Wants peonies")
    qtbot.keyClick(timeline.composer, KEY.Key_Return)
    qtbot.waitUntil(lambda: "Outgoing call" in titles(timeline))
    with database.read() as session:
        entry = contacts.list_timeline(session, anna)[0]
    assert (entry.kind, entry.seconds, entry.body) == ("call", 360, "Wants peonies")
    assert timeline.options.kind == "note"


def test_missed_call_needs_no_words_and_is_changed_in_place(qtbot, timeline, anna, database):
    choose_kind(qtbot, timeline, 1)
    fields = timeline.options.fields
    for choice in (fields.direction, fields.outcome):
        choice.setFocus()
        qtbot.keyClick(choice, KEY.Key_Down)
    qtbot.mouseClick(timeline.options.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Missed call" in titles(timeline))
    timeline.view.setFocus()
    timeline.view.setCurrentIndex(timeline.model.index(1, 0))
    qtbot.keyClick(timeline.view, KEY.Key_F2)
    qtbot.keyClicks(timeline.composer, "Called back later")
    qtbot.keyClick(timeline.composer, KEY.Key_Return)
    qtbot.waitUntil(lambda: timeline.composer.changes == 0)
    with database.read() as session:
        entry = contacts.list_timeline(session, anna)[0]
    assert (entry.direction, entry.outcome) == ("in", "no_answer")
    assert entry.body == "Called back later"


def test_a_call_that_does_not_say_which_way_it_went_stays_so_when_its_words_change(
    qtbot, timeline, profile, anna, database
):
    with database.write(T("Add entry")) as session:
        contacts.add_activity(session, anna, ActivityDraft("call", "Roses", seconds=60))
    profile.reload()
    qtbot.waitUntil(lambda: "Phone call" in titles(timeline))
    timeline.view.setFocus()
    timeline.view.setCurrentIndex(timeline.model.index(1, 0))
    qtbot.keyClick(timeline.view, KEY.Key_F2)
    fields = timeline.options.fields
    assert (fields.direction.currentText(), fields.outcome.currentText()) == (
        "Not said",
        "Not said",
    )
    qtbot.keyClicks(timeline.composer, " on Monday")
    qtbot.keyClick(timeline.composer, KEY.Key_Return)
    qtbot.waitUntil(lambda: timeline.composer.changes == 0)
    with database.read() as session:
        entry = contacts.list_timeline(session, anna)[0]
    assert (entry.direction, entry.outcome) == ("", "")
    assert "on Monday" in entry.body
    choose_kind(qtbot, timeline, 1)
    assert fields.direction.findText("Not said") == -1


def test_minutes_that_are_no_number_are_told_beneath(qtbot, timeline):
    choose_kind(qtbot, timeline, 2)
    qtbot.keyClicks(timeline.options.fields.duration, "long")
    qtbot.keyClick(timeline.options.fields.duration, KEY.Key_Return)
    assert "not a number of minutes" in timeline.error.text()
    assert timeline.error.isVisible()


def test_task_becomes_the_next_step_and_is_done_and_undone(
    qtbot, window, profile, timeline, anna, database
):
    choose_kind(qtbot, timeline, 6)
    timeline.composer.setFocus()
    qtbot.keyClicks(timeline.composer, "Call about the order")
    qtbot.keyClick(timeline.composer, KEY.Key_Return)

    def step():
        with database.read() as session:
            return tasks.find_next(session, anna)

    qtbot.waitUntil(lambda: step() is not None)
    assert step().title == "Call about the order"

    def button():
        return profile.aside.findChild(object, "next_step_done")

    qtbot.waitUntil(lambda: button() is not None)
    qtbot.mouseClick(button(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Done: Call about the order" in titles(timeline))
    assert step() is None
    window.context.ops.undo(window, lambda _undone: None)
    qtbot.waitUntil(lambda: step() is not None)


def test_timeline_is_narrowed_by_its_chips(qtbot, timeline, anna, database):
    assert not timeline.filters.isVisible()
    choose_kind(qtbot, timeline, 1)
    qtbot.mouseClick(timeline.options.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Outgoing call" in titles(timeline))
    timeline.composer.setFocus()
    qtbot.keyClicks(timeline.composer, "A word")
    qtbot.keyClick(timeline.composer, KEY.Key_Return)
    qtbot.waitUntil(timeline.filters.isVisible)
    timeline.filters.click("note")
    assert titles(timeline) == ["Note"]
    timeline.filters.click("")
    assert len(titles(timeline)) == 3


def test_picture_that_is_pasted_is_kept_as_a_file(qtbot, profile, timeline, anna, database):
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(0)
    QApplication.clipboard().setImage(picture)
    timeline.composer.setFocus()
    qtbot.keyClick(timeline.composer, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)

    def rows():
        with database.read() as session:
            return files.list_file_rows(session, files.list_file_ids(session, anna))

    qtbot.waitUntil(lambda: len(rows()) == 1)
    assert profile.card.tabs.current() == "files"
    assert next(iter(rows().values())).name.endswith(".png")
