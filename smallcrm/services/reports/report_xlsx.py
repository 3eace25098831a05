"""A report as a workbook: figures are figures, months are dates, and there are no formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from smallcrm.core.money import Money, decimals
from smallcrm.core.text import T
from smallcrm.services.exchange.targets.sheet import LONGEST, clean
from smallcrm.services.reports.report import (
    DURATION,
    MONEY,
    PERCENT,
    WORDS,
    Column,
    Report,
    Row,
    Value,
)

_BAD_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
_BOLD = Font(bold=True)
_WIDTHS = {WORDS: 28, MONEY: 18}
_USUAL = 13
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def write(path: Path, found: Report) -> None:
    """Write *found* to *path*: the table on the first sheet, the details on the second."""
    book = Workbook()
    page = book.active
    page.title = _BAD_IN_TITLE.sub(" ", found.title)[:31]
    for number, line in enumerate((found.title, found.scope, found.about), 1):
        _put(page.cell(number, 1), line, WORDS)
    page.cell(1, 1).font = _BOLD
    _table(page, found.columns, found.rows, 5)
    columns, rows = found.details
    if rows:
        _table(book.create_sheet(str(T("Each combination"))), columns, rows, 1)
    book.save(path)


def _table(page: Any, columns: Sequence[Column], rows: Sequence[Row], first: int) -> None:
    """The headings in the row *first*, and the rows below."""
    for at, column in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(at)].width = _WIDTHS.get(column.kind, _USUAL)
        cell = page.cell(first, at)
        _put(cell, column.heading, WORDS)
        cell.font, cell.alignment = _BOLD, _WRAPPED
    for down, row in enumerate(rows, first + 1):
        for at, (value, column) in enumerate(zip(row.cells, columns, strict=True), 1):
            _put(page.cell(down, at), value, column.kind)
    page.freeze_panes = page.cell(first + 1, 1)


def _put(cell: Any, value: Value, kind: str) -> None:
    """One cell; nothing that a person typed becomes a formula."""
    if value is None or value == "":
        return
    if isinstance(value, Money):
        digits = decimals(value.currency)
        code = f' "{value.currency}"' if value.currency else ""
        cell.value = value.amount
        cell.number_format = "#,##0" + ("." + "0" * digits if digits else "") + code
    elif isinstance(value, Decimal):
        cell.value = value / 100 if kind == PERCENT else value
        cell.number_format = "0.0%" if kind == PERCENT else "0.0"
    elif isinstance(value, date):
        cell.value, cell.number_format = value, "yyyy-mm"
    elif isinstance(value, int) and kind == DURATION:
        cell.value, cell.number_format = timedelta(seconds=value), "[h]:mm:ss"
    elif isinstance(value, int):
        cell.value, cell.number_format = value, "#,##0"
    else:
        cell.value = clean(value)[:LONGEST]
        cell.data_type = "s"
