"""Make empty data files, and bring old ones up to date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from smallcrm.core.errors import StorageError
from smallcrm.core.loading import load
from smallcrm.core.text import T
from smallcrm.db import guards, journal, opening, search
from smallcrm.db.engine import open_engine
from smallcrm.db.schema import Schema
from smallcrm.db.version import APPLICATION_ID, LATEST


def make(path: Path) -> None:
    """Turn the empty file at *path* into an empty data file of the latest version."""
    engine = open_engine(path)
    try:
        with engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection:
            with connection.begin():
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                load("smallcrm.db.migrations").upgrade(connection)
                _protect(connection)
            # The header must be in the file itself, where the next opening looks for it.
            _tell(connection, "PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()


def upgrade(writer: Connection, path: Path, save_copy: Callable[[], object]) -> None:
    """Bring the open file to the latest version in one transaction: wholly, or not at all.

    Args:
        writer: The writing connection, outside a transaction.
        path: The data file.
        save_copy: Makes a verified copy; called when nobody else can write any more.

    Raises:
        StorageError: what the steps made does not hold together, or a newer program was quicker;
            nothing was changed.
    """
    # Heeded outside of transactions only. Else a table that is made anew would take the rows
    # that point at it along, and its new name would find its way into the other tables.
    _tell(writer, "PRAGMA foreign_keys = OFF")
    _tell(writer, "PRAGMA legacy_alter_table = ON")
    try:
        with writer.begin():
            version = writer.exec_driver_sql("PRAGMA user_version").scalar_one()
            opening.refuse_newer(path, version)
            if version == LATEST:
                return  # somebody else was quicker
            save_copy()
            journal.remove_triggers(writer)
            load("smallcrm.db.migrations").upgrade(writer)
            _protect(writer)
            if version < search.SINCE:
                search.rebuild(writer)
            _check_references(writer, path)
    finally:
        _tell(writer, "PRAGMA legacy_alter_table = OFF")
        _tell(writer, "PRAGMA foreign_keys = ON")


def _protect(connection: Connection) -> None:
    """Install the triggers of the journal and those that freeze issued documents."""
    schema = Schema(connection)
    journal.install(connection, schema)
    for statement in guards.statements(schema.columns["document"]):
        connection.exec_driver_sql(statement)


def _check_references(connection: Connection, path: Path) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise StorageError(
            T("{path} could not be brought up to date for this version of SmallCRM.", path=path),
            hint=T("It was left as it is. Open it with the version that you used before."),
        )


def _tell(connection: Connection, statement: str) -> None:
    """Run *statement* past SQLAlchemy, which would begin a transaction for it."""
    connection.connection.driver_connection.execute(statement)  # type: ignore[union-attr]
