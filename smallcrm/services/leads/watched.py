"""The folder into which others put leads: a note of this computer, for each data file.

It is looked into by ``services.arriving``, which needs all that reads a file; most have no folder.
"""

from __future__ import annotations

from pathlib import Path

from smallcrm.core import notes
from smallcrm.core.errors import UserError
from smallcrm.core.text import T

_NOTE = "leads-folder"


def watched_folder(file: Path) -> Path | None:
    """The folder that is looked into on this computer for the data *file*; None for none."""
    folder = notes.note(notes.of_file(_NOTE, file))
    return Path(folder) if folder else None


def watch_folder(file: Path, folder: Path | None) -> None:
    """Look into *folder* from now on, on this computer, for the data *file*; None: into none.

    Raises:
        UserError: there is no such folder.
    """
    if folder is not None and not folder.is_dir():
        raise UserError(
            T("There is no folder {folder}.", folder=folder),
            hint=T("Nothing was changed. Choose one that is there."),
            field="folder",
        )
    notes.keep(notes.of_file(_NOTE, file), "" if folder is None else str(folder.resolve()))
