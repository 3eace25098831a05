"""How far a long job is, and the button that stops it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from smallcrm.core.text import T, Text
from smallcrm.ui.counting import count_text
from smallcrm.ui.widgets.factory import Ui

PATIENCE = 300  # milliseconds before anything is seen: quick jobs do not flash


class ProgressPanel(QWidget):
    """Counts in place ("312 of 4,000"); hidden while nothing runs."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._title = ui.label("", "body_strong", elide=True)
        self._count = ui.label("", "caption", "2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._on_cancel: Callable[[], object] | None = None
        self._stop = ui.button(T("Stop"), "secondary", clicked=self._on_stop)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self.show)
        self._build()
        self.hide()

    def start(self, title: Text | str, on_cancel: Callable[[], object] | None = None) -> None:
        """A job begins; *on_cancel* is called when the user has had enough."""
        self._title.setText(str(title))
        self._bar.setAccessibleName(str(title))
        self._bar.setRange(0, 0)
        self._count.setText("")
        self._on_cancel = on_cancel
        self._stop.setVisible(on_cancel is not None)
        self._stop.setEnabled(True)
        self._patience.start()

    def report(self, done: int, total: int) -> None:
        """It has done *done* of *total*; a *total* of 0 means that nobody knows."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if total:
            words = T("{done} of {total}", done=count_text(done), total=count_text(total))
            self._count.setText(str(words))

    def finish(self) -> None:
        """The job is over, for better or worse."""
        self._patience.stop()
        self.hide()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self._ui.m.s2)
        line = self._ui.row(self._ui.m.s3)
        line.addWidget(self._title, 1)
        line.addWidget(self._count)
        line.addWidget(self._stop)
        layout.addLayout(line)
        layout.addWidget(self._bar)

    def _on_stop(self) -> None:
        self._stop.setEnabled(False)
        self._title.setText(str(T("Stopping…")))
        if self._on_cancel is not None:
            self._on_cancel()
