"""What reminds: the look each half minute, the pop-up by keys, quiet hours, zone, clock, tray."""

from __future__ import annotations

import datetime as dt
import sys

import pytest
import time_machine
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea

from smallcrm.__main__ import _window_options
from smallcrm.core import clock, zones
from smallcrm.services import contacts, tasks
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.tasks import TaskDraft, snoozing
from smallcrm.ui.reminding import autostart, quiet, tray, words
from smallcrm.ui.reminding.reminding import STAYS, YES, Reminding
from smallcrm.ui.reminding.watch import Watch
from smallcrm.ui.tasks import addresses
from smallcrm.ui.widgets.button import Button

NEVER_QUIET = ("00:00", "00:00")


def in_minutes(minutes):
    """A time on the wall so many minutes from now."""
    moment = clock.local(clock.now() + dt.timedelta(minutes=minutes))
    return f"{moment:%Y-%m-%d %H:%M}"


@pytest.fixture
def reminding(window, qtbot):
    window.context.settings.keep_note(quiet.FROM, NEVER_QUIET[0])
    window.context.settings.keep_note(quiet.UNTIL, NEVER_QUIET[1])
    window.context.settings.keep_note("tasks.zone", zones.of_system())
    made = Reminding(window, "crm://contacts")
    qtbot.waitUntil(made.watch._timer.isActive)
    yield made
    made.watch._timer.stop()
    if made._popup is not None:
        made._popup.close()


def shown(reminding):
    return [card.task.title for card in reminding.popup.cards] if reminding._popup else []


class Monotonic:
    def __init__(self):
        self.seconds = 100.0

    def __call__(self):
        return self.seconds


def test_task_calls_once_when_its_time_comes(qtbot, ops, do):
    with time_machine.travel("2026-03-23T06:59:50Z", tick=False) as traveller:
        do(tasks.add_task, TaskDraft("Call", "2026-03-23 09:00", "Europe/Athens"))
        owner, seconds, called = QObject(), Monotonic(), []
        watch = Watch(ops, owner, seconds)
        watch.called.connect(lambda found: called.extend(task.title for task in found))
        answers = []
        watch.due.connect(answers.append)

        def look(step):
            traveller.shift(step)
            seconds.seconds += step
            before = len(answers)
            watch.look()
            qtbot.waitUntil(lambda: len(answers) > before)

        look(0)
        assert called == []
        look(30)
        look(30)
        assert called == ["Call"]


def test_task_that_was_put_off_calls_again(qtbot, ops, do):
    with time_machine.travel("2026-03-23T07:00:00Z", tick=False) as traveller:
        task = do(tasks.add_task, TaskDraft("Call", "2026-03-23 09:00", "Europe/Athens"))
        owner, seconds, called = QObject(), Monotonic(), []
        watch = Watch(ops, owner, seconds)
        watch.called.connect(called.extend)
        for minutes in (0, 30, 60, 90):
            traveller.move_to(f"2026-03-23T{7 + minutes // 60:02}:{minutes % 60:02}:00Z")
            answers = []
            watch.due.connect(answers.append)
            watch.look()
            qtbot.waitUntil(lambda answers=answers: len(answers) == 1)
            if not minutes:
                do(tasks.snooze_tasks, [task], dt.datetime.fromisoformat("2026-03-23 08:00"))
        assert [item.title for item in called] == ["Call", "Call"]


def test_clock_that_is_set_is_noticed_and_nothing_calls_twice(qtbot, ops, do):
    with time_machine.travel("2026-03-23T08:00:00Z", tick=False) as traveller:
        do(tasks.add_task, TaskDraft("Call", "2026-03-23 09:00", "Europe/Athens"))
        owner, seconds, called, jumps, days = QObject(), Monotonic(), [], [], []
        watch = Watch(ops, owner, seconds)
        watch.called.connect(called.extend)
        watch.jumped.connect(jumps.append)
        watch.new_day.connect(lambda: days.append(clock.today()))
        for wall in ("2026-03-23T08:00:30", "2025-02-16T08:01:00", "2026-03-23T08:01:30"):
            traveller.move_to(f"{wall}Z")
            seconds.seconds += 30
            answers = []
            watch.due.connect(answers.append)
            watch.look()
            qtbot.waitUntil(lambda answers=answers: len(answers) == 1)
        assert [task.title for task in called] == ["Call"]
        assert [jump.days for jump in jumps] == [-400, 400]
        assert len(days) == 2


def test_what_is_due_pops_up_and_asks_for_no_keyboard(qtbot, reminding, do):
    anna = do(contacts.create, ContactDraft("Anna", phones=(Labelled("+30 210 1"),)))
    do(tasks.add_task, TaskDraft("Call", in_minutes(-1), "", anna))
    qtbot.waitUntil(lambda: shown(reminding) == ["Call"])
    assert reminding.popup.isVisible()
    assert reminding.popup.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    said = [label.text() for label in reminding.popup.findChildren(QLabel)]
    assert any("Anna" in text and "+30 210 1" in text for text in said)


def test_who_is_to_be_called_is_called_from_the_pop_up(qtbot, window, reminding, do, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    anna = do(contacts.create, ContactDraft("Anna", phones=(Labelled("+30 210 123 4567"),)))
    do(tasks.add_task, TaskDraft("Call", in_minutes(-1), "", anna))
    qtbot.waitUntil(lambda: shown(reminding) == ["Call"])
    name = "Call or write to this number"
    buttons = reminding.popup.findChildren(Button)
    menu = next(one.menu() for one in buttons if one.accessibleName() == name)
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if one.text() == "Call").trigger()
    assert opened == ["tel:+302101234567"]
    assert window.context.talks.call.whom.name == "Anna"


def test_several_come_in_one_window_and_new_ones_are_added(qtbot, reminding, do):
    for number in range(7):
        do(tasks.add_task, TaskDraft(f"Call {number}", in_minutes(-10 + number)))
    qtbot.waitUntil(lambda: len(reminding.popup._tasks) == 7)
    assert shown(reminding) == [f"Call {number}" for number in range(5)]
    said = [label.text() for label in reminding.popup.findChildren(QLabel)]
    assert "and 2 more tasks" in said


def test_day_of_a_far_zone_is_told_as_the_day_that_it_is(ask, do):
    for zone in ("Pacific/Kiritimati", "Pacific/Honolulu"):
        do(tasks.add_task, TaskDraft(zone, "2026-03-02", zone))
    now = dt.datetime(2026, 3, 4, 12)  # noqa: DTZ001 - in UTC
    with time_machine.travel("2026-03-04 12:00+00:00", tick=False):
        assert [words.when(task) for task in ask(tasks.due, now)] == ["2 Mar", "2 Mar"]


def test_window_grows_with_what_comes_and_nothing_of_it_is_cut(qtbot, reminding, do):
    do(tasks.add_task, TaskDraft("Ask when the flowers for the hotel arrive " * 3, in_minutes(-9)))
    for count in (1, 2, 3):
        qtbot.waitUntil(lambda count=count: len(shown(reminding)) == count)
        cards = reminding.popup.cards
        qtbot.waitUntil(lambda cards=cards: all(card.height() >= 100 for card in cards))
        assert reminding.popup.height() > sum(card.height() for card in cards)
        assert not reminding.popup.findChild(QScrollArea).verticalScrollBar().isVisible()
        do(tasks.add_task, TaskDraft(f"Call {count}", in_minutes(-5 + count)))


@pytest.mark.parametrize(("key", "choice"), list(zip("1234", snoozing.CHOICES, strict=True)))
def test_keys_of_the_pop_up_put_off(qtbot, reminding, do, ask, key, choice):
    task = do(tasks.add_task, TaskDraft("Call", in_minutes(-1)))
    qtbot.waitUntil(lambda: shown(reminding) == ["Call"])
    earliest = snoozing.until(choice, clock.now())
    QTest.keyClick(reminding.popup, key)
    qtbot.waitUntil(lambda: not reminding.popup.isVisible())
    until = ask(tasks.get_task, task).snoozed_until
    assert earliest <= until <= snoozing.until(choice, clock.now())


@pytest.mark.parametrize("address", ["crm://today", addresses.LIST])
def test_keys_of_the_pop_up_are_not_taken_by_the_page_behind_it(
    qtbot, window, reminding, do, ask, address
):
    other = do(tasks.add_task, TaskDraft("Other", in_minutes(60)))
    window.open(address)
    qtbot.waitUntil(lambda: window.host.address == address)
    task = do(tasks.add_task, TaskDraft("Call", in_minutes(-1)))
    qtbot.waitUntil(lambda: shown(reminding) == ["Call"])
    reminding.popup.activateWindow()
    qtbot.waitUntil(reminding.popup.isActiveWindow)
    QTest.keyClick(reminding.popup.windowHandle(), Qt.Key.Key_Delete)
    QTest.keyClick(reminding.popup.windowHandle(), Qt.Key.Key_3)
    qtbot.waitUntil(lambda: not reminding.popup.isVisible())
    assert ask(tasks.get_task, task).snoozed_until is not None
    assert ask(tasks.get_task, other).snoozed_until is None
    assert {row.title for row in ask(tasks.due, clock.now() + dt.timedelta(days=9))} == {
        "Call",
        "Other",
    }


def test_space_is_done_and_enter_opens(qtbot, window, reminding, do, ask):
    first = do(tasks.add_task, TaskDraft("First", in_minutes(-2)))
    second = do(tasks.add_task, TaskDraft("Second", in_minutes(-1)))
    qtbot.waitUntil(lambda: shown(reminding) == ["First", "Second"])
    QTest.keyClick(reminding.popup, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown(reminding) == ["Second"])
    assert ask(tasks.get_task, first).done_at is not None
    QTest.keyClick(reminding.popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.host.address == addresses.of(second))


def test_closed_pop_up_comes_again_only_for_what_is_new(qtbot, reminding, do, ask):
    task = do(tasks.add_task, TaskDraft("Call", in_minutes(-1)))
    qtbot.waitUntil(lambda: shown(reminding) == ["Call"])
    QTest.keyClick(reminding.popup, Qt.Key.Key_Escape)
    do(tasks.add_task, TaskDraft("Write", in_minutes(-1)))
    qtbot.waitUntil(lambda: shown(reminding) == ["Write"])
    assert ask(tasks.due, clock.now())[0].id == task


def test_reminder_that_was_handled_elsewhere_goes_away(qtbot, reminding, do):
    task = do(tasks.add_task, TaskDraft("Call", in_minutes(-1)))
    qtbot.waitUntil(lambda: shown(reminding) == ["Call"])
    do(tasks.finish_task, task)
    qtbot.waitUntil(lambda: not reminding.popup.isVisible())


def test_nothing_pops_up_in_quiet_hours_and_all_of_it_afterwards(qtbot, window, reminding, do):
    settings = window.context.settings
    settings.keep_note(quiet.UNTIL, "23:59")
    do(tasks.add_task, TaskDraft("Call", in_minutes(-1)))
    qtbot.waitUntil(lambda: bool(reminding._waiting))
    assert reminding._popup is None
    settings.keep_note(quiet.UNTIL, "00:00")
    reminding.watch.look()
    qtbot.waitUntil(lambda: shown(reminding) == ["Call"])


def test_quiet_hours_span_midnight():
    begin, end = dt.time(21), dt.time(8)
    day = dt.datetime(2026, 3, 23)  # noqa: DTZ001 - on the wall
    hours = [hour for hour in range(24) if quiet.is_quiet(day.replace(hour=hour), begin, end)]
    assert hours == [*range(8), 21, 22, 23]
    assert not quiet.is_quiet(day, dt.time(9), dt.time(9))


def test_nothing_pops_up_over_a_full_screen(qtbot, window, reminding, do):
    window.showFullScreen()
    qtbot.waitUntil(quiet.is_screen_taken)
    do(tasks.add_task, TaskDraft("Call", in_minutes(-1)))
    qtbot.waitUntil(lambda: bool(reminding._waiting))
    assert reminding._popup is None
    window.showNormal()


def test_state_of_windows_is_asked_there_only(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(quiet, "_state_of_windows", lambda: 3)
    assert quiet.is_screen_taken()
    monkeypatch.setattr(quiet, "_state_of_windows", lambda: 5)
    assert not quiet.is_screen_taken()


@pytest.fixture
def moved(window, do, qtbot):
    """The computer was in another zone at the last start; a task there, at nine."""
    window.context.settings.keep_note("tasks.zone", "Asia/Tokyo")
    task = do(tasks.add_task, TaskDraft("Call", "2031-03-23 09:00", "Asia/Tokyo"))
    made = Reminding(window, "crm://contacts")
    qtbot.waitUntil(window.banner.isVisible)
    yield task
    made.watch._timer.stop()


def answer(window, words):
    button = next(b for b in window.banner.findChildren(QObject) if b.property("text") == words)
    button.click()


def test_another_zone_is_asked_for_once_and_keeps_the_wall(qtbot, window, moved, ask):
    answer(window, "Keep the time on the clock")
    qtbot.waitUntil(lambda: ask(tasks.get_task, moved).zone == zones.of_system())
    assert ask(tasks.get_task, moved).due == "2031-03-23 09:00"
    assert not window.banner.isVisible()
    assert window.context.settings.note("tasks.zone") == zones.of_system()


def test_another_zone_keeps_the_moment(window, moved, ask):
    before = ask(tasks.get_task, moved)
    answer(window, "Keep the moment")
    assert ask(tasks.get_task, moved) == before
    assert not window.banner.isVisible()


def test_clock_that_was_set_back_a_year_is_told(qtbot, window, reminding):
    reminding._on_jumped(dt.timedelta(days=-400))
    assert window.banner.isVisible()
    window.banner.hide()
    reminding._on_jumped(dt.timedelta(hours=9))  # the computer slept
    assert not window.banner.isVisible()


@pytest.fixture
def with_tray(monkeypatch):
    monkeypatch.setattr(tray, "is_there", lambda: True)


def test_window_hides_beside_the_clock_and_its_menu_ends_the_program(
    qtbot, with_tray, window, reminding
):
    window.context.settings.keep_note(STAYS, YES)
    window.close()
    assert window.isHidden()
    opening, new, end = reminding.tray.menu.actions()
    opening.trigger()
    assert window.isVisible()
    new.trigger()
    qtbot.waitUntil(lambda: window.host.address == addresses.NEW)
    window.close()
    with qtbot.waitSignal(window.closed):
        end.trigger()


def test_window_closes_where_nobody_asked_to_stay(qtbot, with_tray, window, reminding):
    with qtbot.waitSignal(window.closed):
        window.close()


def test_system_tells_of_reminders_while_the_window_is_behind(
    qtbot, with_tray, window, reminding, do, monkeypatch
):
    told = []
    monkeypatch.setattr(reminding.tray, "tell", told.extend)
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    do(tasks.add_task, TaskDraft("Call", in_minutes(-1)))
    qtbot.waitUntil(lambda: [task.title for task in told] == ["Call"])


def test_messages_of_the_system_are_one(qtbot, with_tray, window, reminding, do, ask):
    for number in range(3):
        do(tasks.add_task, TaskDraft(f"Call {number}", in_minutes(-1)))
    reminding.tray.tell(ask(tasks.due, clock.now()))
    reminding.tray.tell([])


def test_settings_keep_quiet_hours_and_refuse_what_is_no_time(qtbot, window, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    window.open("crm://settings/tasks")
    section = window.host.page.section
    section.begin.setText("20:30")
    section.begin.commit()
    assert window.context.settings.note(quiet.FROM) == "20:30"
    section.end.setText("later")
    section.end.commit()
    assert "later" in section.fields["quiet_until"].error
    assert window.context.settings.note(quiet.UNTIL) in {"", quiet.USUAL_UNTIL}
    section.autostart.click()
    assert autostart.is_on()
    section.autostart.click()
    assert not autostart.is_on()


def test_program_that_starts_hidden_reads_its_file_and_comes_when_it_is_called(
    qtbot, program, data_file
):
    program._is_hidden = True
    program.open(data_file, may_create=False)
    window = program._window
    qtbot.waitUntil(lambda: program._file.ops.is_ready)
    qtbot.waitUntil(lambda: window.context.settings.note("tasks.zone") == zones.of_system())
    assert window.isHidden()
    program._file._door.knocked.emit()
    assert window.isVisible()
    assert _window_options(["--hidden"]) == {"--hidden": ""}
