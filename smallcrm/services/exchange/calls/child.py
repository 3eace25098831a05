"""The part of the child process that reads a list of calls: a frame of facts, then the lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from smallcrm.core.errors import ImportProblem
from smallcrm.core.text import T
from smallcrm.services.exchange.calls import headings, tables
from smallcrm.services.exchange.calls.understanding import describe, understand
from smallcrm.services.exchange.sources.cells import cell_text
from smallcrm.services.exchange.sources.opening import open_file
from smallcrm.services.exchange.sources.table import Cards, Row


def frames(request: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """``facts`` and ``lines`` of the file that *request* names; see ``reading.worker``."""
    source = open_file(
        Path(request["path"]), request["sheet"], request["encoding"], request["delimiter"], _judge
    )
    if isinstance(source, Cards):
        raise ImportProblem(
            T("This is an address book, not a list of calls. Nothing was imported."),
            hint=T("Save the list of calls of the telephone system as CSV or Excel."),
        )
    today = date.fromisoformat(request["today"])
    understood = understand(source, request["mapping"])
    country = request["country"] or request["home"]
    order = tables.order_of(source, understood, today, request["dates"], country)
    own = request["own"]
    lines = tables.read(source, today, order.order, own, understood) if understood.tells else []
    yield (
        "facts",
        {
            "format": source.format,
            "system": "unknown",
            "encoding": source.encoding,
            "delimiter": source.delimiter,
            "sheet": source.sheet,
            "sheets": [tuple(sheet) for sheet in source.sheets],
            "total": len(lines),
            "country": country,
            "columns": describe(source, understood, (order.order, order.ambiguous, order.proven)),
            "is_understood": any(line.at for line in lines),
        },
    )
    yield "lines", [tuple(line) for line in lines]


def _judge(rows: list[Row]) -> int:
    """How many headings of a list of calls the first rows of a sheet have."""
    return max([len(headings.recognised(map(cell_text, row))) for row in rows[:40]], default=0)
