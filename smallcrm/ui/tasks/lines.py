"""The list of tasks: headings between rows, a circle to tick, one paint and no child widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services.tasks import HIGH, TaskRow
from smallcrm.services.tasks.groups import OVERDUE, TITLES, Group
from smallcrm.ui.counting import count_text
from smallcrm.ui.paged_model import ROW, Column, Index, PagedModel
from smallcrm.ui.tasks import words
from smallcrm.ui.theme.painting import PILL_IN_ROW, paint_pill, pill_width
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.record_view import RecordView
from smallcrm.ui.widgets.rows import note_hovered, paint_row_ground, state_of

_HEIGHT = 52
_CIRCLE = 20  # across
_NAMES = tuple(TITLES)
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight
_At = QModelIndex | QPersistentModelIndex


class Heading(NamedTuple):
    """Above the rows of a group."""

    name: str
    tasks: int


class TaskModel(PagedModel):
    """Rows by the page; a heading has the id -1, -2 … of its group and cannot be chosen."""

    def __init__(
        self, fetch: Callable[[list[int]], Mapping[int, TaskRow]], parent: QObject
    ) -> None:
        columns = [Column(str(T("Task")), _title)]
        super().__init__(columns, self._fetch_all, parent)
        self._fetch_tasks = fetch
        self._headings: dict[int, Heading] = {}
        self.spoken = _spoken

    def ids_of(self, groups: Sequence[Group]) -> list[int]:
        """The ids to show for *groups*, headings among them; call it before they are shown."""
        self._headings = {
            -1 - _NAMES.index(group.name): Heading(group.name, len(group.ids)) for group in groups
        }
        return [
            row_id for group in groups for row_id in (-1 - _NAMES.index(group.name), *group.ids)
        ]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading is no row: the keyboard goes past it."""
        if index.isValid() and self.id_at(index.row()) < 0:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def _fetch_all(self, ids: list[int]) -> Mapping[int, TaskRow | Heading]:
        found: dict[int, TaskRow | Heading] = {
            key: self._headings[key] for key in ids if key in self._headings
        }
        found.update(self._fetch_tasks([key for key in ids if key > 0]))
        return found


class TaskList(RecordView):
    """Space ticks what is chosen, a click on its circle ticks one.

    Signals:
        ticked: Tasks are to be marked as done; carries their ids.
    """

    ticked = Signal(list)

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui.theme, T("Tasks"), _HEIGHT)
        self._ui = ui
        self._delegate = _Delegate(ui)
        self.setItemDelegate(self._delegate)
        self.horizontalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        note_hovered(self)

    def task_ids(self) -> list[int]:
        """The tasks that are chosen."""
        return [key for key in self.chosen_ids() if key > 0]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() == Qt.Key.Key_Space and plain:
            self.ticked.emit(self.task_ids())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            task_id = self.paged.id_at(index.row())
            circle = self._delegate.circle(QRectF(self.visualRect(index)))
            if task_id > 0 and circle.adjusted(-8, -8, 8, 8).contains(event.position()):
                self.ticked.emit([task_id])
                return
        super().mousePressEvent(event)


class _Delegate(QStyledItemDelegate):
    """Paints a task or a heading."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._theme = ui.theme

    def sizeHint(self, _option: Option, _index: _At) -> QSize:
        return QSize(0, self._theme.size(_HEIGHT))

    def circle(self, place: QRectF) -> QRectF:
        """Where the circle of a row at *place* is."""
        m, side = self._theme.m, self._theme.size(_CIRCLE)
        return QRectF(place.left() + m.s2 + m.s3, place.center().y() - side / 2, side, side)

    def paint(self, painter: QPainter, option: Option, index: _At) -> None:
        row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._theme.m
        place = QRectF(option.rect).adjusted(m.s2, 1, -m.s2, -1)
        if isinstance(row, Heading):
            self._paint_heading(painter, place, row)
        elif isinstance(row, TaskRow):
            state = state_of(option.widget, index)
            paint_row_ground(painter, place, state, self._theme)
            self._paint_circle(painter, self.circle(QRectF(option.rect)), row)
            self._paint_task(painter, place, row, is_selected=state.is_selected)
        painter.restore()

    def _paint_heading(self, painter: QPainter, place: QRectF, heading: Heading) -> None:
        theme, m = self._theme, self._theme.m
        font = theme.font("body_strong")
        painter.setFont(font)
        painter.setPen(theme.color("danger" if heading.name == OVERDUE else "text2"))
        height = QFontMetricsF(font).height()
        line = QRectF(place.left() + m.s3, place.bottom() - height - m.s2, place.width(), height)
        text = f"{TITLES[heading.name]}  {count_text(heading.tasks)}"
        painter.drawText(line, _MIDDLE, text)

    def _paint_circle(self, painter: QPainter, circle: QRectF, row: TaskRow) -> None:
        theme = self._theme
        is_done = row.done_at is not None
        ink = theme.color("success" if is_done else "danger" if row.priority == HIGH else "control")
        painter.setPen(QPen(ink, 1.75))
        painter.setBrush(ink if is_done else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle)
        if is_done:
            painter.setPen(QPen(theme.color("surface"), 2))
            side = circle.width()
            ends = ((0.28, 0.52), (0.44, 0.68), (0.74, 0.36))
            points = [QPointF(circle.left() + side * x, circle.top() + side * y) for x, y in ends]
            painter.drawPolyline(points)

    def _paint_task(
        self, painter: QPainter, place: QRectF, row: TaskRow, *, is_selected: bool
    ) -> None:
        theme, m = self._theme, self._theme.m
        name, small = QFontMetricsF(theme.font("body_strong")), QFontMetricsF(theme.font("caption"))
        left = self.circle(place).right() + m.s3
        right = place.right() - m.s3
        when, kind = words.when(row, clock.today(), clock.now())
        if when:
            width, height = pill_width(when, theme), theme.size(PILL_IN_ROW)
            pill = QRectF(right - width, place.center().y() - height / 2, width, height)
            paint_pill(painter, pill, when, kind, theme, is_selected=is_selected)
            right = pill.left() - m.s3
        more = words.about(row)
        tall = name.height() + (2 + small.height() if more else 0)
        top = place.center().y() - tall / 2
        first = QRectF(left, top, right - left, name.height())
        second = QRectF(left, top + name.height() + 2, right - left, small.height())
        for line, text, role, ink in (
            (first, row.title, "body_strong", "text2" if row.done_at else "text"),
            (second, more, "caption", "text2"),
        ):
            painter.setFont(theme.font(role))
            painter.setPen(theme.color(ink))
            shown = QFontMetricsF(theme.font(role)).elidedText(text, _ELIDE, line.width())
            painter.drawText(line, _MIDDLE, shown)


def _title(row: TaskRow | Heading) -> str:
    return str(TITLES[row.name]) if isinstance(row, Heading) else row.title


def _spoken(row: TaskRow | Heading) -> str:
    if isinstance(row, Heading):
        return f"{TITLES[row.name]}, {row.tasks}"
    when, _kind = words.when(row, clock.today(), clock.now())
    return ", ".join(filter(None, (row.title, when, words.about(row))))
