"""The lines of Today: words that open a page, and what can be done with them beside."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from smallcrm.core.text import Text
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.factory import Ui

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Line(Button):
    """A title over what it is about, and a pill; all of it is a button. Space may do more.

    Attributes:
        key: What the line is about; it stays the same when the page is read anew.
        task_id: The task that it shows, else 0.
        on_space: What the space bar does instead of opening.
        controls: What stands beside it.

    Signals:
        stepped: Up (-1) or Down (1) was pressed on it.
    """

    stepped = Signal(int)

    def __init__(
        self, ui: Ui, key: str, words: tuple[Text | str, str], opens: Callable[[], object]
    ) -> None:
        super().__init__()
        self.key = key
        self.task_id = 0
        self.on_space: Callable[[], object] | None = None
        self.controls: tuple[QWidget, ...] = ()
        self._ui = ui
        self._spoken = [str(part) for part in words if str(part)]
        self._grid = QGridLayout(self)
        self._build(*words)
        self.clicked.connect(lambda _checked: opens())

    def add_pill(self, text: str, kind: str = "neutral") -> None:
        """Say *text* at the right; it is never cut."""
        if text:
            self._grid.addWidget(self._ui.pill(text, kind), 0, 1)
            self._spoken.append(text)
            self._settle()

    def add_figure(self, text: str) -> None:
        """Say an amount large at the right."""
        self._grid.addWidget(self._ui.label(text, "figure"), 0, 1)
        self._spoken.append(text)
        self._settle()

    def sizeHint(self) -> QSize:
        return self._grid.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._grid.totalMinimumSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.on_space is not None:
            self.on_space()
        elif event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _build(self, title: Text | str, about: str) -> None:
        """What it is about has the whole width: days and numbers stand there."""
        ui, m = self._ui, self._ui.m
        self.setProperty("variant", "line")
        self._grid.setContentsMargins(m.s2, m.s1 + 2, m.s2, m.s1 + 2)
        self._grid.setHorizontalSpacing(m.s2)
        self._grid.setVerticalSpacing(0)
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetMinimumSize)
        self._grid.addWidget(ui.label(title, elide=True), 0, 0)
        self._grid.setColumnStretch(0, 1)
        if about:
            self._grid.addWidget(ui.label(about, "caption", "2", elide=True), 1, 0, 1, 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._settle()

    def _settle(self) -> None:
        self.setAccessibleName(", ".join(self._spoken))
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def beside(ui: Ui, *widgets: QWidget) -> QWidget:
    """A line and its controls in one row; the line takes the room."""
    holder = QWidget()
    row = ui.row(ui.m.s1)
    row.setContentsMargins(0 if isinstance(widgets[0], Line) else ui.m.s2, 0, 0, 0)
    holder.setLayout(row)
    for widget in widgets:
        if isinstance(widget, Line):
            row.addWidget(widget, 1)
            widget.controls = tuple(each for each in widgets if each is not widget)
        else:
            row.addWidget(widget)
    return holder
