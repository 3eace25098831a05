"""When nothing pops up: in quiet hours, and while something fills the screen."""

from __future__ import annotations

import ctypes
import sys
from datetime import datetime, time

from PySide6.QtGui import QGuiApplication, QWindow

from smallcrm.ui.settings import Settings

FROM, UNTIL = "tasks.quiet_from", "tasks.quiet_until"
USUAL_FROM, USUAL_UNTIL = "21:00", "08:00"
# SHQueryUserNotificationState: a full-screen program, a game, a presentation.
_BUSY = frozenset({2, 3, 4})


def hours(settings: Settings) -> tuple[time, time]:
    """From when until when nothing pops up; the same twice is never."""
    stored = (settings.note(FROM) or USUAL_FROM, settings.note(UNTIL) or USUAL_UNTIL)
    begin, end = (_time(text) for text in stored)
    return begin, end


def is_quiet(now: datetime, begin: time, end: time) -> bool:
    """Whether the time on the wall *now* lies in the quiet hours, which may span midnight."""
    at = now.time()
    if begin <= end:
        return begin <= at < end
    return at >= begin or at < end


def is_screen_taken() -> bool:
    """Whether a window of ours, or on Windows of any program, fills the screen.

    Other systems do not tell one program of the windows of another.
    """
    ours = QGuiApplication.topLevelWindows()
    if any(window.visibility() == QWindow.Visibility.FullScreen for window in ours):
        return True
    return sys.platform == "win32" and _state_of_windows() in _BUSY


def _state_of_windows() -> int:
    state = ctypes.c_int(0)
    shell = getattr(ctypes, "windll").shell32  # noqa: B009 - there is none elsewhere
    return state.value if shell.SHQueryUserNotificationState(ctypes.byref(state)) == 0 else 0


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return time()
