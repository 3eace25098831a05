"""The page Today by keys and clicks: ticked, put off, opened, reminded; it follows every change."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QPushButton

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.models import Staff
from smallcrm.services import contacts, digest, documents, pipeline, settings, staff, tasks
from smallcrm.services.contacts import ActivityDraft
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.tasks import TaskDraft
from smallcrm.ui.today import page as today_page
from smallcrm.ui.widgets.tick import Tick

CTRL = Qt.KeyboardModifier.ControlModifier


def day(ahead):
    return (clock.today() + dt.timedelta(days=ahead)).isoformat()


@pytest.fixture
def ids(do, people):
    ann = people["Ann Archer"]
    return {
        "late": do(tasks.add_task, TaskDraft("Call late", day(-3), contact_id=ann)),
        "today": do(tasks.add_task, TaskDraft("Post", day(0))),
        "tomorrow": do(tasks.add_task, TaskDraft("Report", f"{day(1)} 09:00")),
    }


def shown(page):
    return [line.key for line in page.lines]


def line_of(page, key):
    return next(line for line in page.lines if line.key == key)


def texts(page):
    return [line.accessibleName() for line in page.lines]


@pytest.fixture
def open_page(qtbot, window):
    def open_page():
        qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
        page = window.host.page
        qtbot.waitUntil(lambda: bool(page.date.text()))
        return page

    return open_page


@pytest.fixture
def page(qtbot, open_page, ids):
    page = open_page()
    qtbot.waitUntil(lambda: len(page.lines) == 2)
    return page


def press(qtbot, key):
    qtbot.keyClick(QApplication.focusWidget(), key)


def start(qtbot, page):
    """The keyboard is on the first line."""
    qtbot.waitUntil(page.lines[0].hasFocus)


def test_late_tasks_come_first_and_tomorrow_is_folded(qtbot, page, ids):
    assert shown(page) == [f"task {ids['late']}", f"task {ids['today']}"]
    assert "Ann Archer" in texts(page)[0]
    assert "3 days late" in texts(page)[0]
    fold = page.todo.findChild(QPushButton, "tomorrow")
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(page)[-1] == f"task {ids['tomorrow']}")
    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == "tomorrow")


def test_space_ticks_undo_brings_it_back_and_the_keyboard_stays(qtbot, window, page, ids, ask):
    start(qtbot, page)
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown(page) == [f"task {ids['today']}"])
    assert ask(tasks.get_task, ids["late"]).done_at
    assert page.lines[0].hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(page.lines) == 2)


def test_click_on_the_box_ticks(qtbot, page, ids):
    [tick, _later] = line_of(page, f"task {ids['today']}").controls
    assert isinstance(tick, Tick)
    tick.click()
    qtbot.waitUntil(lambda: shown(page) == [f"task {ids['late']}"])


def test_a_number_puts_the_task_off(qtbot, page, ids, ask):
    start(qtbot, page)
    press(qtbot, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: shown(page) == [f"task {ids['today']}"])
    snoozed = clock.local(ask(tasks.get_task, ids["late"]).snoozed_until)
    assert snoozed.date().isoformat() == day(1)


def test_menu_puts_the_task_off_too(qtbot, page, ids, ask):
    [_tick, later] = line_of(page, f"task {ids['late']}").controls
    qtbot.mouseClick(later, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.todo.menu.isVisible)
    page.todo.menu.actions()[0].trigger()
    page.todo.menu.hide()
    qtbot.waitUntil(lambda: ask(tasks.get_task, ids["late"]).snoozed_until is not None)


def test_arrows_go_from_line_to_line_and_enter_opens(qtbot, window, page, ids):
    start(qtbot, page)
    press(qtbot, Qt.Key.Key_Down)
    assert page.lines[1].hasFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert window.host.address == f"crm://task/{ids['today']}"


def test_page_follows_what_is_changed_elsewhere(qtbot, window, page, people):
    done = []
    draft = TaskDraft("New one", day(0))
    window.context.ops.write(
        window, T("Test"), lambda session: tasks.add_task(session, draft), done.append
    )
    qtbot.waitUntil(lambda: len(page.lines) == 3)
    assert any("New one" in text for text in texts(page))


def test_nothing_due_says_what_comes_next(qtbot, open_page, do):
    ahead = clock.today() + dt.timedelta(days=3)
    do(tasks.add_task, TaskDraft("Call Anna", f"{ahead.isoformat()} 10:00"))
    page = open_page()
    qtbot.waitUntil(lambda: bool(page.lines))
    assert texts(page) == [f"Next: Call Anna, {ahead:%A} 10:00"]


@pytest.fixture
def invoice(do, people):
    """One that is late by ten days; its id."""

    def make(session):
        settings.change(session, {"name": "Anthos", "country": "GR", "tax_id": "123456783"})
        line = LineDraft("Rent", price=Decimal(80), tax_category="Z")
        draft = DocumentDraft(customer_id=people["Ann Archer"], lines=(line,), due_days=0)
        made = documents.create_draft(session, draft)
        documents.issue(session, made, clock.today() - dt.timedelta(days=10))
        return made

    return do(make)


def test_late_invoice_leads_to_its_page_and_to_its_reminder(qtbot, window, open_page, invoice):
    page = open_page()
    qtbot.waitUntil(lambda: len(page.lines) == 2)
    unpaid, late = page.lines
    assert "€80.00" in unpaid.accessibleName()
    assert "10 days late" in late.accessibleName()
    [remind] = late.controls
    qtbot.mouseClick(remind, Qt.MouseButton.LeftButton)
    assert window.host.address == f"crm://reminders/{invoice}"
    page = open_page()
    qtbot.waitUntil(lambda: len(page.lines) == 2)
    qtbot.mouseClick(page.lines[1], Qt.MouseButton.LeftButton)
    assert window.host.address == f"crm://document/{invoice}"


def test_lines_have_room_for_both_of_their_rows(qtbot, page, invoice):
    qtbot.waitUntil(lambda: len(page.lines) == 4)
    qtbot.waitUntil(lambda: all(line.height() >= line.sizeHint().height() for line in page.lines))


def test_deal_without_a_next_step_opens_its_page(qtbot, window, open_page, do, people):
    deal = do(pipeline.create_deal, DealDraft("Wedding", people["Cleo Cole"]))
    page = open_page()
    qtbot.waitUntil(lambda: bool(page.lines))
    assert "No next step" in texts(page)[0]
    qtbot.mouseClick(page.lines[0], Qt.MouseButton.LeftButton)
    assert window.host.address == f"crm://deal/{deal}"


def test_employee_sees_his_own_first_and_can_look_at_all(qtbot, open_page, do, database):
    def hire(session):
        person = Staff(name="Nina", role=staff.EMPLOYEE)
        session.add(person)
        session.flush()
        for owner, title in ((person.id, "Mine to do"), (None, "For anybody")):
            tasks.add_task(session, TaskDraft(title, day(0), owner_id=owner))
        return person.id

    nina = do(hire)
    do(lambda session: staff.be(session, database.path, nina))
    page = open_page()
    qtbot.waitUntil(lambda: bool(page.lines))
    assert "Nina" in page.greeting.text()
    assert [text.split(",")[0] for text in texts(page)] == ["Mine to do"]
    page.chips.click("everybody")
    qtbot.waitUntil(lambda: len(page.lines) == 2)


def test_columns_give_way_where_room_is_short(qtbot, window, page):
    def columns():
        return len({card.x() for card in (page.todo, page.dues, page.slipping)})

    for width, wanted in ((1500, 3), (1200, 3), (1100, 2)):
        window.resize(width, 860)
        qtbot.waitUntil(lambda wanted=wanted: columns() == wanted)
    page._breakpoints.look(700)
    qtbot.waitUntil(lambda: columns() == 1)


def test_changes_that_follow_at_once_are_all_shown_and_the_keyboard_stays(qtbot, window, page, ids):
    start(qtbot, page)
    press(qtbot, Qt.Key.Key_Down)
    for number in range(12):
        draft = TaskDraft(f"New {number}", day(0))
        window.context.ops.write(
            window, T("Test"), lambda session, draft=draft: tasks.add_task(session, draft), print
        )
    qtbot.waitUntil(lambda: len(page.lines) == 14)
    qtbot.waitUntil(lambda: line_of(page, f"task {ids['today']}").hasFocus())
    page.todo.fold()
    qtbot.waitUntil(lambda: shown(page)[-1] == f"task {ids['tomorrow']}")
    assert len(shown(page)) == len(set(shown(page))) == 15


def test_tomorrow_unfolds_also_when_something_is_read_at_that_moment(qtbot, page, ids, monkeypatch):
    found = []
    monkeypatch.setattr(
        page.context.ops, "ask", lambda _owner, job, done: found.append((job, done))
    )
    page.reload()
    ((job, done),) = found
    read = page.context.ops.read(job)
    monkeypatch.setattr(today_page, "_AT_ONCE", 1)
    page.todo.fold()
    done(read)
    qtbot.waitUntil(lambda: shown(page)[-1] == f"task {ids['tomorrow']}")


@pytest.fixture
def missed(do, people):
    """Ann, who has a number, and Bob, who has none, called and were missed; their lines."""

    def called(session):
        ann, bob = people["Ann Archer"], people["Bob Bell"]
        draft = contacts.get_draft(session, ann)
        phones = (contacts.Labelled("+30 691 234 5678"),)
        contacts.change(session, ann, draft._replace(phones=phones))
        for contact_id, hours in ((ann, 3), (bob, 1)):
            at = clock.now() - dt.timedelta(hours=hours)
            draft = ActivityDraft("call", direction="in", outcome="no_answer", at=at)
            contacts.add_activity(session, contact_id, draft)
        return [f"call {ann}", f"call {bob}"]

    return do(called)


def test_missed_call_is_ticked_off_by_space_and_undo_brings_it_back(
    qtbot, window, missed, open_page
):
    page = open_page()
    qtbot.waitUntil(lambda: shown(page)[:2] == missed)
    assert "Ann Archer, +30 691 234 5678  ·  1 missed call" in texts(page)[0]
    start(qtbot, page)
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown(page)[0] == missed[1])
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: shown(page)[:2] == missed)


def test_missed_call_is_returned_by_its_keys_and_the_noted_call_answers_it(
    qtbot, window, missed, open_page, do, monkeypatch
):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    page = open_page()
    qtbot.waitUntil(lambda: shown(page)[:2] == missed)
    start(qtbot, page)
    qtbot.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier
    )
    assert opened == ["tel:+306912345678"]
    whom = window.context.talks.call.whom
    assert (f"call {whom.id}", whom.name) == (missed[0], "Ann Archer")
    assert len(line_of(page, missed[1]).controls) == 1  # no number, nothing to call
    draft = ActivityDraft("call", direction="out", outcome="reached")
    do(lambda session: contacts.add_activity(session, whom.id, draft))
    qtbot.waitUntil(lambda: shown(page)[0] == missed[1])


def test_missed_call_opens_its_entry(qtbot, window, missed, open_page, people):
    page = open_page()
    qtbot.waitUntil(lambda: shown(page)[:2] == missed)
    start(qtbot, page)
    press(qtbot, Qt.Key.Key_Return)
    assert window.host.address.startswith(f"crm://contact/{people['Ann Archer']}/timeline/call-")


def test_missed_call_stands_in_what_was_missed(qtbot, window, missed, do):
    do(digest.hold, clock.now() - dt.timedelta(hours=1))
    window.open("crm://missed")
    page = window.host.page
    qtbot.waitUntil(lambda: len(page.model.ids) == 2)
    assert "2 missed calls" in page._said.text()
    page.view.go_to(page.model.ids[0])
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(page.model.ids) == 1)
