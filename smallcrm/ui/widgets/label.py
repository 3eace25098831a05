"""A label whose first letter is whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel

_HANGING = frozenset("ΆΈΉΊΌΎΏ")  # in most fonts their accent stands to the left of where one writes


class Label(QLabel):
    """Leaves room at the left for the accent of a Greek capital, which would be cut off there."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self._leave_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._leave_room()

    def hanging(self) -> int:
        """How many pixels the first letter begins before the place where one writes."""
        first = self.text()[:1]
        if first not in _HANGING:
            return 0
        return max(-self.fontMetrics().boundingRect(first).left(), 0)

    def _leave_room(self) -> None:
        hanging = self.hanging()
        if hanging != max(self.indent(), 0):
            self.setIndent(hanging or -1)  # -1 is what Qt begins with
