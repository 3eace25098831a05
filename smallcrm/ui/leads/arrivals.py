"""How many leads wait, beside their place in the rail; and the folder that is looked into."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from smallcrm.core.changes import Changes
from smallcrm.core.errors import UserError
from smallcrm.core.loading import load
from smallcrm.core.text import TN, T
from smallcrm.services import leads
from smallcrm.services.leads import BroughtIn
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.rail import Rail

if TYPE_CHECKING:  # loaded where there is a folder: it takes 3 MB
    from smallcrm.services.arriving import Looked, Watch

LOOK_EVERY = 10_000  # milliseconds between two looks: a file that is as before is whole
_PLACE = "leads"
_TABLES = ("lead", "activity")


class LeadCount(QObject):
    """Follows how many leads wait for their first answer."""

    def __init__(self, context: Context, rail: Rail) -> None:
        super().__init__(rail)
        self._context = context
        self._rail = rail
        context.ops.changed.connect(self._on_changed)
        self._look()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_TABLES):
            self._look()

    def _look(self) -> None:
        self._context.ops.ask(self, leads.count_new, self._tell)

    def _tell(self, count: int) -> None:
        self._rail.set_count(_PLACE, count, TN("{count} is waiting", "{count} are waiting", count))


class FolderWatch(QObject):
    """Looks into the folder of this computer while the program runs, never twice at a time."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._watch: Watch | None = None
        self._is_looking = False
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Take in what has come and is whole."""
        folder = leads.watched_folder(self._context.ops.path)
        if folder is None or self._is_looking:
            return
        self._is_looking = True
        look = partial(self._look_into, folder)
        self._context.ops.query(self, look, self._on_looked, self._on_failed)

    def _look_into(self, folder: Path, session: Any) -> Looked:
        """In a thread. Nothing is known of *folder* yet when it is another one."""
        watch = self._watch
        if watch is None or watch.folder != folder:
            made: Watch = load("smallcrm.services.arriving").Watch(folder)
            watch, self._told = made, ""
            self._watch = watch
        return watch.look(session)

    def _on_looked(self, looked: Looked) -> None:
        if not looked.drafts:
            self._on_stored(looked, BroughtIn((), 0, 0))
            return
        name = "" if self._watch is None else self._watch.folder.name
        self._context.ops.write(
            self,
            T("Bring in leads from {name}", name=name),
            lambda session: leads.bring_in(session, looked.drafts),
            lambda done: self._on_stored(looked, done),
            self._on_failed,
        )

    def _on_stored(self, looked: Looked, done: BroughtIn) -> None:
        self._is_looking = False
        self._told = ""
        if self._watch is not None:
            self._watch.settle(looked)
        count = len(done.added)
        if count:
            self._context.say(TN("{count} lead came in", "{count} leads came in", count), undo=True)
        for refused in looked.refused:
            self._context.say(f"{refused.name}: {refused.reason}")

    def _on_failed(self, error: BaseException) -> None:
        """A folder that is gone is told once; the next look tries again."""
        self._is_looking = False
        if not isinstance(error, UserError):
            self._context.fail(self, error)
        elif str(error) != self._told:
            self._told = str(error)
            self._context.say(self._told)
