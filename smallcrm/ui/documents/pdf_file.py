"""A stored page becomes a file of the user's own: its name, where it goes, how it is written."""

from __future__ import annotations

import os
import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.ui.documents import words
from smallcrm.ui.shell.context import Context

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')  # on Windows, and so on shared disks
_LONGEST = 120  # letters; with a folder before it Windows allows 259
_FOLDER = "pdf_folder"


def file_name(kind: str, number: str, customer: str) -> str:
    """``Invoice 2026-0001 Anthos Events.pdf``, without letters that a file system refuses."""
    whole = f"{words.title(kind, number)} {customer}"
    plain = " ".join(_FORBIDDEN.sub("-", whole).split())
    return f"{plain[:_LONGEST].rstrip(' .-')}.pdf"


def ask(context: Context, owner: QWidget, name: str, pdf: bytes) -> QFileDialog:
    """Ask where *pdf* is to be saved, and save it there; *name* is offered."""
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    folder = context.settings.note(_FOLDER) or QStandardPaths.writableLocation(documents)
    dialog = QFileDialog(owner.window(), str(T("Save as PDF")), folder, str(T("PDF (*.pdf)")))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(str(Path(folder) / name))
    dialog.fileSelected.connect(lambda chosen: _save(context, owner, Path(chosen), pdf))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def write(path: Path, pdf: bytes) -> None:
    """Write *pdf* to *path*: all of it, or the file stays as it was.

    Raises:
        UserError: The folder cannot be written to, or the disk is full.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(pdf)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise UserError(
            T("{name} could not be written.", name=path.name),
            hint=T("The document itself is safe. Choose another folder, or free some space."),
        ) from error


def _save(context: Context, owner: QWidget, path: Path, pdf: bytes) -> None:
    context.settings.keep_note(_FOLDER, str(path.parent))
    context.ops.run(
        owner,
        lambda _progress: write(path, pdf),
        done=lambda _none: context.say(T("Saved as {name}.", name=path.name)),
    )
