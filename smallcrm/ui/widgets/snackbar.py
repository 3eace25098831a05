"""One short message at the bottom: what was done, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QEnterEvent,
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
# What a message may lie over, from bad to worst: what moves fields, a field or a button, the one
# that has the keyboard or that goes on.
_SCROLLED, _COVERED, _WORST = 1, 2, 3
_SIDES = 3  # places beside each other: in the middle, at the right, at the left


class Snackbar(QFrame):
    """Past tense, at most one action; the next message replaces it.

    It goes after 8 seconds, but not while the mouse is on it or the keyboard in it. It lies over
    *host* and never moves what is there: a button that moves is missed. It stands in the middle
    of the lower edge, above the bar of buttons where a page has one there, or at one of its ends,
    or above what it would cover there, or at the upper edge: where it does the least harm.
    """

    def __init__(self, ui: Ui, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._ui = ui
        self._action: Callable[[], object] | None = None
        self._label = ui.label("", wrap=True)
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
        QTimer.singleShot(0, self, self.replace)  # the page goes on, perhaps to another one
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, str(text)))

    def replace(self) -> None:
        """Find a place anew: the page is another. What the mouse is on stays."""
        if self.isVisible() and not self.underMouse():
            self.place()

    def place(self) -> None:
        """Find a place at an edge; the host calls it when it is resized."""
        edge = self._ui.m.s5
        room = self._host.rect().adjusted(edge, edge, -edge, -edge)
        self._label.setFixedWidth(max(min(self._wanted(), room.width() - self._beside()), 1))
        self.adjustSize()
        beneath = self._beneath()
        places = self._places(room, [place for place, harm in beneath if harm > _SCROLLED])
        best = min(places[:_SIDES], key=lambda place: _harm(place, beneath))
        if _harm(best, beneath) > _SCROLLED:
            best = min(places, key=lambda place: max(_harm(place, beneath), _SCROLLED))
        self.move(best.topLeft())

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

    def _wanted(self) -> int:
        """How wide the message is in one line."""
        return self._label.fontMetrics().horizontalAdvance(self._label.text()) + self._ui.m.s2

    def _beside(self) -> int:
        """What is beside the message: the edges, and the button where there is one."""
        button = 0 if self._button.isHidden() else self._button.sizeHint().width() + self._ui.m.s4
        return 2 * self._ui.m.s4 + button

    def _floor(self) -> int:
        """Where the bar at the foot of the page begins; the lower edge where there is none."""
        seen = [
            self._seen(bar)
            for bar in self._host.findChildren(QFrame)
            if bar.isVisible() and bar.property("surface") == "foot"
        ]
        return min((each.top() for each in seen if not each.isEmpty()), default=self._host.height())

    def _places(self, room: QRect, fields: Sequence[QRect]) -> list[QRect]:
        """Where it may stand in *room*, the best first: low, above one of *fields*, at the top."""
        middle = room.left() + (room.width() - self.width()) // 2
        lefts = (middle, room.right() + 1 - self.width(), room.left())
        gap = self._ui.m.s2
        lowest = min(room.bottom(), self._floor() - gap) + 1 - self.height()
        above = {field.top() - gap - self.height() for field in fields}
        between = sorted((y for y in above if room.top() < y < lowest), reverse=True)
        tops = (lowest, *between, room.top())
        return [QRect(QPoint(x, y), self.size()) for y in tops for x in lefts]

    def _beneath(self) -> list[tuple[QRect, int]]:
        """What is better not covered, and how bad it would be."""
        focus = QApplication.focusWidget()
        found = [
            (self._seen(widget), _WORST if widget is focus else _worth(widget))
            for widget in self._host.findChildren(QWidget)
            if widget.isVisible() and not self.isAncestorOf(widget) and _worth(widget)
        ]
        return [(place, harm) for place, harm in found if not place.isEmpty()]

    def _seen(self, widget: QWidget) -> QRect:
        """What is seen of *widget*, in the pixels of the host."""
        seen = widget.visibleRegion().boundingRect()
        return seen.translated(widget.mapTo(self._host, QPoint(0, 0)))

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The keyboard went elsewhere: perhaps into what is covered."""
        if new is None or not self.isVisible():
            return
        if _harm(self.geometry(), self._beneath()) == _WORST:
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


def _harm(place: QRect, beneath: Sequence[tuple[QRect, int]]) -> int:
    """The worst that comes of standing at *place*."""
    return max((harm for covered, harm in beneath if covered.intersects(place)), default=0)


def _worth(widget: QWidget) -> int:
    """How bad it is to cover *widget*."""
    if _is_field(widget):
        return _WORST if widget.property("variant") == "primary" else _COVERED
    return _SCROLLED if _scrolls_fields(widget) else 0


def _is_field(widget: QWidget) -> bool:
    """Whether one types into *widget*, or presses it; a button may be enabled any moment."""
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        return widget.isEnabled() and not widget.isReadOnly()
    if isinstance(widget, QAbstractItemView):
        return widget.editTriggers() != QAbstractItemView.EditTrigger.NoEditTriggers
    if isinstance(widget, QAbstractButton):
        return True
    return isinstance(widget, QComboBox | QAbstractSpinBox) and widget.isEnabled()


def _scrolls_fields(widget: QWidget) -> bool:
    """Whether *widget* moves fields up and down."""
    if not isinstance(widget, QScrollArea) or not widget.verticalScrollBar().maximum():
        return False
    return any(_is_field(inside) for inside in widget.findChildren(QWidget))
