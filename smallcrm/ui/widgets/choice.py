"""One of several, in a list that opens."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy

from smallcrm.core.text import Text
from smallcrm.ui.widgets.combo import Combo

_PAUSE = 600  # milliseconds in which the next key follows, while one looks for something


class Choice(Combo):
    """Keys and the words for them.

    Attributes:
        is_patient: Arrows and letters go through what can be chosen while the list is closed. What
            they come to is chosen when they pause, at Enter, or when the field is left, and Esc
            goes back before that: for what is saved as soon as it is chosen. Else at once.

    Signals:
        committed: The user chose another one; carries its key.
    """

    committed = Signal(str)

    def __init__(self, choices: Iterable[tuple[str, Text | str]]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for key, words in choices:
            self.addItem(str(words), key)
        self._shown = self.value()
        self.is_patient = False
        self._is_key = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._tell)
        self.activated.connect(self._on_activated)

    def value(self) -> str:
        """The key of what is chosen."""
        key = self.currentData()
        return key if isinstance(key, str) else ""

    def set_value(self, key: str) -> None:
        """Choose *key*, without a signal; a key that is not offered is added as it is.

        While somebody goes through what can be chosen, that stays.
        """
        self._shown = key
        if not self._pause.isActive():
            self._show()

    def settle(self) -> None:
        """What was chosen is saved."""

    def reset(self) -> None:
        """Forget what is being chosen."""
        self._pause.stop()
        self._show()

    def commit(self) -> None:
        """Choose now what the keys have come to."""
        if self._pause.isActive():
            self._pause.stop()
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._pause.isActive() and event.key() == Qt.Key.Key_Escape:
            self.reset()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
        self._is_key = True
        super().keyPressEvent(event)
        self._is_key = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.commit()

    def _show(self) -> None:
        place = self.findData(self._shown)
        if place < 0:
            self.addItem(self._shown, self._shown)
            place = self.count() - 1
        self.setCurrentIndex(place)

    def _on_activated(self) -> None:
        if self._is_key and self.is_patient:
            self._pause.start()
        else:
            self._pause.stop()
            self._tell()

    def _tell(self) -> None:
        if self.value() != self._shown:
            self._shown = self.value()
            self.committed.emit(self._shown)
