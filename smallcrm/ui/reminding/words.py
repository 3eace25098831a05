"""What a reminder and an item of the digest say."""

from __future__ import annotations

from datetime import date

from smallcrm.core import clock, formats
from smallcrm.core.text import TN, T, Text
from smallcrm.services.digest import BIRTHDAY, CALL, DEAL, INVOICE, RECURRING, TASK, Item
from smallcrm.services.tasks import DueTask

SOURCES: dict[str, Text] = {
    TASK: T("Task"),
    INVOICE: T("Overdue invoice"),
    RECURRING: T("Recurring document to make"),
    BIRTHDAY: T("Birthday"),
    DEAL: T("Deal left alone"),
    CALL: T("Missed call"),
}


def when(task: DueTask) -> str:
    """The time of a task, as the wall here shows it; how often it came where that is more."""
    shown = formats.recent(clock.local(task.instant), clock.today())
    if task.due and " " not in task.due:
        shown = _day(date.fromisoformat(task.due), clock.today())
    if task.occurrences == 1:
        return shown
    times = TN("{count} time", "{count} times", task.occurrences)
    return f"{shown}, {times}"


def _day(day: date, today: date) -> str:
    """A day without a time, which begins on the wall of each zone at another instant."""
    return str(T("Today")) if day == today else formats.list_day(day, today)


def moment(item: Item) -> str:
    """When an item fell due: the day; of tasks and calls the time while that is not long ago."""
    local, today = clock.local(item.at), clock.today()
    due = item.task.due if item.task is not None else ""
    if " " in due or item.source == CALL:
        return formats.recent(local, today)
    return _day(date.fromisoformat(due) if due else local.date(), today)


def title(item: Item) -> str:
    """What it is about, and how often a task came."""
    if item.task is not None and item.task.occurrences > 1:
        times = TN("{count} time", "{count} times", item.task.occurrences)
        return f"{item.title}  ·  {times}"
    titles: dict[str, Text] = {
        INVOICE: T("Invoice {number} is overdue", number=item.title),
        RECURRING: T("Make {name}", name=item.title),
        BIRTHDAY: T("Birthday of {name}", name=item.title),
        DEAL: T("{title} was left alone too long", title=item.title),
        CALL: T("Missed call of {name}", name=item.title),
    }
    return str(titles.get(item.source, item.title))


def about(item: Item) -> str:
    """Whom it concerns, how to reach them, how much."""
    name = item.contact if item.contact != item.title else ""
    return "  ·  ".join(part for part in (name, item.phone, item.amount) if part)


def summary(items: list[Item]) -> str:
    """How many of each kind: ``7 reminders, 3 overdue invoices``."""
    counts = {source: sum(1 for item in items if item.source == source) for source in SOURCES}
    said = {
        TASK: TN("{count} reminder", "{count} reminders", counts[TASK]),
        INVOICE: TN("{count} overdue invoice", "{count} overdue invoices", counts[INVOICE]),
        RECURRING: TN(
            "{count} recurring document to make",
            "{count} recurring documents to make",
            counts[RECURRING],
        ),
        BIRTHDAY: TN("{count} birthday", "{count} birthdays", counts[BIRTHDAY]),
        DEAL: TN("{count} deal left alone", "{count} deals left alone", counts[DEAL]),
        CALL: TN("{count} missed call", "{count} missed calls", counts[CALL]),
    }
    return ", ".join(str(words) for source, words in said.items() if counts[source])
