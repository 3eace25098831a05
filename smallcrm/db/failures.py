"""Turn what the driver says into a sentence that the owner of the file can use."""

from __future__ import annotations

import shutil
from pathlib import Path

from smallcrm.core.errors import StorageError
from smallcrm.core.text import T

_MEGABYTE = 1024 * 1024


def explain(error: BaseException, path: Path, holder: str = "") -> StorageError | None:
    """The sentence for a failure of the disk or the lock; None when it is our own bug.

    Args:
        error: What SQLAlchemy or the driver raised.
        path: The data file.
        holder: Who is writing just now, where that is known.
    """
    said = str(getattr(error, "orig", error)).lower()
    if "database is locked" in said or "busy" in said:
        return _locked(holder)
    if "full" in said or "disk i/o" in said:
        free = shutil.disk_usage(path.parent).free // _MEGABYTE
        return StorageError(
            T("The change was not saved: the disk has {free} MB left.", free=free),
            hint=T("Everything saved before is safe. Free some space and try again."),
        )
    if "readonly" in said or "read-only" in said or "unable to open" in said:
        return StorageError(
            T("The change was not saved: {path} can only be read.", path=path),
            hint=T("Move the file to a folder of your own, or ask for the right to write there."),
        )
    if "malformed" in said or "not a database" in said or "corrupt" in said:
        return StorageError(
            T("The data file {path} is damaged. Nothing more is written to it.", path=path),
            hint=T("Go back to the last good copy in the folder of backups."),
        )
    return None


def _locked(holder: str) -> StorageError:
    hint = T("Nothing was changed. Wait until it has finished and try again.")
    if holder:
        return StorageError(
            T("The data file is being written by {holder}.", holder=holder), hint=hint
        )
    return StorageError(T("Another program is writing to the data file."), hint=hint)
