"""Tables of one-line rows: figures in columns, states as pills, copied out for a spreadsheet."""

from __future__ import annotations

import html

from PySide6.QtCore import (
    QItemSelectionModel,
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
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
)
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from smallcrm.core.text import Text
from smallcrm.ui.paged_model import PILL, PagedModel
from smallcrm.ui.theme.painting import PILL_IN_ROW, paint_pill, pill_width
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.rows import state_of

_ELIDE = Qt.TextElideMode.ElideRight


class CellDelegate(QStyledItemDelegate):
    """Paints a cell with a line beneath it; figures are never elided at their left."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._theme = ui.theme

    def sizeHint(self, _option: Option, index: QModelIndex | QPersistentModelIndex) -> QSize:
        text = index.data() or ""
        width = QFontMetricsF(self._theme.font("body")).horizontalAdvance(text)
        return QSize(
            round(width) + 2 * self._theme.m.s3 + self._theme.m.s2,
            self._theme.size(self._theme.m.row_compact),
        )

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
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        self._paint_text(painter, place, index)
        painter.restore()

    def _paint_text(
        self, painter: QPainter, place: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._theme
        text = index.data() or ""
        inside = place.adjusted(theme.m.s3, 0, -theme.m.s3, 0)
        kind = index.data(PILL)
        if kind and text:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            height = theme.size(PILL_IN_ROW)
            pill = QRectF(
                inside.left(), inside.center().y() - height / 2, pill_width(text, theme), height
            )
            paint_pill(painter, pill, text, kind, theme)
            return
        font = theme.font("body")
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
        shown = QFontMetricsF(font).elidedText(text, _ELIDE, inside.width())
        painter.drawText(inside, alignment or Qt.AlignmentFlag.AlignVCenter, shown)


class Table(QTableView):
    """Rows of a ``PagedModel``; chosen rows are kept by id when it is filled anew.

    Signals:
        opened: Enter or double click on a row; carries its id.
        picked: Another row is the current one; carries its id.
        chosen: The set of chosen rows changed; carries their number.
        sorted_by: A heading was clicked; carries the column and whether it goes down.
    """

    opened = Signal(int)
    picked = Signal(int)
    chosen = Signal(int)
    sorted_by = Signal(int, bool)

    def __init__(self, ui: Ui, name: Text | str) -> None:
        super().__init__()
        self._theme = ui.theme
        self._delegate = CellDelegate(ui)
        self._is_silent = False
        self._sorted = (-1, False)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAccessibleName(str(name))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._build_headers()
        self.activated.connect(lambda index: self.opened.emit(self._id(index)))
        ui.theme.changed.connect(self._fit_rows)

    def show_model(self, model: PagedModel, stretched: int = 0) -> None:
        """Show the rows of *model*; column *stretched* takes the room that is left."""
        self.setModel(model)
        header = self.horizontalHeader()
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        selection = self.selectionModel()
        selection.currentRowChanged.connect(self._on_current_changed)
        selection.selectionChanged.connect(lambda: self.chosen.emit(len(selection.selectedRows())))

    def refill(self, ids: list[int]) -> None:
        """Show *ids*; what was chosen and is still there stays chosen, without a signal."""
        current, chosen = self.current_id(), set(self.chosen_ids())
        scroll = self.verticalScrollBar().value()
        self._is_silent = True
        self._paged().set_ids(ids)
        rows = QItemSelectionModel.SelectionFlag.Rows
        for row_id in chosen:
            self._choose(row_id, QItemSelectionModel.SelectionFlag.Select | rows)
        self._choose(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.verticalScrollBar().setValue(scroll)
        self._is_silent = False

    def go_to(self, row_id: int) -> None:
        """Make *row_id* the current row and show it, without a signal; nothing when unknown."""
        flags = QItemSelectionModel.SelectionFlag
        self._is_silent = True
        self._choose(row_id, flags.ClearAndSelect | flags.Rows)
        self._is_silent = False
        self.scrollTo(self.currentIndex())

    def current_id(self) -> int:
        """The id of the current row, or 0."""
        return self._id(self.currentIndex())

    def chosen_ids(self) -> list[int]:
        """The ids of all chosen rows, in the order of the table."""
        if self.selectionModel() is None:
            return []
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        model = self._paged()
        return [model.id_at(row) for row in rows]

    def copy(self) -> None:
        """Put the chosen rows on the clipboard, as tab-separated text and as an HTML table."""
        model = self._paged()
        columns = [at for at in range(model.columnCount()) if not self.isColumnHidden(at)]
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        lines = [[str(model.headerData(at, Qt.Orientation.Horizontal)) for at in columns]]
        lines += [[str(model.index(row, at).data() or "") for at in columns] for row in chosen]
        data = QMimeData()
        data.setText("\n".join("\t".join(map(_one_line, line)) for line in lines))
        cells = ["".join(f"<td>{html.escape(cell)}</td>" for cell in line) for line in lines]
        data.setHtml("<table>" + "".join(f"<tr>{line}</tr>" for line in cells) + "</table>")
        QGuiApplication.clipboard().setMimeData(data)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.setProperty("keyboard", "true")
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setProperty("keyboard", "")
        super().mousePressEvent(event)

    def _build_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(False)
        header.sectionClicked.connect(self._on_heading_clicked)
        self._fit_rows()

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.size(self._theme.m.row_compact))

    def _paged(self) -> PagedModel:
        model = self.model()
        if not isinstance(model, PagedModel):
            raise TypeError("a Table shows a PagedModel")
        return model

    def _id(self, index: QModelIndex | QPersistentModelIndex) -> int:
        return self._paged().id_at(index.row()) if index.isValid() else 0

    def _choose(self, row_id: int, how: QItemSelectionModel.SelectionFlag) -> None:
        row = self._paged().row_of(row_id)
        if row >= 0:
            self.selectionModel().setCurrentIndex(self._paged().index(row, 0), how)

    def _on_current_changed(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_silent:
            self.picked.emit(self._id(index))

    def _on_heading_clicked(self, column: int) -> None:
        header = self.horizontalHeader()
        down = self._sorted == (column, False)  # Qt turns its own indicator before it tells us
        self._sorted = (column, down)
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(True)
        header.setSortIndicator(column, order)
        self.sorted_by.emit(column, down)


def _one_line(cell: str) -> str:
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if any(c in cell for c in '\t\n"') else cell
