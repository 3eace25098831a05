"""Rows from a spreadsheet's clipboard become lines: columns are told apart by what is in them."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from decimal import Decimal
from io import StringIO
from typing import NamedTuple

from smallcrm.core.errors import UserError
from smallcrm.core.typed import read_number
from smallcrm.ui.documents.figures import read_price

_MOST = 2_000  # rows of one paste; nobody reads an invoice of more
_CODE = re.compile(r"^0\d+$")
# The only letters that a number may have beside it; "Box 2" is a text.
MONEY = frozenset(
    (
        *("", "eur", "usd", "gbp", "chf", "rub", "bgn", "czk", "dkk", "huf", "nok", "pln", "ron"),
        *("sek", "руб", "р", "лв", "kr", "zł", "kč", "ft", "lei"),
    )
)
_DECIMALS = re.compile(r"[.,]\d{1,2}\D*$")
_LONGEST_UNIT = 8  # letters
_HALF = 0.5  # of a column's cells decide what it is
_CENT = Decimal("0.01")


class PastedLine(NamedTuple):
    """One row as it was pasted; None for what it does not say.

    Attributes:
        discount: In per cent; *tax* too.
    """

    text: str
    code: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    price: Decimal | None = None
    discount: Decimal | None = None
    tax: Decimal | None = None


class _Column(NamedTuple):
    """One column: its cells as text, and those that are numbers."""

    at: int
    cells: list[str]
    numbers: list[Decimal | None]

    @property
    def filled(self) -> int:
        return sum(bool(cell) for cell in self.cells)

    @property
    def is_numeric(self) -> bool:
        found = sum(number is not None for number in self.numbers)
        return bool(found) and found >= self.filled * _HALF

    @property
    def is_percent(self) -> bool:
        return sum("%" in cell for cell in self.cells) >= max(self.filled * _HALF, 1)

    @property
    def is_money(self) -> bool:
        """Whether it has decimals or the sign of a currency anywhere."""
        return any(_DECIMALS.search(cell) or not cell[-1:].isdigit() for cell in self.cells if cell)

    @property
    def is_unit(self) -> bool:
        """Whether it has short words only: ``pcs``, ``м²``."""
        return all(
            len(cell) <= _LONGEST_UNIT and (not cell or cell[0].isalpha()) for cell in self.cells
        )

    @property
    def is_code(self) -> bool:
        """Whether it has article numbers: one word each, with a digit."""
        return all(
            " " not in cell and any(char.isdigit() for char in cell) for cell in self.cells if cell
        )

    @property
    def length(self) -> int:
        return sum(map(len, self.cells))


def cells(clipboard: str) -> list[list[str]]:
    """The rows and cells of tab-separated text; quotes and line breaks in cells are understood."""
    reader = csv.reader(StringIO(clipboard, newline=""), dialect="excel-tab")
    rows = [[cell.strip() for cell in row] for row in reader]
    return [row for row in rows if any(row)][:_MOST]


def lines(clipboard: str) -> list[PastedLine]:
    """What the rows on the *clipboard* say; a heading and blank rows are left out.

    The widest column of words is the text. Of the columns of numbers the one with decimals or a
    currency is the price, the other the quantity; a third one that is their product is left
    out. Per cents are the tax when they come last, else a discount.
    """
    table = cells(clipboard)
    if not table:
        return []
    width = max(map(len, table))
    table = [row + [""] * (width - len(row)) for row in table]
    table = table[1:] if len(table) > 1 and _is_heading(table) else table
    columns = [_column(table, at) for at in range(width)]
    return _read(columns, len(table))


def _is_heading(table: Sequence[Sequence[str]]) -> bool:
    """The first row has only words where the others have numbers."""
    if any(_number(cell) is not None for cell in table[0]):
        return False
    return any(_column(table[1:], at).is_numeric for at in range(len(table[0])))


def _column(table: Sequence[Sequence[str]], at: int) -> _Column:
    column = [row[at] for row in table]
    return _Column(at, column, [_number(cell) for cell in column])


def _read(columns: list[_Column], count: int) -> list[PastedLine]:
    words = [column for column in columns if column.filled and not column.is_numeric]
    figures = [column for column in columns if column.is_numeric and not column.is_percent]
    shares = [column for column in columns if column.is_numeric and column.is_percent]
    text = max(words, key=lambda column: (not column.is_code, column.length), default=None)
    quantity, price = _figures(figures)
    beside = [column for column in words if column is not text]
    code = next((column for column in beside if column.is_code), None)
    unit = next((column for column in beside if column.is_unit and column is not code), None)
    tax = shares[-1] if shares else None
    discount = shares[0] if len(shares) > 1 else None
    return [
        PastedLine(
            text=text.cells[row] if text else "",
            code=code.cells[row] if code else "",
            quantity=_at(quantity, row),
            unit=unit.cells[row] if unit else "",
            price=_price(price, row),
            discount=_at(discount, row),
            tax=_at(tax, row),
        )
        for row in range(count)
    ]


def _figures(found: list[_Column]) -> tuple[_Column | None, _Column | None]:
    """The quantity and the price among the columns of numbers."""
    found = [column for column in found if not _is_product(column, found)]
    if len(found) < 2:  # noqa: PLR2004
        return None, found[0] if found else None
    first, second = found[:2]
    return (second, first) if first.is_money and not second.is_money else (first, second)


def _is_product(column: _Column, found: list[_Column]) -> bool:
    """Whether *column* is what two others to the left of it come to, row by row."""
    left = [other for other in found if other.at < column.at]
    return any(
        _is_row_by_row(one, other, column)
        for place, one in enumerate(left)
        for other in left[place + 1 :]
    )


def _is_row_by_row(one: _Column, other: _Column, product: _Column) -> bool:
    triples = list(zip(one.numbers, other.numbers, product.numbers, strict=True))
    known = [(a, b, c) for a, b, c in triples if a is not None and b is not None and c is not None]
    return bool(known) and all(abs(a * b - c) <= _CENT for a, b, c in known)


def _at(column: _Column | None, row: int) -> Decimal | None:
    return column.numbers[row] if column is not None else None


def _price(column: _Column | None, row: int) -> Decimal | None:
    number = _at(column, row)
    return (
        read_price(_bare(column.cells[row])) if column is not None and number is not None else None
    )


def _number(cell: str) -> Decimal | None:
    letters = "".join(filter(str.isalpha, cell)).casefold()
    if not any(map(str.isdigit, cell)) or _CODE.match(cell) or letters not in MONEY:
        return None
    try:
        return read_number(_bare(cell), 6)
    except UserError:
        return None


def _bare(cell: str) -> str:
    """*cell* without the letters of a currency and the sign of a per cent."""
    return "".join(char for char in cell if not char.isalpha() and char != "%").strip(" .")
