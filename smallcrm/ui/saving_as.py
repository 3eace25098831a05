"""Save a file of the user's own: ask where, remember the folder, write it, say so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QFileDialog, QWidget

from smallcrm.core.text import T, Text
from smallcrm.ui import file_dialog
from smallcrm.ui.shell.context import Context


class NewFile(NamedTuple):
    """What is to be saved.

    Attributes:
        title: Of the dialog that asks where.
        kind: What such files are called, and their pattern: ``*.pdf``.
        name: What is offered, with its ending.
        note: Under which its folder is remembered on this computer.
        folder: Where to begin the first time; the user's own folder by default.
    """

    title: Text
    kind: tuple[Text, str]
    name: str
    note: str
    folder: str = ""


def ask(
    context: Context,
    owner: QWidget,
    file: NewFile,
    write: Callable[[Path], object],
    saved: Callable[[], object] | None = None,
) -> QFileDialog:
    """Ask where *file* is to be, and let *write* write it there, in a thread.

    *saved* is called once it is written, if *owner* still lives.
    """

    def on_chosen(chosen: str) -> None:
        path = Path(chosen)
        context.settings.keep_note(file.note, str(path.parent))

        def on_written(_result: object) -> None:
            context.say(T("Saved as {name}.", name=path.name))
            if saved is not None:
                saved()

        context.ops.run(owner, lambda _progress: write(path), done=on_written)

    folder = context.settings.note(file.note) or file.folder or str(Path.home())
    dialog = file_dialog.ask(
        owner, file.title, file.kind, folder=folder, name=file.name, is_new=True
    )
    dialog.fileSelected.connect(on_chosen)
    return dialog
