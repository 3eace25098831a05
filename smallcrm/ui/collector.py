"""Looks for garbage in the thread of the windows, and in no other.

Python collects in whatever thread has just made an object. In one of ours that reads the data file
it would end windows and timers that have hung on to each other, while Qt uses them in the thread
of the windows: a crash, in any place and long after. See docs/decisions/0015.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from smallcrm.core.collecting import collect_due

_EVERY = 1_000  # milliseconds


class Collector(QObject):
    """Does from a timer what Python does by itself elsewhere; *parent* lives as long as windows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(collect_due)

    def start(self) -> None:
        """Begin, or go on; what is loaded by now stays, and is not looked through again."""
        gc.disable()
        gc.freeze()
        self._timer.start()
