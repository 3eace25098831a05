"""What the window knows about possible doubles: looked for once, then kept true by itself."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from smallcrm.core.changes import ALL, Changes
from smallcrm.core.errors import Cancelled, StorageError
from smallcrm.core.loading import load
from smallcrm.core.progress import Progress
from smallcrm.services.doubles import Group
from smallcrm.ui.shell.context import Context

_log = logging.getLogger(__name__)
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
        self._is_stale = False  # many contacts changed while it went through them
        self._is_following = False  # a later answer must not be overwritten by an earlier one
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

    def look(self) -> None:
        """Go through all contacts, unless that was done; many of them in another process."""
        if self._progress is not None or self.is_known:
            return
        self._is_stale = False
        self._touched.clear()
        path = self._ops.path
        self._progress = self._ops.search(
            self,
            lambda session, progress: _find(session, path, progress),
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

    def _on_found(self, found: list[Group]) -> None:
        self._progress = None
        self.groups, self.is_known = found, not self._is_stale
        self.changed.emit()
        if self._is_stale or self._touched:
            self._pause.start()

    def _on_failed(self, error: BaseException) -> None:
        self._progress = None
        self.changed.emit()
        _note(error)

    def _on_changed(self, changes: Changes) -> None:
        if not changes.touches("contact", "not_double"):
            return
        contacts = changes.rows.get("contact", frozenset())
        if contacts is ALL or len(contacts) > _AT_ONCE:
            self.is_known = False
            self._is_stale = True
        self._touched |= set(contacts)
        if changes.touches("not_double"):
            self._touched |= self._apart
        self._pause.start()

    def _follow(self) -> None:
        """Some contacts changed: look at them and at whom they may have been."""
        if self._progress is not None or self._is_following:
            return  # it is seen to when the answer is there
        if not self.is_known:
            self.look()
            return
        touched, self._touched = self._touched, set()
        for group in self.groups:
            if touched.intersection(group.ids):
                touched = touched.union(group.ids)
        if touched:
            self._is_following = True
            self._ops.query(
                self,
                _of(touched),
                lambda found: self._on_followed(touched, found),
                lambda error: self._on_not_followed(touched, error),
            )

    def _on_followed(self, touched: set[int], found: list[Group]) -> None:
        self._is_following = False
        if self._touched or not self.is_known:
            self._pause.start()
        kept = [group for group in self.groups if touched.isdisjoint(group.ids)]
        groups = sorted([*kept, *found], key=lambda group: (-group.score, group.ids))
        if groups != self.groups:
            self.groups = groups
            self.changed.emit()

    def _on_not_followed(self, touched: set[int], error: BaseException) -> None:
        self._is_following = False
        self._touched |= touched  # with the next change
        _note(error)


def _note(error: BaseException) -> None:
    """Note what kept it from looking to the end: the page says so, and offers to look again."""
    if isinstance(error, StorageError):
        _log.warning("doubles were not looked for to the end: %s", error)
    elif not isinstance(error, Cancelled):
        raise error


def _find(session: Any, path: Path, progress: Progress) -> list[Group]:
    found: list[Group] = load("smallcrm.services.doubles.elsewhere").look(session, path, progress)
    return found


def _of(contact_ids: Iterable[int]) -> Callable[[Any], list[Group]]:
    ids = sorted(contact_ids)
    return lambda session: load("smallcrm.services.doubles").find_groups_of(session, ids)
