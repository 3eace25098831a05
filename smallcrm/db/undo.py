"""Take an action back: what it changed, where nobody has changed it since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection

from smallcrm.db import bulk
from smallcrm.db.keeping import Keeping, Kept
from smallcrm.db.schema import MADE_IN_PASSING, Schema
from smallcrm.db.touched import Row

_CHUNK = 2000  # entries of the journal read at once
_SAME = attrgetter("operation", "table", "columns")  # what one statement can revert together


class Reverted(NamedTuple):
    """What taking an action back did, in things (contacts, documents), not in rows.

    Attributes:
        done: Whether anything was done at all.
    """

    restored: int = 0
    removed: int = 0
    kept: tuple[Kept, ...] = ()
    done: bool = False


class _Entry(NamedTuple):
    """One entry of the journal; *old* only of an update."""

    operation: str
    table: str
    columns: tuple[str, ...]
    id: int
    row_id: int
    old: dict[str, Any]


class Undo:
    """Takes one action back; the journal of the open transaction notes what this changes."""

    def __init__(self, connection: Connection, action_id: int) -> None:
        self._connection = connection
        self._run = connection.exec_driver_sql
        self._action = action_id
        self._schema = Schema(connection)
        self._keeping = Keeping(connection, self._schema, action_id)
        self._touched = self._keeping.touched

    def apply(self, counter_id: int) -> Reverted:
        """Do it, as part of the action *counter_id*; say what was done and what was left."""
        going, restored = self._things()
        done = bool(going or restored)
        report = Reverted(_count(restored), _count(going), self._keeping.kept(), done)
        if done:
            self._run("PRAGMA defer_foreign_keys = ON")
            self._remove_parts(going)
            for entries in self._backwards():
                self._revert(entries)
            self._mark(counter_id)
        return report

    def _things(self) -> tuple[set[Row], set[Row]]:
        """The things that go, and those that are put back as they were."""
        going: set[Row] = set()
        restored: set[Row] = set()
        for row in self._touched.first:
            if self._keeping.stays(row):
                continue
            for thing in self._touched.things(row):
                if not self._touched.made(thing):
                    restored.add(thing)
                elif thing not in self._touched.gone:
                    going.add(thing)
        return going, restored

    def _remove_parts(self, going: set[Row]) -> None:
        """Delete the parts that came with the things that go: the journal does not name them."""
        ids: dict[str, list[int]] = {}
        for table, row_id in going:
            ids.setdefault(table, []).append(row_id)
        for parent, row_ids in ids.items():
            bulk.id_table(self._connection, f"undo_{parent}", row_ids)
        for table in self._schema.children_first:
            for key in self._schema.owners.get(table, ()):
                if key.parent in ids:
                    self._run(
                        f"DELETE FROM {table} WHERE {key.column} IN"
                        f" (SELECT id FROM undo_{key.parent}) AND NOT EXISTS"
                        " (SELECT 1 FROM change c WHERE c.action_id = ? AND c.table_name = ?"
                        f" AND c.row_id = {table}.id)",
                        (self._action, table),
                    )

    def _backwards(self) -> Iterator[list[_Entry]]:
        """The entries to revert, the last one first, in runs that one statement can take."""
        before = self._run(
            "SELECT coalesce(max(id), 0) + 1 FROM change WHERE action_id = ?", (self._action,)
        ).scalar_one()
        while rows := self._run(
            "SELECT id, table_name, row_id, operation, iif(operation = 'U', old, '{}')"
            " FROM change NOT INDEXED WHERE action_id = ? AND undone IS NULL AND id < ?"
            " ORDER BY id DESC LIMIT ?",
            (self._action, before, _CHUNK),
        ).all():
            before = rows[-1][0]
            entries = [
                self._entry(*row) for row in rows if not self._keeping.stays((row[1], row[2]))
            ]
            for _, run in groupby(entries, _SAME):
                yield list(run)

    def _entry(self, entry_id: int, table: str, row_id: int, operation: str, old: str) -> _Entry:
        values = json.loads(old) if operation == "U" else {}
        known = self._schema.columns[table]  # a column that a newer version dropped is left out
        columns = tuple([name for name in known if name in values]) if values else ()
        return _Entry(operation, table, columns, entry_id, row_id, values)

    def _revert(self, entries: Sequence[_Entry]) -> None:
        operation, table, columns = _SAME(entries[0])
        if operation == "D":
            self._put_back(table, [entry.id for entry in entries])
        elif operation == "I":
            self._run(f"DELETE FROM {table} WHERE id = ?", [(entry.row_id,) for entry in entries])
        elif columns:
            sets = ", ".join(f"{name} = ?" for name in columns)
            rows = [(*(one.old[name][0] for name in columns), one.row_id) for one in entries]
            self._run(f"UPDATE {table} SET {sets} WHERE id = ?", rows)

    def _put_back(self, table: str, entry_ids: list[int]) -> None:
        """Insert the rows as their deletion noted them: of one action, so all alike."""
        noted = self._run(
            "SELECT key FROM json_each((SELECT old FROM change WHERE id = ?))", (entry_ids[0],)
        ).scalars()
        # A column that a newer version dropped is left out; a new one gets its default.
        columns = [name for name in noted.all() if name in self._schema.columns[table]]
        values = ", ".join(f"json_extract(old, '$.{name}[0]')" for name in columns)
        self._run(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM change"
            " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC",
            (json.dumps(entry_ids),),
        )

    def _mark(self, counter_id: int) -> None:
        """Note what is undone now, and what stands again because this undid an undoing."""
        original = self._run("SELECT undoes FROM action WHERE id = ?", (self._action,)).scalar()
        kept = [row for row in self._touched.first if self._keeping.stays(row)]
        self._set_undone(self._action, None, counter_id, kept)
        if original is not None:
            self._set_undone(original, self._action, None, kept)
            self._run("UPDATE action SET undone_by = NULL WHERE id = ?", (original,))
        self._run("UPDATE action SET undone_by = ? WHERE id = ?", (counter_id, self._action))

    def _set_undone(
        self, action_id: int, before: int | None, after: int | None, kept: Sequence[Row]
    ) -> None:
        """Change what the entries of *action_id* say about being undone, but those of *kept*."""
        set_it = "UPDATE change SET undone = ? WHERE action_id = ? AND undone IS ?"
        self._run(set_it, (after, action_id, before))
        if kept:
            rows = [(before, action_id, after, *row) for row in kept]
            self._run(f"{set_it} AND table_name = ? AND row_id = ?", rows)


def _count(things: set[Row]) -> int:
    return sum(table not in MADE_IN_PASSING for table, _ in things)
