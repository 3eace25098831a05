"""For the pictures: a calendar with meetings, tasks, birthdays and what is to be paid."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtTest import QTest

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services import tasks
from smallcrm.services.tasks import MEETING, TaskDraft
from smallcrm.ui.calendar.page import DAY, MONTH, WEEKLY
from smallcrm.ui.main_window import MainWindow
from tools import shots_tasks

_TURN = 400  # milliseconds
_MEETINGS = (
    (-1, "11:00", "Обсудить договор аренды", 120),
    (0, "08:30", "Tasting at the Hotel Miramare", 90),
    (0, "09:00", "Τηλεδιάσκεψη με τον λογιστή", 60),
    (0, "09:30", "Interview", 30),
    (1, "13:00", "Delivery of the roses", 30),
    (2, "", "Fair in Piraeus", 3 * 24 * 60),
)


def month(window: MainWindow) -> None:
    """A month."""
    _show(window, MONTH)


def week(window: MainWindow) -> None:
    """A week."""
    _show(window, WEEKLY)


def day(window: MainWindow) -> None:
    """A day with three meetings at a time."""
    _show(window, DAY)


def _show(window: MainWindow, span: str) -> None:
    shots_tasks.fill(window)
    done: list[object] = []
    window.context.ops.write(window, T("Sample data"), _fill, done.append)
    while not done:
        QTest.qWait(_TURN // 4)
    page: Any = window.host.page
    page.chips.click(span)
    QTest.qWait(2 * _TURN)
    page.view.setFocus()
    QTest.qWait(_TURN)


def _fill(session: Any) -> None:
    rows = tasks.list_task_rows(session, tasks.list_task_ids(session, done=None))
    if any(row.title == _MEETINGS[0][2] for row in rows.values()):
        return
    for ahead, time, title, minutes in _MEETINGS:
        on = (clock.today() + dt.timedelta(days=ahead)).isoformat()
        draft = TaskDraft(title, f"{on} {time}".strip(), minutes=minutes, kind=MEETING)
        tasks.add_task(session, draft)
