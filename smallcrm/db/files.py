"""Files of contacts: bytes kept beside the data file, each under its own SHA-256.

``business.smallcrm`` has its files in ``business.files/ab/abcd…``. A file gets its name when it is
whole and on the disk, it is never changed, and reading compares it with its name.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple
from uuid import uuid4

from smallcrm.core import paths
from smallcrm.core.errors import StorageError
from smallcrm.core.text import T
from smallcrm.core.whole_file import is_data_file
from smallcrm.db import opening

_PIECE = 1 << 20  # bytes that are read at once
_UNFINISHED = ".adding"
_LENT = "open"  # the folder with copies that other programs show
_DAY = 86_400  # seconds; a copy that was lent is kept so long
_NAME = re.compile("[0-9a-f]{64}")
_COPY = re.compile(r"(.+)-\d{8}-\d{6}-[a-z0-9-]+")  # as ``backup.before`` names its copies

Report = Callable[[int], None]  # told how many bytes are done


class Stored(NamedTuple):
    """Bytes that are kept: their name, and how many they are."""

    sha256: str
    size: int


def folder_of(data_file: Path) -> Path:
    """Where the files of *data_file* are; copies among the backups share one folder."""
    own = data_file.with_name(f"{data_file.stem}.files")
    shared = _COPY.fullmatch(data_file.stem)
    if shared is not None and not own.exists():
        common = data_file.with_name(f"{shared[1]}.files")
        return common if common.exists() else own
    return own


class FileStore:
    """The files beside one data file; the folder is made with the first of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, source: BinaryIO, report: Report = lambda _done: None) -> Stored:
        """Keep what *source* holds; nothing is written twice.

        Raises:
            StorageError: the folder cannot be written to, or the disk is full.
        """
        with self._explained():
            paths.private_folder(self.folder)
            opening.sweep(self.folder, f"*{_UNFINISHED}")
            temporary = self.folder / f"{uuid4().hex}{_UNFINISHED}"
            try:
                with temporary.open("xb") as target:
                    opening.keep_private(temporary)
                    stored = _pour(source, target, report)
                    target.flush()
                    os.fsync(target.fileno())
                self._name(temporary, stored.sha256)
            finally:
                temporary.unlink(missing_ok=True)
        return stored

    def copy_out(self, sha256: str, target: Path, report: Report = lambda _done: None) -> None:
        """Write the bytes to *target*, which must not be there; check them on the way.

        Raises:
            StorageError: they are missing or no longer what they were; nothing is left behind.
        """
        with (
            self.open(sha256) as source,
            self._explained(target.parent),
            target.open("xb") as file,
        ):
            opening.keep_private(target)
            found = _pour(source, file, report)
            file.flush()
            os.fsync(file.fileno())
        if found.sha256 != sha256:
            target.unlink()
            raise StorageError(
                T("The file is no longer what was added: the disk has changed it."),
                hint=T("It was not opened. Take it from a backup."),
            )

    def lend(self, sha256: str, name: str) -> Path:
        """A copy that may only be read, called *name*, for another program to show.

        It stays for a day: nobody knows when the other program is done with it.
        """
        with self._explained():
            place = paths.private_folder(self.folder / _LENT)
            for old in place.iterdir():
                if _is_old(old):
                    shutil.rmtree(old, ignore_errors=True)
            copy = paths.private_folder(place / uuid4().hex[:8]) / name
        self.copy_out(sha256, copy)
        copy.chmod(0o400)
        return copy

    @contextmanager
    def open(self, sha256: str) -> Iterator[BinaryIO]:
        """The bytes, unchecked.

        Raises:
            StorageError: they are not there.
        """
        try:
            file = self._path(sha256).open("rb")
        except OSError as error:
            raise StorageError(
                T("The file is missing in the folder {path}.", path=self.folder),
                hint=T("Everything else is as it was. Put the folder back, or use a backup."),
            ) from error
        with file:
            yield file

    def remove(self, sha256: str) -> None:
        """Forget the bytes for good, as the law may ask; nothing happens when they are gone."""
        with self._explained():
            self._path(sha256).unlink(missing_ok=True)

    def state(self, sha256: str) -> str:
        """``missing``, ``damaged`` or, after reading all of it, ``fine``."""
        try:
            with self.open(sha256) as file:
                found = _digest(file)
        except StorageError:
            return "missing"
        return "fine" if found == sha256 else "damaged"

    def list_unnamed(self, named: Collection[str]) -> list[Stored]:
        """Bytes of yesterday or before under none of the hashes *named*.

        Younger ones may be about to be named: bytes come first, then the row (decision 0012).
        None at all where another data file has its files in this folder too.
        """
        if not self.folder.exists() or _is_shared(self.folder):
            return []
        others = (path for path in sorted(self.folder.glob("??/*")) if path.name not in named)
        return [
            Stored(path.name, path.stat().st_size)
            for path in others
            if _NAME.fullmatch(path.name) and _is_old(path)
        ]

    def sweep(self, unnamed: Iterable[Stored]) -> list[Stored]:
        """Remove those of ``list_unnamed`` that nobody has added again since; return them."""
        with self._explained():
            found = []
            for one in unnamed:
                if _is_old(self._path(one.sha256)):  # looked at just before: others may be adding
                    self.remove(one.sha256)
                    found.append(one)
        return found

    def copy_to(self, other: FileStore) -> None:
        """Give *other* what it does not have yet; what is damaged here is left out."""
        for path in sorted(self.folder.glob("??/*")):
            if not _NAME.fullmatch(path.name) or other._path(path.name).exists():
                continue
            with path.open("rb") as file:
                sound = _digest(file) == path.name
                file.seek(0)
                if sound:
                    other.add(file)

    def _path(self, sha256: str) -> Path:
        if not _NAME.fullmatch(sha256):
            raise ValueError(sha256)
        return self.folder / sha256[:2] / sha256

    def _name(self, temporary: Path, sha256: str) -> None:
        """Put the finished file at its place; what is there already and sound, stays there."""
        place = self._path(sha256)
        with suppress(FileNotFoundError):
            os.utime(place)  # it is needed again, so it is not swept
        if self.state(sha256) == "fine" and place.exists():
            return
        paths.private_folder(place.parent)
        temporary.replace(place)
        opening.keep_name(place.parent)

    @contextmanager
    def _explained(self, folder: Path | None = None) -> Iterator[None]:
        """Say that *folder*, else that of the files, cannot be written to."""
        try:
            yield
        except OSError as error:
            raise StorageError(
                T("The file cannot be written to {path}.", path=folder or self.folder),
                hint=T("Nothing was changed. Look whether the disk is full or write-protected."),
            ) from error


def _is_old(path: Path) -> bool:
    """Whether it is there, and nobody has touched it for a day."""
    try:
        return time.time() - path.stat().st_mtime > _DAY
    except FileNotFoundError:
        return False


def _is_shared(folder: Path) -> bool:
    """Whether more than one data file has its files in *folder*."""
    beside = (path for path in folder.parent.iterdir() if folder_of(path) == folder)
    return sum(map(_may_be_data, beside)) > 1


def _may_be_data(path: Path) -> bool:
    try:
        return is_data_file(path)
    except OSError:  # nobody may read it here: then nothing of it is removed either
        return True


def _pour(source: BinaryIO, target: BinaryIO, report: Report) -> Stored:
    digest, size = hashlib.sha256(), 0
    while piece := source.read(_PIECE):
        target.write(piece)
        digest.update(piece)
        size += len(piece)
        report(size)
    return Stored(digest.hexdigest(), size)


def _digest(source: BinaryIO) -> str:
    digest = hashlib.sha256()
    while piece := source.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()
