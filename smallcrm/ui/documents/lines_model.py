"""The lines of a document as a table: typed, pasted, moved, copied; one empty row at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from smallcrm.core import formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.services.documents import LineDraft, Totals
from smallcrm.services.products import ProductRow
from smallcrm.ui.documents import line_cells
from smallcrm.ui.documents.line_cells import FIGURES, HEADINGS, Basis, Cell
from smallcrm.ui.widgets.plain import plain_tooltip

Index = QModelIndex | QPersistentModelIndex
PROBLEM = Qt.ItemDataRole.UserRole  # the sentence about a cell; empty when it was understood
IS_NEW = Qt.ItemDataRole.UserRole + 1  # whether it is the empty row at the end
_NOWHERE = QModelIndex()
_TOLD = (Cell.ITEM, Cell.DISCOUNT)  # cells that may have more to say than there is room for
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Problem(NamedTuple):
    """A cell that was not understood: where it is, and the sentence about it."""

    row: int
    cell: Cell
    sentence: str


@dataclass(slots=True)
class _Row:
    """A line, and what stands in its cells although it was not understood.

    *before* is the line as it was until somebody began to type into it; *is_priced* says that
    its price was typed here, so that nothing else changes it.
    """

    line: LineDraft
    refused: dict[Cell, tuple[str, str]] = field(default_factory=dict)
    before: LineDraft | None = None
    is_priced: bool = False


class Prices(Protocol):
    """What lines cost the customer of the document."""

    def taken(self, line: LineDraft) -> LineDraft:
        """*line* with the price and the discount of its product."""

    def followed(self, before: LineDraft, after: LineDraft) -> LineDraft:
        """*after*, which has another quantity, with the price that goes with it."""


class LinesModel(QAbstractTableModel):
    """Rows of ``LineDraft``; cells that were not understood keep what was typed.

    Signals:
        edited: The lines are others now; carries whether it was one deed (a row deleted or
            pasted) that is to be saved, and undone, by itself.
    """

    edited = Signal(bool)

    def __init__(
        self, basis: Basis, prices: Prices | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._basis = basis
        self._prices = prices
        self._rows: list[_Row] = []
        self._amounts: dict[int, str] = {}
        self._placeholder = str(T("Add an item: type a product, or paste rows from Excel"))

    @property
    def basis(self) -> Basis:
        """What the lines rest on now."""
        return self._basis

    @property
    def count(self) -> int:
        """How many rows there are, without the empty one."""
        return len(self._rows)

    def set_basis(self, basis: Basis) -> None:
        """Rest on *basis* from now on; lines keep their figures."""
        self._basis = basis
        self._repaint()

    def lines(self) -> tuple[LineDraft, ...]:
        """The lines that say something, in order."""
        return tuple(row.line for row in self._rows if not line_cells.is_blank(row.line))

    def line(self, row: int) -> LineDraft:
        """The line in *row*; a fresh one for the empty row."""
        return self._rows[row].line if row < self.count else line_cells.fresh(self._basis)

    def set_lines(self, lines: Iterable[LineDraft]) -> None:
        """Show other lines, without a signal."""
        self.beginResetModel()
        self._rows = [_Row(line) for line in lines]
        self._amounts = {}
        self.endResetModel()

    def typed_prices(self) -> list[int]:
        """The places among ``lines()`` whose prices were typed here."""
        said = (row for row in self._rows if not line_cells.is_blank(row.line))
        return [place for place, row in enumerate(said) if row.is_priced]

    def take_prices(self, lines: Iterable[LineDraft]) -> None:
        """Have ``lines()`` be *lines*, which have other prices, without a signal."""
        said = (row for row in self._rows if not line_cells.is_blank(row.line))
        for row, line in zip(said, lines, strict=True):
            row.line = line
        self._repaint()

    def set_totals(self, totals: Totals) -> None:
        """Show the amounts of *totals*, which are those of ``lines()``."""
        include_tax = self._basis.include_tax
        said = (place for place, row in enumerate(self._rows) if not line_cells.is_blank(row.line))
        self._amounts = {
            place: formats.amount(sums.gross if include_tax else sums.net, totals.currency)
            for place, sums in zip(said, totals.lines, strict=False)
        }
        self._repaint()

    def problems(self) -> list[Problem]:
        """The cells that were not understood, from the top."""
        return [
            Problem(place, cell, sentence)
            for place, row in enumerate(self._rows)
            for cell, (_words, sentence) in sorted(row.refused.items())
        ]

    def text(self, row: int, cell: Cell) -> str:
        """What *cell* of *row* shows."""
        if row >= self.count:
            return self._placeholder if cell == Cell.ITEM else ""
        one = self._rows[row]
        if cell in one.refused:
            return one.refused[cell][0]
        if cell == Cell.AMOUNT:
            return self._amounts.get(row, "")
        return line_cells.text(one.line, cell, self._basis.currency)

    def edited_text(self, row: int, cell: Cell) -> str:
        """What *cell* of *row* begins with when somebody types into it."""
        if row >= self.count:
            return ""
        if cell in self._rows[row].refused:
            return self.text(row, cell)
        return line_cells.edited_text(self._rows[row].line, cell, self._basis.currency)

    def problem(self, row: int, cell: Cell) -> str:
        """The sentence about *cell* of *row*; empty when it was understood."""
        refused = self._rows[row].refused if row < self.count else {}
        return refused[cell][1] if cell in refused else ""

    def try_text(self, index: Index, words: str) -> None:
        """Take *words* while they are still being typed: nothing is said about odd ones."""
        row = self._wanted(index, words)
        if row is None:
            return
        row.before = row.before or row.line
        try:
            row.line = line_cells.typed(row.line, Cell(index.column()), words, self._basis)
        except UserError:
            return
        self.edited.emit(False)  # noqa: FBT003 - a signal has no keywords

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        cell, words = Cell(index.column()), str(value)
        row = self._wanted(index, words)
        if row is None:
            return False
        row.refused.pop(cell, None)
        before, row.before = row.before or row.line, None
        try:
            row.line = line_cells.typed(row.line, cell, words, self._basis)
            self._follow(row, cell, before)
        except UserError as error:
            row.refused[cell] = (words, str(error))
            row.line = before  # what was half typed meant something else
        self._repaint()
        self.edited.emit(False)  # noqa: FBT003
        return True

    def put_back(self, row: int, line: LineDraft | None) -> None:
        """Have *row* say what it said before somebody typed; None where there was no row."""
        if line is None:
            self._remove([row] if row < self.count else [])
        elif row < self.count:
            self._rows[row].line, self._rows[row].before = line, None
        self._repaint()
        self.edited.emit(False)  # noqa: FBT003

    def take_product(self, row: int, product: ProductRow) -> None:
        """Fill *row* with *product*."""
        if row >= self.count:
            self._insert(self.count, [line_cells.fresh(self._basis)])
        one = self._rows[row]
        one.line = line_cells.of_product(one.line, product, self._basis)
        one.before, one.is_priced = None, False
        if self._prices is not None:
            one.line = self._prices.taken(one.line)
        one.refused = {cell: said for cell, said in one.refused.items() if cell == Cell.QUANTITY}
        self._repaint()
        self.edited.emit(False)  # noqa: FBT003

    def insert(self, row: int, lines: Sequence[LineDraft]) -> None:
        """Put *lines* before *row*, as one deed."""
        if lines:
            self._insert(min(row, self.count), lines)
            self._tell_deed()

    def remove(self, rows: Sequence[int]) -> None:
        """Take *rows* out, as one deed."""
        there = [row for row in rows if row < self.count]
        if there:
            self._remove(there)
            self._tell_deed()

    def move(self, row: int, step: int) -> bool:
        """Move *row* up (-1) or down (1), as one deed; False at the ends."""
        target = row + step
        if not (0 <= row < self.count and 0 <= target < self.count):
            return False
        before = target + 1 if step > 0 else target
        self.beginMoveRows(_NOWHERE, row, row, _NOWHERE, before)
        self._rows.insert(target, self._rows.pop(row))
        self.endMoveRows()
        self._tell_deed()
        return True

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.count + 1

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Cell)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if index.column() == Cell.AMOUNT else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        reader = _READERS.get(role)
        if reader is None or not index.isValid():
            return None
        return reader(self, index.row(), Cell(index.column()))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(HEADINGS[Cell(section)])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if Cell(section) in FIGURES else _LEFT
        return None

    def _follow(self, row: _Row, cell: Cell, before: LineDraft) -> None:
        """Another quantity brings another price, unless somebody typed it."""
        if cell == Cell.PRICE:
            row.is_priced = True
        elif cell == Cell.QUANTITY and self._prices is not None and not row.is_priced:
            row.line = self._prices.followed(before, row.line)

    def _wanted(self, index: Index, words: str) -> _Row | None:
        """The row of *index*; words in the empty row make it a line. None when nothing is said."""
        if index.row() < self.count:
            return self._rows[index.row()]
        if not words.strip():
            return None
        self._insert(self.count, [line_cells.fresh(self._basis)])
        return self._rows[-1]

    def _insert(self, row: int, lines: Sequence[LineDraft]) -> None:
        """Before the empty row an index of it would move on: there, rows are added after it."""
        first = row + 1 if row == self.count else row
        self.beginInsertRows(_NOWHERE, first, first + len(lines) - 1)
        self._rows[row:row] = [_Row(line) for line in lines]
        self._amounts = {}
        self.endInsertRows()

    def _remove(self, rows: Sequence[int]) -> None:
        for row in sorted(rows, reverse=True):
            self.beginRemoveRows(_NOWHERE, row, row)
            del self._rows[row]
            self.endRemoveRows()
        self._amounts = {}

    def _tell_deed(self) -> None:
        self._repaint()
        self.edited.emit(True)  # noqa: FBT003

    def _repaint(self) -> None:
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)


_READERS: dict[int, Callable[[LinesModel, int, Cell], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda model, row, cell: model.text(row, cell),
    Qt.ItemDataRole.EditRole: lambda model, row, cell: model.edited_text(row, cell),
    Qt.ItemDataRole.TextAlignmentRole: lambda _model, _row, cell: (
        _RIGHT if cell in FIGURES else _LEFT
    ),
    Qt.ItemDataRole.AccessibleTextRole: lambda model, row, cell: (
        f"{HEADINGS[cell]}: {model.text(row, cell)}"
    ),
    Qt.ItemDataRole.ToolTipRole: lambda model, row, cell: plain_tooltip(
        model.problem(row, cell) or (model.edited_text(row, cell) if cell in _TOLD else "")
    ),
    PROBLEM: lambda model, row, cell: model.problem(row, cell),
    IS_NEW: lambda model, row, _cell: row >= model.count,
}
