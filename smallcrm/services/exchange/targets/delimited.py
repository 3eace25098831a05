"""Write a list as CSV that Excel opens with a double click, and that cannot attack it."""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from smallcrm.core import text
from smallcrm.core.progress import Progress
from smallcrm.services.exchange.targets.sheet import Sheet, Value

# OWASP, "CSV Injection": a cell that begins so is run as a formula. The wide forms count too.
_ACTIVE = tuple("=+-@\t\r\n＝＋－＠")
# Telephones and numbers begin so as well, and nothing happens when they are "run".
_HARMLESS = re.compile(r"[+-]?[\d\s().,/\u00a0-]+")
_QUOTED = re.compile(r"'[=+\-@\t\r\n＝＋－＠']")
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


def guarded(value: str) -> str:
    """*value* with an apostrophe before it where a spreadsheet would take it for a formula.

    The reader of this program takes the apostrophe away again (``unguarded``).
    """
    if value.startswith(_ACTIVE) and not _HARMLESS.fullmatch(value):
        return f"'{value}"
    return f"'{value}" if _QUOTED.match(value) else value


def unguarded(value: str) -> str:
    """What ``guarded`` was given."""
    return value[1:] if _QUOTED.match(value) else value


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, Decimal):
        plain = f"{value:f}"
        return plain.replace(".", ",") if text.language() in _DECIMAL_COMMA else plain
    return value.isoformat() if isinstance(value, date) else str(value)
