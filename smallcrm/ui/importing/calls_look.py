"""Looks into a list of calls in a thread, again whenever the user says otherwise about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from smallcrm.core.errors import Cancelled
from smallcrm.core.progress import Progress
from smallcrm.services import calls, staff
from smallcrm.services.calls import Foretold
from smallcrm.services.exchange.calls import opening
from smallcrm.services.exchange.calls.lines import CallLine
from smallcrm.services.exchange.drafts import FileFacts, ReadOptions
from smallcrm.services.settings import get_business
from smallcrm.services.staff import StaffRow
from smallcrm.ui.ops import Ops


class LookedAtCalls(NamedTuple):
    """What is known of a list, and what bringing it in would do."""

    facts: FileFacts
    lines: Sequence[CallLine]
    told: Foretold
    people: Sequence[StaffRow]


class CallsLook(QObject):
    """One list at a time; an answer that is still due when something else is asked is dropped.

    Signals:
        started: The list is being read.
        looked: It was read; carries a ``LookedAtCalls``.
        failed: It could not be read; carries the error.
    """

    started = Signal()
    looked = Signal(object)
    failed = Signal(object)

    def __init__(self, ops: Ops, parent: QObject) -> None:
        super().__init__(parent)
        self._ops = ops
        self._asked = 0
        self._running = Progress()
        self._read: tuple[FileFacts, list[CallLine]] | None = None
        self.path = Path()
        self.options = ReadOptions()
        self.said: dict[str, int | None] = {}

    def start(self, path: Path) -> None:
        """Look into another list."""
        self.path, self.options, self.said = path, ReadOptions(), {}
        self._ask_file()

    def order(self, order: str) -> None:
        """Look again: days are written in this order (``dmy``, ``mdy``)."""
        self.options = replace(self.options, dates=order)
        self._ask_file()

    def remap(self, mapping: Mapping[str, str]) -> None:
        """Look again: this is what the columns hold, by their headings."""
        self.options = replace(self.options, mapping=mapping)
        self._ask_file()

    def assign(self, text: str, staff_id: int | None) -> None:
        """Somebody of ours in the list is this one of the staff, or nobody."""
        self.said[text] = staff_id
        if self._read is not None:
            self._asked += 1
            self._foretell(self._asked, *self._read)

    def stop(self) -> None:
        """Want no answer any more; none comes, no error either."""
        self._asked += 1
        self._running.cancel()

    def give_up(self) -> None:
        """The user has had enough of waiting: that is the answer."""
        self.stop()
        self.failed.emit(Cancelled())

    def _ask_file(self) -> None:
        self.stop()
        self._read = None
        asked, path, options = self._asked, self.path, self.options

        def read(progress: Progress) -> tuple[FileFacts, list[CallLine]]:
            business = self._ops.read(get_business)
            own = (business.phone,) if business.phone else ()
            return opening.read(path, replace(options, home=business.country, own=own), progress)

        def done(found: tuple[FileFacts, list[CallLine]]) -> None:
            if asked == self._asked:
                self._read = found
                self._foretell(asked, *found)

        self.started.emit()
        self._running = self._ops.run(
            self, read, done=done, failed=lambda error: self._fail(asked, error)
        )

    def _foretell(self, asked: int, facts: FileFacts, lines: Sequence[CallLine]) -> None:
        said = dict(self.said)

        def done(found: tuple[Foretold, list[StaffRow]]) -> None:
            if asked == self._asked:
                self.looked.emit(LookedAtCalls(facts, lines, *found))

        self._running = self._ops.search(
            self,
            lambda session, progress: (
                calls.foretell(session, lines, said=said, progress=progress),
                staff.list_staff(session),
            ),
            reported=lambda _done, _total: None,
            done=done,
            failed=lambda error: self._fail(asked, error),
        )

    def _fail(self, asked: int, error: BaseException) -> None:
        if asked == self._asked:
            self.failed.emit(error)
