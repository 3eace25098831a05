"""A list as it goes into a spreadsheet or a CSV file: headings, and rows of plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

LONGEST = 32767  # characters in one cell, the limit of Excel
# Excel refuses a file with these, whoever typed them.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

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
        state: What the list was written from (``stamp.Stamp.text``); empty where nobody asks.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterator[list[list[Value]]]
    total: int
    state: str = ""


def clean(text: str) -> str:
    """*text* without the control characters that a workbook cannot hold."""
    return _CONTROLS.sub("", text)
