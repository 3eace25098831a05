"""What the open file's tables look like: read from the file itself, so that it is always true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection

# Not noted in the journal: the journal itself, what is derived, and bytes kept by their hash.
UNJOURNALED = frozenset(
    {
        "action",
        "alembic_version",
        "blob",
        "change",
        "journal_mark",
        "journal_state",
        "search_text",
    }
)

# Nobody counts these: a contact that has a new one brings it along.
MADE_IN_PASSING = frozenset({"custom_field", "tag"})


@dataclass(frozen=True)
class ForeignKey:
    """*table*.*column* points at the id of *parent*; it *cascades* when it is part of it."""

    table: str
    column: str
    parent: str
    cascades: bool


class Schema:
    """Tables, columns and foreign keys of one data file."""

    def __init__(self, connection: Connection) -> None:
        run = connection.exec_driver_sql
        names = run(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_parts%' ORDER BY name"
        ).scalars()
        self.columns: Mapping[str, list[str]] = {
            name: [row[1] for row in run(f"PRAGMA table_info({name})")]
            for name in names.all()
            if name not in UNJOURNALED
        }
        self.foreign_keys = [
            ForeignKey(table, row[3], row[2], row[6] == "CASCADE")
            for table in self.columns
            for row in run(f"PRAGMA foreign_key_list({table})")
        ]

    @cached_property
    def owners(self) -> Mapping[str, list[ForeignKey]]:
        """For each table whose rows are parts of things, the keys that say of which."""
        parts = {key.table for key in self.foreign_keys if key.cascades}
        found: dict[str, list[ForeignKey]] = {}
        for key in self.foreign_keys:
            if key.cascades and key.parent not in parts:
                found.setdefault(key.table, []).append(key)
        return found

    @cached_property
    def records(self) -> frozenset[str]:
        """The tables whose rows have a name of their own (``uid``): contacts, notes, deals."""
        return frozenset(name for name, columns in self.columns.items() if "uid" in columns)

    @cached_property
    def children_first(self) -> list[str]:
        """The tables, each after all that point at it."""
        ordered: list[str] = []

        def place(table: str, above: frozenset[str]) -> None:
            if table in ordered or table in above:
                return
            for key in self.foreign_keys:
                if key.parent == table:
                    place(key.table, above | {table})
            ordered.append(table)

        for name in self.columns:
            place(name, frozenset())
        return ordered
