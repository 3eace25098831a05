"""The neutral form of a call in a list."""

from __future__ import annotations

from typing import NamedTuple

INTERNAL = "internal"  # a problem that is none: both sides belong to the business


class CallLine(NamedTuple):
    """A row of a list of calls.

    Attributes:
        row: Its number in the file, the header counted.
        at: When it began, ``2026-11-29 14:02:00``, in UTC.
        number: The other side's, as in the file; empty where it was withheld.
        name: What the list calls the other side; may be empty.
        direction: ``in`` or ``out``; empty where the list does not say.
        seconds: How long was talked; None where nobody did, or where the list does not say.
        is_answered: Whether they talked.
        is_busy: Whether they did not because the line was busy.
        employee: Who of ours it was, an extension or a name; may be empty.
        unique: What the telephone system knows the call by; may be empty.
        problem: Why it is no call with somebody: ``internal``, or a key of ``reasons``.
    """

    row: int
    at: str = ""
    number: str = ""
    name: str = ""
    direction: str = ""
    seconds: int | None = None
    is_answered: bool = True
    employee: str = ""
    unique: str = ""
    problem: str = ""
    is_busy: bool = False
