"""For the pictures: a calendar with meetings, tasks, birthdays and what is to be paid."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services import tasks
from smallcrm.services.tasks import MEETING, TaskDraft
from smallcrm.ui.calendar.page import DAY, MONTH, WEEKLY
from smallcrm.ui.main_window import MainWindow
from smallcrm.ui.shell.incoming import address_of
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


def slot(window: MainWindow) -> None:
    """A day with a free time chosen by keys."""
    _show(window, DAY)
    page: Any = window.host.page
    while not isinstance(page.view.slot, dt.datetime):
        QTest.keyClick(page.view, Qt.Key.Key_Down)
    QTest.qWait(_TURN)


def bring_in(window: MainWindow) -> None:
    """A calendar of another program before it comes in."""
    entry = "BEGIN:VEVENT\nUID:{}\nSUMMARY:{}\n{}\nEND:VEVENT\n"
    entries = (
        entry.format(1, "Talk", "DTSTART:20990101T090000Z\nRRULE:FREQ=WEEKLY"),
        entry.format(2, "Fair", "DTSTART;VALUE=DATE:20200101"),
        entry.format(3, "Every hour", "DTSTART:20990101T090000Z\nRRULE:FREQ=HOURLY"),
    )
    _bring(window, entries)


def bring_in_newer(window: MainWindow) -> None:
    """A newer one of the same calendar: it changes, cancels, and disagrees."""
    entry = "BEGIN:VEVENT\nUID:{}\nSUMMARY:{}\nDTSTART:20990101T090000Z\n{}END:VEVENT\n"
    before = [entry.format(number, f"Talk {number}", "") for number in range(4)]
    _bring(window, before)
    page: Any = window.host.page
    if page.calendar.accept_button.isEnabled():
        page.calendar.accept()
        QTest.qWait(2 * _TURN)
    shots_tasks.write(window, _change)
    window.open("crm://import")
    disagree = "Ομιλία για τα λουλούδια του γάμου"
    _bring(window, [
        entry.format(0, "Long talk", "PRIORITY:1\n"),
        entry.format(1, "Talk 1", "STATUS:CANCELLED\n"),
        entry.format(2, disagree, "DURATION:PT2H\n"),
        entry.format(3, "Talk 3 at another place", ""),
    ])  # fmt: skip
    page = window.host.page
    page.calendar.choices.view.spaced.emit()
    QTest.qWait(_TURN)


def _change(session: Any) -> None:
    rows = tasks.list_task_rows(session, tasks.list_task_ids(session, done=None)).values()
    for row in rows:
        if row.title in ("Talk 2", "Talk 3"):
            title = row.title.replace("Talk", "Our talk")
            tasks.change_task(session, row.id, TaskDraft(title, row.due, kind=MEETING))


def _bring(window: MainWindow, entries: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "calendar.ics")
        path.write_text(f"BEGIN:VCALENDAR\n{''.join(entries)}END:VCALENDAR\n", "utf-8")
        window.open(address_of(path))
        page: Any = window.host.page
        while not page.calendar.counts.text():
            QTest.qWait(_TURN)


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
