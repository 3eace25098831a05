"""The table of lines: keys of a spreadsheet, as high as its rows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView

from smallcrm.core.text import T
from smallcrm.ui.documents import line_cells, pasting
from smallcrm.ui.documents.line_cells import HEADINGS, TYPED, Cell
from smallcrm.ui.documents.line_delegate import LineDelegate, is_for_row
from smallcrm.ui.documents.lines_model import Index, LinesModel, Problem
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.suggestions import Find

_LEAST = {  # logical pixels at 100 %
    Cell.QUANTITY: 56,
    Cell.UNIT: 58,
    Cell.PRICE: 84,
    Cell.DISCOUNT: 62,
    Cell.TAX: 64,
    Cell.AMOUNT: 96,
}
_OWN = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_F2)
_TRIGGERS = (
    QAbstractItemView.EditTrigger.AnyKeyPressed
    | QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
)


class LinesTable(QTableView):
    """Tab goes from cell to cell, Enter to the next row; Delete, Alt+Up, Alt+Down, Ctrl+D, paste.

    A click chooses a cell, one more types into it; in the empty row the first does. A menu tells
    what can be done with a row.

    Signals:
        reached: A cell is the current one; carries its rectangle, to be scrolled to.
    """

    reached = Signal(QRect)

    def __init__(self, ui: Ui, model: LinesModel, find_products: Find) -> None:
        super().__init__()
        self._ui = ui
        self._lines = model
        self._delegate = LineDelegate(ui, model, find_products, self)
        self._pressed: Index | None = None  # the cell that a click goes on typing into
        self._came_by_mouse = False
        self._commands: dict[int, Callable[[int], object]] = {
            Qt.Key.Key_Up.value: lambda row: self._move(row, -1),
            Qt.Key.Key_Down.value: lambda row: self._move(row, 1),
            Qt.Key.Key_D.value: self._copy_row,
        }
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._build()
        self._delegate.left.connect(self._on_left)
        self._delegate.commanded.connect(self._on_command)
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self._fit_height)
        ui.theme.changed.connect(self._fit)

    def finish(self) -> None:
        """Take what is being typed."""
        self._delegate.finish()

    def start(self) -> None:
        """Put the keyboard where the next item is typed."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._go_to(self._lines.count, Cell.ITEM)

    def go_to_problem(self, problem: Problem) -> None:
        """Put the keyboard into the cell that was not understood."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._go_to(problem.row, problem.cell)

    def fit_columns(self) -> None:
        """Make the columns of figures as wide as their longest one: figures are never cut."""
        strong, plain = self._metrics("body_strong"), self._metrics("body")
        for cell, least in _LEAST.items():
            texts = [self._lines.text(row, cell) for row in range(self._lines.count)]
            longest = max(texts, key=len, default="")
            needed = max(
                strong.horizontalAdvance(str(HEADINGS[cell])), plain.horizontalAdvance(longest)
            )
            self.setColumnWidth(cell, max(self._ui.theme.size(least), needed + 2 * self._ui.m.s3))

    def paste(self) -> bool:
        """Put the rows on the clipboard before the current one; False when there are none."""
        pasted = pasting.lines(QGuiApplication.clipboard().text())
        if not pasted:
            return False
        row = min(max(self.currentIndex().row(), 0), self._lines.count)
        self._lines.insert(row, [line_cells.of_pasted(one, self._lines.basis) for one in pasted])
        self._go_to(row + len(pasted), Cell.ITEM)
        return True

    def event(self, event: QEvent) -> bool:
        """Keep the keys of a table from the commands of its page."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            is_own = event.key() in _OWN and not event.modifiers()
            event.setAccepted(is_own or event.isAccepted())
            return is_own or super().event(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_for_row(event):
            self._on_command(event)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy_out()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._remove()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._next_row()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Tab goes through the cells first, and on from the empty row."""
        return self._step(1 if forward else -1) or super().focusNextPrevChild(forward)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click that brings the keyboard here only chooses, also the cell chosen before."""
        index = self.indexAt(event.position().toPoint())
        is_plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        is_again = index == self.currentIndex() and not self._came_by_mouse
        is_new = index.isValid() and index.row() == self._lines.count
        self._came_by_mouse = False
        super().mousePressEvent(event)
        self._pressed = index if is_plain and (is_again or is_new) else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is None or pressed != self.indexAt(event.position().toPoint()):
            return
        if pressed.row() == self._lines.count:
            self._go_to(pressed.row(), Cell.ITEM)
        if len(self.selectedIndexes()) == 1:
            self.edit(self.currentIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        row = self.rowAt(event.pos().y()) if by_mouse else self.currentIndex().row()
        if 0 <= row < self._lines.count:
            below = self.visualRect(self.currentIndex()).bottomLeft()
            at = event.globalPos() if by_mouse else self.viewport().mapToGlobal(below)
            self._row_menu(row).popup(at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._came_by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        if not self.currentIndex().isValid() and not self._came_by_mouse:
            self._go_to(0, Cell.ITEM)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.reached.emit(self.visualRect(current))

    def _build(self) -> None:
        self.setAccessibleName(str(T("Lines of the document")))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(_TRIGGERS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Cell.ITEM, QHeaderView.ResizeMode.Stretch)
        self._fit()

    def _fit(self) -> None:
        size = self._ui.theme.size
        self.verticalHeader().setDefaultSectionSize(size(self._ui.m.row_compact + 2))
        self.horizontalHeader().setFixedHeight(size(self._ui.m.row_compact))
        self.setMinimumWidth(size(sum(_LEAST.values()) + 120))
        self.fit_columns()
        self._fit_height()

    def _fit_height(self) -> None:
        rows = self.verticalHeader().defaultSectionSize() * self._lines.rowCount()
        self.setFixedHeight(rows + self.horizontalHeader().height() + 2)

    def _metrics(self, role: str) -> QFontMetrics:
        return QFontMetrics(self._ui.theme.font(role))

    def _go_to(self, row: int, cell: Cell) -> None:
        index = self._lines.index(min(row, self._lines.count), cell)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)

    def _on_left(self, key: int, took_product: bool) -> None:  # noqa: FBT001 - a slot
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if took_product:
            self._go_to(self.currentIndex().row(), Cell.QUANTITY)
        elif key == Qt.Key.Key_Return.value:
            self._next_row()
        elif not self._step(1 if key == Qt.Key.Key_Tab.value else -1):
            super().focusNextPrevChild(key == Qt.Key.Key_Tab.value)

    def _next_row(self) -> None:
        """The same column of the next row; the item of the empty one."""
        row = min(self.currentIndex().row() + 1, self._lines.count)
        cell = Cell.ITEM if row == self._lines.count else Cell(self.currentIndex().column())
        self._go_to(row, cell)

    def _step(self, step: int) -> bool:
        """Go *step* cells on; False at the ends, and behind the item of the empty row."""
        current = self.currentIndex()
        if not current.isValid():
            return False
        if step > 0 and current.row() == self._lines.count:
            return False
        cell = min(current.column(), TYPED[-1] + (step < 0))
        place = current.row() * len(TYPED) + cell + step
        if place < 0:
            return False
        self._go_to(place // len(TYPED), TYPED[place % len(TYPED)])
        return True

    def _on_command(self, event: QKeyEvent) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            self._commands[event.key()](self.currentIndex().row())

    def _row_menu(self, row: int) -> QMenu:
        """What can be done with *row*, with the keys for it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        last = self._lines.count - 1
        for text, icon, keys, run, is_possible in (
            (T("Remove line"), "trash", "Del", self._remove, True),
            (T("Copy line"), "copy", "Ctrl+D", lambda: self._copy_row(row), True),
            (T("Move up"), "chevron_up", "Alt+Up", lambda: self._move(row, -1), row > 0),
            (T("Move down"), "chevron_down", "Alt+Down", lambda: self._move(row, 1), row < last),
        ):
            action = self._ui.action(menu, text, icon, run)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutVisibleInContextMenu(True)
            action.setEnabled(is_possible)
        return menu

    def _move(self, row: int, step: int) -> None:
        if self._lines.move(row, step):
            self._go_to(row + step, Cell(self.currentIndex().column()))

    def _copy_row(self, row: int) -> None:
        if 0 <= row < self._lines.count:
            self._lines.insert(row + 1, [self._lines.line(row)])
            self._go_to(row + 1, Cell(self.currentIndex().column()))

    def _remove(self) -> None:
        rows = sorted({index.row() for index in self.selectedIndexes()})
        if rows:
            cell = Cell(self.currentIndex().column())
            self._lines.remove(rows)
            self._go_to(rows[0], Cell.ITEM if rows[0] >= self._lines.count else cell)

    def _copy_out(self) -> None:
        rows = sorted({index.row() for index in self.selectedIndexes()})
        texts = [
            line_cells.as_row(
                self._lines.line(row),
                self._lines.basis.currency,
                self._lines.text(row, Cell.AMOUNT),
            )
            for row in rows
            if row < self._lines.count
        ]
        if texts:
            QGuiApplication.clipboard().setText("\n".join(texts))
