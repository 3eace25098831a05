"""The table of a report: what is copied is all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView

from smallcrm.core.text import T
from smallcrm.services.reports import Column as ReportColumn
from smallcrm.services.reports import Report, Row, shown
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.tables import Table

_WORDS = ("words", "month")  # kinds of columns that stand at the left
_MEASURED = 200  # rows that say how wide columns are: as good as all of them


class ReportTable(Table):
    """A line for each row of a report."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.ui, T("Report"))
        self._rows: Sequence[Row] = ()
        self._shown: tuple[ReportColumn, ...] = ()
        self.show_model(PagedModel([Column("", str)], self._fetch, self))
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
        self._fit()

    def copy(self) -> None:
        """Put the whole table on the clipboard, as tab-separated text and as an HTML table."""
        self.selectAll()
        super().copy()

    def _on_look(self) -> None:
        super()._on_look()
        self._fit()

    def _fit(self) -> None:
        """Nothing is cut and nothing hidden: the first column takes what is left, or all scroll."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns = range(self.paged.columnCount())
        widths = [max(self.sizeHintForColumn(at), header.sectionSizeHint(at)) for at in columns]
        left = self.viewport().width() - sum(widths)
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width + (max(left, 0) if at == 0 else 0))

    def _fetch(self, ids: list[int]) -> Mapping[int, Row]:
        return {row_id: self._rows[row_id - 1] for row_id in ids if row_id <= len(self._rows)}


def _column(at: int, column: ReportColumn) -> Column:
    is_figure = column.kind not in _WORDS
    return Column(column.heading, _cell(at, column.kind), right=is_figure, explained=column.about)


def _cell(at: int, kind: str) -> Callable[[Row], str]:
    return lambda row: shown(row.cells[at], kind)
