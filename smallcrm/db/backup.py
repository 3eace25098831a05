"""Verified copies of the data file, made by SQLite's own backup."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain, count
from pathlib import Path
from tempfile import mkstemp
from typing import NamedTuple

from sqlalchemy import Connection

from smallcrm.core import clock, paths
from smallcrm.core.errors import StorageError
from smallcrm.core.text import T
from smallcrm.db import opening
from smallcrm.db.driver import sqlite
from smallcrm.db.files import FileStore, folder_of

_UNFINISHED = ".copying"  # no other program's: old ones are swept, in a folder of the user's choice


class Copy(NamedTuple):
    """A finished copy: where it is, and the SHA-256 of its bytes."""

    path: Path
    sha256: str


def copy(connection: Connection, target: Path, files: tuple[FileStore, Path] | None = None) -> Copy:
    """Copy the open file to *target*, check the copy, and only then give it its name.

    *files* are the files of its contacts and the folder that takes what it does not have of them.

    Raises:
        StorageError: the copy did not pass SQLite's check, or *target* exists.
    """
    if target.exists():
        raise opening.taken(target)
    return _named(connection, [target], files)


def before(connection: Connection, path: Path, reason: str, folder: Path) -> Copy:
    """A copy of *path* made before something big; *reason* is a word for its name."""
    stamp = clock.now().strftime("%Y%m%d-%H%M%S")
    numbers = chain([""], (f"-{number}" for number in count(2)))
    names = (f"{path.stem}-{stamp}-{reason}{number}{path.suffix}" for number in numbers)
    # The copies in this folder share one place for files: each is there once.
    files = (FileStore(folder_of(path)), folder / f"{path.stem}.files")
    return _named(connection, map(folder.joinpath, names), files)


def _named(
    connection: Connection, targets: Iterable[Path], files: tuple[FileStore, Path] | None
) -> Copy:
    """A copy under the first of *targets*, all in one folder, that nobody else has by then."""
    targets = iter(targets)
    first = next(targets)
    paths.private_folder(first.parent)
    opening.sweep(first.parent, f".*{paths.SUFFIX}{_UNFINISHED}*")
    # Another program may be making a copy of the same name.
    descriptor, name = mkstemp("", f".{first.name}{_UNFINISHED}", first.parent)
    os.close(descriptor)
    temporary = Path(name)
    try:
        _fill(connection, temporary)
        digest = _digest(temporary)
        if files is not None:
            store, folder = files
            store.copy_to(FileStore(folder))
        for target in chain([first], targets):
            with suppress(opening.Taken):
                opening.put_in_place(temporary, target)
                return Copy(target, digest)
        raise opening.taken(first)
    finally:
        temporary.unlink(missing_ok=True)


def _fill(connection: Connection, temporary: Path) -> None:
    source = connection.connection.driver_connection
    target = sqlite.connect(str(temporary))
    try:
        source.backup(target)  # type: ignore[union-attr]
        target.execute("PRAGMA journal_mode = DELETE")
        problems = target.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        target.close()
    if problems != "ok":
        raise StorageError(
            T("The data file is damaged, so no copy of it was kept."),
            hint=T("The older copies are untouched. Go back to the last good one."),
        )
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
