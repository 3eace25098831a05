"""What each user action did to the file: written by triggers, whoever makes the change.

An ORM flush, a bulk statement, a foreign key that cascades: all wake the same triggers.
From the rows come the notification for the views, undo and redo (also after a restart),
and the history on the screen.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import cache
from typing import Self

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from smallcrm.core import clock, who
from smallcrm.core.changes import ALL
from smallcrm.core.text import Text
from smallcrm.core.uid import new_uid
from smallcrm.db import bulk
from smallcrm.db.schema import Schema

_BEGIN = text(
    "INSERT INTO action (uid, label, who, device, at, can_undo, undoes)"
    " VALUES (:uid, :label, :who, :device, :at, :can_undo, :undoes) RETURNING id"
)
_TRIGGER = "SELECT sql FROM sqlite_master WHERE name = ?"
_TOO_MANY = 1000  # more changed rows of one table than this are announced as "all of them"


def install(connection: Connection, schema: Schema) -> None:
    """Make the triggers that note every change; part of making and upgrading a file.

    A file keeps the triggers that it has until the next upgrade: other triggers need a new
    version of the tables, if only an empty step.
    """
    for statement in _triggers(schema):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT OR IGNORE INTO journal_state (id) VALUES (1)")


def remove_triggers(connection: Connection) -> None:
    """Take all triggers away, so that the steps of an upgrade can change what they must."""
    run = connection.exec_driver_sql
    for name in run("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all():
        run(f"DROP TRIGGER {name}")


def begin(connection: Connection, label: Text, *, can_undo: bool, undoes: int | None = None) -> int:
    """Open an action; every row that changes until ``finish`` belongs to it."""
    action_id: int = connection.execute(
        _BEGIN,
        {
            "uid": new_uid(),
            "label": label.dump(),
            "who": who.name(),
            "device": _device(),
            "at": bulk.stored_instant(clock.now()),
            "can_undo": can_undo,
            "undoes": undoes,
        },
    ).scalar_one()
    run = connection.exec_driver_sql
    run("UPDATE journal_state SET action_id = ?", (action_id,))
    run("INSERT INTO journal_mark (table_name, last_id) SELECT name, seq FROM sqlite_sequence")
    return action_id


def finish(connection: Connection, action_id: int) -> dict[str, frozenset[int]]:
    """Close the action; return the ids it touched, by table. One that did nothing is forgotten."""
    run = connection.exec_driver_sql
    run("UPDATE journal_state SET action_id = NULL")
    run("DELETE FROM journal_mark")
    found: dict[str, frozenset[int]] = {}
    counts = run(
        "SELECT table_name, count(*) FROM change WHERE action_id = ? GROUP BY 1", (action_id,)
    )
    for table, count in counts.all():
        if count > _TOO_MANY:
            found[table] = ALL
            continue
        ids = run(
            "SELECT row_id FROM change WHERE action_id = ? AND table_name = ?", (action_id, table)
        )
        found[table] = frozenset(ids.scalars())
    if not found:
        run("DELETE FROM action WHERE id = ?", (action_id,))
    return found


def settle(connection: Connection, table: str, last_id: int) -> None:
    """Take the things of *table* up to *last_id* for old: what comes to them now is noted too."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO journal_mark (table_name, last_id) VALUES (?, ?)", (table, last_id)
    )


class Together:
    """Notes rows that come into a table by the thousand with one statement, not one by one.

    Use it as a context manager. From the first ``into`` on to the end the trigger of the table is
    away, in this transaction alone: no row may come in another way.
    """

    def __init__(self, connection: Connection) -> None:
        self._run = connection.exec_driver_sql
        self._schema = Schema(connection)
        self._away: dict[str, str] = {}  # triggers by their tables, as the file has them

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_more: object) -> None:
        # A full disk has rolled everything back already: they are there, and that is not the fault.
        with suppress(SQLAlchemyError) if error else nullcontext():
            for trigger in self._away.values():
                self._run(trigger)
        self._away.clear()

    @contextmanager
    def into(self, table: str) -> Iterator[None]:
        """While it lasts, nothing but new rows may come into *table*, with ids above all others."""
        if table not in self._away:
            name = f"journal_{table}_insert"
            self._away[table] = self._run(_TRIGGER, (name,)).scalar_one()
            self._run(f"DROP TRIGGER {name}")
        last = self._run(f"SELECT coalesce(max(id), 0) FROM {table}").scalar_one()
        yield
        self._run(
            "INSERT INTO change (action_id, table_name, row_id, operation)"
            f" SELECT action_id, '{table}', new.id, 'I' FROM journal_state, {table} new"
            " WHERE action_id IS NOT NULL AND new.id > ?"
            f" AND {_is_noted(self._schema, table, 'new')} ORDER BY new.id",
            (last,),
        )


def _triggers(schema: Schema) -> Iterator[str]:
    for table, columns in schema.columns.items():
        whole = ", ".join(f"'{name}', json_array(old.{name})" for name in columns)
        changed = ", ".join(
            f"'{name}', CASE WHEN old.{name} IS NOT new.{name} THEN json_array(old.{name}) END"
            for name in columns
        )
        differs = " OR ".join(f"old.{name} IS NOT new.{name}" for name in columns)
        before, after = _is_noted(schema, table, "old"), _is_noted(schema, table, "new")
        yield _trigger(table, "insert", "new", "NULL", after)
        # json_patch drops the members that are NULL: only what changed stays.
        yield _trigger(
            table,
            "update",
            "old",
            f"json_patch('{{}}', json_object({changed}))",
            f"({differs}) AND ({before} OR {after})",
        )
        yield _trigger(table, "delete", "old", f"json_object({whole})", before)


def _is_noted(schema: Schema, table: str, row: str) -> str:
    """All but the parts of what this action makes: they come and go with their owner.

    Ids only grow (AUTOINCREMENT), so what this action makes has one above the mark.
    """
    mark = "(SELECT last_id FROM journal_mark WHERE table_name = '{}')"
    noted = [
        f"coalesce({row}.{key.column}, 0) <= coalesce({mark.format(key.parent)}, 0)"
        for key in schema.owners.get(table, ())
    ]
    return " AND ".join(noted) or "TRUE"


def _trigger(table: str, event: str, row: str, old: str, condition: str) -> str:
    return (
        f"CREATE TRIGGER journal_{table}_{event} AFTER {event.upper()} ON {table}"
        f" WHEN {condition} BEGIN"
        " INSERT INTO change (action_id, table_name, row_id, operation, old)"
        f" SELECT action_id, '{table}', {row}.id, '{event[0].upper()}', {old}"
        " FROM journal_state WHERE action_id IS NOT NULL; END"
    )


@cache
def _device() -> str:
    return platform.node()
