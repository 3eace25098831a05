"""What a task says of itself in a list."""

from __future__ import annotations

from datetime import date, datetime

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.services.tasks import (
    HIGH,
    KIND_NAMES,
    MEETING,
    PRIORITY_NAMES,
    TaskRow,
    rule_words,
)
from smallcrm.ui.contacts.next_step_card import due_words

PRIORITIES = {str(number): name for number, name in PRIORITY_NAMES.items()}


def when(row: TaskRow, today: date, now: datetime) -> tuple[str, str]:
    """When it is due, or was done, and the kind of the pill; both may be empty."""
    if row.done_at is not None:
        return formats.recent(clock.local(row.done_at), today), "neutral"
    if row.snoozed_until is not None and row.snoozed_until > now:
        until = formats.recent(clock.local(row.snoozed_until), today)
        return str(T("Put off until {time}", time=until)), "neutral"
    return due_words(row, today, now)


def about(row: TaskRow) -> str:
    """Whom and what it is about, how it repeats, who does it."""
    repeats = rule_words.how_often(row.rule, row.due) if row.rule else ""
    kind = str(KIND_NAMES[MEETING]) if row.kind == MEETING else ""
    high = str(T("High priority")) if row.priority == HIGH else ""
    parts = (kind, row.contact, row.deal, repeats, row.owner, high)
    return "  ·  ".join(part for part in parts if part)
