"""The lines of Today: words that open a page, and what can be done with them beside."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from smallcrm.core.text import T, Text
from smallcrm.services.tasks import snoozing
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.tick import Tick

_KEYS = dict(zip((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4), snoozing.CHOICES))
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Line(Button):
    """A title over what it is about, and a pill; all of it is the button that opens it.

    Attributes:
        key: What it is about: stays the same when the page is read anew.
        keys: What plain keys do while the keyboard is on it.
    """

    def __init__(self, ui: Ui, key: str, title: str, about: str = "") -> None:
        super().__init__()
        self.key = key
        self.keys: dict[int, Callable[[], object]] = {}
        self.setProperty("variant", "line")
        m = ui.m
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(m.s2, m.s1, m.s2, m.s1)
        self._row.setSpacing(m.s2)
        words = ui.column(0)
        words.addWidget(ui.label(title, "body", elide=True))
        if about:
            words.addWidget(ui.label(about, "caption", "2", elide=True))
        self._row.addLayout(words, 1)
        self._ui = ui
        self._spoken = [title, about]
        self._speak()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def add_pill(self, text: str, kind: str = "neutral") -> None:
        """Say *text* at the right; what is a number or a time is never cut."""
        if text:
            self._row.addWidget(self._ui.pill(text, kind))
            self._spoken.append(text)
            self._speak()

    def sizeHint(self) -> QSize:
        return self._row.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.totalMinimumSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self.keys.get(event.key())
        if act is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            act()
        else:
            super().keyPressEvent(event)

    def _speak(self) -> None:
        self.setAccessibleName(", ".join(filter(None, self._spoken)))
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class Lines(QWidget):
    """Lines one below another; Up and Down go from one to the next."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._column = ui.column(0)
        self.setLayout(self._column)


def with_button(ui: Ui, line: Line, button: QWidget, *, first: bool = False) -> QWidget:
    """*line* with a control of its own beside it."""
    holder = QWidget()
    row = ui.row(ui.m.s1)
    holder.setLayout(row)
    for widget in (button, line) if first else (line, button):
        row.addWidget(widget, 1 if widget is line else 0)
    return holder
