"""Look at a file before anything is written to it: is it ours, and from this version?"""

from __future__ import annotations

import os
import struct
from pathlib import Path

from smallcrm.core.errors import StorageError
from smallcrm.core.text import T
from smallcrm.db.version import APPLICATION_ID

_MAGIC = b"SQLite format 3\x00"
_APPLICATION_ID_AT = 68  # SQLite file format, 1.3: big-endian, four bytes
_HEADER = 100


def check_ours(path: Path) -> None:
    """Raise StorageError unless *path* is a data file of SmallCRM; reads 100 bytes."""
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
    if len(header) == _HEADER and header.startswith(_MAGIC):
        (found,) = struct.unpack_from(">I", header, _APPLICATION_ID_AT)
        if found == APPLICATION_ID:
            return
    raise StorageError(
        T("{path} is not a data file of SmallCRM.", path=path),
        hint=T("Nothing was changed in it. To bring in a spreadsheet, use Import."),
    )


def refuse_newer(path: Path, version: int, latest: int) -> None:
    """Raise StorageError when the file's schema is newer than this program knows."""
    if version > latest:
        raise StorageError(
            T("{path} was last used with a newer version of SmallCRM.", path=path),
            hint=T("Nothing was changed in it. Install the newer version and open it again."),
        )


def keep_private(path: Path) -> None:
    """Make *path* readable for its owner only, where the system has such rights."""
    if os.name == "posix":
        path.chmod(0o600)


def put_in_place(temporary: Path, path: Path) -> None:
    """Give the finished file its name; raise StorageError when that name is taken."""
    taken = StorageError(
        T("{path} exists already.", path=path),
        hint=T("It was left as it is. Choose another name."),
        field="path",
    )
    if path.exists():
        raise taken
    try:
        os.link(temporary, path)  # unlike a rename it never replaces what is there
    except FileExistsError as error:
        raise taken from error
    except OSError:  # a file system without links
        temporary.rename(path)
    else:
        temporary.unlink()
