"""The SQLite engine: pragmas, and real transactions around every statement, DDL too."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event

from smallcrm.core.fold import digits, fold
from smallcrm.core.indexed import searchable
from smallcrm.db.driver import has_safe_wal, sqlite

_fold = lru_cache(maxsize=8192)(fold)  # a list has few cities, and many contacts in each
BUSY_MILLISECONDS = 5000

_PRAGMAS = (
    # NORMAL lost acknowledged commits in simulated power cuts; FULL costs about 3 ms.
    "synchronous = FULL",
    "foreign_keys = ON",
    # Else INSERT OR REPLACE deletes a row without waking its delete trigger.
    "recursive_triggers = ON",
    f"busy_timeout = {BUSY_MILLISECONDS}",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "temp_store = MEMORY",
    # KiB in each connection. Measured among 100,000 contacts: with 32 MB, pages that were read
    # once for the first lists and counts took 30 MB; pages of rows and searches were no faster,
    # sorts and counts over all contacts by a sixth.
    "cache_size = -4096",
)
_OF_THE_WRITER = "PRAGMA cache_size = -32768"


def open_engine(path: Path, reading_only: Mapping[str, str] | None = None) -> Engine:
    """Open the data file at *path*, ready for one writer and many readers.

    Args:
        path: The file.
        reading_only: How to open it where nothing may be written (``opening.reading_only``).
    """
    url = URL.create("sqlite", database=str(path))
    if reading_only:
        query = {"uri": "true", **reading_only}
        url = URL.create("sqlite", database=path.resolve().as_uri(), query=query)
    # The connection used last comes first: it has the pages, and there are fewer of them.
    engine = create_engine(url, module=sqlite, poolclass=QueuePool, pool_use_lifo=True)

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        prepare(connection, can_write=not reading_only)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")

    return engine


def expect_much(connection: Connection) -> None:
    """Let the one that writes keep more pages: an import touches them all, again and again."""
    connection.connection.driver_connection.execute(_OF_THE_WRITER)  # type: ignore[union-attr]


def prepare(connection: Any, *, can_write: bool = True) -> None:
    """Set a fresh driver connection up: no implicit BEGIN, pragmas, and our SQL functions."""
    connection.isolation_level = None  # the driver would leave DDL outside transactions
    if can_write:
        connection.execute(f"PRAGMA journal_mode = {'WAL' if has_safe_wal() else 'DELETE'}")
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync = ON")
    connection.create_function("searchable", 1, searchable, deterministic=True)
    connection.create_function("folded", 1, _fold, deterministic=True)
    connection.create_function("only_digits", 1, digits, deterministic=True)
