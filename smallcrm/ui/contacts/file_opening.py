"""Show a file in the program that the computer has for it; dangerous ones are not opened."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from smallcrm.services import files
from smallcrm.services.files import FileRow
from smallcrm.ui.shell.context import Context


def open_file(context: Context, owner: QObject, row: FileRow) -> None:
    """Open a copy of *row* that can only be read; what stands against it is told."""
    store = context.ops.files
    context.ops.run(
        owner,
        lambda _progress: files.lend_file(store, row),
        done=lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
    )
