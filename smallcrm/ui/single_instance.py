"""One window for one data file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QLockFile


class SingleInstance:
    """Holds a data file for the window of this process.

    The lock is the system's own: a dead process holds nothing. The command line may work on the
    file meanwhile; this is only about windows.

    Attributes:
        name: Of the door at which a second window knocks (``knocking``).
    """

    def __init__(self, file: Path) -> None:
        resolved = str(file.resolve())
        digest = QCryptographicHash.hash(resolved.encode(), QCryptographicHash.Algorithm.Sha256)
        self.name = "smallcrm-" + bytes(digest.toHex().data()).decode()[:24]
        self._lock = QLockFile(f"{resolved}.window")
        self._lock.setStaleLockTime(0)  # never by age: only when its process is gone

    def claim(self) -> bool:
        """Take the file; False when another window has it.

        Where no lock can be made at all (a folder that is read-only) the file counts as ours.
        """
        return self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError

    def release(self) -> None:
        """Let the file go."""
        self._lock.unlock()
