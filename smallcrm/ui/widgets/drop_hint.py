"""What will happen with what is dragged over the window, while it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from smallcrm.core.text import Text
from smallcrm.ui.widgets.factory import Ui


class DropHint(QFrame):
    """Lies over *host*, in the middle of its lower edge, and takes nothing from the mouse."""

    def __init__(self, ui: Ui, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._edge, self._inside = ui.m.s5, 2 * ui.m.s4
        self._label = ui.label("", wrap=True)
        self.setProperty("snackbar", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(ui.m.s4, ui.m.s3, ui.m.s4, ui.m.s3)
        layout.addWidget(self._label)
        self.hide()

    def tell(self, words: Text) -> None:
        """Say what will happen."""
        self._label.setText(str(words))
        room = self._host.width() - 2 * self._edge - self._inside
        wide = self._label.fontMetrics().horizontalAdvance(str(words)) + self._edge
        self._label.setFixedWidth(max(min(wide, room), 1))
        self.adjustSize()
        left = (self._host.width() - self.width()) // 2
        self.move(left, self._host.height() - self.height() - self._edge)
        self.show()
        self.raise_()
