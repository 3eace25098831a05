"""Write many rows with one statement, as fast as the driver can."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from smallcrm.core.packed_rows import PackedRows, pack_rows

# Rows in one statement: what it costs to begin one (cursors, the id counter) is shared.
_AT_ONCE = 25


def insert_rows(
    connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert *rows*, the values of *columns* in their order, as the file stores them.

    Several times as fast as SQLAlchemy's own way, because nothing is looked at row by row:
    instants must be text already (``stored_instant``), and no default is filled in.
    """
    insert_packed(connection, table, pack_rows(columns, rows))


def insert_packed(
    connection: Connection, table: str, rows: PackedRows, counted: tuple[str, int] = ("", 0)
) -> None:
    """The same with rows that are packed already.

    Args:
        connection: In a transaction.
        table: A name of the schema; so the names of the columns, never a user's word.
        rows: As the file stores them, but for *counted*.
        counted: A column whose values are counted from a number, and that number.
    """
    column, start = counted
    names = (rows.columns, tuple(rows.same))
    shared = (*rows.same.values(), *([start] if column else []))
    width = len(rows.columns)
    whole = rows.height - rows.height % _AT_ONCE
    for begin, end, at_once in ((0, whole, _AT_ONCE), (whole, rows.height, 1)):
        bunches = [
            (*rows.values[place * width : (place + at_once) * width], *shared)
            for place in range(begin, end, at_once)
        ]
        if bunches:
            connection.exec_driver_sql(_insert(table, *names, column, at_once), bunches)


@lru_cache(64)
def _insert(
    table: str, columns: tuple[str, ...], same: tuple[str, ...], counted: str, at_once: int
) -> str:
    """The statement; values that rows have in common are bound once, behind all others."""
    width, behind = len(columns), len(columns) * at_once + 1
    alike = [f"?{behind + place}" for place in range(len(same))]
    rows = []
    for first in range(1, behind, width) if width else [1] * at_once:
        values = [f"?{first + place}" for place in range(width)] + alike
        if counted:
            values[(columns + same).index(counted)] += f" + ?{behind + len(same)}"
        rows.append(f"({', '.join(values)})")
    return f"INSERT INTO {table} ({', '.join(columns + same)}) VALUES {', '.join(rows)}"


@contextmanager
def indexed_afterwards(connection: Connection, names: Collection[str]) -> Iterator[None]:
    """Build the indexes *names* when all rows are there: in order, at half the cost.

    What fails meanwhile has to end the action: only its rollback brings them back.
    """
    run = connection.exec_driver_sql
    made = {
        name: statement
        for name, statement in run("SELECT name, sql FROM sqlite_master WHERE type = 'index'")
        if name in names
    }
    for name in made:
        run(f"DROP INDEX {name}")
    yield
    for statement in made.values():
        run(statement)


def stored_instant(instant: datetime) -> str:
    """An instant as SQLAlchemy stores it in SQLite."""
    return f"{instant:%Y-%m-%d %H:%M:%S}.000000"


def id_table(connection: Connection, name: str, ids: Iterable[int]) -> None:
    """Fill the temporary table *name* with *ids*, for statements about many rows."""
    connection.exec_driver_sql(f"CREATE TEMP TABLE IF NOT EXISTS {name} (id INTEGER PRIMARY KEY)")
    connection.exec_driver_sql(f"DELETE FROM {name}")
    rows = [(row_id,) for row_id in ids]
    if rows:
        connection.exec_driver_sql(f"INSERT OR IGNORE INTO {name} VALUES (?)", rows)
