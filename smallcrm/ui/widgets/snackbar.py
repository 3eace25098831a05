"""One short message at the bottom: what was done, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QEnterEvent,
    QHideEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from smallcrm.core.text import Text
from smallcrm.ui.widgets.factory import Ui

STAYS = 8_000  # milliseconds


class Snackbar(QFrame):
    """Past tense, at most one action; the next message replaces it.

    It goes after 8 seconds, but not while the mouse is on it or the keyboard in it. It never
    covers what one types in or presses: it stands in the middle of the lower edge of *host*,
    else at one of its ends; where there is no such place it has a strip of its own beneath.
    """

    def __init__(self, ui: Ui, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._ui = ui
        self._action: Callable[[], object] | None = None
        self._has_strip = False
        self._label = ui.label("", elide=True)
        self._button = ui.button("", "link", clicked=self._on_clicked)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self._on_timeout)
        self._build()
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

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
        self._ui.explain(self._button, action_text, key)
        self.setAccessibleName(str(text))
        self.place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, str(text)))

    def place(self) -> None:
        """Find a place along the lower edge; the host calls it when it is resized."""
        edge = self._ui.m.s5
        room = self._host.rect().adjusted(edge, 0, -edge, -edge)
        self.setMaximumWidth(room.width())
        self.adjustSize()
        middle = room.left() + (room.width() - self.width()) // 2
        for left in (middle, room.right() + 1 - self.width(), room.left()):
            place = QRect(QPoint(left, room.bottom() + 1 - self.height()), self.size())
            if not self._has_strip and not self._covers_fields(place):
                self.move(place.topLeft())
                return
        self._take_strip()
        bottom = self._host.height() - self._ui.m.s2
        self.move(middle, bottom - self.height())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._has_strip:
            self._has_strip = False
            self._host.setContentsMargins(0, 0, 0, 0)

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

    def _take_strip(self) -> None:
        """Have the page end above the message; the field with the keyboard stays in sight."""
        self._has_strip = True
        self._host.setContentsMargins(0, 0, 0, self.height() + 2 * self._ui.m.s2)
        layout, focus = self._host.layout(), QApplication.focusWidget()
        if layout is not None:
            layout.activate()
        above = focus.parentWidget() if focus is not None else None
        while focus is not None and above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(focus)
            above = above.parentWidget()

    def _covers_fields(self, place: QRect) -> bool:
        """Whether something is typed in at *place* of the host, or would be after scrolling."""
        for widget in self._host.findChildren(QWidget):
            if self.isAncestorOf(widget):
                continue
            if widget.isVisible() and (_is_field(widget) or _scrolls_fields(widget)):
                seen = widget.visibleRegion().boundingRect()
                seen.translate(widget.mapTo(self._host, QPoint(0, 0)))
                if seen.intersects(place):
                    return True
        return False

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The keyboard went elsewhere: another page may be shown, other fields."""
        if self.isVisible() and new is not None and not self.isAncestorOf(new):
            self.place()

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


def _is_field(widget: QWidget) -> bool:
    """Whether one types into *widget*, or presses it."""
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        return widget.isEnabled() and not widget.isReadOnly()
    if isinstance(widget, QAbstractItemView):
        return widget.editTriggers() != QAbstractItemView.EditTrigger.NoEditTriggers
    return isinstance(widget, QComboBox | QAbstractSpinBox | QAbstractButton) and (
        widget.isEnabled()
    )


def _scrolls_fields(widget: QWidget) -> bool:
    """Whether *widget* moves fields up and down."""
    if not isinstance(widget, QScrollArea) or not widget.verticalScrollBar().maximum():
        return False
    return any(_is_field(inside) for inside in widget.findChildren(QWidget))
