"""Sheets that hold several tables, one below another: customers, then suppliers.

One of them is read, as their columns differ; of the others it is told where they begin, so that no
row is lost without a word.
"""

from __future__ import annotations

from itertools import pairwise

from smallcrm.services.exchange.recognising.layout import header_of, is_blank, is_heading
from smallcrm.services.exchange.sources.cells import cell_text
from smallcrm.services.exchange.sources.table import Remark, Row, Table

_FEWEST = 2  # headings that make a header of a further table


def one_of_several(table: Table, header_row: int | None) -> tuple[Table, int | None]:
    """The table to be read and its header row, counted from 1; as they came where there is one.

    It is the one below *header_row* where the user says so, else the longest, else the first.
    """
    header = header_of(table.rows) if header_row is None else header_row - 1
    if header is None or not 0 <= header < len(table.rows):
        return table, header_row
    heads = _below(table.rows, header)
    if header_row is None:
        heads += _above(table.rows, header)
    if not heads:
        return table, header_row
    tables = _tables(table.rows, sorted([header, *heads]))
    if header_row is None:
        header = max(tables, key=lambda head: _filled(table.rows[head : tables[head]]))
    remarks = [_told(table.rows, head) for head in tables if head != header]
    rows = table.rows[: tables[header]]
    return table._replace(rows=rows, remarks=(*table.remarks, *remarks)), header + 1


def _below(rows: list[Row], header: int) -> list[int]:
    """Headers after a blank row; at most a title stands between."""
    blank = [number for number in range(header + 1, len(rows)) if not any(rows[number])]
    near = dict.fromkeys([number + step for number in blank for step in (1, 2)])
    return [number for number in near if number < len(rows) and _is_head(rows, number, header)]


def _above(rows: list[Row], header: int) -> list[int]:
    """Headers with rows of data between them and the one that was found."""
    found = [number for number in range(header) if _is_head(rows, number, header)]
    return [number for number in found if _has_data(rows[number + 1 : header])]


def _is_head(rows: list[Row], number: int, header: int) -> bool:
    texts = [cell_text(cell).strip() for cell in rows[number] if cell != ""]
    filled = [text for text in texts if text]
    if len(filled) < _FEWEST or not all(map(is_heading, filled)):
        return False
    return list(rows[number]) != list(rows[header])


def _has_data(rows: list[Row]) -> bool:
    texts = [cell_text(cell) for row in rows for cell in row]
    return any("@" in text or sum(map(str.isdigit, text)) > _FEWEST for text in texts)


def _tables(rows: list[Row], heads: list[int]) -> dict[int, int]:
    """Where each table ends, by its header; a title belongs to the table below it."""
    ends = {}
    for head, following in pairwise(heads):
        end = following
        if is_blank(rows[following - 2]) and not is_blank(rows[following - 1]):
            end -= 1
        ends[head] = end
    return {**ends, heads[-1]: len(rows)}


def _filled(rows: list[Row]) -> int:
    return sum([not is_blank(row) for row in rows])


def _told(rows: list[Row], head: int) -> Remark:
    texts = [cell_text(cell).strip() for cell in rows[head] if cell != ""]
    return Remark(head + 1, "", ", ".join(texts)[:200], "another_table")
