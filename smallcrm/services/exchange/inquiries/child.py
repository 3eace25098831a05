"""The part of the child process that reads who asked: one frame of facts, then the lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from smallcrm.core.errors import ImportProblem
from smallcrm.core.text import T
from smallcrm.services.exchange.inquiries import mail, tables
from smallcrm.services.exchange.sources.opening import open_file
from smallcrm.services.exchange.sources.table import Cards


def frames(request: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """``facts`` and ``lines`` of the file that *request* names; see ``reading.worker``."""
    path = Path(request["path"])
    if path.suffix.lower() == ".eml":
        yield "facts", {"format": "eml", "system": "unknown", "total": 1}
        yield "lines", [tuple(mail.read(path))]
        return
    source = open_file(
        path, request["sheet"], request["encoding"], request["delimiter"], lambda _rows: 0
    )
    if isinstance(source, Cards):
        raise ImportProblem(
            T("This is an address book, not a list of people who asked. Nothing was imported."),
            hint=T("Bring it in as contacts, or save the list as CSV or Excel."),
        )
    today = date.fromisoformat(request["today"])
    understood = tables.understand(source, request["mapping"])
    country = request["country"] or request["home"]
    lines = tables.read(source, today, request["dates"], country, understood)
    yield (
        "facts",
        {
            "format": source.format,
            "system": "unknown",
            "encoding": source.encoding,
            "delimiter": source.delimiter,
            "total": len(lines),
            "columns": tables.describe(source, understood),
            "is_understood": understood.tells,
        },
    )
    yield "lines", [tuple(line) for line in lines]
