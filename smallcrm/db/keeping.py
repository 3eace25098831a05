"""What must stay as it is when an action is taken back, and why.

The things that an action made are removed whole or not at all. Of things that were there before,
each is put back piece by piece: its own columns, one list of its parts (all its telephones), one
note.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import NamedTuple

from sqlalchemy import Connection

from smallcrm.core.text import T, Text
from smallcrm.db import guards
from smallcrm.db.schema import MADE_IN_PASSING, ForeignKey, Schema
from smallcrm.db.touched import Row, Touched

CHANGED_SINCE = T("It was changed since.")
STILL_USED = T("Something made since refers to it.")
ISSUED_SINCE = T("It was issued since.")
GONE_SINCE = T("What it belongs to is no longer there.")

# Changes that still count: not taken back themselves, and not made by taking something back.
_STANDING = "c.undone IS NULL AND (SELECT undoes FROM action a WHERE a.id = c.action_id) IS NULL"


class Kept(NamedTuple):
    """A thing that was left as it is, or a piece of it, and why."""

    table: str
    id: int
    reason: Text


class _Piece(NamedTuple):
    """What is put back together or not at all.

    Attributes:
        thing: A thing; all of it when nothing else is said.
        table: The columns of its own row, or its parts in this table.
        part: One part, where each stands for itself (a note).
    """

    thing: Row
    table: str = ""
    part: int = 0


class _Use(NamedTuple):
    """A row that points at one that the action made."""

    user: Row
    things: tuple[Row, ...]
    used: Row


class Keeping:
    """Decides, for one action that is to be taken back, which of its rows stay as they are."""

    def __init__(self, connection: Connection, schema: Schema, action_id: int) -> None:
        self._run = connection.exec_driver_sql
        self._schema = schema
        self._action = action_id
        self._reasons: dict[_Piece, Text] = {}
        chosen = "c.action_id = ? AND c.undone IS NULL"
        self.touched = Touched(connection, schema, chosen, action_id)
        last = self._run("SELECT max(id) FROM change WHERE action_id = ?", (action_id,)).scalar()
        self._later = Touched(connection, schema, f"c.id > ? AND {_STANDING}", last)
        self.touched.learn(self._later)
        self._keep_changed()
        self._keep_issued()
        self._keep_ends_of_keys()

    def stays(self, row: Row) -> bool:
        """Whether *row* is left as it is now."""
        return bool(self._reasons) and any(
            piece in self._reasons for piece in self._pieces(row, self.touched.things(row))
        )

    def kept(self) -> tuple[Kept, ...]:
        """The things that stay or of which something stays, each once."""
        reasons: dict[Row, Text] = {}
        for piece, reason in self._reasons.items():
            if reason != STILL_USED or piece.thing[0] not in MADE_IN_PASSING:
                reasons.setdefault(piece.thing, reason)
        return tuple(Kept(*thing, reason) for thing, reason in sorted(reasons.items(), key=_row))

    def _pieces(self, row: Row, things: Iterable[Row]) -> Iterator[_Piece]:
        for thing in things:
            if self.touched.made(thing):
                yield _Piece(thing)
            else:
                alone = row != thing and row[0] in self._schema.records
                yield _Piece(thing, row[0], row[1] if alone else 0)

    def _keep(self, row: Row, reason: Text, things: Iterable[Row] | None = None) -> None:
        for piece in self._pieces(row, things or self.touched.things(row)):
            self._reasons.setdefault(piece, reason)

    def _keep_changed(self) -> None:
        later = {(thing, row[0]) for row in self._later.first for thing in self._later.things(row)}
        for thing, _ in later:
            if self.touched.made(thing):
                self._reasons[_Piece(thing)] = CHANGED_SINCE
        for row in self.touched.first if later else ():
            together = row[0] not in self._schema.records and any(
                (thing, row[0]) in later for thing in self.touched.things(row)
            )
            if together or row in self._later.first:
                self._keep(row, CHANGED_SINCE)

    def _keep_issued(self) -> None:
        """Issued documents refuse any change of their parts."""
        parts = [
            (row, thing)
            for row in self.touched.first
            if row[0] in guards.PARTS
            for thing in self.touched.things(row)
            if thing[0] == "document"
        ]
        issued = guards.issued(self._run, {thing[1] for _, thing in parts}) if parts else ()
        for row, thing in parts:
            if thing[1] in issued:
                self._keep(row, ISSUED_SINCE)

    def _keep_ends_of_keys(self) -> None:
        """Keep what something that stays points at, and what would point at nothing."""
        self._keep_shared()
        uses = list(self._uses())
        targets = list(self._targets())
        before = -1
        while before != len(self._reasons):
            before = len(self._reasons)
            for use in uses:
                if not self._leaves(use):
                    self._keep(use.used, STILL_USED)
            for row, target in targets:
                if self._is_gone(target):
                    self._keep(row, GONE_SINCE)

    def _keep_shared(self) -> None:
        """Keep what shares a part with a thing that was made since: the journal has no such part.

        A refund that was paid out of a payment has its row in common with it, and came later.
        """
        for table, owners in self._schema.owners.items():
            for mine, other in permutations(owners, 2):
                shared = self._run(
                    f"SELECT t.{mine.column}, t.{other.column} FROM change c JOIN {table} t"
                    f" ON t.{mine.column} = c.row_id WHERE c.action_id = ? AND c.table_name = ?"
                    f" AND c.operation = 'I' AND c.undone IS NULL AND t.{other.column} IS NOT NULL",
                    (self._action, mine.parent),
                )
                for used, since in shared:
                    if self._later.made((other.parent, since)):
                        self._keep((mine.parent, used), STILL_USED)

    def _uses(self) -> Iterator[_Use]:
        made = {table for (table, _), operation in self.touched.first.items() if operation == "I"}
        for key in self._schema.foreign_keys:
            if key.parent not in made or key.cascades:
                continue
            owners = self._schema.owners.get(key.table, [])
            columns = "".join(f", t.{owner.column}" for owner in owners)
            found = self._run(
                f"SELECT t.id, t.{key.column}{columns} FROM change c JOIN {key.table} t"
                f" ON t.{key.column} = c.row_id WHERE c.action_id = ? AND c.table_name = ?"
                " AND c.operation = 'I' AND c.undone IS NULL",
                (self._action, key.parent),
            )
            for row_id, used, *owner_ids in found:
                user = (key.table, row_id)
                pairs = zip(owners, owner_ids, strict=True)
                things = tuple((owner.parent, i) for owner, i in pairs if i is not None)
                yield _Use(user, things or (user,), (key.parent, used))

    def _leaves(self, use: _Use) -> bool:
        """Whether the use ends: the row goes, or points where it pointed before."""
        if self._reasons and any(
            piece in self._reasons for piece in self._pieces(use.user, use.things)
        ):
            return False
        return use.user in self.touched.first or any(map(self.touched.made, use.things))

    def _targets(self) -> Iterator[tuple[Row, Row]]:
        """Rows that would be put back, each with a row that it would point at again.

        Only where a row may be missing: nothing was deleted since, nothing to look for.
        """
        missing = {table for table, _ in self._later.gone}
        missing |= {table for table, _ in self.touched.gone} if self._reasons else set()
        for key in self._schema.foreign_keys:
            if key.parent in missing:
                yield from self._pointing(key)

    def _pointing(self, key: ForeignKey) -> Iterator[tuple[Row, Row]]:
        found = self._run(
            f"SELECT row_id, json_extract(old, '$.{key.column}[0]') FROM change WHERE action_id = ?"
            " AND table_name = ? AND old IS NOT NULL AND undone IS NULL",
            (self._action, key.table),
        )
        for row_id, target in found:
            if target is not None:
                yield (key.table, row_id), (key.parent, target)

    def _is_gone(self, row: Row) -> bool:
        if row in self._later.gone:
            return True
        return row in self.touched.gone and not self.touched.made(row) and self.stays(row)


def _row(item: tuple[Row, Text]) -> Row:
    return item[0]
