"""Cells of a list of contacts as JSON and as plain text: amounts are decimal strings."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from smallcrm.services.segments.columns import Cell


def cell_to_json(cell: Cell) -> Any:
    """Amounts by currency, numbers as decimal strings, days and instants as ISO has them."""
    if isinstance(cell, tuple):
        return {money.currency: str(money.amount) for money in cell}
    if isinstance(cell, datetime):
        return f"{cell.isoformat()}Z"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, date) else cell


def cell_to_text(cell: Cell) -> str:
    """For a plain table on the command line."""
    if isinstance(cell, tuple):
        return ", ".join(f"{money.amount} {money.currency}" for money in cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else str(cell_to_json(cell))
