"""HTML tables: what old web programs, and Bitrix24 to this day, call an Excel file.

A cell over several columns or rows stands in the first of them, like a merged one of a workbook.
"""

from __future__ import annotations

from html.parser import HTMLParser

from smallcrm.services.exchange.sources.limits import too_large
from smallcrm.services.exchange.sources.table import MOST_COLUMNS, Row

_LARGEST_SPAN = 100
_TALLEST_SPAN = 10_000
_CELL_BREAKS = {"br": "\n", "p": "\n", "div": "\n", "li": "\n"}
_MOST_DEPTH = 50


def rows_of(text: str) -> list[Row]:
    """The rows of the largest table in *text*; none where it holds no table."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    parser.finish()
    return max(parser.tables, key=len, default=[])


class _Tables(HTMLParser):
    """Collects the cells of every table; a table inside a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[Row]] = []
        self._open: list[list[list[str]]] = []
        self._covered: list[dict[int, int]] = []  # of open tables: by column, up to which row
        self._cell: list[str] | None = None
        self._width = self._height = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell."""
        if tag == "table":
            self._end_cell()
            if len(self._open) >= _MOST_DEPTH:
                raise too_large()
            self._open.append([])
            self._covered.append({})
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            self._begin_cell(dict(attrs))
        elif tag in _CELL_BREAKS and self._cell is not None:
            self._cell.append(_CELL_BREAKS[tag])

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened."""
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._end_table()

    def handle_data(self, data: str) -> None:
        """Add to the open cell."""
        if self._cell is not None:
            self._cell.append(data)

    def finish(self) -> None:
        """Close what the file left open."""
        self._end_cell()
        while self._open:
            self._end_table()

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        if not self._open[-1]:
            self._open[-1].append([])
        self._cell = []
        self._width = _span(attributes.get("colspan"), _LARGEST_SPAN)
        self._height = _span(attributes.get("rowspan"), _TALLEST_SPAN)

    def _end_cell(self) -> None:
        if self._cell is not None and self._open:
            row, covered, number = self._open[-1][-1], self._covered[-1], len(self._open[-1])
            while covered.get(len(row), 0) >= number:
                row.append("")
            if self._height > 1:
                reached = range(len(row), len(row) + self._width)
                covered.update(dict.fromkeys(reached, number + self._height - 1))
            lines = "".join(self._cell).replace("\r", "").split("\n")
            row.append("\n".join([" ".join(line.split()) for line in lines]).strip())
            row.extend([""] * (self._width - 1))
            if len(row) > MOST_COLUMNS * 20:
                raise too_large()
        self._cell = None

    def _end_table(self) -> None:
        self.tables.append(list(self._open.pop()))
        self._covered.pop()


def _span(said: str | None, most: int) -> int:
    is_number = said and said.isascii() and said.isdecimal()
    return max(1, min(int(said or 1), most)) if is_number else 1
