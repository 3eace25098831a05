"""What the foot of the rail says about the newest backup. Loaded after the first picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.ui.copies import Files, look_for
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.rail import Rail

LOOK_EVERY = 60_000  # milliseconds: other programs make copies too, and today becomes yesterday


class BackupState(QObject):
    """Looks for copies now, after each backup and each commit (imports begin with a copy)."""

    def __init__(self, context: Context, rail: Rail) -> None:
        super().__init__(rail)
        self._context = context
        self._rail = rail
        self._path = Path()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        context.ops.administer(self, lambda database: database.path, self._start)

    def _start(self, path: Path) -> None:
        # Slots of its own, not closures: the data file outlives this window in another language.
        self._path = path
        self._timer.timeout.connect(self._look)
        self._context.backed_up.connect(self._look)
        self._context.ops.changed.connect(self._look)
        self._timer.start()
        self._look()

    def _look(self) -> None:
        path = self._path
        self._context.ops.run(self, lambda _progress: look_for(path), done=self._tell)

    def _tell(self, files: Files) -> None:
        if files.newest is None:
            self._rail.set_backup(T("No backup yet"))
        else:
            when = formats.recent(files.newest, clock.today())
            self._rail.set_backup(T("Backup {when}", when=when))
