"""Write tasks and meetings as iCalendar (RFC 5545): every calendar and list of tasks reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from smallcrm.core.loading import load
from smallcrm.core.progress import Progress

_PRODUCT = "-//SmallCRM//SmallCRM//EN"
_LONGEST = 75  # octets of a line, its end not counted (3.1)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LOOK = 500  # tasks between two looks at the stop button
_DAY_MINUTES = 24 * 60


class CalendarTask(NamedTuple):
    """A task or a meeting on its way out.

    Attributes:
        uid: The same each time, so that a calendar knows the task again.
        due: A day, or a moment in UTC; None where there is neither. Of one that repeats: the first
            one, and a time of day is that on the wall of *zone*.
        done_at: UTC; None while it is to be done.
        contact: Whom it is for; may be empty.
        zone: IANA name, of what repeats at a time of day; else empty.
        rule: How it repeats; empty for once.
        exceptions: As *due*: those that are left out.
        reminders: Minutes before its time.
        minutes: How long it takes.
    """

    uid: str
    title: str
    due: date | None
    done_at: datetime | None
    contact: str
    created_at: datetime
    updated_at: datetime
    is_meeting: bool = False
    zone: str = ""
    rule: str = ""
    exceptions: tuple[date, ...] = ()
    reminders: tuple[int, ...] = ()
    minutes: int | None = None
    priority: int = 0
    note: str = ""


def write(
    path: Path,
    tasks: Iterator[CalendarTask],
    total: int,
    progress: Progress,
    zones: Sequence[str] = (),
) -> int:
    """Write *tasks* to *path*; return how many there were: without any it is no valid calendar.

    *zones* are those that any of the tasks names; a calendar says of each what it is (3.6.5).
    """
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_lines(["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}"]))
        for zone in zones:
            file.write(load("icalendar").Timezone.from_tzid(zone).to_ical().decode())
        for task in tasks:
            if count % _LOOK == 0:
                progress.report(count, total)
            file.write(_lines(_component(task)))
            count += 1
        file.write(_lines(["END:VCALENDAR"]))
    progress.report(count, total)
    return count


def _component(task: CalendarTask) -> list[str]:
    """A VEVENT or a VTODO; DTSTAMP is when it was last changed, as there is no METHOD (3.8.7.2)."""
    name = "VEVENT" if task.is_meeting and task.due is not None else "VTODO"
    lines = [
        f"BEGIN:{name}",
        f"UID:{_escaped(task.uid)}",
        f"DTSTAMP:{_moment(task.updated_at)}",
        f"CREATED:{_moment(task.created_at)}",
        f"LAST-MODIFIED:{_moment(task.updated_at)}",
        f"SUMMARY:{_escaped(task.title)}",
    ]
    if task.note:
        lines.append(f"DESCRIPTION:{_escaped(task.note)}")
    if task.contact:
        lines.append(f"CONTACT:{_escaped(task.contact)}")
    if task.priority:
        lines.append(f"PRIORITY:{task.priority}")
    lines += _event(task) if name == "VEVENT" else _todo(task)
    if task.rule:
        lines.append(f"RRULE:{task.rule}")
    if task.exceptions:
        days = ",".join(_value(task, each) for each in task.exceptions)
        lines.append(f"EXDATE{_parameters(task)}:{days}")
    for minutes in task.reminders:
        lines += _alarm(task, minutes, "" if name == "VEVENT" else ";RELATED=END")
    return [*lines, f"END:{name}"]


def _event(task: CalendarTask) -> list[str]:
    """A day or a time at which a meeting begins, and how long it takes."""
    lines = [f"DTSTART{_parameters(task)}:{_value(task, task.due)}"]
    if task.minutes and isinstance(task.due, datetime):
        lines.append(f"DURATION:PT{task.minutes}M")
    elif task.minutes:
        lines.append(f"DURATION:P{-(-task.minutes // _DAY_MINUTES)}D")
    return lines


def _todo(task: CalendarTask) -> list[str]:
    """By when it is to be done, and whether it is; what repeats is counted from its DTSTART."""
    lines = []
    if task.due is not None:
        due = f"{_parameters(task)}:{_value(task, task.due)}"
        lines += [f"DTSTART{due}"] if task.rule else []
        lines.append(f"DUE{due}")
    if task.minutes:
        lines.append(f"ESTIMATED-DURATION:PT{task.minutes}M")
    if task.done_at is None:
        return [*lines, "STATUS:NEEDS-ACTION"]
    done = [f"COMPLETED:{_moment(task.done_at)}", "PERCENT-COMPLETE:100", "STATUS:COMPLETED"]
    return [*lines, *done]


def _alarm(task: CalendarTask, minutes: int, related: str) -> list[str]:
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(task.title)}",
        f"TRIGGER{related}:-PT{minutes}M",
        "END:VALARM",
    ]


def _parameters(task: CalendarTask) -> str:
    if not isinstance(task.due, datetime):
        return ";VALUE=DATE"
    return f";TZID={task.zone}" if task.zone else ""


def _value(task: CalendarTask, value: date | None) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y%m%dT%H%M%S}" if task.zone else _moment(value)
    return f"{value:%Y%m%d}"


def _moment(value: datetime) -> str:
    return f"{value:%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """A TEXT value (3.3.11)."""
    plain = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    plain = plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\n", "\\n")


def _lines(lines: Sequence[str]) -> str:
    return "".join([f"{_folded(line)}\r\n" for line in lines])


def _folded(line: str) -> str:
    """*line* in pieces of 75 octets at most, no letter torn apart; each goes on with a blank."""
    pieces, room, piece = [], _LONGEST, ""
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", _LONGEST - 1
        piece += letter
        room -= size
    return "\r\n ".join([*pieces, piece])
