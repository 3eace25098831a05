"""The lines of Today: words that open a page, and what can be done with them beside."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from smallcrm.core.text import Text
from smallcrm.ui.theme.painting import PILL_IN_ROW, paint_pill, pill_width
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.plain import plain_tooltip

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight
LINK_EDGE = 2  # pixels that a link has around its words, for the ring of the keyboard
_LEAST = 56  # logical pixels that a title keeps


class Line(Button):
    """A title over what it is about, and a pill; all of it is a button. Space may do more.

    It paints its words itself: with labels a page of fifty took half a second to fill.

    Attributes:
        key: What the line is about; it stays the same when the page is read anew.
        task_id: The task that it shows, else 0.
        on_space: What the space bar does instead of opening.
        on_call: Calls whom it is about; None where nobody is to be called.
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
        self.on_call: Callable[[], object] | None = None
        self.controls: tuple[QWidget, ...] = ()
        self._theme = ui.theme
        self._title, self._about = str(words[0]), words[1]
        self._pill, self._pill_kind, self._figure = "", "neutral", ""
        self.setProperty("variant", "line")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked: opens())
        ui.theme.changed.connect(self.updateGeometry)
        self._speak()

    def add_pill(self, text: str, kind: str = "neutral") -> None:
        """Say *text* at the right of the title; it is never cut."""
        self._pill, self._pill_kind = text, kind
        self._speak()

    def add_figure(self, text: str) -> None:
        """Say an amount large at the right."""
        self._figure = text
        self._speak()

    def sizeHint(self) -> QSize:
        m = self._theme.m
        width = self._theme.size(_LEAST) + self._right() + 2 * m.s2
        return QSize(round(width), round(self._first() + self._second() + 2 * (m.s1 + 3)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.on_space is not None:
            self.on_space()
        elif event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, text, role, ink in self._lines():
            painter.setFont(theme.font(role))
            painter.setPen(theme.color(ink))
            metrics = QFontMetricsF(theme.font(role))
            painter.drawText(place, _MIDDLE, metrics.elidedText(text, _ELIDE, place.width()))
        first = self._first_line()
        if self._figure:
            painter.setFont(theme.font("figure"))
            painter.setPen(theme.color("text"))
            painter.drawText(first, _MIDDLE | Qt.AlignmentFlag.AlignRight, self._figure)
        if self._pill:
            width, height = pill_width(self._pill, theme), theme.size(PILL_IN_ROW)
            middle = self._inner().bottom() - self._second() / 2
            top = (middle if self._is_below() else first.center().y()) - height / 2
            place = QRectF(self._inner().right() - width, top, width, height)
            paint_pill(painter, place, self._pill, self._pill_kind, theme)
        painter.end()

    def _lines(self) -> list[tuple[QRectF, str, str, str]]:
        """The lines of words: where, what, in which kind of text and in which ink.

        What it is about has the whole width under the pill: days and numbers stand there. Of a
        task the title has it: the pill is below.
        """
        first, inner = self._first_line(), self._inner()
        second = QRectF(inner.left(), inner.bottom() - self._second(), 0, self._second())
        shorter, longer = (second, first) if self._is_below() else (first, second)
        shorter.setRight(inner.right() - self._right())
        longer.setRight(inner.right())
        lines = [(first, self._title, "body", "text")]
        return [*lines, (second, self._about, "caption", "text2")] if self._about else lines

    def _first_line(self) -> QRectF:
        inner = self._inner()
        inner.setHeight(inner.height() - self._second())
        return inner

    def _inner(self) -> QRectF:
        m = self._theme.m
        return QRectF(self.rect()).adjusted(m.s2, m.s1 + 3, -m.s2, -m.s1 - 3)

    def _is_below(self) -> bool:
        return bool(self.task_id and self._about)

    def _right(self) -> float:
        """The room that pill or figure take."""
        if self._pill:
            return pill_width(self._pill, self._theme) + self._theme.m.s2
        if self._figure:
            metrics = QFontMetricsF(self._theme.font("figure"))
            return metrics.horizontalAdvance(self._figure) + self._theme.m.s2
        return 0

    def _first(self) -> float:
        return self._height("figure" if self._figure else "body")

    def _second(self) -> float:
        if self._is_below():
            return self._theme.size(PILL_IN_ROW)  # higher than small words
        return self._height("caption") if self._about else 0

    def _height(self, role: str) -> float:
        return QFontMetricsF(self._theme.font(role)).height()

    def _speak(self) -> None:
        words = (self._title, self._about, self._pill, self._figure)
        self.setAccessibleName(", ".join(filter(None, words)))
        self.setToolTip(plain_tooltip("\n".join(filter(None, words[:2]))))  # it may be cut


def beside(ui: Ui, *widgets: QWidget) -> QWidget:
    """A line and its controls in one row; the line takes the room.

    A link ends where the words of the lines beneath do.
    """
    holder = QWidget()
    row = ui.row(ui.m.s1)
    left = 0 if isinstance(widgets[0], Line) else ui.m.s2
    right = ui.m.s2 - LINK_EDGE if widgets[-1].property("variant") == "link" else 0
    row.setContentsMargins(left, 0, right, 0)
    holder.setLayout(row)
    for widget in widgets:
        if isinstance(widget, Line):
            row.addWidget(widget, 1)
            widget.controls = tuple(each for each in widgets if each is not widget)
        else:  # aligned, else the row would be no higher than its lowest control
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    return holder
