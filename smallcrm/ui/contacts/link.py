"""A name that leads to its page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.factory import Ui


class Link(Button):
    """A name that leads to its page; ends in an ellipsis where room is short."""

    def __init__(self, ui: Ui, name: str, clicked: Callable[[], object]) -> None:
        super().__init__(name.replace("&", "&&"))
        self._ui = ui
        self._name = name
        self.setProperty("variant", "link")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(clicked)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 4
        shown = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip("")
        if shown != self._name:
            self._ui.explain(self, self._name)
