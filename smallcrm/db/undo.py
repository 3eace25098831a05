"""Take an action back: what it changed, where nobody has changed it since.

Rows that are part of a bigger thing (a contact's telephone, an invoice's line) go with it. A
thing that the action made is removed whole or not at all: it stays, and is listed, when a part
of it was changed later or when something that stays points at it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection

from smallcrm.core.text import T, Text
from smallcrm.db import bulk
from smallcrm.db.schema import Schema

Row = tuple[str, int]  # table, id

CHANGED_SINCE = T("It was changed since.")
STILL_USED = T("Something made since refers to it.")
ISSUED_SINCE = T("It was issued since.")

# Changes that still count: not taken back themselves, and not made by taking something back.
_STANDING = (
    "{0}.undone IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM action WHERE id = {0}.action_id AND undoes IS NOT NULL)"
)


class Kept(NamedTuple):
    """A thing that was left as it is, and why."""

    table: str
    id: int
    reason: Text


class Reverted(NamedTuple):
    """What taking an action back did, in things (contacts, documents), not in rows."""

    restored: int = 0
    removed: int = 0
    kept: tuple[Kept, ...] = ()


class Undo:
    """Takes one action back; the journal of the open transaction notes what this changes."""

    def __init__(self, connection: Connection, action_id: int) -> None:
        self._connection = connection
        self._run = connection.exec_driver_sql
        self._action = action_id
        self._schema = Schema(connection)
        self._first: dict[Row, str] = {}
        self._kept: dict[Row, Text] = {}
        self._owner: dict[Row, Row] = {}

    def apply(self, counter_id: int) -> Reverted:
        """Do it, as part of the action *counter_id*; say what was done and what was left."""
        self._load()
        self._keep_changed()
        self._keep_issued()
        self._keep_used()
        report = self._report()
        if not report.restored and not report.removed:
            return report
        self._run("PRAGMA defer_foreign_keys = ON")
        deleted = self._deleted()
        # A row of before may be in the way of one of after (UNIQUE), and one of after may be
        # pointed at by one that was changed (RESTRICT): back to the old values, away with the
        # new rows, and only then the deleted ones again.
        self._restore(deleted, are_deleted=False)
        self._remove()
        self._restore(deleted, are_deleted=True)
        self._mark(counter_id)
        return report

    def _load(self) -> None:
        changes = self._run(
            "SELECT table_name, row_id, operation FROM change"
            " WHERE action_id = ? AND undone IS NULL ORDER BY id",
            (self._action,),
        )
        for table, row_id, operation in changes:
            self._first.setdefault((table, row_id), operation)
        for table, key in self._schema.owners.items():
            pairs = self._run(
                f"SELECT c.row_id, t.{key.column} FROM change c JOIN {table} t ON t.id = c.row_id"
                " WHERE c.action_id = ? AND c.table_name = ?",
                (self._action, table),
            )
            for row_id, parent in pairs:
                if parent is not None:
                    self._owner[table, row_id] = (key.parent, parent)

    def _root(self, row: Row) -> Row:
        while row in self._owner:
            row = self._owner[row]
        return row

    def _made(self, row: Row) -> bool:
        return self._first.get(row) == "I"

    def _keep_changed(self) -> None:
        later = self._run(
            "SELECT DISTINCT l.table_name, l.row_id FROM change c JOIN change l"
            " ON l.table_name = c.table_name AND l.row_id = c.row_id AND l.id > c.id"
            " AND l.action_id <> c.action_id WHERE c.action_id = ? AND c.undone IS NULL"
            f" AND {_STANDING.format('l')}",
            (self._action,),
        )
        for table, row_id in later.all():
            row = (table, row_id)
            root = self._root(row)
            self._kept[root if self._made(root) else row] = CHANGED_SINCE
        for root in self._roots_with_later_parts():
            self._kept[root] = CHANGED_SINCE

    def _roots_with_later_parts(self) -> Iterable[Row]:
        """Things made by the action to which a part was added or from which one was taken later."""
        for table, key in self._schema.owners.items():
            parents = self._run(
                f"SELECT coalesce(t.{key.column}, json_extract(l.old, '$.{key.column}[0]'))"
                f" FROM change l LEFT JOIN {table} t ON t.id = l.row_id"
                f" WHERE l.table_name = ? AND l.action_id > ? AND {_STANDING.format('l')}",
                (table, self._action),
            )
            for parent in parents.scalars():
                root = self._root((key.parent, parent))
                if self._made(root):
                    yield root

    def _keep_issued(self) -> None:
        """Keep issued documents with the parts they had before: the file refuses any change."""
        for table, key in self._schema.owners.items():
            if key.parent != "document":
                continue
            parts = self._run(
                "SELECT c.row_id, d.id FROM change c JOIN document d"
                f" ON d.id = json_extract(c.old, '$.{key.column}[0]')"
                " WHERE c.action_id = ? AND c.table_name = ? AND c.operation = 'D'"
                " AND c.undone IS NULL AND d.issued_at IS NOT NULL",
                (self._action, table),
            )
            for row_id, document_id in parts:
                self._owner[table, row_id] = ("document", document_id)
                self._kept["document", document_id] = ISSUED_SINCE

    def _keep_used(self) -> None:
        """Keep what something that stays points at, until nothing more is found."""
        users: dict[Row, list[Row]] = {}
        for key in self._schema.foreign_keys:
            if key.cascades:
                continue
            owner = self._schema.owners.get(key.table)
            owned_by = f"t.{owner.column}" if owner else "NULL"
            pairs = self._run(
                f"SELECT t.id, t.{key.column}, {owned_by} FROM {key.table} t JOIN change c"
                f" ON c.row_id = t.{key.column} AND c.table_name = ?"
                " WHERE c.action_id = ? AND c.operation = 'I' AND c.undone IS NULL",
                (key.parent, self._action),
            )
            for user, used, owner_id in pairs:
                row = (key.table, user)
                if owner is not None:
                    self._owner[row] = (owner.parent, owner_id)
                users.setdefault((key.parent, used), []).append(row)
        found = True
        while found:
            found = False
            for used, by in users.items():
                root = self._root(used)
                if root not in self._kept and not all(self._goes(user) for user in by):
                    self._kept[root] = STILL_USED
                    found = True

    def _goes(self, row: Row) -> bool:
        """Whether *row* will be removed: by itself, or with the thing it is part of."""
        root = self._root(row)
        made = self._made(row) or self._made(root)
        return made and row not in self._kept and root not in self._kept

    def _stays(self, row: Row) -> bool:
        return row in self._kept or self._root(row) in self._kept

    def _report(self) -> Reverted:
        roots: dict[Row, bool] = {}  # root -> whether it goes
        for row in self._first:
            root = self._root(row)
            if not self._stays(row):
                roots[root] = roots.get(root, False) or self._goes(root)
        removed = sum(roots.values())
        kept = tuple(Kept(*row, reason) for row, reason in sorted(self._kept.items()))
        return Reverted(len(roots) - removed, removed, kept)

    def _deleted(self) -> frozenset[Row]:
        """The rows that the action deleted, whatever else it did to them before."""
        rows = self._run(
            "SELECT table_name, row_id FROM change WHERE action_id = ?"
            " AND operation = 'D' AND undone IS NULL",
            (self._action,),
        )
        return frozenset((table, row_id) for table, row_id in rows)

    def _restore(self, deleted: frozenset[Row], *, are_deleted: bool) -> None:
        """Give the rows among *deleted*, or all the others, their old values again."""
        changes = self._run(
            "SELECT table_name, row_id, operation, old FROM change WHERE action_id = ?"
            " AND operation <> 'I' AND undone IS NULL ORDER BY id DESC",
            (self._action,),
        )
        for table, row_id, operation, old in changes.all():
            row = (table, row_id)
            if (row in deleted) is not are_deleted or self._made(row) or self._stays(row):
                continue
            values = {name: cell[0] for name, cell in json.loads(old).items()}
            if operation == "U":
                sets = ", ".join(f"{name} = ?" for name in values)
                self._run(f"UPDATE {table} SET {sets} WHERE id = ?", (*values.values(), row_id))
            else:
                blanks = ", ".join("?" * len(values))
                self._run(
                    f"INSERT INTO {table} ({', '.join(values)}) VALUES ({blanks})",
                    tuple(values.values()),
                )

    def _remove(self) -> None:
        going: dict[str, list[int]] = {}
        for row in self._first:
            if self._made(row) and not self._stays(row):
                going.setdefault(row[0], []).append(row[1])
        for table, ids in going.items():
            bulk.id_table(self._connection, f"undo_{table}", ids)
        for table in self._schema.children_first:
            # Parts first: a part may point at another thing that goes as well.
            owner = self._schema.owners.get(table)
            if owner is not None and owner.parent in going:
                self._run(
                    f"DELETE FROM {table} WHERE {owner.column} IN"
                    f" (SELECT id FROM undo_{owner.parent})"
                )
            if table in going:
                self._run(f"DELETE FROM {table} WHERE id IN (SELECT id FROM undo_{table})")

    def _mark(self, counter_id: int) -> None:
        """Note what is undone now, and what stands again because this undid an undoing."""
        stays = [(table, row_id) for table, row_id in self._first if self._stays((table, row_id))]
        original = self._run("SELECT undoes FROM action WHERE id = ?", (self._action,)).scalar()
        self._run(
            "UPDATE change SET undone = ? WHERE action_id = ? AND undone IS NULL",
            (counter_id, self._action),
        )
        if original is not None:
            self._run(
                "UPDATE change SET undone = NULL WHERE action_id = ? AND undone = ?",
                (original, self._action),
            )
            self._run("UPDATE action SET undone_by = NULL WHERE id = ?", (original,))
        if stays:
            self._run(
                "UPDATE change SET undone = NULL WHERE action_id = ? AND undone = ?"
                " AND table_name = ? AND row_id = ?",
                [(self._action, counter_id, *row) for row in stays],
            )
        self._run("UPDATE action SET undone_by = ? WHERE id = ?", (counter_id, self._action))
