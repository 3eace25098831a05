"""Write tasks as iCalendar (RFC 5545): every calendar and list of tasks reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from smallcrm.core.progress import Progress

_PRODUCT = "-//SmallCRM//SmallCRM//EN"
_LONGEST = 75  # octets of a line, its end not counted (3.1)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LOOK = 500  # tasks between two looks at the stop button


class CalendarTask(NamedTuple):
    """A task on its way out.

    Attributes:
        uid: The same each time, so that a calendar knows the task again.
        due: A day, or a moment in UTC; None where there is neither.
        done_at: UTC; None while it is to be done.
        contact: Whom it is for; may be empty.
    """

    uid: str
    title: str
    due: date | None
    done_at: datetime | None
    contact: str
    created_at: datetime
    updated_at: datetime


def write(path: Path, tasks: Iterator[CalendarTask], total: int, progress: Progress) -> int:
    """Write *tasks* to *path*; return how many there were: without any it is no valid calendar."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_lines(["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}"]))
        for task in tasks:
            if count % _LOOK == 0:
                progress.report(count, total)
            file.write(_lines(_component(task)))
            count += 1
        file.write(_lines(["END:VCALENDAR"]))
    progress.report(count, total)
    return count


def _component(task: CalendarTask) -> list[str]:
    """A VTODO; DTSTAMP is when it was last changed, as there is no METHOD (3.8.7.2)."""
    lines = [
        "BEGIN:VTODO",
        f"UID:{task.uid}",
        f"DTSTAMP:{_moment(task.updated_at)}",
        f"CREATED:{_moment(task.created_at)}",
        f"LAST-MODIFIED:{_moment(task.updated_at)}",
        f"SUMMARY:{_escaped(task.title)}",
    ]
    if isinstance(task.due, datetime):
        lines.append(f"DUE:{_moment(task.due)}")
    elif task.due is not None:
        lines.append(f"DUE;VALUE=DATE:{task.due:%Y%m%d}")
    if task.contact:
        lines.append(f"CONTACT:{_escaped(task.contact)}")
    if task.done_at is None:
        lines.append("STATUS:NEEDS-ACTION")
    else:
        done = [f"COMPLETED:{_moment(task.done_at)}", "PERCENT-COMPLETE:100", "STATUS:COMPLETED"]
        lines.extend(done)
    return [*lines, "END:VTODO"]


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
