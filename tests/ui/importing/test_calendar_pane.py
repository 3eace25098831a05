"""A calendar comes in through the same page as every other file."""

from __future__ import annotations

from dataclasses import replace

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
    assert page.calendar.conflicts.text() == "My talk. What differs: title"
    assert page.calendar.keep_choice.isChecked()
    page.calendar.keep_choice.setFocus()
    qtbot.keyClick(page.calendar.keep_choice, Qt.Key.Key_Right)
    with qtbot.waitSignal(page.calendar.stored, timeout=PATIENCE):
        qtbot.keyClick(page.calendar.accept_button, Qt.Key.Key_Space)
    assert titles(database) == ["Their talk"]
    assert page.calendar.counts.text() == "1 entry of the calendar came in or was changed."
    assert not page.calendar.keep_choice.isVisible()


def test_what_only_calls_itself_a_calendar_is_refused(qtbot, window, page, write):
    with qtbot.waitSignal(page.calendar.failed, timeout=PATIENCE):
        window.open(address_of(write("Name\nAnn\n", "calendar.ics")))
    assert page.choose.isVisible()
    assert "not a calendar" in page.choose.banner.accessibleName()
