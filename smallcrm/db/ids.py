"""Many ids at once: new ones for rows and what belongs to them, and those that a query finds."""

from __future__ import annotations

import json

from sqlalchemy import Connection, Select, func, select, text
from sqlalchemy.orm import Session


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


def fetch_ids(session: Session, query: Select[int]) -> list[int]:
    """The ids that *query*, which selects nothing else, finds, in its order.

    SQLite puts them into one value. Measured with 100,000: 20 ms instead of 100, and meanwhile
    the window is not held up, as each row fetched would take the interpreter from it.
    """
    rows = query.subquery()
    packed = session.scalar(select(func.json_group_array(rows.c[0])).select_from(rows))
    return list(json.loads(packed or "[]"))
