"""A field that searches while one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from smallcrm.core.text import T, Text
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.field_icon import FieldIcon

PAUSE = 120  # milliseconds without a key before the search starts


class SearchBox(QLineEdit):
    """Says what to search for after a short pause, or at once on Enter.

    *pause* is 0 where the answer comes as quickly as keys do.

    Signals:
        searched: Search for this (stripped; empty for everything).
        entered: The keyboard came: somebody may search.
        left: Down was pressed: the keyboard wants to go into the results.
    """

    searched = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(self, ui: Ui, placeholder: Text | str, pause: int = PAUSE) -> None:
        super().__init__()
        self._said = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause)
        self._pause.timeout.connect(self._say)
        self.setPlaceholderText(str(placeholder))
        self.setAccessibleName(str(placeholder))
        self.setProperty("quiet", "true")
        self.setClearButtonEnabled(True)
        FieldIcon(ui, self, "search").offer(T("Search"), self.setFocus)
        self.textChanged.connect(lambda _text: self._pause.start())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._say()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._say()
            self.left.emit()
        elif key == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _say(self) -> None:
        self._pause.stop()
        text = self.text().strip()
        if text != self._said:
            self._said = text
            self.searched.emit(text)
