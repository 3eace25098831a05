"""The lines of a timeline, fetched fifty entries at a time as one scrolls down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from smallcrm.core.fold import fold
from smallcrm.services.contacts import TimelineEntry
from smallcrm.services.contacts.timeline import PAGE
from smallcrm.services.documents import DocumentRow
from smallcrm.services.files import FileRow
from smallcrm.ui.contacts.timeline_lines import Line, lines

LINE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
Fetched = tuple[
    Sequence[TimelineEntry], Mapping[int, DocumentRow], Mapping[int, tuple[FileRow, ...]]
]  # the entries, what is known of documents among them, the files of e-mails among them
Fetch = Callable[[int, int], Fetched]  # the first entry, how many
_NOWHERE = QModelIndex()


class TimelineModel(QAbstractListModel):
    """Nobody jumps into the middle of a timeline, so it may grow at its end.

    Args:
        fetch: Reads entries; called on the GUI thread for one contact's next fifty.
        parent: Owns the model.
    """

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._lines: list[Line] = []
        self._known = 0
        self._has_more = False

    def start(self) -> None:
        """Show another contact from its newest entry on."""
        self._known = 0
        self.reload()

    def reload(self, least: int = PAGE) -> None:
        """Read again as many entries as are shown, and at *least* so many."""
        wanted = max(self._known, least)
        entries, documents, files = self._fetch(0, wanted)
        self.beginResetModel()
        self._lines = lines(entries, documents, files=files)
        self._known = len(entries)
        self._has_more = len(entries) == wanted
        self.endResetModel()

    def line(self, index: Index) -> Line:
        """The line at *index*."""
        return self._lines[index.row()]

    def row_of(self, kind: str, entry_id: int) -> int:
        """Where an entry stands, or -1."""
        for row, line in enumerate(self._lines):
            entry = line.entry
            if entry is not None and (entry.kind, entry.id) == (kind, entry_id):
                return row
        return -1

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        return line.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._lines[index.row()].entry is None:
            return Qt.ItemFlag.NoItemFlags  # headings are passed over by the keyboard
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def match(
        self,
        start: Index,
        _role: int,
        value: Any,
        _hits: int = 1,
        _flags: Qt.MatchFlag = Qt.MatchFlag.MatchStartsWith,
    ) -> list[QModelIndex]:
        """The entry that typed letters go to. Qt's own asks for the words of every line."""
        wanted = fold(str(value))
        first, count = max(start.row(), 0), len(self._lines)
        for row in (*range(first, count), *range(first)):
            line = self._lines[row]
            if line.entry is not None and fold(line.title).startswith(wanted):
                return [self.index(row)]
        return []

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._has_more

    def fetchMore(self, parent: Index) -> None:
        if parent.isValid() or not self._has_more:
            return
        entries, documents, files = self._fetch(self._known, PAGE)
        headings = [line.title for line in self._lines if line.entry is None]
        more = lines(entries, documents, after=headings[-1] if headings else "", files=files)
        self._known += len(entries)
        self._has_more = len(entries) == PAGE
        if more:
            first = len(self._lines)
            self.beginInsertRows(_NOWHERE, first, first + len(more) - 1)
            self._lines += more
            self.endInsertRows()
