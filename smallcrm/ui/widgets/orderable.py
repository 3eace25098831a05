"""Short tables whose rows are put in order by dragging them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView

from smallcrm.core.text import Text
from smallcrm.ui.paged_model import Index, PagedModel
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.tables import Table

_MIME = "application/x-smallcrm-row"


class OrderableModel(PagedModel):
    """Rows that can be dragged, and let go between two others."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(_MIME, str(self.id_at(indexes[0].row())).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction


class OrderableTable(Table):
    """Shows an ``OrderableModel``.

    Signals:
        dragged: A row was let go; carries its id and that of the row before which, 0 for the end.
    """

    dragged = Signal(int, int)

    def __init__(self, ui: Ui, name: Text | str) -> None:
        super().__init__(ui, name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.horizontalHeader().setSectionsClickable(False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # shows where
        if event.mimeData().hasFormat(_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if not event.mimeData().hasFormat(_MIME):
            return
        row_id = int(event.mimeData().data(_MIME).data())
        point = event.position().toPoint()
        index = self.indexAt(point)
        place = index.row() if index.isValid() else self.paged.rowCount()
        place += index.isValid() and point.y() > self.visualRect(index).center().y()
        ids = self.paged.ids
        event.setDropAction(Qt.DropAction.CopyAction)  # else the view would remove the row itself
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        before = ids[place] if place < len(ids) else 0
        if before != row_id:
            self.dragged.emit(row_id, before)
