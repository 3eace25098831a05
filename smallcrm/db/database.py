"""The open data file: one user action is one transaction, one undo step, one notification."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Self

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from smallcrm.core import paths
from smallcrm.core.changes import Changes
from smallcrm.core.errors import UserError
from smallcrm.core.loading import load
from smallcrm.core.text import T, Text
from smallcrm.db import backup, failures, guards, holder, journal, opening, search
from smallcrm.db.engine import open_engine
from smallcrm.db.keeping import Kept
from smallcrm.db.schema import Schema
from smallcrm.db.undo import Reverted, Undo
from smallcrm.db.version import APPLICATION_ID, LATEST

Watcher = Callable[[Changes], None]


class Undone(NamedTuple):
    """What an undo or a redo did, counted in things (contacts, documents).

    Attributes:
        action: The new action that holds it, itself an undo step; 0 for a trial.
        label: Of the action that was taken back or done again.
    """

    action: int
    label: Text
    restored: int
    removed: int
    kept: tuple[Kept, ...]


class _Trial(Exception):
    """Raised to roll back an undo that was only tried."""


class Database:
    """The open data file: many readers, one writer; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        """Open *path*; bring it up to date first when it is of an older version.

        Raises:
            StorageError: not our file, of a newer version, damaged, or not readable.
        """
        opening.check_ours(path)
        self.path = path
        self.engine = open_engine(path)
        self._reading = sessionmaker(self.engine)
        self._lock = threading.RLock()
        self._watchers: list[Watcher] = []
        with self._explained():
            self._writer = self.engine.connect().execution_options(sqlite_begin="IMMEDIATE")
            self._bring_up_to_date()

    @classmethod
    def create(cls, path: Path, fill: Callable[[Session], object] | None = None) -> Self:
        """Make a new file at *path* and open it; *fill* writes what it starts with.

        The name appears only when the file is complete; an existing one is never replaced.
        """
        paths.private_folder(path.parent)
        temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
        temporary.unlink(missing_ok=True)
        try:
            with temporary.open("xb"):
                opening.keep_private(temporary)
            _make(temporary)
            database = cls(temporary)
            try:
                if fill is not None:
                    with database.write(T("New file"), can_undo=False) as session:
                        fill(session)
            finally:
                database.close()
            opening.put_in_place(temporary, path)
        except OSError as error:
            raise failures.explain(error, path) or _cannot_create(path) from error
        finally:
            temporary.unlink(missing_ok=True)
        return cls(path)

    def close(self) -> None:
        """Release the file."""
        self._writer.close()
        self.engine.dispose()

    def watch(self, watcher: Watcher) -> None:
        """Call *watcher* after every commit, on the thread that committed."""
        self._watchers.append(watcher)

    @property
    def data_version(self) -> int:
        """A number that moves when another process has committed (and only then)."""
        with self._lock:
            connection = self._writer.connection.driver_connection
            version: int = connection.execute("PRAGMA data_version").fetchone()[0]  # type: ignore[union-attr]
            return version

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A short-lived session for queries; sees one state of the file throughout."""
        with self._explained(), self._reading() as session:
            yield session

    @contextmanager
    def write(
        self, label: Text, *, can_undo: bool = True, origin: object | None = None
    ) -> Iterator[Session]:
        """Commit on a clean exit, roll back on any exception.

        Args:
            label: What Undo and the history call it.
            can_undo: False for what is final: issuing, sending, erasing, restoring.
            origin: Who did it, so that they need not refresh themselves.

        Raises:
            StorageError: the disk is full, the file is locked or damaged; nothing changed.
        """
        with self._action(label, can_undo=can_undo, origin=origin) as (session, _):
            yield session

    def undo(self, action_id: int | None = None, *, trial: bool = False) -> Undone:
        """Take back the last action, or the one named, as far as nobody changed it since.

        Args:
            action_id: The action; the last one that stands when None.
            trial: Only say what would happen; the file stays as it is.

        Raises:
            UserError: there is nothing to undo, or that action cannot be undone.
        """
        return self._turn(action_id, _UNDOABLE, T("There is nothing to undo."), trial=trial)

    def redo(self) -> Undone:
        """Do again what the last undo took back, unless something was done in between."""
        return self._turn(None, _REDOABLE, T("There is nothing to redo."), trial=False)

    def backup(self, reason: str = "backup", target: Path | None = None) -> backup.Copy:
        """Make a verified copy, in *target* or among the backups under a name with *reason*."""
        with self._explained(), self._reading() as session:
            connection = session.connection()
            if target is not None:
                return backup.copy(connection, target)
            folder = self.path.parent / "backups"
            return backup.before(connection, self.path, reason, folder)

    def _turn(self, action_id: int | None, sql: str, nothing: Text, *, trial: bool) -> Undone:
        with self._lock:
            with self._explained(), self.read() as session:
                found = session.execute(text(sql), {"id": action_id}).first()
            if found is None:
                raise UserError(nothing)
            target, stored = found
            label = Text.load(stored)
            report = Reverted()
            with (
                contextlib.suppress(_Trial),
                self._action(label, can_undo=True, undoes=target) as (session, counter),
            ):
                report = Undo(session.connection(), target).apply(counter)
                if trial:
                    raise _Trial
            done = (report.restored or report.removed) and not trial
            return Undone(counter if done else 0, label, *report)

    @contextmanager
    def _action(
        self,
        label: Text,
        *,
        can_undo: bool,
        origin: object | None = None,
        undoes: int | None = None,
    ) -> Iterator[tuple[Session, int]]:
        with self._lock:
            with self._explained(), self._writer.begin(), Session(self._writer) as session:
                holder.claim(self.path)
                try:
                    action = journal.begin(self._writer, label, can_undo=can_undo, undoes=undoes)
                    yield session, action
                    session.flush()
                    search.refresh(self._writer, action)
                    rows = journal.finish(self._writer, action)
                finally:
                    holder.release(self.path)
            if rows:
                for watcher in self._watchers:
                    watcher(Changes(rows, origin))

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, OSError) as error:
            explained = failures.explain(error, self.path, holder.name(self.path))
            if explained is None:
                raise
            raise explained from error

    def _bring_up_to_date(self) -> None:
        # Not on the writer: who only opens the file does not wait for somebody who writes.
        with self._reading() as session:
            version = session.connection().exec_driver_sql("PRAGMA user_version").scalar_one()
        opening.refuse_newer(self.path, version, LATEST)
        if version < LATEST:
            if version > 0:
                self.backup(f"before-v{LATEST}")
            with self._writer.begin():
                load("smallcrm.db.migrations").upgrade(self._writer)
                _protect(self._writer)


_UNDOABLE = (
    "SELECT id, label FROM action WHERE can_undo AND undone_by IS NULL"
    " AND (CASE WHEN :id IS NULL THEN undoes IS NULL ELSE id = :id END)"
    " ORDER BY id DESC LIMIT 1"
)
# Redo only while nothing new was done after the undo, as in every editor.
_REDOABLE = (
    "SELECT id, label FROM action WHERE id > coalesce((SELECT max(id) FROM action"
    " WHERE undoes IS NULL), 0) AND undone_by IS NULL AND :id IS NULL"
    " AND (SELECT undoes FROM action original WHERE original.id = action.undoes) IS NULL"
    " ORDER BY id DESC LIMIT 1"
)


def _make(path: Path) -> None:
    """Turn the empty file at *path* into an empty data file of the latest schema."""
    engine = open_engine(path)
    with engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection:
        with connection.begin():
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            load("smallcrm.db.migrations").upgrade(connection)
            _protect(connection)
        # The header must be in the file itself, where the next opening looks for it.
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    engine.dispose()


def _protect(connection: Connection) -> None:
    """Install the triggers of the journal and those that freeze issued documents."""
    columns = Schema(connection).columns["document"]
    journal.install(connection, guards.statements(columns))


def _cannot_create(path: Path) -> UserError:
    return UserError(
        T("The file {path} cannot be made.", path=path),
        hint=T("Choose a folder that you may write to."),
        field="path",
    )
