"""The look each half minute at what is due; it notices when somebody sets the clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from smallcrm.core import clock
from smallcrm.core.changes import Changes
from smallcrm.services import tasks
from smallcrm.services.tasks import DueTask
from smallcrm.ui.ops import Ops

EVERY = 30_000  # milliseconds
JUMP = timedelta(minutes=2)  # more than a late timer explains


class Key(NamedTuple):
    """One call of one task: told once in a run of the program.

    The clock is no part of it: set back, it makes nothing call again.
    """

    task_id: int
    called_at: datetime


class Watch(QObject):
    """Asks what is due, and tells what nobody has been told of yet.

    The timer of Qt counts as ``time.monotonic`` does, so that no change of the clock on the wall
    makes it late or early.

    Args:
        ops: The data file.
        parent: Whose it is.
        monotonic: Seconds that only grow.

    Signals:
        called: Tasks call that have not called yet in this run; carries them.
        due: All that is due; carries them.
        jumped: Somebody set the clock, or the computer slept; carries by how much (timedelta).
        new_day: Another day has begun.
    """

    called = Signal(list)
    due = Signal(list)
    jumped = Signal(object)
    new_day = Signal()

    def __init__(
        self, ops: Ops, parent: QObject, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._ops = ops
        self._monotonic = monotonic
        self._told: set[Key] = set()
        self._at = (monotonic(), clock.now())
        self._day = clock.today()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        ops.changed.connect(self._on_changed)

    def start(self) -> None:
        """Look from now on."""
        self._timer.start()

    def forgive(self, found: list[DueTask]) -> None:
        """These are told elsewhere: they do not call."""
        self._told.update(map(_key, found))

    def look(self) -> None:
        """Look at the clock and at the tasks now."""
        self._look_at_clock()
        now = clock.now()
        self._ops.ask(self, lambda session: tasks.due(session, now), self._on_found)

    def _look_at_clock(self) -> None:
        passed, wall = self._monotonic(), clock.now()
        before, then = self._at
        self._at = (passed, wall)
        jump = (wall - then) - timedelta(seconds=passed - before)
        if abs(jump) > JUMP:
            self.jumped.emit(jump)
        if clock.today() != self._day:
            self._day = clock.today()
            self.new_day.emit()

    def _on_found(self, found: list[DueTask]) -> None:
        self.due.emit(found)
        new = [task for task in found if _key(task) not in self._told]
        self._told.update(map(_key, new))
        if new:
            self.called.emit(new)

    def _on_changed(self, changes: Changes) -> None:
        if self._timer.isActive() and changes.touches("task"):
            self.look()


def _key(task: DueTask) -> Key:
    return Key(task.id, task.called_at)
