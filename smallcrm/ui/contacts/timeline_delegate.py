"""Paints the lines of a timeline: a picture on a disc, a title with its state, words beneath."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from smallcrm.services.files import FileRow
from smallcrm.ui.contacts import timeline_files
from smallcrm.ui.contacts.timeline_lines import Line
from smallcrm.ui.contacts.timeline_model import LINE
from smallcrm.ui.theme.painting import PILL_IN_ROW, paint_pill, pill_width
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.rows import RowState, state_of

MOST_LINES = 8  # of a note; the whole of it is seen when it is opened
_HEADING = 32
_DISC = 32
_EDGE = 4  # left of the disc, right of the time
_AROUND = 6  # above and beneath an entry
_BENEATH_TITLE = 4
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight
Index = QModelIndex | QPersistentModelIndex


class TimelineDelegate(QStyledItemDelegate):
    """As high as its words; a thin line joins the discs."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._theme = ui.theme

    def sizeHint(self, option: Option, index: Index) -> QSize:
        line = index.data(LINE)
        if line.entry is None:
            return QSize(0, self._theme.size(_HEADING))
        width = _width(option)
        height = QFontMetricsF(self._theme.font("body_strong")).height()
        if line.body:
            font = self._theme.font("body")
            rows = wrapped(line.body, font, self._room(width))
            height += _BENEATH_TITLE + len(rows) * QFontMetricsF(font).lineSpacing()
        height += timeline_files.height(line.files, self._theme, self._room(width))
        return QSize(0, round(max(height, self._theme.size(_DISC)) + self._theme.m.s4))

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        line = index.data(LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(option.rect)
        if line.entry is None:
            self._paint_heading(painter, place, line)
        else:
            self._paint_ground(painter, place, state_of(option.widget, index))
            self._paint_joint(painter, place, index)
            self._paint_entry(painter, place.adjusted(0, _AROUND, 0, -_AROUND), line)
        painter.restore()

    def _room(self, width: float) -> float:
        """How wide the words beneath a title may be."""
        return width - self._left() - self._theme.m.s2 - _EDGE

    def _left(self) -> float:
        return _EDGE + self._theme.size(_DISC) + self._theme.m.s3

    def _paint_heading(self, painter: QPainter, place: QRectF, line: Line) -> None:
        painter.setFont(self._theme.font("caption_strong"))
        painter.setPen(self._theme.color("text3"))
        painter.drawText(place.adjusted(_EDGE, 0, 0, 0), _MIDDLE, line.title)

    def _paint_ground(self, painter: QPainter, place: QRectF, state: RowState) -> None:
        theme = self._theme
        inside = place.adjusted(0, 1, 0, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if state.is_hovered:
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(inside, theme.m.radius, theme.m.radius)
        if state.has_ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), theme.m.focus))
            painter.drawRoundedRect(inside.adjusted(1, 1, -1, -1), theme.m.radius, theme.m.radius)

    def _paint_joint(self, painter: QPainter, place: QRectF, index: Index) -> None:
        """The line from this disc to the next one, where one follows under the same heading."""
        below = index.model().index(index.row() + 1, 0)
        following = below.data(LINE) if below.isValid() else None
        if following is None or following.entry is None:
            return
        side = self._theme.size(_DISC)
        x = place.left() + _EDGE + side / 2
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(QPointF(x, place.top() + 6 + side + 4), QPointF(x, place.bottom() + 2))

    def _paint_entry(self, painter: QPainter, place: QRectF, line: Line) -> None:
        theme = self._theme
        side = theme.size(_DISC)
        disc = QRectF(place.left() + _EDGE, place.top(), side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{line.ink}_soft"))
        painter.drawEllipse(disc)
        picture = theme.size(16)
        ink = "accent_text" if line.ink == "accent" else line.ink
        corner = disc.center() - QPointF(picture / 2, picture / 2)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(corner, self._ui.icons.pixmap(line.icon, ink, picture, ratio))
        strong = QFontMetricsF(theme.font("body_strong"))
        is_tall = line.body or line.files
        top = place.top() if is_tall else place.top() + (side - strong.height()) / 2
        left = place.left() + self._left()
        right = place.right() - _EDGE
        title = QRectF(left, top, right - left, strong.height())
        self._paint_title(painter, title, line)
        if line.body:
            corner = QPointF(left, title.bottom() + _BENEATH_TITLE)
            self._paint_body(painter, corner, line, place.width())
        width = self._room(place.width())
        corner = self._end_of_words(place, line)
        timeline_files.paint(painter, corner, line.files, theme, width)

    def _paint_title(self, painter: QPainter, place: QRectF, line: Line) -> None:
        theme, m = self._theme, self._theme.m
        small = QFontMetricsF(theme.font("caption"))
        when = small.horizontalAdvance(line.when)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text3"))
        painter.drawText(
            QRectF(place.right() - when, place.top(), when + 1, place.height()), _MIDDLE, line.when
        )
        pill = pill_width(line.pill, theme) if line.pill else 0.0
        strong = QFontMetricsF(theme.font("body_strong"))
        room = place.width() - when - m.s3 - (pill + m.s2 if pill else 0)
        shown = strong.elidedText(line.title, _ELIDE, max(room, 0))
        painter.setFont(theme.font("body_strong"))
        painter.setPen(theme.color("text"))
        painter.drawText(place, _MIDDLE, shown)
        if pill:
            height = theme.size(PILL_IN_ROW)
            left = place.left() + strong.horizontalAdvance(shown) + m.s2
            capsule = QRectF(left, place.center().y() - height / 2, pill, height)
            paint_pill(painter, capsule, line.pill, line.pill_kind, theme)

    def _paint_body(self, painter: QPainter, corner: QPointF, line: Line, width: float) -> None:
        metrics = QFontMetricsF(self._theme.font("body"))
        painter.setFont(self._theme.font("body"))
        for words, uid, place in self._spans(corner, line, width):
            painter.setPen(self._theme.color("accent_text" if uid else "text2"))
            painter.drawText(QPointF(place.left(), place.top() + metrics.ascent()), words)

    def _end_of_words(self, place: QRectF, line: Line) -> QPointF:
        """The left lower corner of title and body of the entry at *place*."""
        font = self._theme.font("body")
        down = QFontMetricsF(self._theme.font("body_strong")).height()
        if line.body:
            rows = wrapped(line.body, font, self._room(place.width()))
            down += _BENEATH_TITLE + len(rows) * QFontMetricsF(font).lineSpacing()
        return QPointF(place.left() + self._left(), place.top() + down)

    def file_at(self, place: QRectF, line: Line, spot: QPointF) -> FileRow | None:
        """The file whose chip is at *spot* of the row at *place*; None elsewhere."""
        if not line.files:
            return None
        corner = self._end_of_words(place.adjusted(0, _AROUND, 0, 0), line)
        width = self._room(place.width())
        return timeline_files.at(spot, corner, line.files, self._theme, width)

    def person_at(self, place: QRectF, line: Line, spot: QPointF) -> str:
        """The uid of whom the note names at *spot* of the row at *place*; nothing elsewhere."""
        strong = QFontMetricsF(self._theme.font("body_strong"))
        top = place.top() + _AROUND + strong.height() + _BENEATH_TITLE
        corner = QPointF(place.left() + self._left(), top)
        spans = self._spans(corner, line, place.width()) if line.people else ()
        return next((uid for _, uid, box in spans if uid and box.contains(spot)), "")

    def _spans(
        self, corner: QPointF, line: Line, width: float
    ) -> Iterator[tuple[str, str, QRectF]]:
        """The words of the body, the uid of whom they name, and where they stand."""
        font = self._theme.font("body")
        metrics = QFontMetricsF(font)
        uids = dict(line.people)
        names = re.compile("|".join(map(re.escape, sorted(uids, key=len, reverse=True))) or "$^")
        for number, row in enumerate(wrapped(line.body, font, self._room(width))):
            left, top = corner.x(), corner.y() + number * metrics.lineSpacing()
            for words in _cut(row, names):
                wide = metrics.horizontalAdvance(words)
                yield words, uids.get(words, ""), QRectF(left, top, wide, metrics.height())
                left += wide


def wrapped(text: str, font: QFont, width: float, most: int = MOST_LINES) -> list[str]:
    """*text* in lines of *width*, at most *most*; the last one ends in an ellipsis if cut."""
    found: list[str] = []
    metrics = QFontMetricsF(font)
    for paragraph in text.splitlines() or [""]:
        for row in _rows(paragraph, font, max(width, 1)):
            if len(found) == most:
                found[-1] = metrics.elidedText(found[-1] + " …", _ELIDE, width)
                return found
            found.append(row)
    return found


def _cut(row: str, names: re.Pattern[str]) -> Iterator[str]:
    """*row* in pieces: those that are names, and what stands between them."""
    end = 0
    for match in names.finditer(row):
        yield from (row[end : match.start()], match[0])
        end = match.end()
    yield row[end:]


def _rows(paragraph: str, font: QFont, width: float) -> list[str]:
    layout = QTextLayout(paragraph, font)
    layout.setTextOption(_anywhere())
    layout.beginLayout()
    rows = []
    units = paragraph.encode("utf-16-le", "surrogatepass")  # Qt counts those, not letters
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, end = line.textStart(), line.textStart() + line.textLength()
        rows.append(units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass").rstrip())
    layout.endLayout()
    return rows or [""]


def _anywhere() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _width(option: Option) -> float:
    view = option.widget
    return view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
