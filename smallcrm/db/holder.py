"""Who is writing to the data file just now, for the message that somebody else reads."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from smallcrm.core import clock


def claim(path: Path) -> None:
    """Leave a note beside *path* that this process writes; best effort, never an obstacle."""
    program = Path(sys.argv[0]).stem or "smallcrm"
    with contextlib.suppress(OSError):
        _note(path).write_text(f"{program} ({os.getpid()}), {clock.now():%H:%M:%S} UTC", "utf-8")


def release(path: Path) -> None:
    """Take the note away."""
    with contextlib.suppress(OSError):
        _note(path).unlink(missing_ok=True)


def name(path: Path) -> str:
    """What the note says; empty when there is none."""
    try:
        return _note(path).read_text("utf-8")[:200]
    except (OSError, UnicodeDecodeError):
        return ""


def _note(path: Path) -> Path:
    return path.with_name(path.name + "-writer")
