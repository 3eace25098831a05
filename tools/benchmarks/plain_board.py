"""The plainest column of a board: all cards in memory, a delegate that paints three lines."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate
from PySide6.QtWidgets import QStyleOptionViewItem as Option

_CARD = 256
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
Row = tuple[str, str, str, int]


class PlainModel(QAbstractListModel):
    """Rows as they are."""

    def __init__(self, rows: list[Row]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, _parent: _Index = _NOWHERE) -> int:
        return len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][0]
        return self._rows[index.row()] if role == _CARD else None


class PlainDelegate(QStyledItemDelegate):
    """A frame, a bar of color, three lines."""

    size = QSize(180, 78)
    pen = QPen(QColor("#c8ccd4"))
    ink, dim = QColor("#222"), QColor("#666")
    bars = tuple(QColor(name) for name in ("#4caf50", "#2196f3", "#ff9800", "#9c27b0", "#f44336"))

    def sizeHint(self, _option: Option, _index: _Index) -> QSize:
        return self.size

    def paint(self, painter: QPainter, option: Option, index: _Index) -> None:
        title, who, amount, kind = index.data(_CARD)
        place = option.rect.adjusted(4, 4, -4, -4)
        painter.fillRect(place, Qt.GlobalColor.white)
        painter.setPen(self.pen)
        painter.drawRect(place)
        painter.fillRect(QRect(place.x(), place.y(), 4, place.height()), self.bars[kind])
        painter.setPen(self.ink)
        plain, bold = painter.font(), QFont()
        bold.setBold(True)
        painter.setFont(bold)
        shown = option.fontMetrics.elidedText(
            title, Qt.TextElideMode.ElideRight, place.width() - 20
        )
        painter.drawText(place.adjusted(10, 6, -6, 0), Qt.AlignmentFlag.AlignTop, shown)
        painter.setFont(plain)
        painter.setPen(self.dim)
        for top, words in ((26, who), (44, amount)):
            painter.drawText(place.adjusted(10, top, -6, 0), Qt.AlignmentFlag.AlignTop, words)
