"""Ids for many rows at once, so that rows and what belongs to them go in with two statements."""

from __future__ import annotations

from sqlalchemy import Connection, text


def reserve(connection: Connection, table: str, count: int) -> range:
    """Ids that no row of *table* has or ever had; use them in the same transaction.

    *table* is a name of the schema, never a user's word.
    """
    highest = connection.execute(
        text(
            f"SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = :table), 0),"
            f" coalesce((SELECT max(id) FROM {table}), 0))"
        ),
        {"table": table},
    ).scalar_one()
    return range(highest + 1, highest + 1 + count)
