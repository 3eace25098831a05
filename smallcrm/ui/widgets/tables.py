"""Tables of one-line rows: figures in columns, states as pills, copied out for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QToolTip
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from smallcrm.core.loading import load
from smallcrm.core.text import Text
from smallcrm.ui.paged_model import END, PILL, WRONG
from smallcrm.ui.theme.painting import PILL_IN_ROW, paint_pill, pill_width
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.plain import plain_tooltip
from smallcrm.ui.widgets.record_view import RecordView
from smallcrm.ui.widgets.rows import state_of

_ELIDE = Qt.TextElideMode.ElideRight
_LEAST = 160  # logical pixels at 100 % that a column which takes the rest is left with
_LEAST_WORDS = 110  # and any other whose words may be cut
_NOTHING: Mapping[int, Any] = {}


class CellDelegate(QStyledItemDelegate):
    """Paints a cell with a line beneath it; figures are never elided at their left."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._theme = ui.theme

    def sizeHint(self, _option: Option, index: QModelIndex | QPersistentModelIndex) -> QSize:
        text, theme = index.data() or "", self._theme
        if index.data(PILL):
            width = pill_width(text, theme)
        else:
            width = QFontMetricsF(theme.font("body")).horizontalAdvance(text)
        edges = 2 * theme.m.s3 + theme.m.s2
        width += self.kept_free(index)
        return QSize(round(width) + edges, theme.size(theme.m.row_compact))

    def kept_free(self, _index: QModelIndex | QPersistentModelIndex) -> int:
        """So much room at the right of a cell is for something else than its words."""
        return 0

    def shown(self, index: QModelIndex | QPersistentModelIndex, width: float) -> str:
        """As much of a cell's words as is painted where it is *width* wide."""
        is_pill = bool(index.data(PILL))
        font = self._theme.font("caption_strong" if is_pill else "body")
        edges = 2 * self._theme.m.s2 if is_pill else 0
        room = self._inside(QRectF(0, 0, width, 0), index).width() - edges
        return _cut(index.data() or "", index.data(END) or "", QFontMetricsF(font), room)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        _option: Option,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Tell the whole text of a cell that is cut off, or that shows only a part of it."""
        whole = index.data(Qt.ItemDataRole.ToolTipRole) or index.data() or ""
        is_cut = self.shown(index, view.visualRect(index).width()) != whole
        QToolTip.showText(event.globalPos(), plain_tooltip(whole) if is_cut else "", view)
        return True

    def paint(
        self, painter: QPainter, option: Option, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        theme = self._theme
        place = QRectF(option.rect)
        state = state_of(option.widget, index)
        if state.is_selected:
            painter.fillRect(place, theme.color("selected"))
        if state.is_selected and index.column() == 0:  # never by color alone
            painter.fillRect(
                QRectF(place.left(), place.top(), 3, place.height()), theme.color("accent")
            )
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if state.has_ring:  # around the row, above and beneath each of its cells
            edge = theme.m.focus
            for top in (place.top(), place.bottom() - edge):
                painter.fillRect(
                    QRectF(place.left(), top, place.width(), edge), theme.color("accent")
                )
        self._paint_text(painter, place, index, is_selected=state.is_selected)
        painter.restore()

    def _paint_text(
        self,
        painter: QPainter,
        place: QRectF,
        index: QModelIndex | QPersistentModelIndex,
        *,
        is_selected: bool,
    ) -> None:
        theme = self._theme
        shown = self.shown(index, place.width())
        inside = self._inside(place, index)
        kind = index.data(PILL)
        if kind and shown:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            height = theme.size(PILL_IN_ROW)
            pill = QRectF(
                inside.left(), inside.center().y() - height / 2, pill_width(shown, theme), height
            )
            paint_pill(painter, pill, shown, kind, theme, is_selected=is_selected)
            return
        is_wrong = bool(index.data(WRONG))
        if is_wrong:
            painter.fillRect(place.adjusted(1, 1, -1, -1), theme.color("danger_soft"))
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("danger" if is_wrong else "text"))
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
        painter.drawText(inside, alignment or Qt.AlignmentFlag.AlignVCenter, shown)

    def _inside(self, place: QRectF, index: QModelIndex | QPersistentModelIndex) -> QRectF:
        """Where the words of the cell at *place* stand."""
        edge = self._theme.m.s3
        return place.adjusted(edge, 0, -edge - self.kept_free(index), 0)


class Table(RecordView):
    """Rows of a ``PagedModel`` in columns; see ``RecordView``.

    Signals:
        sorted_by: A heading was clicked; carries the column and whether it goes down.
    """

    sorted_by = Signal(int, bool)

    def __init__(self, ui: Ui, name: Text | str) -> None:
        super().__init__(ui.theme, name, ui.m.row_compact)
        self._delegate = CellDelegate(ui)
        self._sorted = (-1, False)
        self._fitting: tuple[int, tuple[int, ...]] | None = None
        self._widest: dict[int, int] = {}
        self.setItemDelegate(self._delegate)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(_ELIDE)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(False)
        header.setResizeContentsPrecision(0)  # rows in sight only: others are not fetched yet
        header.sectionClicked.connect(self._on_heading_clicked)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._on_scrolled())
        ui.theme.changed.connect(self._on_look)

    def show_sorted(self, column: int, *, is_down: bool) -> None:
        """Let the arrow say that the rows are in the order of *column*; -1: no heading says it."""
        self._sorted = (column, is_down)
        header = self.horizontalHeader()
        order = Qt.SortOrder.DescendingOrder if is_down else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(column >= 0)
        header.setSortIndicator(column, order)

    def fit_columns(self, stretched: int, give_way: Sequence[int] = ()) -> None:
        """Make columns as wide as what stands in them, *stretched* takes the room that is left.

        Where there is too little, words of a column that may be cut (``Column.is_words``) are;
        where that does not do, those of *give_way* go, in this order; where even that does not do,
        all scroll. Figures, dates and states are never cut. The same is done whenever there is
        other room, or something else to show.
        """
        self._fitting = (stretched, tuple(give_way))
        self._widest = {}
        header = self.horizontalHeader()
        for column in range(self.paged.columnCount()):
            header.setSectionResizeMode(column, header.ResizeMode.Interactive)
        self._fit_again()

    def refill(self, ids: list[int], first: Mapping[int, Any] = _NOTHING) -> None:
        super().refill(ids, first)
        self._widest = {}
        self._fit_again()

    def dataChanged(
        self,
        first: QModelIndex | QPersistentModelIndex,
        last: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        super().dataChanged(first, last, roles)
        self._fit_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_again()

    def _fit_again(self) -> None:
        if self._fitting is None:
            return
        stretched, give_way = self._fitting
        columns = range(self.paged.columnCount())
        if stretched not in columns:  # other columns have come, and are fitted in a moment
            return
        modes = QHeaderView.ResizeMode
        # While nothing stretches: Qt leaves a gap where a column is hidden that others stretch for.
        self.horizontalHeader().setSectionResizeMode(stretched, modes.Interactive)
        for column in give_way:
            self.setColumnHidden(column, False)  # noqa: FBT003 - Qt; one that is hidden has no size
        wanted = {column: self._wanted_width(column) for column in columns}
        least = {column: self._least_width(column, wanted[column]) for column in columns}
        room = self.viewport().width()
        hidden = {column for column in give_way if self._hides(column, least, room)}
        spare = max(room - sum(least.values()), 0)
        for column in columns:
            if column != stretched and column not in hidden:
                more = min(wanted[column] - least[column], spare)
                spare -= more
                self.setColumnWidth(column, least[column] + more)
        over = sum(least.values()) - room
        if over > 0 and least[stretched] - over < self._theme.size(_LEAST_WORDS):
            self.setColumnWidth(stretched, least[stretched])  # and all scroll
        else:
            self.horizontalHeader().setSectionResizeMode(stretched, modes.Stretch)

    def _hides(self, column: int, least: dict[int, int], room: int) -> bool:
        """Hide *column* where the *least* widths have no *room*; it needs none then."""
        if sum(least.values()) <= room:
            return False
        self.setColumnHidden(column, True)  # noqa: FBT003 - Qt
        least[column] = 0
        return True

    def _wanted_width(self, column: int) -> int:
        """What the rows in sight need, and those that were in sight before; and the heading."""
        needed = self.sizeHintForColumn(column)
        self._widest[column] = max(needed, self._widest.get(column, 0))
        return max(self._widest[column], self.horizontalHeader().sectionSizeHint(column))

    def _least_width(self, column: int, wanted: int) -> int:
        is_stretched = self._fitting is not None and column == self._fitting[0]
        if not (is_stretched or self.paged.is_words(column)):
            return wanted
        some = self._theme.size(_LEAST if is_stretched else _LEAST_WORDS)
        return max(min(wanted, some), self.horizontalHeader().sectionSizeHint(column))

    def _on_scrolled(self) -> None:
        """What has come into sight may need more room than all before."""
        columns = range(self.paged.columnCount()) if self._fitting is not None else ()
        if any(self.sizeHintForColumn(at) > self._widest.get(at, 0) for at in columns):
            self._fit_again()

    def _on_look(self) -> None:
        self._widest = {}
        self._fit_again()

    def copy(self) -> None:
        """Put the chosen rows on the clipboard, as tab-separated text and as an HTML table."""
        model = self.paged
        columns = [at for at in range(model.columnCount()) if not self.isColumnHidden(at)]
        chosen = self.chosen_rows()
        lines = [[str(model.headerData(at, Qt.Orientation.Horizontal)) for at in columns]]
        lines += [[str(model.index(row, at).data() or "") for at in columns] for row in chosen]
        data = QMimeData()
        data.setText("\n".join("\t".join(map(one_line, line)) for line in lines))
        escape = load("html").escape  # with it come the names of 2,000 characters
        cells = ["".join(f"<td>{escape(cell)}</td>" for cell in line) for line in lines]
        data.setHtml("<table>" + "".join(f"<tr>{line}</tr>" for line in cells) + "</table>")
        QGuiApplication.clipboard().setMimeData(data)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def _on_heading_clicked(self, column: int) -> None:
        down = self._sorted == (column, False)  # Qt turns its own indicator before it tells us
        self.show_sorted(column, is_down=down)
        self.sorted_by.emit(column, down)


class SpacedTable(Table):
    """Space does something with what is chosen, or with the current row.

    Signals:
        spaced: Space was pressed.
    """

    spaced = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.spaced.emit()
        else:
            super().keyPressEvent(event)


def _cut(text: str, end: str, metrics: QFontMetricsF, room: float) -> str:
    """As much of *text* as has *room*; what stands before its *end* goes first."""
    if not end or not text.endswith(end) or metrics.horizontalAdvance(text) <= room:
        return metrics.elidedText(text, _ELIDE, room)
    left = room - metrics.horizontalAdvance(f" {end}")
    before = metrics.elidedText(text.removesuffix(end).rstrip(), _ELIDE, max(left, 0))
    return f"{before} {end}" if len(before) > 1 else metrics.elidedText(end, _ELIDE, room)


def one_line(cell: str) -> str:
    """*cell* as tab-separated text has it: in quotes where it would break the line."""
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if any(c in cell for c in '\t\n"') else cell
