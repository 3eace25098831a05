"""The page of tasks by keys: added in one line, ticked, put off, changed, removed; all undone."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from smallcrm.core import clock
from smallcrm.models import Staff, Task
from smallcrm.services import pipeline, tasks
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.tasks import TaskDraft, groups, snoozing
from smallcrm.ui.tasks import addresses
from smallcrm.ui.tasks.lines import Heading
from smallcrm.ui.tasks.repeat_edit import OWN

CTRL = Qt.KeyboardModifier.ControlModifier


def days(ahead):
    return (clock.today() + dt.timedelta(days=ahead)).isoformat()


@pytest.fixture
def ids(do, people):
    """One task late, one today, one tomorrow that repeats, one without a day."""
    ann = people["Ann Archer"]
    return {
        "late": do(tasks.add_task, TaskDraft("Call late", days(-3), contact_id=ann)),
        "today": do(tasks.add_task, TaskDraft("Post", days(0))),
        "weekly": do(tasks.add_task, TaskDraft("Report", f"{days(1)} 09:00", rule="FREQ=DAILY")),
        "whenever": do(tasks.add_task, TaskDraft("Tidy up")),
    }


@pytest.fixture
def page(qtbot, window, ids):
    window.open(addresses.LIST)
    page = window.host.page
    qtbot.waitUntil(lambda: len([key for key in page.model.ids if key > 0]) == 4)
    return page


def types(widget, text):
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            code, plain = ord(letter.upper()[0]), Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(widget, QKeyEvent(kind, code, plain, letter))


def open_narrow(qtbot, window, page):
    """The panel of the first task, in the place of the list."""
    window.context.theme.set_text_size(150)
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: page._is_narrow)
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    qtbot.waitUntil(page.to_list.isVisible)
    assert not page.frame.isVisible()


def headings(page):
    rows = [page.model.row_at(row) for row in range(page.model.rowCount())]
    return [row.name for row in rows if isinstance(row, Heading)]


def shown(page):
    return [key for key in page.model.ids if key > 0]


def test_tasks_stand_in_groups_and_keys_go_past_the_headings(qtbot, page, ids):
    assert headings(page) == [groups.OVERDUE, groups.TODAY, groups.TOMORROW, groups.NO_DATE]
    assert shown(page) == list(ids.values())
    page.view.setFocus()
    assert page.view.current_id() == ids["late"]
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert page.view.current_id() == ids["today"]
    spoken = page.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Call late" in spoken
    assert "Ann Archer" in spoken


def test_space_ticks_and_undo_brings_it_back(qtbot, window, page, ids, ask):
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: ids["late"] not in shown(page))
    assert ask(tasks.get_task, ids["late"]).done_at
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: ids["late"] in shown(page))


def test_several_are_ticked_at_once(qtbot, page, ids, ask):
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: len(page.view.task_ids()) == 2)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(shown(page)) == 2)


def test_click_on_the_circle_ticks(qtbot, page, ids):
    row = page.model.row_of(ids["today"])
    rect = page.view.visualRect(page.model.index(row, 0))
    place = rect.topLeft()
    place.setX(rect.left() + 30)
    place.setY(rect.center().y())
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: ids["today"] not in shown(page))


@pytest.mark.parametrize(("key", "choice"), list(zip("1234", snoozing.CHOICES, strict=True)))
def test_keys_put_off(qtbot, page, ids, ask, key, choice):
    page.view.setFocus()
    before = snoozing.until(choice, clock.now())
    qtbot.keyClick(page.view, key)
    qtbot.waitUntil(lambda: ask(tasks.get_task, ids["late"]).snoozed_until is not None)
    until = ask(tasks.get_task, ids["late"]).snoozed_until
    assert before <= until <= snoozing.until(choice, clock.now())


def test_what_was_done_with_one_task_is_told_by_its_title(qtbot, window, page, ids):
    def said():
        return window._snackbar._label.text() if window._snackbar is not None else ""

    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: said().endswith("09:00: Call late"))
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: said() == "Done: Call late")


def test_line_is_understood_before_enter_and_makes_a_task(qtbot, page, ask):
    qtbot.keyClick(page.view, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(page.line.edit.hasFocus)
    types(page.line.edit, "Bob call tomorrow at 9 every week")
    qtbot.waitUntil(lambda: "Bob Bell" in page.line.chips())
    assert any("every week" in chip for chip in page.line.chips())
    qtbot.keyClick(page.line.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(ask(tasks.list_task_ids)) == 5)
    row = ask(tasks.get_task, max(ask(tasks.list_task_ids)))
    assert (row.title, row.contact, row.due) == ("call", "Bob Bell", f"{days(1)} 09:00")
    assert row.rule.startswith("FREQ=WEEKLY")
    qtbot.waitUntil(lambda: page.line.edit.text() == "")
    qtbot.waitUntil(lambda: page.view.current_id() == row.id)
    qtbot.waitUntil(lambda: page.panel.title.text() == "call")
    assert page.line.edit.hasFocus()


def test_enter_that_comes_before_the_answer_waits_for_it(qtbot, page, ask):
    page.line.start()
    types(page.line.edit, "Water the plants")
    qtbot.keyClick(page.line.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(ask(tasks.list_task_ids)) == 5)


def test_panel_changes_each_field_by_itself(qtbot, page, ids, ask, do):
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    panel = page.panel
    qtbot.waitUntil(panel.title.hasFocus)
    qtbot.waitUntil(lambda: panel.title.text() == "Call late")
    qtbot.keyClick(panel.title, Qt.Key.Key_A, CTRL)
    types(panel.title, "Call soon")
    qtbot.keyClick(panel.title, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ask(tasks.get_task, ids["late"]).title == "Call soon")
    panel.time.setFocus()
    types(panel.time, "16:30")
    qtbot.keyClick(panel.time, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ask(tasks.get_task, ids["late"]).due == f"{days(-3)} 16:30")
    panel.repeat.choice.setCurrentIndex(panel.repeat.choice.findData("WEEKLY"))
    panel.repeat.choice.activated.emit(panel.repeat.choice.currentIndex())
    qtbot.waitUntil(lambda: "WEEKLY" in ask(tasks.get_task, ids["late"]).rule)
    panel.reminders._buttons[15].click()
    qtbot.waitUntil(lambda: ask(tasks.get_draft, ids["late"]).reminders == (15,))
    panel.priority.setCurrentIndex(1)
    panel.priority.activated.emit(1)
    qtbot.waitUntil(lambda: ask(tasks.get_task, ids["late"]).priority == tasks.HIGH)
    qtbot.keyClick(panel.title, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.view.hasFocus)


def test_panel_takes_the_place_of_the_list_where_room_is_short(qtbot, window, page, ids):
    open_narrow(qtbot, window, page)
    page.to_list.click()
    assert page.frame.isVisible()
    assert not page.panel.isVisible()


def test_narrow_window_keeps_the_panel_while_its_task_is_changed(qtbot, window, page, ids, do):
    open_narrow(qtbot, window, page)
    with qtbot.waitSignal(page.model.modelReset):
        do(tasks.add_task, TaskDraft("Another"))
        page.reload()
    assert page.panel.isVisible()
    assert not page.frame.isVisible()


@pytest.mark.parametrize("address", ["crm://tasks", addresses.NEW])
def test_narrow_window_shows_the_list_when_it_is_asked_for(qtbot, window, page, address):
    open_narrow(qtbot, window, page)
    window.open(address)
    qtbot.waitUntil(page.frame.isVisible)
    assert not page.panel.isVisible()


def test_wrong_time_is_told_at_its_field_and_nothing_changes(qtbot, page, ids, ask):
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    panel = page.panel
    qtbot.waitUntil(lambda: panel.title.text() == "Call late")
    panel.time.setFocus()
    types(panel.time, "25:99")
    qtbot.keyClick(panel.time, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(panel._fields["time"].error))
    assert ask(tasks.get_task, ids["late"]).due == days(-3)


def test_deal_and_owner_are_chosen(qtbot, page, ids, ask, do, people):
    deal = do(pipeline.create_deal, DealDraft("Wedding", people["Ann Archer"]))
    do(lambda session: session.add(Staff(name="Maria", role="owner", email="", position=0)))
    page.view.setFocus()
    panel = page.panel
    qtbot.waitUntil(lambda: panel.deal.findData(str(deal)) > 0)
    qtbot.waitUntil(lambda: panel.owner.count() == 2)
    for choice in (panel.deal, panel.owner):
        choice.setCurrentIndex(1)
        choice.activated.emit(1)
    qtbot.waitUntil(lambda: ask(tasks.get_task, ids["late"]).owner == "Maria")
    assert ask(tasks.find_next_of_deal, deal).id == ids["late"]
    assert page.owner.itemText(1) == "Maria"
    page.owner.set_value(page.owner.itemData(1))
    page.owner.committed.emit(page.owner.itemData(1))
    qtbot.waitUntil(lambda: shown(page) == [ids["late"]])


def test_bin_keeps_tasks_and_gives_them_back(qtbot, page, ids):
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: ids["late"] not in shown(page))
    page.chips.click("bin")
    qtbot.waitUntil(lambda: shown(page) == [ids["late"]])
    page.back.click()
    qtbot.waitUntil(page.frame.nothing.isVisible)
    page.chips.click("open")
    qtbot.waitUntil(lambda: len(shown(page)) == 4)


def test_done_tasks_are_opened_again(qtbot, page, ids):
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    page.chips.click("done")
    qtbot.waitUntil(lambda: shown(page) == [ids["late"]])
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    qtbot.waitUntil(page.frame.nothing.isVisible)


def test_rule_that_the_editor_cannot_make_is_told_and_stays(qtbot, window, page, ids, ask, do):
    rule = "FREQ=MONTHLY;BYDAY=2MO"
    task = do(tasks.add_task, TaskDraft("Count the stock", days(1), rule=rule))
    window.open(addresses.of(task))
    repeat = page.panel.repeat
    qtbot.waitUntil(lambda: repeat.choice.value() == OWN)
    assert repeat._said.text().startswith("Every month on Monday number 2: ")
    repeat.every.committed.emit(None)
    assert ask(tasks.get_task, task).rule == rule


def test_one_time_is_left_out(qtbot, window, page, ids, ask):
    window.open(addresses.of(ids["weekly"]))
    qtbot.waitUntil(lambda: page.view.current_id() == ids["weekly"])
    qtbot.waitUntil(page.skip.isVisible)
    page.skip.click()
    qtbot.waitUntil(lambda: ask(tasks.get_task, ids["weekly"]).due == f"{days(2)} 09:00")


def test_address_of_a_task_shows_it(qtbot, window, page, ids):
    window.open(addresses.of(ids["whenever"]))
    qtbot.waitUntil(lambda: page.panel.title.text() == "Tidy up")


def test_ten_thousand_tasks_are_read_by_the_page(qtbot, window, page, do):
    def fill(session):
        stamp = clock.now()
        rows = [
            {"uid": f"u{n}", "title": f"Task {n}", "created_at": stamp, "updated_at": stamp}
            for n in range(10_000)
        ]
        session.execute(Task.__table__.insert(), rows)

    do(fill)
    page.reload()
    qtbot.waitUntil(lambda: page.model.rowCount() > 10_000)
    assert len(page.model._rows) < 500
    QTest.keyClick(page.view, Qt.Key.Key_End, CTRL)
    qtbot.waitUntil(lambda: page.panel.title.text().startswith("Task "))
