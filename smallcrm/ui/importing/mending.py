"""Rows with problems can be mended where they stand: the table of rows, and its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from smallcrm.core.text import Text
from smallcrm.services.exchange.drafts import CONTACTS, REJECTED, Record
from smallcrm.services.exchange.drafts import Column as FileColumn
from smallcrm.services.exchange.fields import CUSTOM, parts
from smallcrm.ui.importing.record_columns import FIRST, LAST, NAMES, columns_of
from smallcrm.ui.paged_model import WRONG, Index, PagedModel
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.tables import Table

_Edit = Qt.ItemDataRole.EditRole


class RecordsModel(PagedModel):
    """Records; a cell behind which there is a cell of the file can be typed into.

    Signals:
        mended: Something else stands in the file; carries the row, the column and the text.
    """

    mended = Signal(int, int, str)

    def show_columns(self, columns: Sequence[FileColumn], holds: str = CONTACTS) -> None:
        """The columns of the file that is shown; none where its cells cannot be mended.

        *holds* says what its rows are: ``contacts``, ``deals`` or ``products``.
        """
        self._in_file = columns
        self._shown = {at: each.bases for at, each in enumerate(columns_of(holds), FIRST)}

    _in_file: Sequence[FileColumn] = ()
    _shown: Mapping[int, tuple[str, ...]] = {}

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.cell_at(index) is not None else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == WRONG:
            return self._is_wrong(index)
        if role == _Edit:
            column, record = self.cell_at(index), self.row_at(index.row())
            return "" if column is None else record.cells.get(column.header, "")
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = _Edit) -> bool:
        column, record = self.cell_at(index), self.row_at(index.row())
        if role != _Edit or column is None or record.cells.get(column.header, "") == value:
            return False
        self.mended.emit(record.row, column.number, str(value))
        return True

    def cell_at(self, index: Index) -> FileColumn | None:
        """The column of the file that is mended at *index*; None where nothing is."""
        record = self.row_at(index.row()) if index.isValid() else None
        if record is None or not (record.problems or record.outcome == REJECTED):
            return None
        if index.column() == LAST:
            return self._first_problem(record)
        bases = self._shown.get(index.column(), ())
        found = [column for column in self._in_file if _base(column) in bases]
        return _likeliest(record, found)

    def to_mend(self, index: Index) -> Index:
        """The place beside *index* that is wrong, else the remarks of its row."""
        for column in self._shown:
            beside = self.index(index.row(), column)
            if self._is_wrong(beside):
                return beside
        return self.index(index.row(), LAST)

    def _first_problem(self, record: Record) -> FileColumn | None:
        for field, value, _code in record.problems:
            base = field.partition(":")[0]
            found = [column for column in self._in_file if base and _base(column) == base]
            if found:
                return _likeliest(record, found, value)
        return _likeliest(record, [each for each in self._in_file if _base(each) in NAMES])

    def _is_wrong(self, index: Index) -> bool:
        record = self.row_at(index.row())
        bases = self._shown.get(index.column(), ())
        if record is None or not bases or self.cell_at(index) is None:
            return False
        if record.outcome == REJECTED:
            return index.column() == FIRST
        return any(field.partition(":")[0] in bases for field, _, _ in record.problems)


class MendingTable(Table):
    """F2 or a double click opens what is wrong in a row; Enter saves, Esc leaves it."""

    def __init__(self, ui: Ui, name: Text | str) -> None:
        super().__init__(ui, name)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model, index = self.model(), self.currentIndex()
        if event.key() == Qt.Key.Key_F2 and isinstance(model, RecordsModel) and index.isValid():
            place = index if model.cell_at(index) is not None else model.to_mend(index)
            if model.cell_at(place) is not None:
                self.setCurrentIndex(model.index(place.row(), place.column()))
                self.edit(model.index(place.row(), place.column()))
            return
        super().keyPressEvent(event)


def _base(column: FileColumn) -> str:
    return parts(column.field or CUSTOM).base


def _likeliest(record: Record, columns: Sequence[FileColumn], value: str = "") -> FileColumn | None:
    """The column whose cell holds what is wrong, else one that is filled, else the first."""
    wrong = [value] if value else [text for _, text, _ in record.problems if text]
    cells = [(column, record.cells.get(column.header, "")) for column in columns]
    for column, text in cells:
        if any(each in text for each in wrong):
            return column
    filled = [column for column, text in cells if text]
    return next(iter(filled or columns), None)
