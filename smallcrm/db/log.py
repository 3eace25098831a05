"""SQLite's write-ahead log, which has to be copied into the file now and then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

_USUAL = 1000  # pages, after which a commit copies the log itself: SQLite's own choice


class WriteAheadLog:
    """Copies the log after long actions, beside who waited for them: half the time of a commit.

    Until then all of it stands in the log, where any program that opens the file finds it.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._is_left = False
        self._copying: Thread | None = None

    def leave(self, connection: Connection) -> None:
        """Let the commit of *connection* that comes next leave the log as it is."""
        self._is_left = True
        _copy_from(connection, 0)

    @contextmanager
    def caught_up(self, connection: Connection) -> Iterator[None]:
        """Afterwards what was left is copied, without waiting for it."""
        try:
            yield
        finally:
            was_left, self._is_left = self._is_left, False
            if was_left:
                _copy_from(connection, _USUAL)
        if was_left:
            self.wait()
            self._copying = Thread(target=self._copy, name="write-ahead log")
            self._copying.start()

    def wait(self) -> None:
        """Wait until nothing is copied any more."""
        if self._copying is not None:
            self._copying.join()

    def _copy(self) -> None:
        # What cannot be copied now, as somebody reads or the disk is full, is by a later commit.
        with suppress(SQLAlchemyError), self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")


def _copy_from(connection: Connection, pages: int) -> None:
    """Have commits of *connection* copy the log from so many pages on; 0: never."""
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA wal_autocheckpoint = {pages}")
