"""Who is writing to the data file just now, for the message that somebody else reads."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from smallcrm.core import clock

_NUMBER = re.compile(r"\((\d+)\)")


def claim(path: Path) -> None:
    """Leave a note beside *path* that this process writes; best effort, never an obstacle."""
    note = f"SmallCRM ({os.getpid()}), {clock.local(clock.now()):%H:%M:%S}"
    with contextlib.suppress(OSError):
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        with os.fdopen(os.open(_note(path), flags, 0o600), "w", encoding="utf-8") as file:
            file.write(note)


def release(path: Path) -> None:
    """Take the note away."""
    with contextlib.suppress(OSError):
        _note(path).unlink(missing_ok=True)


def name(path: Path) -> str:
    """What the note says; empty when there is none, or only that of a program that was killed."""
    try:
        note = _note(path).read_text("utf-8")[:200]
    except (OSError, UnicodeDecodeError):
        return ""
    number = _NUMBER.search(note)
    return note if number is not None and _is_running(int(number[1])) else ""


def _note(path: Path) -> Path:
    return path.with_name(path.name + "-writer")


def _is_running(process: int) -> bool:
    """Whether there is such a process; where that cannot be asked without harm, yes."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
