"""A stored page becomes a file of the user's own: its name, where it goes, how it is written."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from smallcrm.core.text import T
from smallcrm.core.whole_file import replacing
from smallcrm.ui import file_dialog
from smallcrm.ui.documents import words
from smallcrm.ui.shell.context import Context

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')  # on Windows, and so on shared disks
_LONGEST = 120  # letters; with a folder before it Windows allows 259
_FOLDER = "pdf_folder"


def file_name(kind: str, number: str, customer: str) -> str:
    """``Invoice 2026-0001 Anthos Events.pdf``, without letters that a file system refuses."""
    return plain_name(f"{words.title(kind, number)} {customer}") + ".pdf"


def plain_name(text: str) -> str:
    """*text* as the name of a file without its ending."""
    plain = " ".join(_FORBIDDEN.sub("-", text).split())
    return plain[:_LONGEST].rstrip(" .-")


def ask(context: Context, owner: QWidget, name: str, pdf: bytes) -> QFileDialog:
    """Ask where *pdf* is to be saved, and save it there; *name* is offered."""
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    dialog = file_dialog.ask(
        owner,
        T("Save as PDF"),
        (T("PDF"), "*.pdf"),
        folder=context.settings.note(_FOLDER) or QStandardPaths.writableLocation(documents),
        name=name,
        is_new=True,
    )
    dialog.fileSelected.connect(lambda chosen: _save(context, owner, Path(chosen), pdf))
    return dialog


def write(path: Path, pdf: bytes) -> None:
    """Write *pdf* to *path*: all of it, or the file stays as it was.

    Raises:
        StorageError: The folder cannot be written to, or the disk is full.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(pdf)


def _save(context: Context, owner: QWidget, path: Path, pdf: bytes) -> None:
    context.settings.keep_note(_FOLDER, str(path.parent))
    context.ops.run(
        owner,
        lambda _progress: write(path, pdf),
        done=lambda _none: context.say(T("Saved as {name}.", name=path.name)),
    )
