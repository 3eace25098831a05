"""A month: six weeks of days, and in each as many entries as fit."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.ui.calendar import placing
from smallcrm.ui.calendar.placing import WEEK
from smallcrm.ui.calendar.view import CalendarView, Hit
from smallcrm.ui.theme.theme import Theme

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -WEEK,
    Qt.Key.Key_Down: WEEK,
}
_LINE = 20  # pixels of an entry at 100 %
_HEAD = 26
_CENTER = Qt.AlignmentFlag.AlignCenter


class MonthView(CalendarView):
    """Arrows go from day to day, the space bar through its entries, Enter looks into either."""

    new_by_click = False

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setAccessibleName(str(T("Month")))

    @property
    def days(self) -> list[date]:
        """The days that are shown."""
        return placing.month_of(self.day, formats.first_weekday())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.size(420), self.theme.size(300))

    def when_at(self, point: QPointF) -> date | None:
        for day, place in self._places():
            if place.contains(point):
                return day
        return None

    def step(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Space:
            stops = [None, *placing.on_day(self.rows, self.day)]
            at = stops.index(self.chosen) if self.chosen in stops else 0
            self.choose(self.day, stops[(at + 1) % len(stops)])
            return True
        if key not in _STEPS:
            return False
        self.choose(self.day + timedelta(days=_STEPS[key]))
        self.gone_to.emit(self.day)
        return True

    def paint(self, painter: QPainter) -> None:
        self._paint_weekdays(painter)
        for day, place in self._places():
            self._paint_day(painter, day, place)

    def _places(self) -> list[tuple[date, QRectF]]:
        head = self.theme.size(_HEAD)
        width, height = self.width() / WEEK, (self.height() - head) / (len(self.days) // WEEK)
        return [
            (day, QRectF(at % WEEK * width, head + at // WEEK * height, width, height))
            for at, day in enumerate(self.days)
        ]

    def _paint_weekdays(self, painter: QPainter) -> None:
        painter.setFont(self.theme.font("caption_strong"))
        painter.setPen(self.theme.color("text2"))
        width = self.width() / WEEK
        for at, day in enumerate(self.days[:WEEK]):
            place = QRectF(at * width, 0, width, self.theme.size(_HEAD))
            painter.drawText(place, _CENTER, formats.short_weekday(day))

    def _paint_day(self, painter: QPainter, day: date, place: QRectF) -> None:
        m, color = self.theme.m, self.theme.color
        painter.setPen(QPen(color("line"), 1))
        painter.setBrush(color("hover" if day == self.day else "surface"))
        painter.drawRect(place)
        self._paint_number(painter, day, place)
        line = self.theme.size(_LINE)
        top = place.top() + self.theme.size(_HEAD)
        rows = placing.on_day(self.rows, day)
        room = max(int((place.bottom() - top) // line), 0)
        shown = rows[:room]
        if day == self.day and shown and self.chosen in rows and self.chosen not in shown:
            shown = [*shown[:-1], self.chosen]
        for row in shown:
            entry = QRectF(place.left() + m.s1, top, place.width() - 2 * m.s1, line - 2)
            self.hits.append(Hit(entry, row))
            self.paint_entry(painter, entry, row)
            top += line
        if len(rows) > len(shown):  # beside the number: the lines are for the entries
            spot = self._spot(place)
            width = place.right() - m.s1 - spot.right()
            rest = QRectF(spot.right(), spot.top(), width, spot.height())
            self.paint_more(painter, rest, day, len(rows) - len(shown))
        if day == self.day:  # a frame: entries would be lost on the ground of what is chosen
            has_keyboard = self.chosen is None and self.hasFocus()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("accent"), m.focus if has_keyboard else 1))
            painter.drawRect(place.adjusted(1, 1, -1, -1))

    def _spot(self, place: QRectF) -> QRectF:
        """Where the number of a day stands."""
        size = self.theme.size(22)
        return QRectF(place.left() + self.theme.m.s1, place.top() + 2, size, size)

    def _paint_number(self, painter: QPainter, day: date, place: QRectF) -> None:
        color, spot = self.theme.color, self._spot(place)
        ink = "text" if day.month == self.day.month else "text3"
        if day == clock.today():  # a disc and, for those who see no color, strong figures
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent"))
            painter.drawEllipse(spot)
            ink = "on_accent"
        painter.setFont(self.theme.font("caption_strong" if ink == "on_accent" else "caption"))
        painter.setPen(color(ink))
        painter.drawText(spot, _CENTER, str(day.day))
