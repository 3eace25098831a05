"""Write a list as CSV that Excel opens with a double click, and that cannot attack it."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from smallcrm.core import text
from smallcrm.core.progress import Progress
from smallcrm.services.exchange.targets.guard import guarded
from smallcrm.services.exchange.targets.sheet import Sheet, Value

_DECIMAL_COMMA = ("ru", "el")  # Excel expects semicolons where the comma is the decimal sign


def write(path: Path, sheet: Sheet, progress: Progress) -> int:
    """Write *sheet* to *path* in UTF-8 with a signature; return how many rows it has."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";" if text.language() in _DECIMAL_COMMA else ",")
        writer.writerow([guarded(column.heading) for column in sheet.columns])
        for chunk in sheet.rows:
            progress.report(count, sheet.total)
            writer.writerows([[_plain(value) for value in row] for row in chunk])
            count += len(chunk)
    progress.report(count, sheet.total)
    return count


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, Decimal):
        plain = f"{value:f}"
        return plain.replace(".", ",") if text.language() in _DECIMAL_COMMA else plain
    return value.isoformat() if isinstance(value, date) else str(value)
