"""A stored page becomes a file of the user's own: its name, where it goes, how it is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from smallcrm.core.text import T, Text
from smallcrm.core.whole_file import replacing
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.ui import file_dialog
from smallcrm.ui.documents import words
from smallcrm.ui.shell.context import Context

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')  # on Windows, and so on shared disks
_LONGEST = 120  # letters; with a folder before it Windows allows 259
_FOLDER = "pdf_folder"
_VARIANTS: dict[Variant, Callable[[str], Text]] = {
    Variant.COPY: lambda document: T("{document} (copy)", document=document),
    Variant.PROFORMA: lambda document: T("Pro-forma of {document}", document=document),
    Variant.DELIVERY_NOTE: lambda document: T("Delivery note of {document}", document=document),
}


def file_name(kind: str, number: str, customer: str, variant: Variant = Variant.ITSELF) -> str:
    """``Invoice 2026-0001 Anthos Events.pdf``, without letters that a file system refuses."""
    title = words.title(kind, number)
    named = _VARIANTS[variant](title) if variant in _VARIANTS else title
    whole = f"{named} {customer}"
    plain = " ".join(_FORBIDDEN.sub("-", whole).split())
    return f"{plain[:_LONGEST].rstrip(' .-')}.pdf"


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
