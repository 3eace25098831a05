"""What the foot of the rail says about the newest backup. Loaded after the first picture."""

from __future__ import annotations

from PySide6.QtCore import QObject

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.ui.copies import Files, look_for
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.rail import Rail


class BackupState(QObject):
    """Looks once, and again when a backup was made."""

    def __init__(self, context: Context, rail: Rail) -> None:
        super().__init__(rail)
        self._context = context
        self._rail = rail
        context.backed_up.connect(self._look)
        self._look()

    def _look(self) -> None:
        self._context.ops.administer(self, lambda database: look_for(database.path), self._tell)

    def _tell(self, files: Files) -> None:
        if files.newest is None:
            self._rail.set_backup(T("No backup yet"))
        else:
            when = formats.recent(files.newest, clock.today())
            self._rail.set_backup(T("Backup {when}", when=when))
