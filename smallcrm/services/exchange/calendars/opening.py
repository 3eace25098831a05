"""Read a calendar file, in the child process with its limits."""

from __future__ import annotations

from pathlib import Path

from smallcrm.core.progress import Progress
from smallcrm.services.exchange.calendars.items import CalendarItem
from smallcrm.services.exchange.drafts import FileFacts, ReadOptions
from smallcrm.services.exchange.reading import worker
from smallcrm.services.exchange.reading.inspection import read_lines

_HEAD = 10_000  # bytes in which a calendar says that it is one
_ENDINGS = (".ics", ".ical", ".ifb", ".icalendar")


def is_calendar(path: Path) -> bool:
    """Whether *path* is a calendar by its name or its beginning; a file that is gone is by name."""
    if path.suffix.lower() in _ENDINGS:
        return True
    try:
        with path.open("rb") as file:
            return b"BEGIN:VCALENDAR" in file.read(_HEAD).replace(b"\0", b"").upper()
    except OSError:
        return False


def read(
    path: Path, options: ReadOptions | None = None, progress: Progress | None = None
) -> tuple[FileFacts, list[CalendarItem]]:
    """What the file is, and what happens in it, each time once; remarks are ``facts.warnings``.

    Raises:
        ImportProblem: It cannot be read, not safely, or is no calendar; nothing was changed.
        Cancelled: *progress* was stopped.
    """
    return read_lines(path, options, progress, worker.CALENDAR, CalendarItem)
