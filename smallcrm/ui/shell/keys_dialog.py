"""F1: the keys that work on this screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from smallcrm.core.text import T
from smallcrm.ui.shell.commands import Commands
from smallcrm.ui.widgets.factory import Ui

_SIDE = 420  # logical pixels at 100 %
_MOST = 0.7  # of the window, which large text would outgrow


class KeysDialog(QDialog):
    """Every command that works now and has keys, those of the page first."""

    def __init__(self, ui: Ui, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(str(T("Keys of this screen")))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setHorizontalSpacing(ui.m.s5)
        grid.setVerticalSpacing(ui.m.s2)
        with_keys = [command for command in commands.live() if command.shortcut]
        for row, command in enumerate(with_keys):
            grid.addWidget(ui.label(command.text), row, 0)
            grid.addWidget(ui.pill(commands.keys(command)), row, 1, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(0, 1)
        area = QScrollArea()
        area.setWidget(holder)
        area.setWidgetResizable(True)
        side, room = ui.theme.size(_SIDE), parent.size() * _MOST
        needed = holder.sizeHint().width() + area.verticalScrollBar().sizeHint().width()
        area.setMinimumSize(min(max(side, needed), room.width()), min(side, room.height()))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(ui.m.s5, ui.m.s5, ui.m.s5, ui.m.s4)
        layout.addWidget(area)
        layout.addWidget(buttons)
