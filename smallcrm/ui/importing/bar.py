"""What stands above a file that is looked at: its name, its rows, what can be done."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.button import Button, set_property
from smallcrm.ui.widgets.factory import Ui

_NARROW = 780


class Bar(QFrame):
    """Title and count at the left, buttons at the right, messages beneath.

    Where it is narrow the ghost buttons are icons, so that the name of the file can be read.

    Args:
        ui: The factory.
        head: The title and the count.
        ghosts: Buttons, and the icon that each becomes.
        primary: The main button, at the end.
        below: What stands beneath.
    """

    def __init__(
        self,
        ui: Ui,
        head: tuple[QLabel, QLabel],
        ghosts: Mapping[Button, str],
        primary: Button,
        below: tuple[QWidget, ...],
    ) -> None:
        super().__init__()
        self._ui = ui
        self._ghosts = [(button, icon, button.text()) for button, icon in ghosts.items()]
        self._breakpoints = Breakpoints(ui.theme, self)
        self.setProperty("surface", "bar")
        m = ui.m
        column = QVBoxLayout(self)
        column.setContentsMargins(m.s5, m.s3, m.s5, m.s3)
        column.setSpacing(m.s3)
        line = ui.row()
        title, count = head
        line.addWidget(title, 1)
        line.addWidget(count)
        for button, _icon, words in self._ghosts:
            ui.explain(button, words)
            line.addWidget(button)
        line.addWidget(primary)
        column.addLayout(line)
        for widget in below:
            column.addWidget(widget)
        self._breakpoints.below(_NARROW, self._on_narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def _on_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        for button, icon, words in self._ghosts:
            button.setText("" if narrow else words)
            button.setIcon(self._ui.icon(icon) if narrow else QIcon())
            set_property(button, "square", "true" if narrow else "")
