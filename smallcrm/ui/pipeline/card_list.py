"""The cards of one column: chosen with keys, opened, dragged to another place."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from smallcrm.core.text import T, Text
from smallcrm.ui.pipeline.card_delegate import CardDelegate
from smallcrm.ui.pipeline.card_model import CARD, CardModel, dragged_id
from smallcrm.ui.widgets.button import BY_KEYBOARD
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.rows import note_hovered

_EMPTY_HEIGHT = 72  # logical pixels at 100 %


class CardList(QListView):
    """Shows a ``CardModel``.

    Signals:
        opened: Enter or a double click on a card; carries the deal.
        stepped: Left or Right: the keyboard wants into the column beside; carries -1 or 1.
        asked: The menu of a card is wanted; carries the deal and where, in the screen.
        entered_by: The column has the keyboard now.
        lifted: A card is being dragged; carries the deal, 0 when that is over.
        hovered_over: Something is dragged over the column; carries where, in the screen.
        dropped: A deal was let go here; carries it and the deal that it goes before, 0 for none.
    """

    opened = Signal(int)
    stepped = Signal(int)
    asked = Signal(int, QPoint)
    entered_by = Signal()
    lifted = Signal(int)
    hovered_over = Signal(QPoint)
    dropped = Signal(int, int)

    def __init__(self, ui: Ui, model: CardModel, delegate: CardDelegate) -> None:
        super().__init__()
        self._ui = ui
        self._cards = model
        self._delegate = delegate
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setProperty("records", "true")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)  # the gap says where
        self.setTabKeyNavigation(False)
        note_hovered(self)
        self.activated.connect(self._on_activated)

    @property
    def cards(self) -> CardModel:
        """The model that is shown."""
        return self._cards

    def name(self, words: Text | str) -> None:
        """Call the column *words* for screen readers."""
        self.setAccessibleName(str(words))

    def current_id(self) -> int:
        """The deal that is chosen, or 0."""
        index = self.currentIndex()
        return self._cards.id_at(index.row()) if index.isValid() else 0

    def seen(self) -> list[int]:
        """The deals whose cards are in sight."""
        top = self.indexAt(QPoint(self.viewport().width() // 2, 1))
        if not top.isValid():
            return []
        most = self.viewport().height() // max(self.visualRect(top).height(), 1) + 2
        return self._cards.ids[top.row() : top.row() + most]

    def choose(self, deal_id: int) -> bool:
        """Choose a deal and show it; False when it is not here."""
        row = self._cards.row_of(deal_id)
        if row >= 0:
            self.setCurrentIndex(self._cards.index(row))
        return row >= 0

    def choose_at(self, height: int) -> None:
        """Choose the card at *height* of the window's pixels, or the last one above it."""
        index = self.indexAt(QPoint(self.viewport().width() // 2, height))
        last = self._cards.rowCount() - 1
        self.setCurrentIndex(index if index.isValid() else self._cards.index(last))

    def forget(self) -> None:
        """Nothing is chosen here any more: another column has the keyboard."""
        self.setCurrentIndex(QModelIndex())

    def lift(self, deal_id: int) -> None:
        """Note that a card is dragged, or with 0 that it is dragged no more."""
        self._delegate.dragged = deal_id
        self.viewport().update()
        self.lifted.emit(deal_id)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        drag = QDrag(self)
        drag.setMimeData(self._cards.mimeData([index]))
        drag.setPixmap(self._picture(index))
        drag.setHotSpot(self.viewport().mapFromGlobal(self.cursor().pos()) - self._corner(index))
        self.lift(self._cards.id_at(index.row()))
        drag.exec(Qt.DropAction.MoveAction)
        self.lift(0)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dragged_id(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if not dragged_id(event.mimeData()):
            return
        super().dragMoveEvent(event)  # scrolls at the edges
        self._cards.set_gap(self._place_at(event.position().toPoint()))
        self.hovered_over.emit(self.viewport().mapToGlobal(event.position().toPoint()))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._cards.set_gap(None)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        deal_id = dragged_id(event.mimeData())
        if not deal_id:
            return
        place = self._place_at(event.position().toPoint())
        ids = self._cards.ids
        self._cards.set_gap(None)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        event.acceptProposedAction()
        self.dropped.emit(deal_id, ids[place] if place < len(ids) else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.setProperty("keyboard", "true")
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.stepped.emit(step)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setProperty("keyboard", "")
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            where = self.visualRect(index).center() if by_key else event.pos()
            self.asked.emit(self._cards.id_at(index.row()), self.viewport().mapToGlobal(where))

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in BY_KEYBOARD:
            self.setProperty("keyboard", "true")
        super().focusInEvent(event)
        self.entered_by.emit()
        if not self.currentIndex().isValid() and self._cards.rowCount():
            self.setCurrentIndex(self._cards.index(0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        was_narrow = self._delegate.is_narrow
        self._delegate.width = event.size().width()
        if self._delegate.is_narrow != was_narrow:
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._cards.rowCount():
            self._paint_nothing()

    def _paint_nothing(self) -> None:
        theme, m = self._ui.theme, self._ui.m
        place = QRectF(self.viewport().rect()).adjusted(1, 1, -1, 0)
        place.setHeight(theme.size(_EMPTY_HEIGHT))
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = self.hasFocus() and bool(self.property("keyboard"))
        style = Qt.PenStyle.SolidLine if ring else Qt.PenStyle.DashLine
        painter.setPen(
            QPen(theme.color("accent" if ring else "line2"), m.focus if ring else 1, style)
        )
        painter.drawRoundedRect(place, m.radius, m.radius)
        painter.setPen(theme.color("text2"))
        painter.setFont(theme.font("caption"))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        inside = place.adjusted(m.s2, 0, -m.s2, 0)
        painter.drawText(inside, flags, str(T("Drop a deal here")))
        painter.end()

    def _place_at(self, point: QPoint) -> int:
        """Before which deal, by its place, something let go at *point* would stand."""
        index = self.indexAt(point)
        gap = self._cards.gap
        if not index.isValid():
            at_top = point.y() < 0 or not self._cards.ids
            return 0 if at_top else len(self._cards.ids)
        row = index.row()
        if row == gap:
            return row
        place = row - (gap is not None and row > gap)
        return place + (point.y() > self.visualRect(index).center().y())

    def _corner(self, index: QModelIndex) -> QPoint:
        return self.visualRect(index).topLeft()

    def _picture(self, index: QModelIndex) -> QPixmap:
        """The card as it hangs on the pointer."""
        place = self.visualRect(index)
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(place.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(0.5, 0.5, place.width() - 1, place.height() - 1 - self._ui.m.s2)
        painter.setPen(QPen(self._ui.theme.color("accent"), 1))
        painter.setBrush(self._ui.theme.color("surface"))
        painter.drawRoundedRect(ground, self._ui.m.radius, self._ui.m.radius)
        self._delegate.paint_card(painter, ground, index.data(CARD))
        painter.end()
        return pixmap

    def _on_activated(self, index: QModelIndex) -> None:
        deal_id = self._cards.id_at(index.row())
        if deal_id:
            self.opened.emit(deal_id)
