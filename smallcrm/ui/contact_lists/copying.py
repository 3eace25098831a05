"""Chosen contacts as a table for the clipboard: tab-separated text, and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from smallcrm.core.chunks import chunks
from smallcrm.core.loading import load
from smallcrm.services import segments
from smallcrm.services.exchange.targets.guard import guarded
from smallcrm.services.segments import ColumnSpec
from smallcrm.ui.contact_lists.words import plain
from smallcrm.ui.widgets.tables import one_line

_AT_ONCE = 500


class Clip(NamedTuple):
    """What goes on the clipboard, and how many contacts it holds."""

    text: str
    html: str
    rows: int


def clip(session: Any, ids: Sequence[int], columns: Sequence[ColumnSpec]) -> Clip:
    """The contacts *ids* with *columns*, a heading above them.

    Numbers are unformatted; text that a spreadsheet would run as a formula is made harmless, and
    marked as text so that telephones keep their plus and postcodes their zeros.
    """
    heading = [str(column.title) for column in columns]
    lines = [heading, *_lines(session, ids, columns)]
    plain_text = "\n".join("\t".join(map(one_line, line)) for line in lines)
    rows = "".join(_row(line, columns) for line in lines)
    return Clip(plain_text, f"<table>{rows}</table>", len(lines) - 1)


def _lines(session: Any, ids: Sequence[int], columns: Sequence[ColumnSpec]) -> Iterator[list[str]]:
    keys = [column.key for column in columns]
    for chunk in chunks(ids, _AT_ONCE):
        found = segments.list_table_rows(session, chunk, keys)
        for contact_id in chunk:
            if contact_id in found:
                cells = found[contact_id].cells
                yield [guarded(plain(key, cells.get(key))) for key in keys]


def _row(line: Sequence[str], columns: Sequence[ColumnSpec]) -> str:
    escape = load("html").escape  # with it come the names of 2,000 characters
    cells = [
        f"<td>{escape(cell)}</td>"
        if column.is_right
        else f"<td style=\"mso-number-format:'\\@'\">{escape(cell)}</td>"
        for cell, column in zip(line, columns, strict=True)
    ]
    return f"<tr>{''.join(cells)}</tr>"
