"""The open data file: one user action is one transaction, one undo step, one notification."""

from __future__ import annotations

import contextlib
import glob
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Self

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from smallcrm.core import memory, paths
from smallcrm.core.changes import ALL, Changes
from smallcrm.core.errors import Cancelled, StorageError, UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T, Text
from smallcrm.db import backup, failures, holder, journal, making, opening, search, steps
from smallcrm.db.driver import sqlite
from smallcrm.db.engine import expect_much, open_engine
from smallcrm.db.files import FileStore, folder_of
from smallcrm.db.keeping import Kept
from smallcrm.db.log import WriteAheadLog
from smallcrm.db.steps import Step
from smallcrm.db.undo import Reverted, Undo
from smallcrm.db.version import LATEST

Watcher = Callable[[Changes], None]
_STEPS = 100_000  # of SQLite's machine


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

        A file that may only be read, or that lies in such a folder, is opened for reading.

        Raises:
            StorageError: not our file, of a newer version, damaged, or not readable.
        """
        opening.check_ours(path)
        self.path = path
        reading_only = opening.reading_only(path)
        self.is_read_only = bool(reading_only)
        self.engine = open_engine(path, reading_only)
        self._reading = sessionmaker(self.engine)
        self._lock = threading.RLock()
        self._watchers: list[Watcher] = []
        self._identity = opening.identity(path)
        self._damaged: StorageError | None = None
        self._log = WriteAheadLog(self.engine)
        try:
            with self._explained(is_reading=True):
                self._writer = self.engine.connect().execution_options(sqlite_begin="IMMEDIATE")
                expect_much(self._writer)
                self._bring_up_to_date()
        except BaseException:
            self.engine.dispose()
            raise

    @classmethod
    def create(cls, path: Path, fill: Callable[[Session], object] | None = None) -> Self:
        """Make a new file at *path* and open it; *fill* writes what it starts with.

        The name appears only when the file is complete; an existing one is never replaced.
        """
        temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            if path.exists():
                raise opening.taken(path)
            paths.private_folder(path.parent)
            opening.sweep(path.parent, f".{glob.escape(path.name)}.*.new*")
            temporary.unlink(missing_ok=True)
            with temporary.open("xb"):
                opening.keep_private(temporary)
            making.make(temporary)
            database = cls(temporary)
            try:
                if fill is not None:
                    with database.write(T("New file"), can_undo=False) as session:
                        fill(session)
            finally:
                database.close()
            opening.put_in_place(temporary, path)
        except (OSError, DBAPIError) as error:
            raise failures.explain(error, path) or _cannot_create(path) from error
        finally:
            temporary.unlink(missing_ok=True)
        return cls(path)

    def close(self) -> None:
        """Release the file."""
        self._log.wait()
        self._writer.close()
        self.engine.dispose()

    @property
    def files(self) -> FileStore:
        """The files of contacts, kept beside the data file."""
        return FileStore(folder_of(self.path))

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
    def read(self, progress: Progress | None = None) -> Iterator[Session]:
        """A short-lived session for queries; sees one state of the file throughout.

        Cancelling *progress* breaks off the query that runs just then or next.

        Raises:
            Cancelled: it was broken off.
        """
        with self._explained(is_reading=True), self._reading() as session:
            if progress is None:
                yield session
                return
            driver: Any = session.connection().connection.driver_connection
            # One that is about to run does not hear that it is to break off: it is asked now and
            # then whether it should, every millisecond or two.
            driver.set_progress_handler(lambda: progress.stopped, _STEPS)
            try:
                with progress.breaking(driver.interrupt):
                    yield session
            finally:
                driver.set_progress_handler(None, 0)

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
        return self._turn(lambda connection: steps.to_undo(connection, action_id), trial=trial)

    def redo(self) -> Undone:
        """Do again what the last undo took back, unless something was done in between."""
        return self._turn(steps.to_redo, trial=False)

    def backup(self, reason: str = "backup", target: Path | None = None) -> backup.Copy:
        """Make a verified copy, in *target* or among the backups under a name with *reason*.

        Raises:
            StorageError: the file is damaged, the disk is full, or *target* is there already.
            UserError: the folder cannot be written to.
        """
        folder = self.path.parent / "backups"
        with self._explained(), self._reading() as session:
            connection = session.connection()
            try:
                if target is not None:
                    return backup.copy(connection, target, (self.files, folder_of(target)))
                return backup.before(connection, self.path, reason, folder)
            except OSError as error:
                raise failures.explain(error, self.path) or _cannot_create(
                    target or folder
                ) from error

    def compact(self) -> None:
        """Write the file anew, so that nothing of what was deleted is left in it."""
        with self._lock, self._explained():
            self.refuse_unsafe()
            self._log.wait()  # else SQLite would leave the log, and what it holds, as it is
            with self._transaction():
                search.forget_deleted(self._writer)
            run = self._writer.connection.driver_connection.execute  # type: ignore[union-attr]
            run("VACUUM")
            run("PRAGMA wal_checkpoint(TRUNCATE)")

    def rest(self) -> None:
        """Forget the pages that connections nobody uses just now keep in memory.

        They are in the system's cache, too, and are read from there when they are wanted again.
        Measured after the start with 100,000 contacts: 8 MB.
        """
        pool = self.engine.pool
        with self._lock, contextlib.ExitStack() as borrowed:
            resting = [
                borrowed.enter_context(contextlib.closing(pool.connect()))
                for _ in range(pool.checkedin())  # type: ignore[attr-defined]
            ]
            for connection in (*resting, self._writer.connection):
                connection.driver_connection.execute("PRAGMA shrink_memory")  # type: ignore[union-attr]
        memory.give_back()

    def _turn(self, choose: Callable[[Connection], Step], *, trial: bool) -> Undone:
        with self._lock:
            with self.read() as session:
                step = choose(session.connection())
            report = Reverted()
            try:
                with (
                    contextlib.suppress(_Trial),
                    self._action(step.label, undoes=step.action) as (session, counter),
                ):
                    report = Undo(session.connection(), step.action).apply(counter)
                    if trial:
                        raise _Trial
            except IntegrityError as error:
                raise _depended_on(step.label) from error
            restored, removed, kept, done = report
            return Undone(counter if done and not trial else 0, step.label, restored, removed, kept)

    @contextmanager
    def _action(
        self,
        label: Text,
        *,
        can_undo: bool = True,
        origin: object | None = None,
        undoes: int | None = None,
    ) -> Iterator[tuple[Session, int]]:
        with self._lock:
            self.refuse_unsafe()
            with (
                self._explained(),
                self._log.caught_up(self._writer),
                self._transaction(),
                Session(self._writer) as session,
            ):
                holder.claim(self.path)
                try:
                    action = journal.begin(self._writer, label, can_undo=can_undo, undoes=undoes)
                    yield session, action
                    session.flush()
                    search.refresh(self._writer, action)
                    rows = journal.finish(self._writer, action)
                    if ALL in rows.values():
                        self._log.leave(self._writer)
                finally:
                    holder.release(self.path)
            if rows:
                for watcher in self._watchers:
                    watcher(Changes(rows, origin))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing, also where SQLite refuses the COMMIT itself.

        It leaves the transaction open then (a key that is checked at the end points nowhere), and
        SQLAlchemy takes it for ended: no other could ever begin.
        """
        try:
            with self._writer.begin():
                yield
        except BaseException:
            driver: Any = self._writer.connection.driver_connection
            if driver.in_transaction:
                driver.rollback()
            raise

    @contextmanager
    def _explained(self, *, is_reading: bool = False) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite.Error, OSError) as error:  # a backup is the driver's own
            if failures.is_broken_off(error):
                raise Cancelled from error
            explained = failures.explain(
                error, self.path, holder.name(self.path), is_reading=is_reading
            )
            if explained is None:
                raise
            if isinstance(explained, failures.Damaged):
                self._damaged = explained
            raise explained from error

    def refuse_unsafe(self) -> None:
        """Raise StorageError where nothing may be written, or where it would be lost."""
        if self._damaged is not None:
            raise self._damaged
        if self.is_read_only:
            raise opening.only_readable(self.path)
        opening.check_same(self.path, self._identity)

    def _bring_up_to_date(self) -> None:
        # Outside a transaction: who only opens the file does not wait for somebody who writes.
        driver: Any = self._writer.connection.driver_connection
        version: int = driver.execute("PRAGMA user_version").fetchone()[0]
        opening.refuse_newer(self.path, version)
        if version < LATEST:
            if self.is_read_only:
                raise opening.too_old_to_read(self.path)
            making.upgrade(self._writer, self.path, lambda: self.backup(f"before-v{LATEST}"))


def _depended_on(label: Text) -> UserError:
    return UserError(
        T("“{label}” cannot be undone: what was done since depends on it.", label=label),
        hint=T("Nothing was changed. Undo the later steps first."),
    )


def _cannot_create(path: Path) -> UserError:
    return UserError(
        T("The file {path} cannot be made.", path=path),
        hint=T("Choose a folder that you may write to."),
        field="path",
    )
