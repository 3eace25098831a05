"""One short message at the bottom: what was done, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QEnterEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QWidget,
)

from smallcrm.core.text import Text
from smallcrm.ui.widgets.factory import Ui

STAYS = 8_000  # milliseconds


class Snackbar(QFrame):
    """Past tense, at most one action; the next message replaces it.

    It goes after 8 seconds, but not while the mouse is on it or the keyboard in it.
    """

    def __init__(self, ui: Ui, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._ui = ui
        self._action: Callable[[], object] | None = None
        self._label = ui.label("")
        self._button = ui.button("", "link", clicked=self._on_clicked)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self._on_timeout)
        self._build()
        self.hide()

    def show_message(
        self,
        text: Text | str,
        action_text: Text | str = "",
        action: Callable[[], object] | None = None,
        key: str = "",
    ) -> None:
        """Show *text*; with *action* also a button, whose shortcut is *key* (only told)."""
        self._action = action
        self._label.setText(str(text))
        self._button.setText(str(action_text))
        self._button.setAccessibleName(str(action_text))
        self._button.setVisible(action is not None)
        if key:
            self._ui.explain(self._button, action_text, key)
        self.setAccessibleName(str(text))
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, str(text)))

    def place(self) -> None:
        """Go to the middle of the host's lower edge; the host calls it when it is resized."""
        room = self._host.rect()
        corner = QPoint(
            (room.width() - self.width()) // 2, room.height() - self.height() - self._ui.m.s5
        )
        self.move(corner)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._timer.start()

    def _build(self) -> None:
        self.setProperty("snackbar", "true")
        layout = QHBoxLayout(self)
        m = self._ui.m
        layout.setContentsMargins(m.s4, m.s2, m.s4, m.s2)
        layout.setSpacing(m.s4)
        layout.addWidget(self._label)
        layout.addWidget(self._button)
        shadow = QGraphicsDropShadowEffect(self)  # small floating widgets only: no caching
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 6)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)

    def _on_timeout(self) -> None:
        focus = QApplication.focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._timer.start()
        else:
            self.hide()

    def _on_clicked(self) -> None:
        self.hide()
        if self._action is not None:
            self._action()
