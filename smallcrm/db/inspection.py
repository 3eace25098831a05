"""Look the whole data file over: its pages, its references, its index, its journal."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from smallcrm.core.text import TN, T, Text
from smallcrm.db import search
from smallcrm.db.schema import Schema

_MOST = 20  # complaints of SQLite that are listed one by one


def problems(connection: Connection) -> list[Text]:
    """What is wrong with the file, in sentences; empty when all is well. Changes nothing."""
    damage = list(_damage(connection))
    # A damaged file answers further questions with nonsense.
    return damage or [*_lost_references(connection), *_index(connection), *_journal(connection)]


def _damage(connection: Connection) -> Iterator[Text]:
    for line in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST})").scalars():
        if line != "ok":
            yield T("The data file is damaged: {details}.", details=line)


def _lost_references(connection: Connection) -> Iterator[Text]:
    for table, row_id, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield T(
            "{table} {id} refers to something in {parent} that is not there.",
            table=table,
            id=row_id,
            parent=parent,
        )


def _index(connection: Connection) -> Iterator[Text]:
    if wrong := search.count_wrong(connection):
        yield TN(
            "Search does not know {count} thing as it is now.",
            "Search does not know {count} things as they are now.",
            wrong,
        )


def _journal(connection: Connection) -> Iterator[Text]:
    open_action = connection.exec_driver_sql("SELECT action_id FROM journal_state").scalar()
    if open_action is not None:
        yield T("The history holds an action that was never finished.")
    triggers = set(
        connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).scalars()
    )
    wanted = {
        f"journal_{table}_{event}"
        for table in Schema(connection).columns
        for event in ("insert", "update", "delete")
    }
    if not wanted <= triggers:
        yield T("The history does not note every change, because somebody removed its triggers.")
