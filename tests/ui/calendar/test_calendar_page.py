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
from smallcrm.ui.calendar.page import DAY, MONTH, WEEKLY

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
    day = page.view.days[-1]
    assert window.host.page.line.edit.text() == f"{formats.short_day(day)} 14:00 "


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
