"""A statement as a workbook: dates are dates and figures are figures.

No formulas: who looks at it in a mail program or on a telephone sees what no spreadsheet computed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from smallcrm.core.money import decimals
from smallcrm.core.text import T
from smallcrm.services.exchange.targets.sheet import clean
from smallcrm.services.receivables import naming
from smallcrm.services.receivables.aging import ZERO
from smallcrm.services.receivables.statements import Statement
from smallcrm.services.receivables.words import Words, words

_WIDTHS = (34, 14, 14, 16, 16, 16, 30)
_BOLD = Font(bold=True)


def write(path: Path, found: Statement) -> None:
    """Write *found* to *path*, in the customer's language."""
    say = words(found.language, found.currency)
    book = Workbook()
    page = book.active
    page.title = say(T("Statement of account"))[:31]
    for number, width in enumerate(_WIDTHS, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    writer = _Writer(page, decimals(found.currency))
    _write_head(writer, found, say)
    _write_account(writer, found, say)
    _write_ages(writer, found, say)
    book.save(path)


class _Writer:
    """Puts rows one below the other; nothing that a person typed becomes a formula."""

    def __init__(self, page: Any, digits: int) -> None:
        self._page = page
        self._format = "#,##0" + ("." + "0" * digits if digits else "")
        self.row = 0

    def put(self, *values: object, bold: bool = False) -> None:
        """Write *values* into the next row."""
        self.row += 1
        for column, value in enumerate(values, 1):
            if value is None or value == "":
                continue
            cell = self._page.cell(self.row, column)
            if isinstance(value, Decimal):
                cell.value, cell.number_format = value, self._format
            elif isinstance(value, date):
                cell.value, cell.number_format = value, "yyyy-mm-dd"
            else:
                cell.value = clean(str(value))
                cell.data_type = "s"
            if bold:
                cell.font = _BOLD

    def skip(self) -> None:
        """Leave a row free."""
        self.row += 1


def _write_head(writer: _Writer, found: Statement, say: Words) -> None:
    writer.put(say(T("Statement of account")), bold=True)
    writer.put(found.seller.name)
    writer.put(say(T("Customer")), found.buyer.name)
    writer.put(say(T("Period")), found.first, found.last)
    writer.put(say(T("Currency")), found.currency)
    writer.skip()


def _write_account(writer: _Writer, found: Statement, say: Words) -> None:
    headings = (T("Document"), T("Date"), T("Due"), T("Debit"), T("Credit"), T("Balance"))
    writer.put(*map(say, headings), say(T("Reference")), bold=True)
    writer.put(say(T("Opening balance")), found.first, "", "", "", found.opening)
    for row in found.movements:
        writer.put(
            *(naming.title(row, say), row.date, row.due_date),
            *(row.debit or "", row.credit or "", row.balance, row.reference),
        )
    debit = sum((row.debit for row in found.movements), ZERO)
    credit = sum((row.credit for row in found.movements), ZERO)
    label = say(T("Balance on {day}", day=say.day(found.last)))
    writer.put(label, found.last, "", debit, credit, found.closing, bold=True)
    writer.skip()


def _write_ages(writer: _Writer, found: Statement, say: Words) -> None:
    writer.put(say(T("Open by age")), bold=True)
    for name, amount in zip(naming.BUCKET_NAMES, found.aging, strict=True):
        writer.put(say(name), "", "", "", "", amount)
    writer.put(say(T("On account")), "", "", "", "", found.on_account)
    if found.unallocated:
        writer.skip()
        writer.put(say(T("Not yet set against an invoice")), bold=True)
    for row in found.unallocated:
        writer.put(naming.title(row, say), row.date, "", "", "", row.left)
