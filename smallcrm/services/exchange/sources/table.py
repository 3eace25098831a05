"""The neutral forms that every reader produces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from smallcrm.core.errors import ImportProblem
from smallcrm.core.text import T

Cell = object  # a string from text files; also float, date, time, bool from spreadsheets
Row = Sequence[Cell]

MOST_COLUMNS = 1000
LONGEST_CELL = 100_000  # characters; longer ones are cut, and the user is told


class Remark(NamedTuple):
    """A warning about a row; *code* is a key of ``reasons``."""

    row: int
    field: str
    value: str
    code: str


class SheetFacts(NamedTuple):
    """A sheet of a workbook; *rows* is None where it was not counted."""

    name: str
    rows: int | None
    hidden: bool


class Table(NamedTuple):
    """Rows of cells, number one first; rows may be of different lengths.

    Attributes:
        rows: Spreadsheet rows, or records of a text file, blank ones included.
        merged: Rows (counted from 0) that one merged cell covers from side to side.
        remarks: What was odd about single rows.
    """

    format: str
    rows: list[Row]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[SheetFacts, ...] = ()
    merged: frozenset[int] = frozenset()
    remarks: tuple[Remark, ...] = ()


def number_of(sheets: Sequence[str], wanted: str) -> int:
    """The place of the sheet called *wanted*, counted from 0.

    Raises:
        ImportProblem: There is none.
    """
    folded = [name.casefold() for name in sheets]
    if wanted.casefold() in folded:
        return folded.index(wanted.casefold())
    raise ImportProblem(
        T("There is no sheet called “{name}” in this file.", name=wanted),
        hint=T("It has these sheets: {names}.", names=", ".join(sheets)),
        field="sheet",
    )


class Line(NamedTuple):
    """A property of a vCard: ``item1.TEL;type=CELL:+30…``, decoded.

    Attributes:
        group: ``item1``, or empty.
        name: In capitals.
        parameters: Names in capitals; several values of one name are joined by commas.
        value: Not unescaped yet.
    """

    group: str
    name: str
    parameters: dict[str, str]
    value: str


class Card(NamedTuple):
    """One card: its lines, and the codes (see ``reasons``) of what is wrong with it."""

    lines: list[Line]
    problems: tuple[str, ...] = ()


class Cards(NamedTuple):
    """All cards of a file, in its order."""

    cards: list[Card]
    encoding: str
