"""A disc with initials, in the color that belongs to a name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from smallcrm.ui.theme.painting import paint_avatar
from smallcrm.ui.theme.theme import Theme


class Avatar(QWidget):
    """Stands for a person or a company; decoration, the name is always beside it."""

    def __init__(self, theme: Theme, name: str = "", size: int = 40) -> None:
        super().__init__()
        self._theme = theme
        self._size = size
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def set_name(self, name: str) -> None:
        """Stand for somebody else."""
        self._name = name
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        side = self._theme.size(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_avatar(painter, QRectF(self.rect()), self._name, self._theme)
        painter.end()
