"""A document becomes a file of the user's own: its name, where it goes, how it is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from smallcrm.core.text import T, Text
from smallcrm.core.whole_file import replacing
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.ui import saving_as
from smallcrm.ui.documents import words
from smallcrm.ui.saving_as import NewFile
from smallcrm.ui.shell.context import Context

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')  # on Windows, and so on shared disks
_LONGEST = 120  # letters; with a folder before it Windows allows 259
_FOLDER = "pdf_folder"
_VARIANTS: dict[Variant, Callable[[str], Text]] = {
    Variant.COPY: lambda document: T("{document} (copy)", document=document),
    Variant.PROFORMA: lambda document: T("Pro-forma of {document}", document=document),
    Variant.DELIVERY_NOTE: lambda document: T("Delivery note of {document}", document=document),
}


class FileKind(NamedTuple):
    """What kind of file it becomes: the heading of the dialog, its name, its ending."""

    title: Text
    words: Text
    ending: str


PDF = FileKind(T("Save as PDF"), T("PDF"), "pdf")


def file_name(
    kind: str,
    number: str,
    customer: str,
    variant: Variant = Variant.ITSELF,
    *,
    ending: str = "pdf",
) -> str:
    """``Invoice 2026-0001 Anthos Events.pdf``, without letters that a file system refuses."""
    title = words.title(kind, number)
    named = _VARIANTS[variant](title) if variant in _VARIANTS else title
    return f"{plain_name(f'{named} {customer}')}.{ending}"


def plain_name(text: str) -> str:
    """*text* as the name of a file without its ending."""
    plain = " ".join(_FORBIDDEN.sub("-", text).split())
    return plain[:_LONGEST].rstrip(" .-")


def ask(
    context: Context,
    owner: QWidget,
    name: str,
    content: bytes,
    kind: FileKind = PDF,
    saved: Callable[[], object] | None = None,
) -> QFileDialog:
    """Ask where *content* is to be saved, and save it there; *name* is offered.

    *saved* is called once it is written.
    """
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    pattern = (kind.words, f"*.{kind.ending}")
    file = NewFile(kind.title, pattern, name, _FOLDER, documents)
    return saving_as.ask(context, owner, file, lambda path: write(path, content), saved)


def write(path: Path, content: bytes) -> None:
    """Write *content* to *path*: all of it, or the file stays as it was.

    Raises:
        StorageError: The folder cannot be written to, or the disk is full.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(content)
