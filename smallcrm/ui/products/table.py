"""The table of products: read like any list, and typed into like a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyledItemDelegate, QWidget
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from smallcrm.core.text import T
from smallcrm.ui.paged_model import ROW, Column, PagedModel
from smallcrm.ui.products.cells import HEADINGS, Cell
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.tables import CellDelegate, Table

_Index = QModelIndex | QPersistentModelIndex
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_THUMBNAIL = 28  # logical pixels at 100 %
_FIGURES = (Cell.PRICE, Cell.TAX)
_NOTHING: Mapping[int, Any] = {}


class ProductsModel(PagedModel):
    """Rows of products whose cells can be typed into.

    Signals:
        typed: Something else stands in a cell; carries the id, the column and the words.
    """

    typed = Signal(int, int, str)

    def __init__(
        self,
        columns: Sequence[Column],
        fetch: Callable[[list[int]], Mapping[int, Any]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, fetch, parent)
        self.name = lambda row: str(row.name)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        is_edited = role == Qt.ItemDataRole.EditRole
        return super().data(index, Qt.ItemDataRole.DisplayRole if is_edited else role)

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if str(value).strip() != (self.data(index) or ""):
            self.typed.emit(self.id_at(index.row()), index.column(), str(value))
        return True


class ProductDelegate(CellDelegate):
    """Cells with a thumbnail before the name, and one line edit at a time.

    Signals:
        left: An editor was closed by Tab, Backtab or Return; carries the key.
    """

    left = Signal(int)

    def __init__(self, ui: Ui, view: Table) -> None:
        super().__init__(ui)
        self._ui = ui
        self._view = view
        self._editor: QLineEdit | None = None
        self.thumbnail: Callable[[str], QPixmap | None] = lambda _sha256: None

    def kept_free(self, index: _Index) -> int:
        theme = self._ui.theme
        return 0 if self._photo(index) is None else theme.size(_THUMBNAIL) + theme.m.s2

    def paint(self, painter: QPainter, option: Option, index: _Index) -> None:
        photo = self._photo(index)
        super().paint(painter, option, index)
        theme = self._ui.theme
        place = QRectF(option.rect)
        if photo is not None:
            side = theme.size(_THUMBNAIL)
            top = place.center().y() - side / 2
            right = QRectF(place.right() - theme.m.s2 - side, top, side, side)
            painter.drawPixmap(right, photo, QRectF(photo.rect()))
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.save()
            painter.setPen(QPen(theme.color("accent"), theme.m.focus))
            painter.drawRect(place.adjusted(1, 1, -1, -1))
            painter.restore()

    def createEditor(self, parent: QWidget, _option: Option, index: _Index) -> QWidget:
        cell = Cell(index.column())
        editor = QLineEdit(parent)
        editor.setProperty("cell", "true")
        editor.setAccessibleName(str(HEADINGS[cell]))
        side = Qt.AlignmentFlag.AlignRight if cell in _FIGURES else Qt.AlignmentFlag.AlignLeft
        editor.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._editor = editor
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(index.data(Qt.ItemDataRole.EditRole) or "")
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: _Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: Option, _index: _Index) -> None:
        editor.setGeometry(option.rect)

    def type(self, words: str) -> None:
        """Put *words* into the open editor, as if they were typed there."""
        if self._editor is not None:
            self._editor.setText(words)
            self._editor.setModified(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key in (*_RETURN, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.finish()
            self.left.emit(Qt.Key.Key_Return.value if key in _RETURN else key.value)
            return True
        return super().eventFilter(watched, event)

    def finish(self) -> None:
        """Take what stands in the open editor, and close it."""
        editor, self._editor = self._editor, None
        if editor is not None:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def destroyEditor(self, editor: QWidget, index: _Index) -> None:
        if editor is self._editor:
            self._editor = None
        super().destroyEditor(editor, index)

    def _photo(self, index: _Index) -> QPixmap | None:
        row = index.data(ROW) if index.column() == Cell.NAME else None
        return self.thumbnail(row.photo) if row is not None and row.photo else None


class ProductTable(Table):
    """F2, or a figure in any column but the name, types into the cell; Tab goes to the next.

    Signals:
        pasted: Rows of a spreadsheet are to be put into the list (Ctrl+V).
        rested: Nothing is being typed any more.
    """

    pasted = Signal()
    rested = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, T("Products"))
        self.delegate = ProductDelegate(ui, self)
        self.setItemDelegate(self.delegate)
        self.delegate.left.connect(self._on_left)
        self.delegate.closeEditor.connect(lambda *_how: self._on_closed())

    @property
    def is_typing(self) -> bool:
        """Whether a cell is being typed into."""
        return self.state() == QAbstractItemView.State.EditingState

    def refill(self, ids: list[int], first: Mapping[int, Any] = _NOTHING) -> None:
        """As every list, and in the column where the keyboard was."""
        column = self.currentIndex().column()
        super().refill(ids, first)
        index = self.currentIndex()
        if column > 0 and index.isValid():
            beside = self.paged.index(index.row(), column)
            self._is_silent = True
            self.selectionModel().setCurrentIndex(
                beside, QItemSelectionModel.SelectionFlag.NoUpdate
            )
            self._is_silent = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.key() == Qt.Key.Key_F2 and index.isValid():
            self.edit(index)
        elif self._begins_typing(event):
            self.edit(index)
            self.delegate.type(event.text())
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self._step(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Type into the cell that was meant; a name opens its product, as in every list."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() != Cell.NAME:
            self.edit(index)
            return
        super().mouseDoubleClickEvent(event)

    def _begins_typing(self, event: QKeyEvent) -> bool:
        """Letters in the first column go to a name that begins so, as in every list."""
        index = self.currentIndex()
        if not index.isValid() or index.column() == Cell.NAME:
            return False
        plain = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        return not plain and bool(event.text()) and event.text().isprintable()

    def _on_left(self, key: int) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        index = self.currentIndex()
        if key == Qt.Key.Key_Return.value:
            below = self.paged.index(index.row() + 1, index.column())
            if below.isValid():
                self.setCurrentIndex(below)
        elif self._step(1 if key == Qt.Key.Key_Tab.value else -1):
            self.edit(self.currentIndex())
        self._on_closed()

    def _on_closed(self) -> None:
        if not self.is_typing:
            self.rested.emit()

    def _step(self, step: int) -> bool:
        """To the next cell of the row that is shown; False at its ends."""
        index = self.currentIndex()
        column = index.column() + step
        while 0 <= column < self.paged.columnCount() and self.isColumnHidden(column):
            column += step
        found = self.paged.index(index.row(), column)
        if found.isValid():
            self.setCurrentIndex(found)
        return found.isValid()
