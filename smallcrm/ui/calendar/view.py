"""What the views of a calendar have in common: choosing, opening and dragging entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.text import TN, T
from smallcrm.services.calendar import MEETING, TASK, CalendarRow
from smallcrm.ui.calendar import placing, words
from smallcrm.ui.theme.theme import Theme
from smallcrm.ui.widgets.plain import plain_tooltip

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_ELIDE = Qt.TextElideMode.ElideRight
_WRAPPED = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_LEAST = 24  # pixels that a title is worth to be begun in
_BAR = 3  # pixels of the stroke at the left of an entry


class Hit(NamedTuple):
    """Where an entry was painted."""

    place: QRectF
    row: CalendarRow


class CalendarView(QWidget):
    """Shows entries around a day; that day, and one of its entries or a free time, are chosen.

    Signals:
        opened: An entry is to be shown; carries it.
        wanted: Something new is wanted; carries when: a day, or a day and a time.
        moved: An entry was dragged; carries it, its new beginning (a day or a time), and how long
            it takes in minutes or None.
        gone_to: Another day was chosen; carries it.
        looked_into: A day is to be seen alone; carries it.
    """

    opened = Signal(object)
    wanted = Signal(object)
    moved = Signal(object, object, object)
    gone_to = Signal(object)
    looked_into = Signal(object)

    edge = 0  # pixels at the lower end of an entry by which it is stretched
    new_by_click = True  # else by a double click, as one click chooses a day

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.day = clock.today()
        self.rows: Sequence[CalendarRow] = ()
        self.chosen: CalendarRow | None = None
        self.slot: datetime | None = None
        self.hits: list[Hit] = []
        self.more: list[tuple[QRectF, date]] = []  # where it says that a day has more of them
        self._pressed: tuple[QPointF, Hit | None] | None = None
        self._dragged: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setWhatsThis(str(words.KEYS))
        theme.changed.connect(self._on_look)

    def show_rows(self, day: date, rows: Sequence[CalendarRow]) -> None:
        """Show *rows* around *day*."""
        self.rows = rows
        kept = placing.same(rows, self.chosen) if self.chosen is not None else None
        self.choose(day, kept, self.slot if self.slot and self.slot.date() == day else None)
        self.updateGeometry()

    def choose(
        self, day: date, row: CalendarRow | None = None, slot: datetime | None = None
    ) -> None:
        """Choose a day, and one of its entries, a free time of it, or neither."""
        self.day, self.chosen, self.slot = day, row, slot
        self.setAccessibleDescription(self._told())
        changed = QAccessible.Event.DescriptionChanged
        QAccessible.updateAccessibility(QAccessibleEvent(self, changed))
        self.update()

    def _told(self) -> str:
        """What is chosen, for screen readers."""
        if self.chosen is not None:
            return words.spoken(self.chosen)
        day = formats.weekday(self.day)
        if self.slot is not None:
            return str(T("{day}, {time}, free", day=day, time=formats.time_of_day(self.slot)))
        count = len(placing.on_day(self.rows, self.day))
        told = TN("{count} entry", "{count} entries", count)
        return f"{day}, {told}"

    def hit_at(self, point: QPointF) -> Hit | None:
        """The entry under *point*."""
        return next((hit for hit in reversed(self.hits) if hit.place.contains(point)), None)

    @property
    def days(self) -> list[date]:
        """The days that are shown."""
        raise NotImplementedError

    def when_at(self, point: QPointF) -> date | None:
        """The day, or the day and the time, under *point*."""
        raise NotImplementedError

    def stretches(self, hit: Hit, point: QPointF) -> bool:
        """Whether who takes *hit* at *point* makes it longer instead of moving it."""
        is_low = hit.place.bottom() - point.y() <= self.edge
        return bool(self.edge) and not hit.row.is_all_day and is_low

    def paint(self, painter: QPainter) -> None:
        """Paint everything; fill ``hits``."""
        raise NotImplementedError

    def step(self, _key: Qt.Key) -> bool:
        """Do what an arrow key means here; whether it is one."""
        raise NotImplementedError

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.theme.color("surface"))
        self.hits, self.more = [], []
        self.paint(painter)
        if self._dragged is not None and self._pressed is not None and self._pressed[1] is not None:
            place, row = self._pressed[1]
            offset = self._dragged - self._pressed[0]
            if self.stretches(self._pressed[1], self._pressed[0]):
                place = place.adjusted(0, 0, 0, max(offset.y(), 8 - place.height()))
            else:
                place = place.translated(offset)
            painter.setOpacity(0.8)
            self.paint_entry(painter, place, row)
        painter.end()

    def paint_entry(self, painter: QPainter, place: QRectF, row: CalendarRow) -> None:
        """Paint one entry into *place*; its words are cut off with three dots."""
        soft, ink = words.inks(row)
        m, color = self.theme.m, self.theme.color
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(soft))
        painter.drawRoundedRect(place, m.radius_s, m.radius_s)
        painter.fillRect(QRectF(place.left(), place.top(), _BAR, place.height()), color(ink))
        font = QFont(self.theme.font("caption"))
        font.setStrikeOut(row.is_done)
        painter.setFont(font)
        painter.setPen(color(ink))
        self._paint_words(painter, place.adjusted(_BAR + m.s1, 0, -m.s1, 0), row)
        if row == self.chosen and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("accent"), m.focus))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), m.radius_s, m.radius_s)

    def _paint_words(self, painter: QPainter, place: QRectF, row: CalendarRow) -> None:
        """Its time, whole or not at all, and what there is room for of the other words."""
        metrics = QFontMetricsF(painter.font())
        high = metrics.height() + self.theme.m.s1
        first = QRectF(place.left(), place.top(), place.width(), min(place.height(), high))
        at, title = words.time(row), words.shown(row)
        if metrics.horizontalAdvance(at) > place.width():
            at = ""  # what stands beside says it
        if at and place.height() >= 2 * high:
            painter.drawText(first, _MIDDLE, metrics.elidedText(at, _ELIDE, place.width()))
            lines = int((place.height() - high) // metrics.height())
            rest = QRectF(place.left(), first.bottom(), place.width(), lines * metrics.height())
            if max(map(metrics.horizontalAdvance, title.split())) > place.width():
                title = metrics.elidedText(title, _ELIDE, place.width())
            painter.drawText(rest, _WRAPPED, title)
            return
        whole = f"{at} {title}".strip()
        taken = metrics.horizontalAdvance(f"{at} ") if at else 0
        if place.width() - taken < _LEAST and taken:
            whole = at
        painter.drawText(first, _MIDDLE, metrics.elidedText(whole, _ELIDE, place.width()))

    def paint_more(self, painter: QPainter, place: QRectF, day: date, count: int) -> None:
        """Say in *place* how many entries of *day* more there are: in words, if they fit."""
        self.more.append((place, day))
        painter.setFont(self.theme.font("caption_strong"))
        painter.setPen(self.theme.color("text2"))
        said = str(TN("+{count} more", "+{count} more", count))
        room = place.adjusted(self.theme.m.s1, 0, 0, 0)
        fits = QFontMetricsF(painter.font()).horizontalAdvance(said) <= room.width()
        painter.drawText(room, _MIDDLE, said if fits else f"+{count}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.chosen is not None:
                self.opened.emit(self.chosen)
            elif self.slot is not None:
                self.wanted.emit(self.slot)
            else:
                self.looked_into.emit(self.day)
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self.step(key):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        hit, when = self.hit_at(event.position()), self.when_at(event.position())
        self._pressed = (event.position(), hit)
        if when is not None:
            day = when.date() if isinstance(when, datetime) else when
            self.choose(day, hit.row if hit is not None else None)
            self.gone_to.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hit = self.hit_at(event.position())
        if self._pressed is None:
            self.setCursor(self._cursor(hit, event.position()))
            return
        begun, taken = self._pressed
        far = (event.position() - begun).manhattanLength() >= QApplication.startDragDistance()
        if taken is not None and taken.row.kind in (TASK, MEETING) and (far or self._dragged):
            self._dragged = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, dragged = self._pressed, self._dragged
        self._pressed = self._dragged = None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        begun, hit = pressed
        if hit is not None and dragged is not None:
            self._drop(hit, begun, event.position())
        elif hit is not None:
            self.opened.emit(hit.row)
        elif day := next((each for place, each in self.more if place.contains(begun)), None):
            self.looked_into.emit(day)
        elif self.new_by_click and (when := self.when_at(event.position())) is not None:
            self.wanted.emit(when)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        when = self.when_at(event.position())
        if not self.new_by_click and self.hit_at(event.position()) is None and when is not None:
            self.wanted.emit(when)

    def _drop(self, hit: Hit, begun: QPointF, point: QPointF) -> None:
        """Say where *hit* was dragged to."""
        row = hit.row
        before, after = self.when_at(begun), self.when_at(point)
        if before is None or after is None or type(before) is not type(after):
            return
        minutes = (row.end - row.start) // timedelta(minutes=1) if not row.is_all_day else None
        way = after - before
        if self.stretches(hit, begun):
            longer = (minutes or 0) + way // timedelta(minutes=1)
            self.moved.emit(row, row.start, max(longer, 15))
        elif way:
            start = row.start + way
            length = (row.end - row.start) // timedelta(minutes=1)
            whole = length if length > 24 * 60 else None
            new = start.date() if row.is_all_day else start
            self.moved.emit(row, new, whole if row.is_all_day else minutes or None)

    def _cursor(self, hit: Hit | None, point: QPointF) -> Qt.CursorShape:
        if hit is None:
            return Qt.CursorShape.ArrowCursor
        is_edge = self.stretches(hit, point)
        return Qt.CursorShape.SizeVerCursor if is_edge else Qt.CursorShape.PointingHandCursor

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hit = self.hit_at(QPointF(event.pos()))
            said = plain_tooltip(words.explained(hit.row)) if hit is not None else ""
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def _on_look(self) -> None:
        self.updateGeometry()
        self.update()
