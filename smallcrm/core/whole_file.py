"""Write a file as a whole, or leave what was there."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from smallcrm.core.errors import StorageError, UserError
from smallcrm.core.text import T

_DATA = b"SQLite format 3\0"  # how the data file of a program begins
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds; Windows keeps a file that a scanner looks at


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give the path of a temporary file beside *path*; it takes its place on a clean exit.

    Raises:
        UserError: what is there is a data file, ours or another program's.
        StorageError: the folder is not there or may not be written to, the disk is full, or
            another program keeps *path* open; what was there is untouched.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        if is_data_file(path):
            raise UserError(
                T("{name} is a data file and is not replaced.", name=path.name),
                hint=T("It was left as it is. Choose another name."),
                field="path",
            )
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        _replace(temporary, path)
    except OSError as error:
        raise StorageError(
            T("The file {path} cannot be written.", path=path),
            hint=T(
                "Nothing was changed. Close it where it is open, or choose a folder that you may"
                " write to."
            ),
            field="path",
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def is_data_file(path: Path) -> bool:
    """Whether *path* is a SQLite file: all that somebody has may be in it."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_DATA)) == _DATA


def _replace(temporary: Path, path: Path) -> None:
    for wait in _WAITS:
        try:
            temporary.replace(path)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    temporary.replace(path)
