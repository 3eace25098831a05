"""The table of a report: what is copied is all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView

from smallcrm.core.text import T
from smallcrm.services.reports import Column as ReportColumn
from smallcrm.services.reports import Report, Row, shown
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.plain import plain_tooltip
from smallcrm.ui.widgets.tables import Table

_WORDS = ("words", "month")  # kinds of columns that stand at the left
_WIDEST_NAME = 220  # logical pixels at 100 %; longer ones are cut where they stand still
_MEASURED = 200  # rows that say how wide columns are: as good as all of them


class ReportTable(Table):
    """A line for each row of a report."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.ui, T("Report"))
        self._rows: Sequence[Row] = ()
        self._shown: tuple[ReportColumn, ...] = ()
        self._is_fitting = False
        self.show_model(_Model([Column("", str)], self._fetch, self))
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setResizeContentsPrecision(_MEASURED)

    def show_report(self, found: Report) -> None:
        """Show its rows; the place is kept while the columns stay."""
        self._rows = found.rows
        if found.columns and found.columns != self._shown:
            self._shown = found.columns
            self.paged.set_columns([_column(at, one) for at, one in enumerate(found.columns)])
        self.setAccessibleName(found.title)
        self.refill(list(range(1, len(found.rows) + 1)))
        self._fit()
        if found.rows and not self.current_id():
            self.go_to(1)

    def row(self, row_id: int) -> Row:
        """The row behind *row_id*."""
        return self._rows[row_id - 1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_fitting:  # names that come to stand beside take room themselves
            self._fit()

    def copy(self) -> None:
        """Put the whole table on the clipboard, as tab-separated text and as an HTML table."""
        self.selectAll()
        is_wide = self.isColumnHidden(0)
        self._show_names_beside(is_wide=False)
        super().copy()
        self._show_names_beside(is_wide=is_wide)

    def _on_look(self) -> None:
        super()._on_look()
        self._fit()

    def _fit(self) -> None:
        """Nothing is cut: the first column takes what is left, or all scroll past the names."""
        self._is_fitting = True
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._show_names_beside(is_wide=False)
        columns = range(self.paged.columnCount())
        widths = [max(self.sizeHintForColumn(at), header.sectionSizeHint(at)) for at in columns]
        left = self.viewport().width() - sum(widths)
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width + (max(left, 0) if at == 0 else 0))
        self._show_names_beside(is_wide=left < 0)
        self._is_fitting = False

    def _show_names_beside(self, *, is_wide: bool) -> None:
        """Have the first column stand still at the left, where the others scroll."""
        self.verticalHeader().setMaximumWidth(self._theme.size(_WIDEST_NAME))
        self.verticalHeader().setVisible(is_wide)
        self.setColumnHidden(0, is_wide)

    def _fetch(self, ids: list[int]) -> Mapping[int, Row]:
        return {row_id: self._rows[row_id - 1] for row_id in ids if row_id <= len(self._rows)}


class _Model(PagedModel):
    """The rows are called what stands in their first column."""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical and 0 <= section < self.rowCount():
            return self.index(section, 0).data(role)
        return super().headerData(section, orientation, role)


def _column(at: int, column: ReportColumn) -> Column:
    is_figure = column.kind not in _WORDS
    about = plain_tooltip(column.about)
    return Column(column.heading, _cell(at, column.kind), right=is_figure, explained=about)


def _cell(at: int, kind: str) -> Callable[[Row], str]:
    return lambda row: shown(row.cells[at], kind)
