"""The plainest lazy model over the data file: the limit for the list of contacts."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from smallcrm.db.driver import sqlite

_PAGE = 128
_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class LazyModel(QAbstractTableModel):
    """Ids in memory, rows by the page, read with the bare driver."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._run = sqlite.connect(path).execute
        self._ids = [row[0] for row in self._run("SELECT id FROM contact ORDER BY folded, id")]
        self._pages: dict[int, list[tuple[str, ...]]] = {}

    def rowCount(self, _parent: Index = _NOWHERE) -> int:
        return len(self._ids)

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        return 6

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        page, row = divmod(index.row(), _PAGE)
        if page not in self._pages:
            self._pages[page] = self._load(page)
        return self._pages[page][row][index.column()]

    def _load(self, page: int) -> list[tuple[str, ...]]:
        wanted = self._ids[page * _PAGE : (page + 1) * _PAGE]
        found = self._run(
            "SELECT id, name, given_name, family_name, role, kind, source FROM contact"
            f" WHERE id IN ({', '.join('?' * len(wanted))})",
            wanted,
        )
        rows = {each[0]: each[1:] for each in found}
        return [rows[each] for each in wanted]
