"""Contacts as cards: as many beside each other as there is room for; one paint, no widgets."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from smallcrm.core.text import Text
from smallcrm.ui.paged_model import PagedModel
from smallcrm.ui.theme.painting import paint_avatar
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.rows import note_hovered, state_of

_WIDTH, _HEIGHT, _AVATAR = 260, 148, 40  # logical pixels at 100 %
_ELIDE = Qt.TextElideMode.ElideRight
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
LINES = Qt.ItemDataRole.UserRole + 20  # the lines of a card: a tuple of words


class CardsModel(QAbstractTableModel):
    """The rows of a ``PagedModel``, several of them side by side."""

    def __init__(self, paged: PagedModel) -> None:
        super().__init__(paged)
        self._paged = paged
        self._across = 1
        paged.modelReset.connect(self._on_reset)
        paged.rowsAboutToBeInserted.connect(self._on_coming)
        paged.rowsInserted.connect(self._on_come)
        self._is_growing = False

    @property
    def across(self) -> int:
        """How many stand side by side."""
        return self._across

    def set_across(self, count: int) -> None:
        """Put *count* side by side."""
        if count != self._across:
            self.beginResetModel()
            self._across = count
            self.endResetModel()

    def place_of(self, row: int) -> QModelIndex:
        """Where the card of *row* is."""
        return self.index(row // self._across, row % self._across)

    def row_at(self, index: _Index) -> int:
        """The row of the paged model that stands at *index*, or -1."""
        row = index.row() * self._across + index.column() if index.isValid() else -1
        return row if row < self._paged.rowCount() else -1

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else -(-self._paged.rowCount() // self._across)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._across

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) if self.row_at(index) >= 0 else Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row < 0:
            return None
        cells = (self._paged.index(row, column) for column in range(self._paged.columnCount()))
        if role == LINES:
            return tuple(cell.data() or "" for cell in cells)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (cell.data() for cell in cells)))
        return None

    def match(
        self,
        start: _Index,
        _role: int,
        value: Any,
        _hits: int = 1,
        _flags: Qt.MatchFlag = Qt.MatchFlag.MatchStartsWith,
    ) -> list[QModelIndex]:
        row = self._paged.row_named(str(value), max(self.row_at(start), 0))
        return [] if row < 0 else [self.place_of(row)]

    def _on_reset(self) -> None:
        self.beginResetModel()
        self.endResetModel()

    def _on_coming(self, _parent: _Index, first: int, last: int) -> None:
        """Further cards come after those that are shown; the first of them may fill a row."""
        rows, needed = self.rowCount(), -(-(last + 1) // self._across)
        assert first == self._paged.rowCount()  # noqa: S101 - a paged model grows at its end
        self._is_growing = needed > rows
        if self._is_growing:
            self.beginInsertRows(_NOWHERE, rows, needed - 1)

    def _on_come(self, _parent: _Index, first: int, _last: int) -> None:
        if self._is_growing:
            self.endInsertRows()
        row = first // self._across
        self.dataChanged.emit(self.index(row, 0), self.index(row, self._across - 1))


class _CardDelegate(QStyledItemDelegate):
    """Paints a card: avatar and name, then as many lines as there is room for."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._theme = ui.theme

    def sizeHint(self, _option: Option, _index: _Index) -> QSize:
        return QSize(self._theme.size(_WIDTH), self._theme.size(_HEIGHT))

    def paint(self, painter: QPainter, option: Option, index: _Index) -> None:
        lines = index.data(LINES)
        if not lines:
            return
        theme, m = self._theme, self._theme.m
        state = state_of(option.widget, index)
        place = QRectF(option.rect).adjusted(m.s1, m.s1, -m.s1, -m.s1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = state.is_selected or state.has_ring
        painter.setPen(QPen(theme.color("accent" if strong else "line"), 2 if strong else 1))
        painter.setBrush(theme.color("selected" if state.is_selected else "surface"))
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), m.radius, m.radius)
        inside = place.adjusted(m.s4, m.s3, -m.s4, -m.s3)
        side = theme.size(_AVATAR)
        paint_avatar(painter, QRectF(inside.left(), inside.top(), side, side), lines[0], theme)
        head = inside.adjusted(side + m.s3, 0, 0, 0)
        head.setHeight(side)
        self._line(painter, head, lines[0], "body_strong", "text")
        self._more(painter, inside.adjusted(0, side + m.s2, 0, 0), lines[1:])
        painter.restore()

    def _more(self, painter: QPainter, place: QRectF, lines: tuple[str, ...]) -> None:
        height = QFontMetricsF(self._theme.font("caption")).height() + 2
        top = place.top()
        for line in filter(None, lines):
            if top + height > place.bottom():
                return
            spot = QRectF(place.left(), top, place.width(), height)
            self._line(painter, spot, line, "caption", "text2")
            top += height

    def _line(self, painter: QPainter, place: QRectF, words: str, role: str, ink: str) -> None:
        font = self._theme.font(role)
        painter.setFont(font)
        painter.setPen(self._theme.color(ink))
        cut = QFontMetricsF(font).elidedText(words, _ELIDE, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, cut)


class Cards(QTableView):
    """Cards over a ``PagedModel``; arrows go in all four directions.

    Signals:
        opened: Enter or a double click; carries the id.
        chosen: Other cards are chosen; carries how many.
    """

    opened = Signal(int)
    chosen = Signal(int)

    def __init__(self, ui: Ui, name: Text | str, paged: PagedModel) -> None:
        super().__init__()
        self._ui = ui
        self._paged = paged
        self._delegate = _CardDelegate(ui)
        self.cards = CardsModel(paged)
        self.setProperty("records", "true")
        self.setItemDelegate(self._delegate)
        self.setModel(self.cards)
        self.setAccessibleName(str(name))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(self._on_activated)
        self.selectionModel().selectionChanged.connect(lambda: self.chosen.emit(self.count()))
        note_hovered(self)
        ui.theme.changed.connect(self._fit)
        self._fit()

    def chosen_ids(self) -> list[int]:
        """The ids of the chosen cards, in their order."""
        rows = {self.cards.row_at(index) for index in self.selectionModel().selectedIndexes()}
        return [self._paged.id_at(row) for row in sorted(rows) if row >= 0]

    def count(self) -> int:
        """How many cards are chosen."""
        return len(self.chosen_ids())

    def current_id(self) -> int:
        """The id of the current card, or 0."""
        row = self.cards.row_at(self.currentIndex())
        return self._paged.id_at(row) if row >= 0 else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self._ui.theme
        self.verticalHeader().setDefaultSectionSize(theme.size(_HEIGHT))
        self.cards.set_across(max(self.viewport().width() // theme.size(_WIDTH), 1))

    def _on_activated(self, index: QModelIndex) -> None:
        row = self.cards.row_at(index)
        if row >= 0:
            self.opened.emit(self._paged.id_at(row))
