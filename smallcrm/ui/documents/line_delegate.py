"""How a cell of a line is painted and typed into."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QTableView, QWidget
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from smallcrm.core.text import T
from smallcrm.services.documents import LineDraft
from smallcrm.services.products import ProductRow
from smallcrm.services.settings import TaxRateRow
from smallcrm.ui.documents import figures
from smallcrm.ui.documents.line_cells import FIGURES, HEADINGS, Cell
from smallcrm.ui.documents.lines_model import IS_NEW, PROBLEM, LinesModel
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.suggestions import Deliver, Find, Suggestion, Suggestions

_Index = QModelIndex | QPersistentModelIndex
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
)


class LineDelegate(QStyledItemDelegate):
    """Paints the cells; one line edit at a time, with suggestions for products and taxes.

    Signals:
        left: An editor was closed; carries the key that closed it (Tab, Backtab, Return) and
            whether it took a product.
        commanded: A key for the whole row was pressed in an editor, which is closed; carries
            the QKeyEvent.
    """

    left = Signal(int, bool)
    commanded = Signal(object)

    def __init__(self, ui: Ui, model: LinesModel, find_products: Find, view: QTableView) -> None:
        super().__init__(view)
        self._ui = ui
        self._model = model
        self._find_products = find_products
        self._view = view
        self._editor: QLineEdit | None = None
        self._suggestions: Suggestions | None = None
        self._row = 0
        self._before: LineDraft | None = None
        self._shown = ""

    def paint(self, painter: QPainter, option: Option, index: _Index) -> None:
        theme, m = self._ui.theme, self._ui.m
        painter.save()
        place = QRectF(option.rect)
        is_current = index == self._view.currentIndex() and self._view.hasFocus()
        if is_current or self._is_chosen(index):
            painter.fillRect(place, theme.color("selected"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        problem = bool(index.data(PROBLEM))
        if is_current or problem:
            painter.setPen(QPen(theme.color("danger" if problem else "accent"), m.focus))
            painter.drawRect(place.adjusted(1, 1, -1, -1))
        ink = "text3" if index.data(IS_NEW) else "danger" if problem else "text"
        self._paint_text(painter, place.adjusted(m.s3, 0, -m.s3, 0), index, ink)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: Option, index: _Index) -> QWidget:
        cell = Cell(index.column())
        editor = QLineEdit(parent)
        editor.setProperty("cell", "true")
        editor.setAccessibleName(str(HEADINGS[cell]))
        alignment = Qt.AlignmentFlag.AlignRight if cell in FIGURES else Qt.AlignmentFlag.AlignLeft
        editor.setAlignment(alignment | Qt.AlignmentFlag.AlignVCenter)
        where = QPersistentModelIndex(index)
        self._row = index.row()
        self._before = self._model.line(self._row) if self._row < self._model.count else None
        editor.textEdited.connect(lambda words: self._model.try_text(where, words))
        self._editor, self._suggestions = editor, self._make_suggestions(editor, cell)
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            self._shown = index.data(Qt.ItemDataRole.EditRole) or ""
            editor.setText(self._shown)
            editor.selectAll()

    def setModelData(self, editor: QWidget, _model: object, index: _Index) -> None:
        if isinstance(editor, QLineEdit) and editor.text() != self._shown:
            self._model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: Option, _index: _Index) -> None:
        editor.setGeometry(option.rect)

    def finish(self) -> None:
        """Take what stands in the open editor, and close it."""
        if self._editor is not None:
            self.commitData.emit(self._editor)
            self._close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if self._suggestions is not None and self._suggestions.handle_key(event):
            return True
        return self._on_key(event)

    def _is_chosen(self, index: _Index) -> bool:
        selection = self._view.selectionModel()
        return (
            self._view.hasFocus()
            and len(selection.selectedIndexes()) > 1
            and selection.isSelected(index)
        )

    def _paint_text(self, painter: QPainter, place: QRectF, index: _Index, ink: str) -> None:
        text = index.data() or ""
        font = self._ui.theme.font("body")
        painter.setFont(font)
        painter.setPen(self._ui.theme.color(ink))
        if index.data(IS_NEW):  # its words go on over the empty cells at their right
            place.setRight(self._view.viewport().width() - self._ui.m.s3)
        if Cell(index.column()) not in FIGURES:
            elided = Qt.TextElideMode.ElideRight
            text = QFontMetricsF(font).elidedText(text.replace("\n", " "), elided, place.width())
        painter.drawText(place, index.data(Qt.ItemDataRole.TextAlignmentRole), text)

    def _make_suggestions(self, editor: QLineEdit, cell: Cell) -> Suggestions | None:
        finders: dict[Cell, Find] = {Cell.ITEM: self._find_products, Cell.TAX: self._find_rates}
        if cell not in finders:
            return None
        hint = T("Esc keeps what you typed") if cell == Cell.ITEM else ""
        made = Suggestions(self._ui, editor, finders[cell], hint)
        made.least = 2 if cell == Cell.ITEM else 0
        made.taken.connect(self._on_taken)
        made.passed.connect(lambda: self._leave(Qt.Key.Key_Return))
        return made

    def _find_rates(self, typed: str, deliver: Deliver) -> None:
        """All rates while nothing is typed, then those that begin so."""
        named = [
            (figures.rate_text(row.category, row.rate), row) for row in self._model.basis.rates
        ]
        is_typed = typed != self._shown
        fitting = [(text, row) for text, row in named if not is_typed or text.startswith(typed)]
        deliver([Suggestion(text, row.name, row) for text, row in fitting])

    def _on_taken(self, taken: Suggestion) -> None:
        if isinstance(taken.value, ProductRow):
            self._close()
            self._model.take_product(self._row, taken.value)
            self.left.emit(Qt.Key.Key_Return.value, True)  # noqa: FBT003 - a signal
        elif isinstance(taken.value, TaxRateRow) and self._editor is not None:
            self._editor.setText(taken.value.name)
            self._leave(Qt.Key.Key_Return)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        is_plain = event.modifiers() in _PLAIN
        if key == Qt.Key.Key_Escape:
            self._close()
            self._model.put_back(self._row, self._before)
        elif key in (*_RETURN, Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and is_plain:
            self._leave(Qt.Key.Key_Return if key in _RETURN else key)
        elif is_for_row(event) or _is_table_pasted(event):
            self.finish()
            self.commanded.emit(event)
        else:
            return False
        return True

    def _leave(self, key: Qt.Key) -> None:
        self.finish()
        self.left.emit(key.value, False)  # noqa: FBT003 - a signal

    def _close(self) -> None:
        editor, self._editor = self._editor, None
        if self._suggestions is not None:
            self._suggestions.close_list()
            self._suggestions.deleteLater()
            self._suggestions = None
        if editor is not None:
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def destroyEditor(self, editor: QWidget, index: _Index) -> None:
        if editor is self._editor:
            self._editor = None
        super().destroyEditor(editor, index)


def is_for_row(event: QKeyEvent) -> bool:
    """Whether *event* is one of the keys that move or copy a whole row."""
    key, alt = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        return alt
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and not alt and key == Qt.Key.Key_D


def _is_table_pasted(event: QKeyEvent) -> bool:
    if not event.matches(QKeySequence.StandardKey.Paste):
        return False
    text = QGuiApplication.clipboard().text().strip("\r\n")
    return "\t" in text or "\n" in text
