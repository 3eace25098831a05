"""A calendar comes in through the same page as every other file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from smallcrm.core.text import T
from smallcrm.services import tasks
from smallcrm.ui.shell.incoming import address_of

PATIENCE = 15_000  # milliseconds: a child process is started
CALENDAR = (
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Talk\nDTSTART:20990101T090000Z\n"
    "RRULE:FREQ=WEEKLY\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Never\nEND:VEVENT\nEND:VCALENDAR\n"
)


def titles(database):
    with database.read() as session:
        rows = tasks.list_task_rows(session, tasks.list_task_ids(session))
        return [row.title for row in rows.values()]


def test_calendar_is_shown_brought_in_by_keys_and_taken_back(
    qtbot, window, page, write, database
):  # fmt: skip
    path = write(CALENDAR, "calendar.ics")
    with qtbot.waitSignal(page.calendar.foreseen, timeout=PATIENCE):
        window.open(address_of(path))
    assert page.calendar.counts.text() == "1 meeting is new.\n1 of them repeats."
    assert "Never" in page.calendar.remarks.text()
    with qtbot.waitSignal(page.calendar.stored, timeout=PATIENCE):
        qtbot.keyClick(page.calendar.accept_button, Qt.Key.Key_Space)
    assert titles(database) == ["Talk"]
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: titles(database) == [], timeout=PATIENCE)


def test_file_that_came_in_before_has_nothing_to_bring(qtbot, window, page, write, click):
    path = write(CALENDAR, "calendar.ics")
    for _time in range(2):
        with qtbot.waitSignal(page.calendar.foreseen, timeout=PATIENCE):
            window.open(address_of(path))
        if page.calendar.accept_button.isEnabled():
            with qtbot.waitSignal(page.calendar.stored, timeout=PATIENCE):
                click(page.calendar.accept_button)
            window.open("crm://import")
    assert page.calendar.counts.text() == "1 entry is here already and stays as it is."
    assert not page.calendar.accept_button.isEnabled()


def bring(qtbot, window, page, path):
    """Have the calendar at *path* shown on the page, to be brought in or not."""
    window.open("crm://import")
    with qtbot.waitSignal(page.calendar.foreseen, timeout=PATIENCE):
        window.open(address_of(path))


def test_entry_that_both_sides_changed_is_taken_by_key_when_that_is_chosen(
    qtbot, window, page, write, database
):
    bring(qtbot, window, page, write(CALENDAR, "calendar.ics"))
    with qtbot.waitSignal(page.calendar.stored, timeout=PATIENCE):
        qtbot.keyClick(page.calendar.accept_button, Qt.Key.Key_Space)
    with database.write(T("Change")) as session:
        [key] = tasks.list_task_ids(session)
        tasks.change_task(session, key, replace(tasks.get_draft(session, key), title="My talk"))
    newer = CALENDAR.replace("SUMMARY:Talk", "SUMMARY:Their talk")
    bring(qtbot, window, page, write(newer, "calendar.ics"))
    choices = page.calendar.choices
    assert choices.details.text() == "title: My talk → Their talk"
    assert choices.keep_all.isChecked()
    choices.keep_all.setFocus()
    qtbot.keyClick(choices.keep_all, Qt.Key.Key_Right)
    assert cells(choices.view) == [["My talk", "title", "As in the file"]]
    with qtbot.waitSignal(page.calendar.stored, timeout=PATIENCE):
        qtbot.keyClick(page.calendar.accept_button, Qt.Key.Key_Space)
    assert titles(database) == ["Their talk"]
    assert page.calendar.counts.text() == "1 entry of the calendar came in or was changed."
    assert not choices.isVisible()


TWO = (
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:{first}\nDTSTART:20990101T090000Z\nEND:VEVENT\n"
    "BEGIN:VEVENT\nUID:2\nSUMMARY:{second}\nDTSTART:20990102T090000Z\nEND:VEVENT\nEND:VCALENDAR\n"
)


def cells(view):
    model = view.paged
    return [
        [model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())
    ]


@pytest.fixture
def both_changed(qtbot, window, page, write, database):
    """Talk and Lunch came in, are called otherwise here by now, and otherwise again in the file."""
    bring(qtbot, window, page, write(TWO.format(first="Talk", second="Lunch"), "calendar.ics"))
    with qtbot.waitSignal(page.calendar.stored, timeout=PATIENCE):
        qtbot.keyClick(page.calendar.accept_button, Qt.Key.Key_Space)
    with database.write(T("Change")) as session:
        for key, title in zip(tasks.list_task_ids(session), ("My talk", "My lunch"), strict=True):
            tasks.change_task(session, key, replace(tasks.get_draft(session, key), title=title))
    newer = TWO.format(first="Their talk", second="Their lunch")
    bring(qtbot, window, page, write(newer, "calendar.ics"))
    return page.calendar.choices


def test_each_entry_is_chosen_for_itself(qtbot, page, both_changed, database):
    choices = both_changed
    choices.view.setFocus()
    qtbot.keyClick(choices.view, Qt.Key.Key_Down)
    assert choices.details.text() == "title: My lunch → Their lunch"
    qtbot.keyClick(choices.view, Qt.Key.Key_Space)
    assert cells(choices.view) == [
        ["My talk", "title", "As here"],
        ["My lunch", "title", "As in the file"],
    ]
    assert choices.each.isChecked()
    with qtbot.waitSignal(page.calendar.stored, timeout=PATIENCE):
        qtbot.keyClick(page.calendar.accept_button, Qt.Key.Key_Space)
    assert titles(database) == ["My talk", "Their lunch"]
    assert page.calendar.counts.text() == "1 entry of the calendar came in or was changed."


def test_a_click_on_the_choice_turns_it_and_all_at_once_stays_possible(qtbot, both_changed):
    choices = both_changed
    place = choices.view.visualRect(choices.model.index(0, 2)).center()
    qtbot.mouseClick(choices.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [line[2] for line in cells(choices.view)] == ["As in the file", "As here"]
    qtbot.mouseClick(choices.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert choices.keep_all.isChecked()
    choices.take_all.click()
    assert [line[2] for line in cells(choices.view)] == ["As in the file"] * 2
    assert set(choices.chosen().values()) == {"take"}


def test_what_only_calls_itself_a_calendar_is_refused(qtbot, window, page, write):
    with qtbot.waitSignal(page.calendar.failed, timeout=PATIENCE):
        window.open(address_of(write("Name\nAnn\n", "calendar.ics")))
    assert page.choose.isVisible()
    assert "not a calendar" in page.choose.banner.accessibleName()
