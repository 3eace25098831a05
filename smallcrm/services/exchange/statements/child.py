"""The part of the child process that reads a statement: one frame of facts, then the lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from smallcrm.core.errors import ImportProblem
from smallcrm.core.text import T
from smallcrm.services.exchange.sources import limits
from smallcrm.services.exchange.sources.opening import open_file
from smallcrm.services.exchange.sources.table import Cards
from smallcrm.services.exchange.statements import camt, tables
from smallcrm.services.exchange.statements.lines import StatementLine

_HEAD = 4096


def frames(request: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """``facts`` and ``lines`` of the file that *request* names; see ``reading.worker``."""
    path = Path(request["path"])
    limits.check_file(path)
    with path.open("rb") as file:
        head = file.read(_HEAD)
        is_camt = camt.is_camt(head)
        data = head + file.read() if is_camt else b""
    facts: dict[str, Any]
    if is_camt:
        lines, whole = camt.read(data)
        warnings = [_not_divided(place + 1, lines[place]) for place in whole]
        facts = {"format": "camt", "system": "camt.053", "total": len(lines), "warnings": warnings}
        yield "facts", facts
    else:
        lines, facts = _table(path, request)
        yield "facts", facts
    yield "lines", [tuple(line) for line in lines]


def _not_divided(number: int, line: StatementLine) -> tuple[int, str, str, str]:
    """As ``RowWarning`` has it."""
    return number, "amount", f"{line.amount.strip()} {line.currency}", "batch_differs"


def _table(path: Path, request: dict[str, Any]) -> tuple[list[StatementLine], dict[str, Any]]:
    source = open_file(
        path, request["sheet"], request["encoding"], request["delimiter"], lambda _rows: 0
    )
    if isinstance(source, Cards):
        raise ImportProblem(
            T("This is an address book, not a bank statement."),
            hint=T("Nothing was changed. Download the statement as CAMT.053 (XML) or CSV."),
        )
    today = date.fromisoformat(request["today"])
    country = request["country"] or request["home"]
    lines, left_out = tables.read(source, today, request["dates"], country)
    facts = {
        "format": source.format,
        "system": "unknown",
        "encoding": source.encoding,
        "delimiter": source.delimiter,
        "total": len(lines),
        "warnings": [tuple(remark) for remark in left_out],
    }
    return lines, facts
