"""A drop-down as all of the program's are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QToolTip

from smallcrm.ui.widgets.plain import plain_tooltip

_LETTERS = 8  # of the words that are always seen
_EDGE = 2  # pixels that Qt keeps free around the words where there is a style sheet
_FORGOTTEN = 8


class Combo(QComboBox):
    """May be narrower than its words, which then end in an ellipsis; the wheel scrolls the page."""

    def __init__(self) -> None:
        super().__init__()
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
