"""The strip of figures under a contact's name: what came in, what is owed, what may come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QVBoxLayout

from smallcrm.ui.widgets.button import BY_KEYBOARD, set_property
from smallcrm.ui.widgets.factory import Ui

_GAP = 8


class Figure(NamedTuple):
    """One figure.

    Attributes:
        heading: What is counted.
        values: One line for each currency; never added together.
        more: A remark beneath, and its *tone*.
        is_open: Whether a click leads somewhere.
        brief: What stands beneath where *more* has no room, so that no amount is cut short.
    """

    heading: str
    values: Sequence[str]
    more: str = ""
    tone: str = "2"
    is_open: bool = True
    brief: str = ""


class Figures(QFrame):
    """Figures side by side in one card, each a button.

    Signals:
        opened: The list behind a figure is wanted; carries the figure's key.
    """

    opened = Signal(str)

    def __init__(self, ui: Ui, keys: Sequence[str]) -> None:
        super().__init__()
        self._cells = {key: _Cell(ui) for key in keys}
        self._absent: set[str] = set()
        self.setProperty("card", "plain")
        layout = QHBoxLayout(self)
        m = ui.m
        layout.setContentsMargins(m.s2, m.s1, m.s2, m.s1)
        layout.setSpacing(m.s2)
        for key, cell in self._cells.items():
            layout.addWidget(cell, 1)
            cell.clicked.connect(lambda _on=False, to=key: self.opened.emit(to))

    def show_figure(self, key: str, figure: Figure) -> None:
        """Show *figure* at the place *key*."""
        self._cells[key].say(figure)
        self._fit()

    def set_present(self, key: str, *, present: bool) -> None:
        """Show the place *key*, or not."""
        (self._absent.discard if present else self._absent.add)(key)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave the last ones out where there is no room to say what they are."""
        present = [cell for key, cell in self._cells.items() if key not in self._absent]
        needed = max(cell.needed for cell in present) + _GAP
        room = (
            max((self.width() - 2 * _GAP) // needed, 1) if self.width() > needed else len(present)
        )
        for cell in self._cells.values():
            cell.setVisible(cell in present[:room])


class _Cell(QAbstractButton):
    """A heading, one or more values and a remark; tinted under the mouse when it leads on."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._has_ring = False
        self._remarks = ("", "")
        self._heading = ui.label("", "caption", "2", elide=True)
        self._value = ui.label("", "figure")
        self._more = ui.label("", "caption", "2", elide=True)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(ui.m.s2, ui.m.s2, ui.m.s2, ui.m.s2)
        layout.setSpacing(2)
        for label in (self._heading, self._value, self._more):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)
        layout.addStretch(1)

    def say(self, figure: Figure) -> None:
        """Show *figure*."""
        self._heading.setText(figure.heading)
        self._value.setText("\n".join(figure.values))
        set_property(self._value, "role", "figure" if len(figure.values) == 1 else "body_strong")
        set_property(self._more, "tone", figure.tone)
        self._remarks = (figure.more, figure.brief or figure.more)
        self._fit()
        self.setEnabled(figure.is_open)
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if figure.is_open else Qt.CursorShape.ArrowCursor
        )
        spoken = (figure.heading, *figure.values, figure.more)
        self.setAccessibleName(", ".join(part for part in spoken if part))
        self.updateGeometry()

    @property
    def needed(self) -> int:
        """The width for the heading and the whole of the amounts; the remark may be cut short."""
        words = self._heading.sizeHint().width() + 2 * self._ui.m.s2
        return max(words, self.minimumSizeHint().width())

    def sizeHint(self) -> QSize:
        hint, whole = self._column.sizeHint(), self._remarks[0]
        wanted = self._more.fontMetrics().horizontalAdvance(whole) + 2 * self._ui.m.s2 + 2
        return hint.expandedTo(QSize(wanted, 0))

    def minimumSizeHint(self) -> QSize:
        return self._column.minimumSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say the remark as fully as there is room for."""
        whole, brief = self._remarks
        room = self.width() - 2 * self._ui.m.s2
        has_room = self._more.fontMetrics().horizontalAdvance(whole) <= room
        self._more.setText(whole if has_room else brief)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._has_ring = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._has_ring = False
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._ui.theme
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.setBrush(theme.color("pressed" if self.isDown() else "hover"))
            painter.drawRoundedRect(place, theme.m.radius, theme.m.radius)
        if self._has_ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), theme.m.focus))
            painter.drawRoundedRect(place, theme.m.radius, theme.m.radius)
        painter.end()
