"""Turn what the driver says into a sentence that the owner of the file can use."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from smallcrm.core.errors import StorageError
from smallcrm.core.text import T
from smallcrm.db import opening
from smallcrm.db.driver import sqlite

_MEGABYTE = 1024 * 1024
_NEARLY_FULL = 20  # megabytes; with more left, the disk failed for another reason
_PRIMARY = 0xFF  # the lower byte of SQLite's extended result codes


class Damaged(StorageError):
    """The data file holds what SQLite cannot make sense of; nothing more is written to it."""


def explain(
    error: BaseException, path: Path, holder: str = "", *, is_reading: bool = False
) -> StorageError | None:
    """The sentence for a failure of the disk or the lock; None when it is our own bug.

    Args:
        error: What SQLAlchemy, the driver or the system raised.
        path: The data file.
        holder: Who is writing just now, where that is known.
        is_reading: Nothing was to be changed: the file was only opened or read.
    """
    code = _code(error)
    if code in (sqlite.SQLITE_BUSY, sqlite.SQLITE_LOCKED):
        return _locked(holder)
    if code in (sqlite.SQLITE_FULL, sqlite.SQLITE_IOERR):
        say = _unreadable if is_reading else _unwritable
        return say(_megabytes(path), full=code == sqlite.SQLITE_FULL)
    if code == sqlite.SQLITE_READONLY:
        return opening.only_readable(path)
    if code == sqlite.SQLITE_CANTOPEN:
        return StorageError(
            T("The data file {path} cannot be opened.", path=path),
            hint=T("Nothing was changed. Check that its folder is there and may be written to."),
        )
    if code in (sqlite.SQLITE_CORRUPT, sqlite.SQLITE_NOTADB):
        return Damaged(
            T("The data file {path} is damaged. Nothing more is written to it.", path=path),
            hint=T("Go back to the last good copy in the folder of backups."),
        )
    return None


def is_broken_off(error: BaseException) -> bool:
    """Whether somebody had enough of the query (``sqlite3_interrupt``)."""
    return _code(error) == int(sqlite.SQLITE_INTERRUPT)


def _code(error: BaseException) -> int | None:
    """SQLite's primary result code; of the system's errors only that of a full disk."""
    if isinstance(error, OSError):
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        return int(sqlite.SQLITE_FULL) if full else None
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite.Error) and str(cause).startswith("Could not decode to UTF-8"):
        return int(sqlite.SQLITE_CORRUPT)  # found by the driver, which has no code for it
    code: int | None = getattr(cause, "sqlite_errorcode", None)
    return None if code is None else code & _PRIMARY


def _locked(holder: str) -> StorageError:
    hint = T("Nothing was changed. Wait until it has finished and try again.")
    if holder:
        return StorageError(
            T("The data file is being written by {holder}.", holder=holder), hint=hint
        )
    return StorageError(T("Another program is writing to the data file."), hint=hint)


def _megabytes(path: Path) -> int:
    """How many are free where *path* lies."""
    try:
        return shutil.disk_usage(path.parent).free // _MEGABYTE
    except OSError:  # the disk itself is gone
        return _NEARLY_FULL


def _unreadable(free: int, *, full: bool) -> StorageError:
    """Reading takes some room too: for an index of the log, for sorting."""
    if full or free < _NEARLY_FULL:
        return StorageError(
            T("The data file cannot be read: the disk has {free} MB left.", free=free),
            hint=T("Nothing was changed. Free some space and try again."),
        )
    return StorageError(
        T("The data file cannot be read: the disk does not answer."),
        hint=T("Nothing was changed. Check that the disk is still connected."),
    )


def _unwritable(free: int, *, full: bool) -> StorageError:
    if full or free < _NEARLY_FULL:
        return StorageError(
            T("The change was not saved: the disk has {free} MB left.", free=free),
            hint=T("Everything saved before is safe. Free some space and try again."),
        )
    return StorageError(
        T("The change was not saved: the disk does not take it."),
        hint=T("Everything saved before is safe. Check that the disk is still connected."),
    )
