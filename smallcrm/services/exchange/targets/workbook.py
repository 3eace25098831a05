"""Write a list as xlsx: text stays text, whatever it begins with; figures stay figures."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from smallcrm.core.progress import Progress
from smallcrm.services.exchange.own_lists import stamp
from smallcrm.services.exchange.targets.sheet import LONGEST, Column, Sheet, Value, clean

_BAD_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
_LOOKS_SPECIAL = ("=", "#")  # what openpyxl would make a formula or an error of


def write(path: Path, sheet: Sheet, progress: Progress) -> int:
    """Write *sheet* to *path* and return how many rows it has."""
    book = Workbook(write_only=True)
    page = book.create_sheet(_BAD_IN_TITLE.sub(" ", sheet.title)[:31])
    for number, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.freeze_panes = "A2"
    page.append([_heading(page, column.heading) for column in sheet.columns])
    try:
        count = _append(page, sheet, progress)
    except BaseException:
        page.close()  # else its writer complains when it is collected, after its file is closed
        raise
    last = get_column_letter(len(sheet.columns))
    page.auto_filter.ref = f"A1:{last}{count + 1}"
    if sheet.state:
        book.custom_doc_props.append(StringProperty(name=stamp.NAME, value=sheet.state))
    book.save(path)
    return count


def _append(page: Any, sheet: Sheet, progress: Progress) -> int:
    count = 0
    for chunk in sheet.rows:
        progress.report(count, sheet.total)
        for row in chunk:
            page.append([_cell(page, value, sheet.columns[at]) for at, value in enumerate(row)])
        count += len(chunk)
    progress.report(count, sheet.total)
    return count


def _heading(page: Any, text: str) -> WriteOnlyCell:
    cell = _text(page, text)
    cell.font = Font(bold=True)
    return cell


def _cell(page: Any, value: Value, column: Column) -> Any:
    """A value as openpyxl takes it; nothing that a person typed becomes a formula."""
    if isinstance(value, str):
        if not value:
            return None
        if value.startswith(_LOOKS_SPECIAL):
            return _text(page, value)
        return _clean(value)
    if isinstance(value, Decimal) and column.decimals is not None:
        cell = WriteOnlyCell(page, value)
        cell.number_format = "#,##0" + ("." + "0" * column.decimals if column.decimals else "")
        return cell
    return value


def _text(page: Any, value: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, _clean(value))
    cell.data_type = "s"
    return cell


def _clean(value: str) -> str:
    return clean(value)[:LONGEST]
