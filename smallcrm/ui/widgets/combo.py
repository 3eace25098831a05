"""A drop-down as all of the program's are."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QHelpEvent, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QToolTip

from smallcrm.core.fold import fold
from smallcrm.ui.widgets.plain import plain_tooltip

_LETTERS = 8  # of the words that are always seen
_EDGE = 2  # pixels that Qt keeps free around the words where there is a style sheet
_FORGOTTEN = 8
_TYPED = Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchWrap  # how Qt asks for letters


class Combo(QComboBox):
    """May be narrower than its words, which then end in an ellipsis; the wheel scrolls the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setModel(_Words(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        control = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(control, option, part, self).width() - _EDGE
        elide = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(self.currentText(), elide, room)

    def sizeHint(self) -> QSize:
        """What Qt asks for, and what its style sheets forget."""
        return super().sizeHint() + QSize(_FORGOTTEN, 0)

    def event(self, event: QEvent) -> bool:
        """Tell the words whole where they are cut off and nobody has set another tip."""
        if isinstance(event, QHelpEvent) and not self.toolTip():
            option = QStyleOptionComboBox()
            self.initStyleOption(option)
            text = self.currentText()
            is_cut = event.type() == QEvent.Type.ToolTip and option.currentText != text
            QToolTip.showText(event.globalPos(), plain_tooltip(text) if is_cut else "", self)
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Words(QStandardItemModel):
    """Letters that are typed lead to words whatever the accents: κυπ to Κύπρος."""

    def match(
        self,
        start: QModelIndex | QPersistentModelIndex,
        role: int,
        value: Any,
        hits: int = 1,
        flags: Qt.MatchFlag = _TYPED,
    ) -> list[QModelIndex]:
        if flags != _TYPED or role != Qt.ItemDataRole.DisplayRole:
            return super().match(start, role, value, hits, flags)
        wanted, count = fold(str(value)), self.rowCount()
        rows = [row % count for row in range(start.row(), start.row() + count)]
        found = [index for index in map(self._at, rows) if fold(index.data()).startswith(wanted)]
        return found[:hits] if hits >= 0 else found

    def _at(self, row: int) -> QModelIndex:
        return self.index(row, 0)
