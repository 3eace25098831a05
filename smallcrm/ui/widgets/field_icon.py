"""Small pictures inside a line of text, as large as its letters want them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton

from smallcrm.core.text import Text
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.plain import plain_tooltip

_SIDE = 16  # of the drawing, at 100 %


class FieldIcon(QToolButton):
    """Stands at one end of *edit* and keeps its text away.

    In place of ``QLineEdit.addAction``, whose icons stay small when the text grows.
    """

    def __init__(self, ui: Ui, edit: QLineEdit, icon: str, *, at_end: bool = False) -> None:
        super().__init__(edit)
        self._ui = ui
        self._edit = edit
        self._at_end = at_end
        self.setIcon(ui.icon(icon, "text3"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        layout = edit.layout() or QHBoxLayout(edit)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self)
        edge = Qt.AlignmentFlag.AlignRight if at_end else Qt.AlignmentFlag.AlignLeft
        layout.setAlignment(self, edge | Qt.AlignmentFlag.AlignVCenter)
        ui.theme.changed.connect(self._fit)
        self._fit()

    def offer(self, words: Text | str, pressed: Callable[[], object], *, tip: bool = False) -> None:
        """Call *pressed* on a click; *words* are the name, and the tooltip where *tip* is said."""
        self.setAccessibleName(str(words))
        if tip:
            self.setToolTip(plain_tooltip(str(words)))
        self.clicked.connect(lambda _checked: pressed())

    def _fit(self) -> None:
        side, m = self._ui.theme.size(_SIDE), self._ui.m
        self.setFixedSize(side + m.s3 + m.s1, side + m.s3)
        self.setIconSize(QSize(side, side))
        margins = self._edit.textMargins()
        room = side + m.s1
        if self._at_end:
            margins.setRight(room)
        else:
            margins.setLeft(room)
        self._edit.setTextMargins(margins)
