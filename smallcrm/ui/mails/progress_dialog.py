"""How far the reading of files is, over the window; quick ones are never seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from smallcrm.core.text import Text
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.progress_panel import PATIENCE, ProgressPanel

_WIDTH = 440


class ProgressDialog(QDialog):
    """Shown after a moment; Esc and its button stop the work."""

    def __init__(self, ui: Ui, title: Text, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self._on_cancel: Callable[[], object] = lambda: None
        self._panel = ProgressPanel(ui)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self.open)
        self.setWindowTitle(str(title))
        self.setMinimumWidth(ui.theme.size(_WIDTH))
        m = ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s5)
        layout.addWidget(self._panel)

    def start(self, on_cancel: Callable[[], object]) -> None:
        """The work begins; *on_cancel* stops it."""
        self._on_cancel = on_cancel
        self._panel.start(self._title, on_cancel)
        self._patience.start()

    def report(self, done: int, total: int) -> None:
        """It has done *done* of *total*."""
        self._panel.report(done, total)

    def reject(self) -> None:
        self._on_cancel()

    def finish(self) -> None:
        """The work is over."""
        self._patience.stop()
        self._panel.finish()
        self.hide()
        self.deleteLater()
