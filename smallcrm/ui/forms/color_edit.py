"""A color: some that read well on paper, or any other by its code."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QWidget

from smallcrm.core.text import T, Text
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.line_edit import LineEdit

# Each has at least 4.5 to 1 on white.
COLORS: Sequence[tuple[str, Text]] = (
    ("#2F5FD0", T("Blue")),
    ("#0F6B75", T("Teal")),
    ("#146C43", T("Green")),
    ("#7A5C00", T("Ochre")),
    ("#B3471F", T("Terracotta")),
    ("#B02A22", T("Red")),
    ("#9C2D6B", T("Plum")),
    ("#6A3FB5", T("Violet")),
    ("#1A202C", T("Black")),
)
_OWN = ""
_SWATCH = 16  # logical pixels


class ColorEdit(QWidget):
    """A list of named colors, and beside it the code of what is chosen.

    Signals:
        committed: Another color is wanted; carries its code.
        reverted: Esc brought the stored code back.
    """

    committed = Signal(str)
    reverted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.names = Choice([*COLORS, (_OWN, T("A color of one's own"))])
        self.code = LineEdit()
        self.names.setAccessibleName(str(T("Accent color")))
        self.code.setAccessibleName(str(T("Code of the color")))
        for place, (code, _name) in enumerate(COLORS):
            self.names.setItemIcon(place, _swatch(code))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.names, 2)
        layout.addWidget(self.code, 1)
        self.setFocusProxy(self.names)
        self.names.committed.connect(self._on_named)
        self.code.committed.connect(self.committed)
        self.code.reverted.connect(self.reverted)

    def set_value(self, code: str) -> None:
        """Show the stored color *code*, without a signal."""
        is_named = self.names.findData(code) >= 0
        self.names.set_value(code if is_named else _OWN)
        self.code.set_value(code)

    def settle(self) -> None:
        """What was committed is saved."""
        self.code.settle()

    def reset(self) -> None:
        """Forget what is typed."""
        self.code.reset()

    def _on_named(self, code: str) -> None:
        if code == _OWN:
            self.code.setFocus()
            self.code.selectAll()
            return
        self.code.reset()
        self.committed.emit(code)


def _swatch(code: str) -> QIcon:
    picture = QPixmap(_SWATCH, _SWATCH)
    picture.fill(QColor(code))
    return QIcon(picture)
