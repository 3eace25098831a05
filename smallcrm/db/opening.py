"""Look at a file before anything is written to it: is it ours, of this version, writable?"""

from __future__ import annotations

import contextlib
import os
import struct
import time
from collections.abc import Mapping
from pathlib import Path

from smallcrm.core.errors import StorageError
from smallcrm.core.text import T
from smallcrm.db.version import APPLICATION_ID, LATEST

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100  # bytes; SQLite file format, 1.3: numbers are big-endian, of four bytes
_VERSION_AT, _APPLICATION_ID_AT = 60, 68
_ABANDONED = 600  # seconds; making a file takes less than one

Identity = tuple[int, int]


def check_ours(path: Path) -> None:
    """Raise StorageError unless this program can use *path*; reads 100 bytes, writes none."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError as error:
        raise StorageError(
            T("There is no file {path}.", path=path),
            hint=T("Choose another file, or make a new one."),
        ) from error
    except OSError as error:
        raise StorageError(
            T("The file {path} cannot be opened.", path=path),
            hint=T("Nothing was changed. Check that it is a file and that you may read it."),
        ) from error
    if not _is_ours(header):
        raise StorageError(
            T("{path} is not a data file of SmallCRM.", path=path),
            hint=T("Nothing was changed in it. To bring in a spreadsheet, use Import."),
        )
    refuse_newer(path, struct.unpack_from(">I", header, _VERSION_AT)[0])


def refuse_newer(path: Path, version: int) -> None:
    """Raise StorageError when the file's tables are newer than this program knows."""
    if version > LATEST:
        raise StorageError(
            T("{path} was last used with a newer version of SmallCRM.", path=path),
            hint=T("Nothing was changed in it. Install the newer version and open it again."),
        )


def reading_only(path: Path) -> Mapping[str, str]:
    """How SQLite is to open *path* where it may not write; empty where it may.

    In a folder that takes no new files SQLite cannot make the log that it needs even to read,
    unless it is told that nobody changes the file (``immutable``). That is not said while a log
    of the last writer is there: what is in it would be missing.
    """
    folder = os.access(path.parent, os.W_OK)
    if folder and os.access(path, os.W_OK):
        return {}
    log = path.with_name(f"{path.name}-wal")
    finished = not log.exists() or log.stat().st_size == 0
    return {"mode": "ro"} if folder or not finished else {"mode": "ro", "immutable": "1"}


def only_readable(path: Path) -> StorageError:
    """What is said to somebody who wants to change a file that can only be read."""
    return StorageError(
        T("The change was not saved: {path} can only be read.", path=path),
        hint=T("Move the file to a folder of your own, or ask for the right to write there."),
    )


def too_old_to_read(path: Path) -> StorageError:
    """What is said where a file would have to be upgraded and may only be read."""
    return StorageError(
        T("{path} is from an older version of SmallCRM and can only be read.", path=path),
        hint=T("It was left as it is. Copy it to a folder of your own and open the copy."),
    )


def identity(path: Path) -> Identity:
    """Which file the name *path* stands for just now."""
    found = path.stat()
    return found.st_dev, found.st_ino


def check_same(path: Path, opened: Identity) -> None:
    """Raise StorageError when *path* is no longer the file that was opened.

    A file that is deleted while it is open goes on taking changes, and they are lost when it is
    closed.
    """
    try:
        same = identity(path) == opened
    except FileNotFoundError:
        same = False
    if not same:
        raise StorageError(
            T("The data file {path} was moved or deleted while it was open.", path=path),
            hint=T("The change was not saved. Put the file back, or open the one you want."),
        )


def keep_private(path: Path) -> None:
    """Make *path* readable for its owner only, where the system has such rights."""
    if os.name == "posix":
        path.chmod(0o600)


class Taken(StorageError):
    """A new file cannot have its name: it is in use."""


def taken(path: Path) -> Taken:
    """What is said to somebody who wants a new file under a name that is in use."""
    return Taken(
        T("{path} exists already.", path=path),
        hint=T("It was left as it is. Choose another name."),
        field="path",
    )


def put_in_place(temporary: Path, path: Path) -> None:
    """Give the finished file its name; raise Taken when somebody has it."""
    if path.exists():
        raise taken(path)
    _set_aside(path)
    try:
        os.link(temporary, path)  # unlike a rename it never replaces what is there
    except FileExistsError as error:
        raise taken(path) from error
    except OSError:  # a file system without links
        temporary.rename(path)
    else:
        temporary.unlink()
    keep_name(path.parent)


def _set_aside(path: Path) -> None:
    """Move away what a file of this name that is gone has left: SQLite would read it into ours.

    Its last changes may be in there, for the case that somebody finds the file itself again.
    """
    for side in ("-wal", "-shm"):
        left = path.with_name(path.name + side)
        if left.exists():
            left.replace(left.with_name(f"{left.name}.left"))


def sweep(folder: Path, pattern: str) -> None:
    """Remove the unfinished files in *folder* that a killed program left there."""
    for leftover in folder.glob(pattern):
        with contextlib.suppress(FileNotFoundError):  # another program sweeps too
            if time.time() - leftover.stat().st_mtime > _ABANDONED:
                leftover.unlink()


def _is_ours(header: bytes) -> bool:
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        return False
    found: int = struct.unpack_from(">I", header, _APPLICATION_ID_AT)[0]
    return found == APPLICATION_ID


def keep_name(folder: Path) -> None:
    """Have the disk remember the names in *folder*, also when the power fails now."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
