"""A model that keeps ids, and fetches rows when they are looked at."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from smallcrm.core.fold import fold

PAGE = 32  # about what a screen shows; measured: 1.6 ms
KEPT = 128  # pages in memory: 4,096 rows
FACE = Qt.ItemDataRole.UserRole  # a widgets.rows.Face
ROW = Qt.ItemDataRole.UserRole + 1  # the row itself, as the service returned it
PILL = Qt.ItemDataRole.UserRole + 2  # the kind of pill that a cell is shown as, "" for none
WRONG = Qt.ItemDataRole.UserRole + 3  # whether a cell is painted as one that is not right
END = Qt.ItemDataRole.UserRole + 4  # what of a cell is read where there is no room for the whole
UNKNOWN = 0  # stands for ids that are not known yet
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NOTHING: Mapping[int, Any] = {}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Column(NamedTuple):
    """One column of a table.

    Attributes:
        heading: Its title, translated.
        cell: What a row shows in it.
        right: Figures stand at the right.
        pill: The kind of pill (``tokens.KINDS``) that a row shows there; None for plain text.
        whole: What the cell tells where the pointer rests, when that is more than it shows.
        is_words: Whether it may be cut where room is short: a name, a remark. Figures, dates and
            states never are.
        explained: The tooltip of the heading; empty for none.
        end: What a row's words end with and what is looked for, the number of a document: where
            room is short, the words before it are cut. None where the words are cut at their end.
    """

    heading: str
    cell: Callable[[Any], str]
    right: bool = False
    pill: Callable[[Any], str] | None = None
    whole: Callable[[Any], str] | None = None
    is_words: bool = False
    explained: str = ""
    end: Callable[[Any], str] | None = None


class PagedModel(QAbstractTableModel):
    """Show a hundred thousand rows: all ids in memory, rows by the page.

    Sorting and filtering happen in SQL: another order is another list of ids. Attributes:
        face: Makes the two-line picture of a row for ``widgets.rows``; None in plain tables.
        spoken: What a screen reader says for a row; the cells when None.
        name: The name by which the rows are in order, for letters that are typed into the list;
            None where they are in another order, and letters find nothing.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        fetch: Callable[[list[int]], Mapping[int, Any]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.face: Callable[[Any], object] | None = None
        self.spoken: Callable[[Any], str] | None = None
        self.name: Callable[[Any], str] | None = None
        self._columns = columns
        self._fetch = fetch
        self._ids = array("q")  # a list of as many numbers takes five times the memory
        self._rows: dict[int, Any] = {}
        self._pages: list[int] = []

    @property
    def ids(self) -> list[int]:
        """The ids of all rows, in order."""
        return self._ids.tolist()

    def set_ids(self, ids: Sequence[int], first: Mapping[int, Any] = _NOTHING) -> None:
        """Show other rows, or the same in another order; all are fetched anew.

        *first* are the rows of the first page where somebody has fetched them already.
        """
        self.beginResetModel()
        self._ids = array("q", ids)
        self._rows, self._pages = dict(first), [0] if first else []
        self.endResetModel()

    def extend(self, ids: Sequence[int]) -> None:
        """Show further rows after those that are shown; these stay as they are."""
        if ids:
            count = len(self._ids)
            self.beginInsertRows(_NOWHERE, count, count + len(ids) - 1)
            self._ids.extend(ids)
            self.endInsertRows()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns of the same rows; all are fetched anew."""
        self.beginResetModel()
        self._columns = columns
        self._rows, self._pages = {}, []
        self.endResetModel()

    def preview(self, ids: Sequence[int], rows: Mapping[int, Any], total: int) -> None:
        """Show the first rows of *total* before the ids of the others are known."""
        self.beginResetModel()
        self._ids = array("q", ids) + array("q", [UNKNOWN]) * (total - len(ids))
        self._rows, self._pages = dict(rows), []
        self.endResetModel()

    def forget(self, ids: frozenset[int]) -> None:
        """Fetch these again the next time they are painted."""
        for row_id in ids:
            self._rows.pop(row_id, None)
        if self._ids:
            last = self.index(len(self._ids) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def id_at(self, row: int) -> int:
        """The id of the record in *row*."""
        return self._ids[row]

    def row_of(self, row_id: int) -> int:
        """The place of the record *row_id*, or -1 when it is not among them.

        It is looked for: 1 ms among 100,000, where a dictionary of places takes 40 to make.
        """
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

    def rows_of(self, row_ids: Collection[int]) -> list[int]:
        """The places of those of *row_ids* that are among them, in order; one look for all."""
        wanted = frozenset(row_ids)
        return [row for row, known in enumerate(self._ids) if known in wanted] if wanted else []

    def is_words(self, column: int) -> bool:
        """Whether what stands in *column* may be cut where room is short."""
        return self._columns[column].is_words

    def row_at(self, row: int) -> Any:
        """The row as the service returned it; None while it is not known."""
        row_id = self._ids[row]
        if row_id == UNKNOWN:
            return None
        if row_id not in self._rows:
            self._load(row - row % PAGE)
        return self._rows.get(row_id)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        reader = _READERS.get(role)
        if reader is None or not index.isValid():
            return None
        row = self.row_at(index.row())
        return None if row is None else reader(self, row, self._columns[index.column()])

    def match(
        self,
        start: Index,
        _role: int,
        value: Any,
        _hits: int = 1,
        _flags: Qt.MatchFlag = Qt.MatchFlag.MatchStartsWith,
    ) -> list[QModelIndex]:
        """The row that typed letters go to. Qt's own would fetch a hundred thousand of them."""
        at = self.row_named(str(value), start.row())
        return [] if at < 0 else [self.index(at, start.column())]

    def row_named(self, letters: str, start: int) -> int:
        """The first row whose name begins with *letters*, or *start* where that does; -1 for none.

        The same letter again goes on to the next row: a view then asks from there.
        """
        wanted = fold(letters)
        if self.name is None or not wanted or not self._ids or self._ids[-1] == UNKNOWN:
            return -1
        at = start
        if not self._named(at).startswith(wanted):
            at = bisect_left(range(len(self._ids)), wanted, key=self._named)
        found = at < len(self._ids) and self._named(at).startswith(wanted)
        return at if found else -1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole and column.explained:
            return column.explained
        return None

    def _named(self, number: int) -> str:
        row = self.row_at(number)
        return "" if row is None or self.name is None else fold(self.name(row))

    def _load(self, start: int) -> None:
        if len(self._pages) >= KEPT:
            oldest = self._pages.pop(0)
            for row_id in self._ids[oldest : oldest + PAGE]:
                self._rows.pop(row_id, None)
        self._pages.append(start)
        self._rows.update(self._fetch(self._ids[start : start + PAGE].tolist()))

    def _read_face(self, row: Any, _column: Column) -> Any:
        return self.face(row) if self.face is not None else None

    def _read_spoken(self, row: Any, column: Column) -> str:
        if self.spoken is not None:
            return self.spoken(row)
        return f"{column.heading}: {column.cell(row)}"

    def _read_alignment(self, _row: Any, column: Column) -> Any:
        return _RIGHT if column.right else _LEFT

    def _read_whole(self, row: Any, column: Column) -> str | None:
        return column.whole(row) if column.whole is not None else None

    def _read_end(self, row: Any, column: Column) -> str:
        return column.end(row) if column.end is not None else ""

    def _read_pill(self, row: Any, column: Column) -> str:
        return column.pill(row) if column.pill is not None else ""


_READERS: dict[int, Callable[[PagedModel, Any, Column], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda _model, row, column: column.cell(row),
    Qt.ItemDataRole.TextAlignmentRole: PagedModel._read_alignment,  # noqa: SLF001 - same class
    Qt.ItemDataRole.AccessibleTextRole: PagedModel._read_spoken,  # noqa: SLF001
    Qt.ItemDataRole.ToolTipRole: PagedModel._read_whole,  # noqa: SLF001
    FACE: PagedModel._read_face,  # noqa: SLF001
    ROW: lambda _model, row, _column: row,
    PILL: PagedModel._read_pill,  # noqa: SLF001
    END: PagedModel._read_end,  # noqa: SLF001
}
