"""Open another data file, or make one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from smallcrm.core import paths
from smallcrm.core.loading import load
from smallcrm.core.text import T, Text
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context


class FileCommands(QObject):
    """Asks for a file and hands it to the program."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window

    def commands(self) -> list[Command]:
        """What can be done with files."""
        return [
            Command("file.open", T("Open another data file…"), self.ask_open, "Ctrl+O", "folder"),
            Command("file.new", T("Make a new data file…"), self.ask_new, "", "file"),
            Command("file.export", T("Export contacts…"), self.ask_export, "", "download"),
        ]

    def ask_open(self) -> None:
        """Let the user choose a file that exists."""
        self._ask(T("Open another data file"), self._context.use_file, is_new=False)

    def ask_new(self) -> None:
        """Let the user say where the new file is to be."""
        self._ask(T("Make a new data file"), self._context.use_file, is_new=True)

    def ask_export(self) -> None:
        """Let the user say where all contacts are to be written."""
        load("smallcrm.ui.export_dialog").ask(self._context, self._window)

    def _ask(self, title: Text, chosen: Callable[[str], object], *, is_new: bool) -> None:
        dialog = load("smallcrm.ui.file_dialog").ask(
            self._window,
            title,
            (T("Data files of SmallCRM"), f"*{paths.SUFFIX}"),
            folder=str(paths.data_folder()),
            is_new=is_new,
        )
        dialog.fileSelected.connect(chosen)
