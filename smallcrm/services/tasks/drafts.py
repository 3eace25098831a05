"""A task as a form has it."""

from __future__ import annotations

from dataclasses import dataclass

from smallcrm.core.text import T

TASK, MEETING = "task", "meeting"
KINDS = (TASK, MEETING)
NORMAL, HIGH, LOW = 0, 1, 9  # PRIORITY of RFC 5545
KIND_NAMES = {TASK: T("Task"), MEETING: T("Meeting")}
PRIORITY_NAMES = {NORMAL: T("Usual"), HIGH: T("High"), LOW: T("Low")}
LONGEST_TITLE = 300  # characters


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task as a form has it, not yet checked.

    Attributes:
        due: Wall time, ``2026-11-30`` or ``2026-11-30 09:00``; empty where there is no day. Of a
            task that repeats: the next time that it comes.
        zone: IANA name of the zone that *due* is meant in; this computer's when empty.
        contact_id: For whom, None for nobody in particular, or for whom its deal is.
        deal_id: The deal whose next step it is; None for none.
        rule: A recurrence rule of RFC 5545; empty for a task that comes once.
        reminders: Minutes before its time at which it reminds too.
        priority: 0 none, 1 high, 9 low.
        minutes: How long it takes, for a calendar.
    """

    title: str
    due: str = ""
    zone: str = ""
    contact_id: int | None = None
    deal_id: int | None = None
    rule: str = ""
    reminders: tuple[int, ...] = ()
    priority: int = NORMAL
    minutes: int | None = None
    note: str = ""
    kind: str = TASK
    owner_id: int | None = None
    document_id: int | None = None
    lead_id: int | None = None
