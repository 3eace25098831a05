"""Target 8: from a key typed into the search of the contacts list to the list painted anew.

The whole window, with real key events. A key is typed when the answer to the one before is there
and painted: at its ease when the whole list is there as well, in haste while that is on its way.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from smallcrm.db.database import Database
from smallcrm.ui.contacts.list_pane import ListPane
from smallcrm.ui.main_window import MainWindow
from smallcrm.ui.ops import Ops
from smallcrm.ui.settings import Settings
from smallcrm.ui.theme import fonts
from smallcrm.ui.theme.theme import LIGHT_SCHEME, STYLE, Theme
from tools.benchmarks import measure

_WORDS = (
    "person4567", "παπαδοπουλου", "петров", "keller", "4567", "ashford", "anna", "οπτικα",
    "gmbh", "ghbdtn",
)  # fmt: skip
_ROUNDS = 3
_MILLION = 1_000_000
_SIZES = (measure.CONTACTS, _MILLION) if os.environ.get("BENCH_MILLION") else (measure.CONTACTS,)
_GATES = {measure.CONTACTS: "33 ms, goal 16", _MILLION: "50 ms, goal 33"}


def run() -> None:
    """Print p50 and p95 for each size of file; of each key the best of three rounds counts.

    ``key.painted`` and ``key.hasty`` are the first page, ``key.whole`` the whole list behind it.
    A million contacts are asked for by ``BENCH_MILLION=1``; making them takes some minutes.
    """
    home = {"SMALLCRM_HOME": str(measure.FOLDER / "home")}
    for size in _SIZES:
        found = measure.child(__name__, measure.sample(size), environment=home)
        for name, value in found.items():
            gate = f" (gate {_GATES[size]})" if name.endswith("p95") and "whole" not in name else ""
            print(f"{name}.{size // 1000}k {value:.4g} ms{gate}", flush=True)


class Typist(QObject):
    """Types into the list of contacts of a window and sees when it is painted."""

    def __init__(self, pane: ListPane) -> None:
        super().__init__()
        self._pane = pane
        self._is_other = self._is_painted = self._is_whole = False
        self.best: dict[str, dict[str, float]] = {"painted": {}, "hasty": {}, "whole": {}}
        pane.view.viewport().installEventFilter(self)
        pane.model.modelReset.connect(self._on_reset)
        pane.filled.connect(self._on_filled)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note a painting after the rows became other ones."""
        if event.type() == QEvent.Type.Paint and self._is_other:
            self._is_painted = True
        return False

    def wait(self) -> None:
        """Wait for the whole list."""
        while not self._is_whole:
            _turn()

    def type_all(self, *, in_haste: bool) -> None:
        """Type all words letter by letter and keep the best figure of each key, in ms."""
        for word in _WORDS:
            if self._pane.search.text():
                self._forget()
                self._pane.search.clear()
                self.wait()
            for length, letter in enumerate(word, 1):
                start = time.perf_counter()
                self._press(letter)
                self._keep("hasty" if in_haste else "painted", word[:length], start)
                if not in_haste:
                    self.wait()
                    self._keep("whole", word[:length], start)

    def _press(self, letter: str) -> None:
        """Press a key and wait for the picture; none is painted of an empty list."""
        self._forget()
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.sendEvent(self._pane.search, key)
        while not (self._is_painted or (self._is_whole and not self._pane.model.rowCount())):
            _turn()

    def _keep(self, name: str, typed: str, start: float) -> None:
        took = (time.perf_counter() - start) * 1000
        self.best[name][typed] = min(took, self.best[name].get(typed, took))

    def _forget(self) -> None:
        self._is_other = self._is_painted = self._is_whole = False

    def _on_reset(self) -> None:
        self._is_other = True

    def _on_filled(self) -> None:
        self._is_whole = True


def _turn() -> None:
    """Let the program do what is to be done, and sleep until there is something."""
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _measure(path: str) -> None:
    application = QApplication(["bench", *STYLE])
    fonts.load()
    theme = Theme(LIGHT_SCHEME)
    theme.apply()
    ops = Ops(lambda: Database(Path(path)))
    window = MainWindow(theme, ops, Settings(), None)
    window.resize(1200, 800)
    window.open("crm://contacts")
    window.show()
    pane = window.findChild(ListPane)
    assert pane is not None  # noqa: S101 - tells mypy
    typist = Typist(pane)
    ops.start()
    typist.wait()
    for _ in range(_ROUNDS):
        typist.type_all(in_haste=False)
        typist.type_all(in_haste=True)
    for name, best in typist.best.items():
        for share in (50, 95):
            print(f"key.{name}.p{share}", measure.percentile([*best.values()], share / 100))
    window.hide()
    ops.close()
    application.processEvents()


if __name__ == "__main__":
    _measure(sys.argv[1])
