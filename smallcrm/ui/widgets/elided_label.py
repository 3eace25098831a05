"""A label of one line that may become narrower than its text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent

from smallcrm.ui.widgets.label import Label
from smallcrm.ui.widgets.plain import plain_tooltip


class ElidedLabel(Label):
    """Ends in an ellipsis where room is short, and then has the whole text as its tooltip.

    For text that is translated or typed by users. Money, dates and numbers are never elided.
    """

    def minimumSizeHint(self) -> QSize:
        width = self.fontMetrics().averageCharWidth() * 4
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        alignment = self.alignment() | Qt.AlignmentFlag.AlignVCenter
        place = self.contentsRect().adjusted(self.hanging(), 0, 0, 0)
        painter.drawText(place, alignment, self._shown())
        painter.end()

    def _shown(self) -> str:
        room = self.contentsRect().width() - self.hanging()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def _tell(self) -> None:
        self.setToolTip(plain_tooltip(self.text()) if self._shown() != self.text() else "")
