"""Workbooks: xlsx, xlsm, xlsb, xls (BIFF5 and 8) and ods, through calamine."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from smallcrm.core.errors import ImportProblem
from smallcrm.core.text import T
from smallcrm.services.exchange.sources import limits, sheet_xml
from smallcrm.services.exchange.sources.table import Row, SheetFacts, Table, number_of

_COUNTED = 8 * limits.MEGABYTE  # in larger files only the sheet that is read is counted
_LOOKED_AT = 60  # rows; below them no header is looked for
_HEAD = 1 << 14
_FILE_PASS = re.compile(rb"\x2f\x00[\x04\x06\x36]\x00")  # the record that says: encrypted
_SURE = 2  # headings of contacts that make a sheet the one that is meant

Judge = Callable[[list[Row]], int]


def read(path: Path, kind: str, wanted: str, judge: Judge) -> Table:
    """The sheet *wanted*, else the visible one that looks most like a list of contacts.

    Args:
        path: A file whose container has been checked.
        kind: ``xlsx``, ``xlsb``, ``xls`` or ``ods``.
        wanted: The name of a sheet, or empty.
        judge: How many headings of contacts a sheet's first rows have.

    Raises:
        ImportProblem: It is encrypted, damaged, or holds no table.
    """
    try:
        workbook = CalamineWorkbook.from_path(path)
        return _choose(_Book(workbook, path, kind), wanted, judge)
    except PasswordError as error:
        raise _protected() from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise _problem(path, error) from error
    except BaseException as error:
        # A panic of the Rust library is no Exception: it means a damaged file as well.
        if type(error).__name__ != "PanicException":
            raise
        raise limits.damaged() from error


def _problem(path: Path, error: Exception) -> ImportProblem:
    if "limit exceeded" in str(error):
        return limits.too_large()
    with path.open("rb") as file:
        is_protected = _FILE_PASS.search(file.read(_HEAD)) is not None
    return _protected() if is_protected else limits.damaged()


def _protected() -> ImportProblem:
    return ImportProblem(
        T("This file is protected by a password. Nothing was imported."),
        hint=T("Open it in Excel, save it without the password, and import that file."),
    )


class _Book:
    """An open workbook; a sheet is read once."""

    def __init__(self, workbook: CalamineWorkbook, path: Path, kind: str) -> None:
        self.kind = kind
        self.path = path
        self._workbook = workbook
        self._sheets: dict[int, CalamineSheet] = {}
        self._metadata = workbook.sheets_metadata
        self.names = [sheet.name for sheet in self._metadata]
        self.visible = [
            number
            for number, sheet in enumerate(self._metadata)
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ]

    def sheet(self, number: int) -> CalamineSheet:
        if number not in self._sheets:
            self._sheets[number] = self._workbook.get_sheet_by_index(number)
        return self._sheets[number]

    def rows(self, number: int) -> list[Row]:
        return list(self.sheet(number).to_python(skip_empty_area=False))

    def head(self, number: int) -> list[Row]:
        """The first rows, enough to see what the sheet is about."""
        return list(self.sheet(number).to_python(skip_empty_area=False, nrows=_LOOKED_AT))

    def facts(self) -> tuple[SheetFacts, ...]:
        count_all = self.path.stat().st_size <= _COUNTED
        return tuple(
            [
                SheetFacts(name, self._count(number, always=count_all), number not in self.visible)
                for number, name in enumerate(self.names)
            ]
        )

    def height(self, number: int) -> int:
        """How many rows a sheet that was read has; -1 for one that could not be."""
        return _height(self._sheets[number]) if number in self._sheets else -1

    def _count(self, number: int, *, always: bool) -> int | None:
        is_table = self._metadata[number].typ == SheetTypeEnum.WorkSheet
        if number in self._sheets or (always and is_table):
            try:
                return _height(self.sheet(number))
            except CalamineError:
                return None
        return None


def _height(sheet: CalamineSheet) -> int:
    return sheet.end[0] + 1 if sheet.end else 0


def _choose(book: _Book, wanted: str, judge: Judge) -> Table:
    number = number_of(book.names, wanted) if wanted else _likeliest(book, judge)
    sheet = book.sheet(number)
    rows = book.rows(number)
    details = sheet_xml.look(book.path, number, book.names) if book.kind == "xlsx" else None
    if details:
        details.pad(rows)
    remarks = details.remarks() if details else ()
    merged = _merged_rows(sheet.merged_cell_ranges or [])
    return Table(book.kind, rows, "", "", book.names[number], book.facts(), merged, remarks)


def _likeliest(book: _Book, judge: Judge) -> int:
    """The first visible sheet with a header of contacts; else the one with most to read."""
    if not book.names:
        raise limits.damaged()
    candidates = book.visible or list(range(len(book.names)))
    scores: dict[int, int] = {}
    for number in candidates:
        try:
            scores[number] = judge(book.head(number))
        except CalamineError:  # a chart, or a damaged sheet beside a good one
            scores[number] = -1
        if scores[number] >= _SURE:
            return number
    return max(candidates, key=lambda number: (scores[number], book.height(number)))


def _merged_rows(ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> frozenset[int]:
    """Rows where a cell runs over at least three columns."""
    return frozenset(
        [top for (top, left), (bottom, right) in ranges if top == bottom and right - left > 1]
    )
