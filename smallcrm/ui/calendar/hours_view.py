"""A day or a week: hours from top to bottom, what takes all day above them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from smallcrm.core import clock, formats
from smallcrm.core.text import Text
from smallcrm.services.calendar import CalendarRow
from smallcrm.ui.calendar import placing
from smallcrm.ui.calendar.placing import WEEK
from smallcrm.ui.calendar.view import CalendarView, Hit
from smallcrm.ui.theme.theme import Theme

_HOUR, _LINE, _HEAD, _GUTTER = 44, 20, 30, 48  # pixels at 100 %
_HOURS = 24
_MORNING = 8  # the hour at which up and down begin where there is nothing
_MOST_IN_WEEK, _MOST_IN_DAY = 4, 12  # lines of what takes all day
_SHARE = 0.4  # of the height that they take at most
_LEAST_WIDTH = 44  # of an entry beside others; where it is less, one stands for several
_STRIP = 28  # pixels in which it says how many more there are at that time
_CENTER = Qt.AlignmentFlag.AlignCenter
_DAY = timedelta(days=1)


class HoursView(CalendarView):
    """Left and right go to other days, up and down to entries and free times.

    It is as high as a day.

    Signals:
        reached: An entry was chosen by a key; carries the hour that it stands at.
    """

    edge = 6
    reached = Signal(float)

    def __init__(self, theme: Theme, name: Text, count: int) -> None:
        super().__init__(theme)
        self._count = count
        self._unfolded: date | None = None  # a day that was asked for all that takes all day
        self.setAccessibleName(str(name))
        if count == 1:
            self.looked_into.connect(self._unfold)

    @property
    def days(self) -> list[date]:
        """The days that are shown."""
        first = self.day
        if self._count == WEEK:
            first = placing.week_of(self.day, formats.first_weekday())
        return [first + timedelta(days=number) for number in range(self._count)]

    @property
    def _most(self) -> int:
        """How many lines there are at most for what takes all day, so that hours are seen too."""
        around = self.parentWidget()
        seen = (around or self).height()
        head, line = self.theme.size(_HEAD), self.theme.size(_LINE)
        if self._unfolded == self.day:
            return max(int((seen - head) // line) - 2, 2)
        most = _MOST_IN_WEEK if self._count == WEEK else _MOST_IN_DAY
        return min(max(int((seen * _SHARE - head) // line), 2), most)

    def _unfold(self, day: date) -> None:
        """Show all that takes all day, as far as the window is high enough."""
        self._unfolded = day
        self.updateGeometry()
        self.update()

    @property
    def top(self) -> float:
        """Where the hours begin."""
        lines = max([len(self._all_day(day)) for day in self.days], default=0)
        return self.theme.size(_HEAD) + self.theme.size(_LINE) * min(lines, self._most) + 4

    def sizeHint(self) -> QSize:
        return QSize(self.theme.size(420), round(self.top + self.theme.size(_HOUR) * _HOURS))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @property
    def offset(self) -> float:
        """How far it is scrolled: days and what takes all day stay in sight."""
        return float(max(-self.y(), 0))

    def hit_at(self, point: QPointF) -> Hit | None:
        found = super().hit_at(point)
        is_above = point.y() < self.offset + self.top
        return found if found is None or found.row.is_all_day == is_above else None

    def y_of(self, hour: float) -> float:
        """Where an hour stands."""
        return self.top + hour * self.theme.size(_HOUR)

    def when_at(self, point: QPointF) -> date | None:
        gutter, width = self._measures()
        at = int((point.x() - gutter) // width)
        if point.x() < gutter or at >= self._count:
            return None
        day = self.days[at]
        if point.y() < self.offset + self.top:
            return day
        minutes = (point.y() - self.top) / self.theme.size(_HOUR) * 60
        snapped = min(int(minutes // placing.SNAP) * placing.SNAP, _HOURS * 60 - placing.SNAP)
        return datetime.combine(day, time()) + timedelta(minutes=snapped)

    def step(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            stands = self.slot if self.chosen is None else self.chosen.start
            day = self.day + (_DAY if key == Qt.Key.Key_Right else -_DAY)
            is_timed = stands is not None and not (self.chosen and self.chosen.is_all_day)
            slot = datetime.combine(day, stands.time()) if stands and is_timed else None
            self.choose(day, slot=slot)
            self.gone_to.emit(self.day)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            stop = self._next_stop(1 if key == Qt.Key.Key_Down else -1)
            if stop is not None:
                if isinstance(stop, datetime):
                    self.choose(self.day, slot=stop)
                else:
                    self.choose(self.day, stop)
                self.reached.emit(self._hour_of(placing.begins(stop)))
        else:
            return False
        return True

    def _next_stop(self, way: int) -> CalendarRow | datetime | None:
        """Where up or down goes: to the first entry at the beginning, at night only by the way."""
        stops = placing.stops_of(self.rows, self.day)
        stands = self.chosen or self.slot
        morning = datetime.combine(self.day, time(_MORNING))
        if stands is None:
            entries = [stop for stop in stops if isinstance(stop, CalendarRow)]
            return entries[0 if way > 0 else -1] if entries else morning
        if stands not in stops:
            begin = placing.begins(stands)
            beyond = [stop for stop in stops[::way] if (placing.begins(stop) > begin) == (way > 0)]
            return next(iter(beyond), None)
        at = stops.index(stands) + way
        if isinstance(stands, CalendarRow) and stands.is_all_day and way > 0:
            while at < len(stops) - 1 and _is_night(stops[at], morning):
                at += 1
        return stops[at] if 0 <= at < len(stops) else None

    def paint(self, painter: QPainter) -> None:
        gutter, width = self._measures()
        self._paint_hours(painter, gutter)
        lefts = [(day, gutter + at * width) for at, day in enumerate(self.days)]
        painter.setPen(QPen(self.theme.color("line"), 1))
        for _day, left in lefts:
            painter.drawLine(QPointF(left, 0), QPointF(left, self.height()))
        for day, left in lefts:
            self._paint_timed(painter, day, left, width)
            if day == self.day and self.slot is not None and self.hasFocus():
                self._paint_slot(painter, self.slot, left, width)
        band = QRectF(0, self.offset, self.width(), self.top)
        painter.fillRect(band, self.theme.color("surface"))
        for day, left in lefts:
            place = QRectF(left, band.top(), width, self.theme.size(_HEAD))
            self._paint_head(painter, day, place)
            self._paint_all_day(painter, day, place)
        painter.setPen(QPen(self.theme.color("line2"), 1))
        painter.drawLine(band.bottomLeft(), band.bottomRight())

    def _measures(self) -> tuple[float, float]:
        gutter = float(self.theme.size(_GUTTER))
        return gutter, max(self.width() - gutter, 1) / self._count

    def _hour_of(self, at: datetime) -> float:
        """The hour of the chosen day at which something that begins *at* stands."""
        return max((at - datetime.combine(self.day, time())) / timedelta(hours=1), 0)

    def _all_day(self, day: date) -> list[CalendarRow]:
        return [row for row in placing.on_day(self.rows, day) if row.is_all_day]

    def _paint_hours(self, painter: QPainter, gutter: float) -> None:
        painter.setFont(self.theme.font("caption"))
        for hour in range(_HOURS):
            y = self.y_of(hour)
            painter.setPen(QPen(self.theme.color("line"), 1))
            painter.drawLine(QPointF(gutter, y), QPointF(self.width(), y))
            painter.setPen(self.theme.color("text3"))
            place = QRectF(0, y, gutter - 4, self.theme.size(_LINE))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            painter.drawText(place, right, f"{hour:02}:00")

    def _paint_slot(self, painter: QPainter, at: datetime, left: float, width: float) -> None:
        """The free time that is chosen."""
        m, hour = self.theme.m, self._hour_of(at)
        high = self.y_of(hour + placing.SHORTEST / timedelta(hours=1)) - self.y_of(hour)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.color("accent"), m.focus))
        place = QRectF(left + 2, self.y_of(hour) + 1, width - 4, high - 2)
        painter.drawRoundedRect(place, m.radius_s, m.radius_s)

    def _paint_head(self, painter: QPainter, day: date, place: QRectF) -> None:
        color = self.theme.color
        is_today = day == clock.today()
        if day == self.day and self._count > 1:
            painter.fillRect(place, color("selected"))
        painter.setFont(self.theme.font("caption_strong"))
        painter.setPen(color("accent_text" if is_today else "text2"))
        text = f"{formats.short_weekday(day)} {day.day}"
        painter.drawText(place, _CENTER, text)
        if is_today:
            size = QFontMetricsF(painter.font()).horizontalAdvance(text)
            y, middle = place.bottom() - 4, place.center().x()
            painter.setPen(QPen(color("accent"), 2))
            painter.drawLine(QPointF(middle - size / 2, y), QPointF(middle + size / 2, y))

    def _paint_all_day(self, painter: QPainter, day: date, head: QRectF) -> None:
        rows, line = self._all_day(day), self.theme.size(_LINE)
        shown = rows if len(rows) <= self._most else rows[: self._most - 1]
        if day == self.day and self.chosen in rows and self.chosen not in shown:
            shown = [*shown[:-1], self.chosen]
        place = QRectF(head.left() + 2, head.bottom(), head.width() - 4, line - 2)
        for row in shown:
            self.hits.append(Hit(place, row))
            self.paint_entry(painter, place, row)
            place = place.translated(0, line)
        if len(rows) > len(shown):
            self.paint_more(painter, place, day, len(rows) - len(shown))

    def _paint_timed(self, painter: QPainter, day: date, left: float, width: float) -> None:
        """Entries side by side; where that leaves too little, one and how many more there are."""
        timed = [row for row in placing.on_day(self.rows, day) if not row.is_all_day]
        least, strip = self.theme.size(_LEAST_WIDTH), self.theme.size(_STRIP)
        left, width = left + 2, width - 4
        most = max(int(width // least), 1)
        hidden = []
        for row, column, columns in placing.side_by_side(timed):
            share = width / columns if columns <= most else (width - strip) / most
            if column < most:
                self._paint_at(painter, row, day, QRectF(left + column * share, 0, share - 2, 0))
            else:
                hidden.append(row)
        for row, count in placing.gathered(hidden):
            top, _bottom = self._reach_of(row, day)
            place = QRectF(left + width - strip, top, strip, self.theme.size(_LINE))
            self.paint_more(painter, place, day, count)
        if day == self.day and self.chosen in hidden:  # keys go to it: in front of the others
            self._paint_at(painter, self.chosen, day, QRectF(left, 0, width, 0))

    def _paint_at(self, painter: QPainter, row: CalendarRow, day: date, column: QRectF) -> None:
        """Paint *row* at its hours, from left to right as *column* is."""
        top, bottom = self._reach_of(row, day)
        place = QRectF(column.left(), top, column.width(), bottom - top)
        self.hits.append(Hit(place, row))
        self.paint_entry(painter, place, row)

    def _reach_of(self, row: CalendarRow, day: date) -> tuple[float, float]:
        """From where to where *row* is painted on *day*."""
        begin = datetime.combine(day, time())
        end = max(row.end, row.start + placing.SHORTEST)
        first = max((row.start - begin) / timedelta(hours=1), 0)
        last = min((end - begin) / timedelta(hours=1), _HOURS)
        return self.y_of(first) + 1, self.y_of(last) - 1


def _is_night(stop: CalendarRow | datetime, morning: datetime) -> bool:
    """Whether it is a free time before the *morning*."""
    return isinstance(stop, datetime) and stop < morning
