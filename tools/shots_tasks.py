"""For the pictures: tasks of all kinds, what was missed, and a reminder."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services import digest, tasks
from smallcrm.services.tasks import HIGH, MEETING, TaskDraft
from smallcrm.ui.main_window import MainWindow
from smallcrm.ui.reminding.popup import ReminderPopup
from tools import shots_dues

_TURN = 400  # milliseconds
_LAST = "Tidy up the shop window"
_LONG = "Уточнить у Северного ветра дату доставки цветов для открытия гостиницы в Мурманске"
_TASKS = (
    (-9, "", "Send the price list", 2, "", 0),
    (-2, "10:00", "Call about the wedding flowers", 1, "", HIGH),
    (0, "", "Order ribbons", None, "FREQ=WEEKLY", 0),
    (0, "23:30", "Meet the caterer at the Hotel Miramare about the flowers for June", 7, "", 0),
    (1, "09:00", "Water the plants of the lobby", 4, "FREQ=DAILY", 0),
    (3, "16:30", "Позвонить про счёт", 4, "", 0),
    (20, "09:00", "Πληρωμή ενοικίου", None, "FREQ=MONTHLY;BYMONTHDAY=-1", 0),
)


def fill(window: MainWindow) -> None:
    """Some tasks in each group."""
    write(window, _fill)


def choose(window: MainWindow) -> None:
    """A repeating task in the panel."""
    fill(window)
    page: Any = window.host.page
    while len(page.model.ids) < len(_TASKS):
        QTest.qWait(_TURN // 4)
    ids = [key for key in page.model.ids if key > 0]
    page.view.go_to(ids[4])
    page._on_picked()  # noqa: SLF001 - what a key does
    QTest.qWait(_TURN)


def change(window: MainWindow) -> None:
    """A task that repeats, with the keyboard in the panel."""
    choose(window)
    page: Any = window.host.page
    ids = [key for key in page.model.ids if key > 0]
    page.view.go_to(ids[2])
    page._on_picked()  # noqa: SLF001 - what a key does
    QTest.keyClick(page.view, Qt.Key.Key_F2)
    QTest.qWait(_TURN)


def type_line(window: MainWindow) -> None:
    """A line that is understood before Enter."""
    fill(window)
    page: Any = window.host.page
    page.line.start("Maria call every Monday 9:00")
    QTest.qWait(_TURN)


def missed(window: MainWindow) -> None:
    """Invoices, recurring documents and tasks that came meanwhile."""
    shots_dues.fill(window)
    write(window, _fill)
    write(window, _begin)


def snooze(window: MainWindow) -> None:
    """A chosen task, and until when it can be put off."""
    choose(window)
    page: Any = window.host.page
    page.later.showMenu()
    QTest.qWait(_TURN)


def remind(window: MainWindow) -> None:
    """The window that reminds, of two tasks."""
    fill(window)
    _remind(window, 2)


def remind_one(window: MainWindow) -> None:
    """The same of a single task with a long name."""
    write(window, _fill_late)
    _remind(window, 1)


def remind_many(window: MainWindow) -> None:
    """The same of more tasks than it shows."""
    fill(window)
    write(window, _fill_late)
    _remind(window, 99)


def _remind(window: MainWindow, count: int) -> None:
    now = clock.now()
    due = window.context.ops.read(lambda session: tasks.due(session, now))
    popup = ReminderPopup(window.context, window)
    popup.show_tasks(due[:count])
    QTest.qWait(_TURN)


def write(window: MainWindow, action: Any) -> None:
    """Have *action* change the data file, and wait until it is done."""
    done: list[object] = []
    window.context.ops.write(window, T("Sample data"), action, done.append)
    while not done:
        QTest.qWait(_TURN // 4)
    QTest.qWait(_TURN)


def _begin(session: Any) -> None:
    digest.hold(session, clock.now() - dt.timedelta(days=12))


def _fill(session: Any) -> None:
    known = tasks.list_task_rows(session, tasks.list_task_ids(session, done=None))
    if any(row.title == _LAST for row in known.values()):
        return
    today = clock.today()
    for ahead, time, title, contact_id, rule, priority in _TASKS:
        day = (today + dt.timedelta(days=ahead)).isoformat()
        kind = MEETING if "Meet" in title else "task"
        draft = TaskDraft(
            title, f"{day} {time}".strip(), contact_id=contact_id, rule=rule, priority=priority,
            kind=kind, minutes=60 if kind == MEETING else None, reminders=(15,) if time else (),
        )  # fmt: skip
        tasks.add_task(session, draft)
    tasks.add_task(session, TaskDraft(_LAST))


def _fill_late(session: Any) -> None:
    """Seven late tasks, the oldest one with a long name."""
    known = tasks.list_task_rows(session, tasks.list_task_ids(session, done=None))
    if any(row.title == _LONG for row in known.values()):
        return
    for number in range(7):
        day = (clock.today() - dt.timedelta(days=30 - number)).isoformat()
        title = f"Call number {number}" if number else _LONG
        tasks.add_task(session, TaskDraft(title, f"{day} 09:00", contact_id=3 + number))
