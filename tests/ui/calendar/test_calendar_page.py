"""The calendar by keys and mouse: looked through, opened, dragged, stretched, taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMessageBox

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.services import tasks
from smallcrm.services.tasks import MEETING, TaskDraft
from smallcrm.ui.calendar import words
from smallcrm.ui.calendar.page import DAY, MONTH, WEEKLY
from smallcrm.ui.widgets.snackbar import Snackbar

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def today():
    return clock.today()


@pytest.fixture
def add(database, today):
    """Adds a meeting of today, before the window reads."""

    def add(title="Talk", due="09:00", **more):
        more = {"kind": MEETING, "minutes": 60, **more}
        with database.write(T("Add")) as session:
            return tasks.add_task(session, TaskDraft(title, f"{today} {due}".strip(), **more))

    return add


@pytest.fixture
def show(qtbot, window):
    """Opens the calendar on screen; *count* entries are waited for."""

    def show(span, count):
        window.open("crm://calendar")
        page = window.host.page
        page.chips.click(span)
        qtbot.waitUntil(lambda: len(page.view.rows) == count)
        page.view.repaint()
        return page

    return show


def draft(database, key):
    with database.read() as session:
        return tasks.get_draft(session, key)


def drag(qtbot, view, begin, end):
    for point, act in ((begin, qtbot.mousePress), (begin + QPoint(0, 12), None), (end, None)):
        if act is not None:
            act(view, LEFT, pos=point)
        else:
            qtbot.mouseMove(view, point)
    qtbot.mouseRelease(view, LEFT, pos=end)


def test_keys_look_through_a_month_and_into_a_day(qtbot, show, add, today):
    add()
    page = show(MONTH, 1)
    qtbot.keyClick(page.view, Qt.Key.Key_Right)
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert page.day == today + dt.timedelta(days=8)
    qtbot.keyClick(page.view, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: page.heading.text() == formats.month(page.day))
    qtbot.keyClick(page.view, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: "1 entry" in page.view.accessibleDescription())
    assert page.day == today
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert page.chips.current() == DAY
    qtbot.waitUntil(lambda: len(page.view.rows) == 1)


def test_enter_opens_the_entry_that_down_has_chosen(qtbot, window, show, add):
    talk = add()
    page = show(DAY, 1)
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert page.view.accessibleDescription() == "09:00–10:00, Talk"
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert window.host.address == f"crm://task/{talk}"


def test_meeting_is_dragged_stretched_and_put_back(qtbot, window, show, add, database, today):
    talk = add()
    page = show(DAY, 1)
    [hit] = page.view.hits
    hour = round(page.view.y_of(1) - page.view.y_of(0))
    middle = hit.place.center().toPoint()
    drag(qtbot, page.view, middle, middle + QPoint(0, 2 * hour))
    qtbot.waitUntil(lambda: draft(database, talk).due == f"{today} 11:00")
    qtbot.waitUntil(lambda: page.view.rows and page.view.rows[0].start.hour == 11)
    page.view.repaint()
    edge = page.view.hits[0].place.bottomLeft().toPoint() + QPoint(40, -2)
    drag(qtbot, page.view, edge, edge + QPoint(0, hour))
    qtbot.waitUntil(lambda: draft(database, talk).minutes == 120)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: draft(database, talk).minutes == 60)


def test_repeating_one_asks_whether_only_this_time(qtbot, window, show, add, database):
    talk = add(rule="FREQ=DAILY;COUNT=2")
    page = show(DAY, 1)
    middle = page.view.hits[0].place.center().toPoint()
    hour = round(page.view.y_of(1) - page.view.y_of(0))
    drag(qtbot, page.view, middle, middle + QPoint(0, hour))
    box = window.findChild(QMessageBox)
    button = next(each for each in box.buttons() if "Only" in each.text())
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: page.view.rows and page.view.rows[0].start.hour == 10)
    assert page.view.rows[0].id != talk
    assert draft(database, talk).rule


def test_empty_hour_begins_a_task_at_that_time(qtbot, window, show, add, today):
    add()
    page = show(WEEKLY, 1)
    x = round(page.view.width() - 20)
    qtbot.mouseClick(page.view, LEFT, pos=QPoint(x, round(page.view.y_of(14)) + 3))
    day, edit = page.view.days[-1], window.host.page.line.edit
    assert edit.text() == f"{formats.short_day(day)} 14:00 "
    qtbot.waitUntil(edit.hasFocus)
    qtbot.keyClicks(edit, "Visit")
    assert edit.text() == f"{formats.short_day(day)} 14:00 Visit"


def test_more_entries_than_fit_are_counted(qtbot, show, add):
    for number in range(30):
        add(f"Talk {number}")
    page = show(MONTH, 30)
    assert 0 < len(page.view.hits) < 30
    [(place, day)] = page.view.more
    qtbot.mouseClick(page.view, LEFT, pos=place.center().toPoint())
    assert (page.chips.current(), page.day) == (DAY, day)


def test_entries_of_one_time_stand_side_by_side(show, add):
    add("One")
    add("Two", "09:30")
    add("Three", "10:00")
    page = show(DAY, 3)
    one, two, three = (hit.place for hit in page.view.hits)
    assert not one.intersects(two)
    assert not two.intersects(three)
    assert one.left() == three.left()


def test_an_entry_says_whom_it_is_with_unless_its_title_does(show, add, people):
    for title, due in (("call", "09:00"), ("Lunch with Ann Archer", "12:00")):
        add(title, due, contact_id=people["Ann Archer"])
    rows = show(DAY, 2).view.rows
    assert [words.shown(row) for row in rows] == ["call · Ann Archer", "Lunch with Ann Archer"]


def test_where_a_week_is_narrow_one_entry_stands_for_several_that_keys_reach(
    show, add, press, window, today, theme
):
    for number in range(4):
        add(f"Talk {number}")
    page = show(WEEKLY, 4)
    theme.set_text_size(150)
    window.resize(1024, 700)
    page.view.repaint()
    (shown,) = page.view.hits
    [(place, day)] = page.view.more
    assert day == today
    assert place.left() >= shown.place.right()
    press(page, *[Qt.Key.Key_Down] * 4)
    page.view.repaint()
    assert page.view.hits[-1].row == page.view.chosen != shown.row


def test_what_takes_all_day_leaves_room_for_hours_until_it_is_asked_for(
    qtbot, show, add, window, today
):
    for number in range(20):
        add(f"Talk {number}", "", kind="task")
    page = show(DAY, 20)
    window.resize(1024, 700)
    page.view.repaint()
    assert len(page.view.hits) < 12
    [(place, _day)] = page.view.more
    before = len(page.view.hits)
    qtbot.mouseClick(page.view, LEFT, pos=place.center().toPoint())
    qtbot.waitUntil(lambda: len(page.view.hits) > before)


def test_day_stays_where_it_was_scrolled_while_another_span_is_shown(
    qtbot, show, add, press, window
):
    add()
    page = show(DAY, 1)
    window.resize(1024, 700)
    page.view.setFocus()
    bar = page.view.parentWidget().parentWidget().verticalScrollBar()
    bar.setValue(100)
    press(page, Qt.Key.Key_3)
    assert page.chips.current() == MONTH
    press(page, Qt.Key.Key_1)
    assert page.chips.current() == DAY
    assert bar.value() == 100


def test_low_month_says_how_many_entries_a_day_has(show, add, window, theme):
    add()
    page = show(MONTH, 1)
    theme.set_text_size(200)
    window.resize(1024, 700)
    page.view.resize(900, 200)
    page.view.repaint()
    assert not page.view.hits
    assert len(page.view.more) == 1


CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def said(window):
    """What the message at the bottom says."""
    found = window.findChild(Snackbar)
    return found.accessibleName() if found is not None else ""


@pytest.fixture
def press(qtbot):
    """Presses keys in a view, one behind the other."""

    def press(page, *keys, modifiers=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            qtbot.keyClick(page.view, key, modifiers)

    return press


def test_chosen_meeting_is_moved_and_stretched_by_keys_and_put_back(
    qtbot, window, show, add, press, database
):
    talk, today = add(), clock.today()
    page = show(WEEKLY, 1)
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, modifiers=CTRL)
    qtbot.waitUntil(lambda: draft(database, talk).due == f"{today} 09:15")
    press(page, Qt.Key.Key_Right, modifiers=CTRL)
    tomorrow = today + dt.timedelta(days=1)
    qtbot.waitUntil(lambda: draft(database, talk).due == f"{tomorrow} 09:15")
    assert page.day == tomorrow
    press(page, Qt.Key.Key_Down, modifiers=CTRL | SHIFT)
    qtbot.waitUntil(lambda: draft(database, talk).minutes == 75)
    qtbot.waitUntil(lambda: said(window) == "Talk now goes on until 10:30.")
    qtbot.waitUntil(lambda: page.view.accessibleDescription() == "09:15–10:30, Talk")
    press(page, Qt.Key.Key_Up, Qt.Key.Key_Left, modifiers=CTRL)
    qtbot.waitUntil(lambda: draft(database, talk).due == f"{today} 09:00")
    for due in (f"{tomorrow} 09:00", f"{tomorrow} 09:15"):
        press(page, Qt.Key.Key_Z, modifiers=CTRL)
        qtbot.waitUntil(lambda due=due: draft(database, talk).due == due)


def test_key_makes_a_task_at_the_free_time_that_is_chosen(qtbot, window, show, add, press, today):
    add()
    page = show(DAY, 1)
    press(page, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert page.view.accessibleDescription().endswith("10:30, free")
    press(page, Qt.Key.Key_Up)
    press(page, Qt.Key.Key_N)
    assert window.host.page.line.edit.text() == f"{formats.short_day(today)} 10:00 "


def test_down_goes_from_what_takes_all_day_into_the_morning_and_up_into_the_night(show, add, press):
    add(due="")
    page = show(DAY, 1)
    press(page, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert page.view.slot.hour == 8
    press(page, Qt.Key.Key_Up)
    assert page.view.accessibleDescription().endswith("07:30, free")


def test_month_goes_through_the_entries_of_a_day_and_moves_them_by_days_and_weeks(
    qtbot, window, show, add, press, database
):
    talk, today = add(due=""), clock.today()
    page = show(MONTH, 1)
    press(page, Qt.Key.Key_Space)
    assert page.view.accessibleDescription() == "Talk"
    press(page, Qt.Key.Key_Down, Qt.Key.Key_Right, modifiers=CTRL)
    later = today + dt.timedelta(days=8)
    qtbot.waitUntil(lambda: draft(database, talk).due == later.isoformat())
    qtbot.waitUntil(lambda: page.view.chosen is not None and page.view.chosen.due == str(later))
    press(page, Qt.Key.Key_Return)
    assert window.host.address == f"crm://task/{talk}"


def test_delete_moves_an_entry_to_the_bin_and_undo_brings_it_back(
    qtbot, show, add, press, database
):
    add()
    page = show(DAY, 1)
    press(page, Qt.Key.Key_Down, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not page.view.rows)
    press(page, Qt.Key.Key_Z, modifiers=CTRL)
    qtbot.waitUntil(lambda: len(page.view.rows) == 1)


def test_delete_asks_whether_only_this_time_of_one_that_repeats(
    qtbot, window, show, add, press, database
):
    talk = add(rule="FREQ=DAILY;COUNT=3")
    page = show(DAY, 1)
    press(page, Qt.Key.Key_Down, Qt.Key.Key_Delete)
    box = window.findChild(QMessageBox)
    qtbot.mouseClick(next(each for each in box.buttons() if "Only" in each.text()), LEFT)
    qtbot.waitUntil(lambda: not page.view.rows)
    assert draft(database, talk).due == f"{clock.today() + dt.timedelta(days=1)} 09:00"


def test_what_cannot_be_moved_says_why(qtbot, window, show, add, press):
    add(due="")
    page = show(DAY, 1)
    press(page, Qt.Key.Key_Down, modifiers=CTRL)
    assert "Choose an entry first" in said(window)
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Down, modifiers=CTRL)
    assert "takes all day" in said(window)


def test_figures_choose_how_much_is_shown(show, press):
    page = show(DAY, 0)
    for key, span in ((Qt.Key.Key_3, MONTH), (Qt.Key.Key_W, WEEKLY), (Qt.Key.Key_1, DAY)):
        press(page, key)
        assert page.chips.current() == span
        assert page.view.hasFocus()
