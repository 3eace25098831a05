"""The one way to ask for a file or a folder: remembers nothing, blocks nothing, adds the ending."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from smallcrm.core.text import Text


def ask(
    parent: QWidget,
    title: Text,
    kind: tuple[Text, str],
    *,
    folder: str = "",
    name: str = "",
    is_new: bool = False,
) -> QFileDialog:
    """Open a dialog for one file; connect to ``fileSelected`` of what this returns.

    Args:
        parent: The dialog belongs to its window.
        title: Of the dialog.
        kind: What the files are called, and their patterns: ``*.xlsx *.csv``.
        folder: Where to begin.
        name: What a new file is to be called at first.
        is_new: A file to be written, instead of one that exists.
    """
    words, patterns = kind
    dialog = QFileDialog(parent.window(), str(title), folder, f"{words} ({patterns})")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if is_new:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(patterns.split()[0].removeprefix("*."))
        dialog.selectFile(name)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def ask_many(parent: QWidget, title: Text, kind: tuple[Text, str], folder: str) -> QFileDialog:
    """Like ``ask``, for one file or several; connect to ``filesSelected``."""
    dialog = ask(parent, title, kind, folder=folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return dialog


def ask_folder(parent: QWidget, title: Text, folder: str = "") -> QFileDialog:
    """Open a dialog for a folder, beginning in *folder*; connect to ``fileSelected``."""
    dialog = QFileDialog(parent.window(), str(title), folder)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.open()
    return dialog
