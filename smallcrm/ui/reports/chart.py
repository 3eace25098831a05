"""Bars, painted by ourselves: a group for each line of a report, a mark for each series."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from smallcrm.core.text import T
from smallcrm.services.reports import Bar, Chart, Group
from smallcrm.ui.theme.theme import Theme
from smallcrm.ui.widgets.plain import plain_tooltip

_BAR, _BAR_GAP, _GROUP_GAP, _LINE = 16, 4, 10, 20  # pixels at 100 %
_MARK = 28  # width of a mark in the legend
_LABEL_SHARE = 0.28  # of the width, at most
_LEAST = 420  # width below which the bars would have no room
_INKS = ("accent", "success", "warning")
# Full, striped, and a frame: a series is known without its color.
_BRUSHES = (Qt.BrushStyle.SolidPattern, Qt.BrushStyle.BDiagPattern, Qt.BrushStyle.NoBrush)
_VERTICAL = Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight


class _Place(NamedTuple):
    """Where a bar is; *hit* is what the mouse finds it by."""

    hit: QRectF
    bar: Bar
    label: str


class BarChart(QWidget):
    """All charts of a report, one below the other. The table beside says the same in figures.

    Signals:
        opened: A bar was clicked behind which there is a list; carries it and what it is called.
    """

    opened = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._charts: Sequence[Chart] = ()
        self._places: list[_Place] = []
        self.setMouseTracking(True)
        self.setAccessibleName(str(T("Chart")))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_look)

    def show_charts(self, charts: Sequence[Chart]) -> None:
        """Show these; a screen reader is told them in words."""
        self._charts = charts
        self._places = []
        self.setAccessibleDescription(". ".join(chart.spoken() for chart in charts))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = sum(self._height(chart) for chart in self._charts)
        return QSize(self._theme.size(_LEAST), round(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def bar_at(self, point: QPointF) -> tuple[Bar, str] | None:
        """The bar under *point* and what it is called; None beside all."""
        for place in self._places:
            if place.hit.contains(point):
                return place.bar, place.label
        return None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._places = []
        top = 0.0
        for chart in self._charts:
            self._paint(painter, chart, top)
            top += self._height(chart)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self.bar_at(event.position())
        can_open = found is not None and _has_list(found[0])
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if can_open else Qt.CursorShape.ArrowCursor
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self.bar_at(event.position())
        if (
            event.button() == Qt.MouseButton.LeftButton
            and found is not None
            and _has_list(found[0])
        ):
            self.opened.emit(*found)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.bar_at(QPointF(event.pos()))
            words = f"{found[1]}: {found[0].shown}" if found is not None else ""
            QToolTip.showText(event.globalPos(), plain_tooltip(words) if words else "", self)
            return True
        return super().event(event)

    def _on_look(self) -> None:
        self.updateGeometry()
        self.update()

    def _height(self, chart: Chart) -> float:
        size = self._theme.size
        bars = sum(len(group.bars) * size(_BAR + _BAR_GAP) + size(_GROUP_GAP)
                   for group in chart.groups)  # fmt: skip
        legend = size(_LINE + _GROUP_GAP) if len(chart.series) > 1 else 0
        title = size(_LINE + _BAR_GAP) if chart.title else 0
        return bars + legend + title

    def _paint(self, painter: QPainter, chart: Chart, top: float) -> None:
        size, theme = self._theme.size, self._theme
        if chart.title:
            self._text(
                painter, QRectF(0, top, self.width(), size(_LINE)), chart.title, "body_strong"
            )
            top += size(_LINE + _BAR_GAP)
        if len(chart.series) > 1:
            self._paint_legend(painter, chart.series, top)
            top += size(_LINE + _GROUP_GAP)
        body, caption = QFontMetricsF(theme.font("body")), QFontMetricsF(theme.font("caption"))
        labels = max((body.horizontalAdvance(group.label) for group in chart.groups), default=0)
        shown = [bar.shown for group in chart.groups for bar in group.bars]
        ends = max((caption.horizontalAdvance(words) for words in shown), default=0)
        start = min(labels, self.width() * _LABEL_SHARE) + theme.m.s3
        room = max(self.width() - start - ends - theme.m.s2 - 1, 1.0)
        for group in chart.groups:
            self._paint_group(painter, chart, group, QRectF(start, top, room, size(_BAR)))
            top += len(group.bars) * size(_BAR + _BAR_GAP) + size(_GROUP_GAP)

    def _paint_group(self, painter: QPainter, chart: Chart, group: Group, place: QRectF) -> None:
        """The label at the left, and the bars in *place* and below it."""
        gap = self._theme.m.s3
        label = QRectF(0, place.top() - 2, place.left() - gap, place.height() + 4)
        self._text(painter, label, group.label, "body")
        for at, bar in enumerate(group.bars):
            self._paint_bar(painter, chart, at, bar, place)
            of_several = len(chart.series) > 1
            name = f"{group.label}, {chart.series[at]}" if of_several else group.label
            hit = QRectF(0, place.top(), self.width(), place.height())
            self._places.append(_Place(hit, bar, name))
            place = place.translated(0, self._theme.size(_BAR + _BAR_GAP))

    def _paint_bar(self, painter: QPainter, chart: Chart, at: int, bar: Bar, place: QRectF) -> None:
        gap, length = self._theme.m.s2, chart.part(bar) * place.width()
        rect = QRectF(place.left(), place.top(), length, place.height())
        end = rect.right()
        if chart.is_funnel:
            rect.moveLeft(place.left() + (place.width() - length) / 2)
            end = place.right()
        if length:
            self._mark(painter, rect, at)
        beside = QRectF(end + gap, place.top() - 2, self.width() - end - gap, place.height() + 4)
        self._text(painter, beside, bar.shown, "caption", "text2")

    def _paint_legend(self, painter: QPainter, series: Sequence[str], top: float) -> None:
        size, left = self._theme.size, 1.0
        metrics = QFontMetricsF(self._theme.font("caption"))
        for at, name in enumerate(series):
            edge = (size(_LINE) - size(_BAR)) / 2
            self._mark(painter, QRectF(left, top + edge, size(_MARK), size(_BAR)), at)
            left += size(_MARK) + self._theme.m.s2
            width = metrics.horizontalAdvance(name) + 1
            self._text(painter, QRectF(left, top, width, size(_LINE)), name, "caption")
            left += width + self._theme.m.s4

    def _mark(self, painter: QPainter, rect: QRectF, at: int) -> None:
        """A bar of the series *at*."""
        ink = self._theme.color(_INKS[at % len(_INKS)])
        inner = rect.adjusted(0.75, 0.75, -0.75, -0.75)
        painter.setPen(QPen(ink, 1.5))
        painter.setBrush(QBrush(ink, _BRUSHES[at % len(_BRUSHES)]))
        painter.drawRoundedRect(inner, 3, 3)

    def _text(
        self, painter: QPainter, rect: QRectF, words: str, role: str, ink: str = "text"
    ) -> None:
        font = self._theme.font(role)
        painter.setFont(font)
        painter.setPen(self._theme.color(ink))
        painter.drawText(
            rect, _VERTICAL, QFontMetricsF(font).elidedText(words, _ELIDE, rect.width())
        )


def _has_list(bar: Bar) -> bool:
    return bool(bar.deals or (bar.listing is not None and bar.value))
