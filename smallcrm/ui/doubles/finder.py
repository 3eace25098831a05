"""What the window knows about possible doubles: looked for once, then kept true by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from smallcrm.core.changes import ALL, Changes
from smallcrm.core.errors import Cancelled
from smallcrm.core.loading import load
from smallcrm.core.progress import Progress
from smallcrm.services.doubles import Group
from smallcrm.ui.shell.context import Context

FEW = 20_000  # contacts that are looked through without being asked: two seconds of one processor
_PAUSE = 1_000  # milliseconds without a change
_AT_ONCE = 50  # changed contacts that are looked at one by one; with more, all are


class Finder(QObject):
    """The groups that were found; one for each window, see ``of``.

    Signals:
        changed: ``groups`` are others now, or the looking has ended.
        reported: It goes through the contacts; done and total.
    """

    changed = Signal()
    reported = Signal(int, int)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._ops = context.ops
        self.groups: list[Group] = []
        self.is_known = False  # whether all contacts were looked through, and none changed since
        self._progress: Progress | None = None
        self._touched: set[int] = set()
        self._apart: set[int] = set()  # contacts that were told apart: undo may bring them back
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._follow)
        context.ops.changed.connect(self._on_changed)

    @classmethod
    def of(cls, context: Context) -> Finder:
        """The one of this window."""
        found = context.findChild(cls)
        return found if isinstance(found, Finder) else cls(context)

    @property
    def is_looking(self) -> bool:
        """Whether it goes through all contacts just now."""
        return self._progress is not None

    def look(self, *, asked: bool = True) -> None:
        """Go through all contacts; where nobody *asked*, only if they are few."""
        if self._progress is not None or self.is_known:
            return
        limit = None if asked else FEW
        self._progress = self._ops.search(
            self,
            lambda session, progress: _find(session, progress, limit),
            reported=self.reported.emit,
            done=self._on_found,
            failed=self._on_failed,
        )

    def stop(self) -> None:
        """Do not look any further."""
        if self._progress is not None:
            self._progress.cancel()

    def forget(self, group: Group, *, apart: bool = False) -> None:
        """Take *group* off the list: it was merged, or told *apart*."""
        self.groups = [one for one in self.groups if one != group]
        if apart:
            self._apart.update(group.ids)
        self.changed.emit()

    def _on_found(self, found: list[Group] | None) -> None:
        self._progress = None
        if found is not None:
            self.groups, self.is_known = found, True
        self.changed.emit()

    def _on_failed(self, error: BaseException) -> None:
        self._progress = None
        self.changed.emit()
        if not isinstance(error, Cancelled):
            raise error

    def _on_changed(self, changes: Changes) -> None:
        if not changes.touches("contact", "not_double"):
            return
        contacts = changes.rows.get("contact", frozenset())
        if contacts is ALL or len(contacts) > _AT_ONCE:
            self.is_known = False
        self._touched |= set(contacts)
        if changes.touches("not_double"):
            self._touched |= self._apart
        self._pause.start()

    def _follow(self) -> None:
        """Some contacts changed: look at them and at whom they may have been."""
        touched, self._touched = self._touched, set()
        if not self.is_known:
            self.look(asked=False)
            return
        for group in self.groups:
            if touched.intersection(group.ids):
                touched = touched.union(group.ids)
        if touched:
            self._ops.query(self, _of(touched), lambda found: self._on_followed(touched, found))

    def _on_followed(self, touched: set[int], found: list[Group]) -> None:
        kept = [group for group in self.groups if touched.isdisjoint(group.ids)]
        groups = sorted([*kept, *found], key=lambda group: (-group.score, group.ids))
        if groups != self.groups:
            self.groups = groups
            self.changed.emit()


def _find(session: Any, progress: Progress, limit: int | None) -> list[Group] | None:
    """All groups; None where there are more contacts than *limit*."""
    if limit is not None and load("smallcrm.services.contacts").count(session) > limit:
        return None
    found: list[Group] = load("smallcrm.services.doubles").find_groups(session, progress)
    return found


def _of(contact_ids: Iterable[int]) -> Callable[[Any], list[Group]]:
    ids = sorted(contact_ids)
    return lambda session: load("smallcrm.services.doubles").find_groups_of(session, ids)
