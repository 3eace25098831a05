"""Everything that points at a contact, told by the tables themselves: nothing can be left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Column, Table, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Session

from smallcrm.models import Base, Contact

_ID = Contact.__table__.c["id"]


def columns() -> tuple[Column[int], ...]:
    """The columns of all tables that hold the id of a contact."""
    return tuple(
        key.parent
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column is _ID
    )


def repoint(session: Session, column: Column[int], survivor: int, others: Sequence[int]) -> None:
    """Have *column* name *survivor* where it names one of *others*.

    Where the survivor has such a row already (the same tag, the same list, its own terms), the
    other's goes.
    When it was changed last stays as it was.
    """
    table = column.table
    run = session.execute
    for same in _unique_with(column):
        rows = select(table.c["id"], *same).order_by(table.c["id"])
        kept = {tuple(row[1:]) for row in run(rows.where(column == survivor))}
        for row in run(rows.where(column.in_(others))).all():
            if tuple(row[1:]) in kept:
                run(delete(table).where(table.c["id"] == row[0]))
            kept.add(tuple(row[1:]))
    values: dict[str, object] = {column.name: survivor}
    if "updated_at" in table.c:
        values["updated_at"] = table.c["updated_at"]
    run(update(table).where(column.in_(others)).values(values))


def _unique_with(column: Column[int]) -> Iterator[list[Column[object]]]:
    """The other columns of each rule that lets a contact have something only once."""
    table: Table = column.table
    for rule in table.constraints:
        if isinstance(rule, UniqueConstraint) and column in set(rule.columns):
            yield [each for each in rule.columns if each is not column]
