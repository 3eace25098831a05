"""Looks into a file in a thread, again whenever the user says otherwise about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from smallcrm.core.errors import Cancelled
from smallcrm.core.progress import Progress
from smallcrm.services.exchange.drafts import Preview, ReadOptions
from smallcrm.services.exchange.importing.deciding import Wishes
from smallcrm.services.exchange.importing.forecast import Forecast, forecast
from smallcrm.services.exchange.reading.inspection import inspect
from smallcrm.services.settings import get_business
from smallcrm.ui.importing.record_index import RecordIndex
from smallcrm.ui.ops import Ops

_BREATH = 50  # milliseconds for the window to show what was read, before it is compared


class Looked(NamedTuple):
    """What is known of a file."""

    preview: Preview
    records: RecordIndex


class FileLook(QObject):
    """One file at a time; an answer that is still due when something else is asked is dropped.

    Signals:
        started: The file is being read.
        reported: How many rows of how many were read.
        looked: It was read; carries a ``Looked``.
        foreseen: It was compared with the contacts; carries a ``Forecast``.
        failed: It could not be read; carries the error.
    """

    started = Signal()
    reported = Signal(int, int)
    looked = Signal(object)
    foreseen = Signal(object)
    failed = Signal(object)

    def __init__(self, ops: Ops, parent: QObject) -> None:
        super().__init__(parent)
        self._ops = ops
        self._asked = 0
        self._running: list[Progress] = []
        self._is_wanted = False
        self.path = Path()
        self.options = ReadOptions()

    def start(self, path: Path, what: str = "") -> None:
        """Look into another file; *what* the user says that it holds (as in ``ReadOptions``)."""
        self.path, self.options = path, ReadOptions(what=what)
        self._read()

    def say(self, name: str, value: object) -> None:
        """Look again, with the option *name* (as in ``ReadOptions``) set to *value*."""
        changed: dict[str, object] = {name: value}
        if name in ("sheet", "header_row", "encoding", "delimiter"):  # other cells than those
            changed["mended"] = {}
        if name == "sheet":  # another sheet has other headings
            changed |= {"header_row": None, "mapping": {}}
        if name == "what":  # the fields of contacts are none of products
            changed |= {"mapping": {}, "mended": {}}
        self.options = replace(self.options, **changed)  # type: ignore[arg-type]
        self._read()

    def remap(self, number: int, field: str) -> None:
        """Look again, with the column *number* in *field*."""
        self.say("mapping", {**self.options.mapping, f"#{number}": field})

    def mend(self, row: int, column: int, text: str) -> None:
        """Look again, with *text* in the place of a cell of the file."""
        self.say("mended", {**self.options.mended, (row, column): text})

    def forget(self) -> None:
        """Want no answer any more, not even that it was stopped."""
        self._is_wanted = False
        self.stop()

    def stop(self) -> None:
        """Stop reading the file; ``failed`` says so."""
        self._asked += 1
        for progress in self._running:
            progress.cancel()
        self._running.clear()

    def foresee(self, preview: Preview, wishes: Wishes) -> None:
        """Find out what bringing *preview* in would do."""
        self.stop()
        asked, progress = self._asked, Progress()
        self._running.append(progress)

        def done(found: Forecast) -> None:
            if asked == self._asked:
                self.foreseen.emit(found)

        def failed(error: BaseException) -> None:
            if asked == self._asked and not isinstance(error, Cancelled):
                self.failed.emit(error)

        def ask() -> None:
            if asked == self._asked:
                self._ops.query(
                    self,
                    lambda session: forecast(session, preview, wishes, progress),
                    done,
                    failed,
                )

        # Painting a page while another thread computes takes three times as long.
        QTimer.singleShot(_BREATH, self, ask)

    def _read(self) -> None:
        self.stop()
        self._is_wanted = True
        asked, path, options = self._asked, self.path, self.options

        def read(progress: Progress) -> Looked:
            home = self._ops.read(lambda session: get_business(session).country)
            preview = inspect(path, replace(options, home=home), progress)
            return Looked(preview, RecordIndex(preview))

        def done(looked: Looked) -> None:
            if asked == self._asked:
                self.looked.emit(looked)

        def failed(error: BaseException) -> None:
            is_stopped = isinstance(error, Cancelled) and not self._running  # for no other file
            if asked == self._asked or (is_stopped and self._is_wanted):
                self.failed.emit(error)

        self.started.emit()
        self._running.append(
            self._ops.run(self, read, reported=self.reported.emit, done=done, failed=failed)
        )
