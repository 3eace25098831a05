"""One quiet word on whether what one typed is saved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.ui.widgets.button import set_property
from smallcrm.ui.widgets.factory import Ui

_NO_FLASH = 300  # milliseconds before "Saving" is shown at all
_SEEN = 4_000  # milliseconds that "Saved" stays


class StateWord(QWidget):
    """Saving, Saved 14:02, or Not saved with a way to try again; empty until something happens.

    What is saved is told for a moment; what is not stays.
    """

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._label = ui.label("", "caption", "2")
        self._retry = ui.button(T("Try again"), "link", clicked=self._on_retry)
        self._again: Callable[[], object] | None = None
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_NO_FLASH)
        self._slow.timeout.connect(lambda: self._say(str(T("Saving…")), "2"))
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.setInterval(_SEEN)
        self._over.timeout.connect(self.clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(ui.m.s2)
        layout.addWidget(self._label)
        layout.addWidget(self._retry)
        self._retry.hide()

    @property
    def text(self) -> str:
        """What is said now."""
        return self._label.text()

    def clear(self) -> None:
        """Nothing was changed yet."""
        self._say("", "2")

    def start(self) -> None:
        """Something is being saved; shown when it takes longer than a moment."""
        self._slow.start()

    def finish(self) -> None:
        """Everything is saved."""
        now = formats.time_of_day(clock.local(clock.now()))
        self._say(str(T("Saved {time}", time=now)), "2")
        self._over.start()

    def fail(self, again: Callable[[], object] | None = None) -> None:
        """Something is not saved; *again* tries once more."""
        self._say(str(T("Not saved")), "danger")
        self._again = again
        self._retry.setVisible(again is not None)

    def _say(self, words: str, tone: str) -> None:
        self._slow.stop()
        self._over.stop()
        self._retry.hide()
        set_property(self._label, "tone", tone)
        self._label.setText(words)

    def _on_retry(self) -> None:
        if self._again is not None:
            self._again()
