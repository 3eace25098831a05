"""A list as it goes into a spreadsheet or a CSV file: headings, and rows of plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Value = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        width: In characters, for a spreadsheet.
        decimals: Of its figures; None for text.
    """

    heading: str
    width: int = 18
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list that is written while it is read.

    Attributes:
        rows: Chunks of rows; a row has one value for each column, ``""`` or None for nothing.
        total: How many rows will come.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterator[list[list[Value]]]
    total: int
