"""What a calendar file holds, as plain values that cross from the child process."""

from __future__ import annotations

from typing import NamedTuple

EVENT, TODO = "meeting", "task"  # as the kinds of tasks are called


class CalendarItem(NamedTuple):
    """An event or a task of a file.

    Attributes:
        uid: What the other program knows it by; one that stands for a single time of something
            that repeats has that time behind a slash.
        due: Wall time in *zone*: when an event begins, by when a task is to be done.
        zone: IANA name; empty where the file means the wall of whoever reads it.
        rule: A recurrence rule that a task can have; empty for once.
        exceptions: Wall times that are left out.
        reminders: Minutes before its time.
        minutes: How long it takes; None where the file does not say, and for one whole day.
        done: Whether it is done; *done_at* is when (ISO, UTC), empty where the file does not say.
        people: E-mail addresses of those who take part.
        contact: The name of whom it is about; may be empty.
        cancelled: It is not to be any more.
    """

    uid: str
    kind: str
    title: str
    note: str
    due: str
    zone: str
    rule: str
    exceptions: tuple[str, ...]
    reminders: tuple[int, ...]
    minutes: int | None
    priority: int
    done: bool
    done_at: str
    people: tuple[str, ...]
    contact: str
    cancelled: bool = False
