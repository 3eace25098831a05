"""What an entry of a calendar says, and in which colors: each kind has words of its own."""

from __future__ import annotations

from smallcrm.core import formats
from smallcrm.core.text import T
from smallcrm.services.calendar import BIRTHDAY, DEAL, INVOICE, MEETING, TASK, CalendarRow

INKS = {
    TASK: ("accent_soft", "accent_text"),
    MEETING: ("success_soft", "success"),
    BIRTHDAY: ("warning_soft", "warning"),
    INVOICE: ("danger_soft", "danger"),
    DEAL: ("neutral_soft", "neutral"),
}
KEYS = T(
    "Ctrl with an arrow key moves it, Ctrl+Shift with up and down makes it shorter or longer,"
    " Delete removes it."
)
_DONE = ("neutral_soft", "text3")


def inks(row: CalendarRow) -> tuple[str, str]:
    """The colors behind it and of its words."""
    return _DONE if row.is_done else INKS[row.kind]


def title(row: CalendarRow) -> str:
    """What it is, without a time."""
    if row.kind == BIRTHDAY:
        return str(T("{name}: birthday", name=row.title))
    if row.kind == INVOICE:
        return str(T("{number}: invoice is due", number=row.title))
    if row.kind == DEAL:
        return str(T("{title}: deal to be closed", title=row.title))
    return row.title


def shown(row: CalendarRow) -> str:
    """What it is, and whom it is with where that is not said yet."""
    said = title(row)
    return f"{said} · {row.contact}" if row.contact and row.contact not in said else said


def time(row: CalendarRow) -> str:
    """The time at which it begins; empty for what takes all day."""
    return "" if row.is_all_day else formats.time_of_day(row.start)


def spoken(row: CalendarRow) -> str:
    """All of it, for screen readers and for the mouse that rests on it."""
    parts = [title(row)]
    if not row.is_all_day:
        until = f"–{formats.time_of_day(row.end)}" if row.end > row.start else ""
        parts.insert(0, f"{formats.time_of_day(row.start)}{until}")
    if row.contact and row.contact != row.title:
        parts.append(row.contact)
    if row.is_done:
        parts.append(str(T("done")))
    return ", ".join(parts)


def explained(row: CalendarRow) -> str:
    """The same with what keys do to it, for the mouse that rests on it."""
    return f"{spoken(row)}\n{KEYS}" if row.kind in {TASK, MEETING} else spoken(row)
