"""The order of short lists that somebody arranges: stages, reasons, people, rules, fields."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from smallcrm.models import (
    CustomField,
    LeadRule,
    LostReason,
    Pipeline,
    Segment,
    Staff,
    Stage,
    TaxRate,
)

Listed = Pipeline | Stage | LostReason | Staff | LeadRule | CustomField


def renumber(rows: Sequence[Listed]) -> None:
    """Give *rows* the positions that they have in the list."""
    for position, row in enumerate(rows):
        row.position = position


def put_at(rows: Sequence[Listed], row: Listed, place: int) -> None:
    """Put *row* at *place* (from 0) among the other *rows*; too far is the end."""
    others = [each for each in rows if each.id != row.id]
    others.insert(max(place, 0), row)
    renumber(others)


def put_before(rows: Sequence[Listed], row: Listed, before: int | None) -> None:
    """Put *row* right before the one with the id *before*; to the end where there is none."""
    others = [each.id for each in rows if each.id != row.id]
    put_at(rows, row, others.index(before) if before in others else len(others))


def next_position(
    session: Session, table: type[Staff | LeadRule | CustomField | Segment | TaxRate]
) -> int:
    """The position behind all rows of *table*."""
    last = session.scalar(select(func.max(table.position)))
    return 0 if last is None else last + 1
