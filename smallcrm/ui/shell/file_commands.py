"""What is done with files as a whole: open another, make one, export, remove what is unused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from smallcrm.core import paths
from smallcrm.core.loading import load
from smallcrm.core.text import TN, T, Text
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context

_EXPORTS = (
    ("file.export", T("Export contacts…"), "contacts"),
    ("file.export_deals", T("Export deals…"), "deals"),
    ("file.export_documents", T("Export documents…"), "documents"),
    ("file.export_products", T("Export products…"), "products"),
    ("file.export_tasks", T("Export tasks…"), "tasks"),
    ("file.export_payments", T("Export payments…"), "payments"),
    ("file.export_bank", T("Export bank lines…"), "bank"),
    ("file.export_letters", T("Export reminders…"), "letters"),
    ("file.export_recurring", T("Export recurring documents…"), "recurring"),
    ("file.export_prices", T("Export prices…"), "prices"),
    ("file.export_price_lists", T("Export price lists…"), "price-lists"),
    ("file.export_terms", T("Export what was agreed with customers…"), "terms"),
    ("file.export_all", T("Export everything…"), "all"),
)


class FileCommands(QObject):
    """Asks for a file and hands it to the program."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window

    def commands(self) -> list[Command]:
        """What can be done with files."""
        tidy = T("Remove stored files that nothing needs…")
        return [
            Command("file.open", T("Open another data file…"), self.ask_open, "Ctrl+O", "folder"),
            Command("file.new", T("Make a new data file…"), self.ask_new, "", "file"),
            Command("file.tidy", tidy, self.tidy, "", "trash"),
            *[
                Command(key, words, partial(self.ask_export, what), "", "download")
                for key, words, what in _EXPORTS
            ],
        ]

    def ask_open(self) -> None:
        """Let the user choose a file that exists."""
        self._ask(T("Open another data file"), self._context.use_file, is_new=False)

    def ask_new(self) -> None:
        """Let the user say where the new file is to be."""
        self._ask(T("Make a new data file"), self._context.use_file, is_new=True)

    def ask_export(self, what: str) -> None:
        """Let the user say where all contacts, deals and so on are to be written."""
        load("smallcrm.ui.export_dialog").ask(self._context, self._window, what)

    def tidy(self) -> None:
        """Find bytes of files that not even Undo needs, and ask before they go for good."""
        self._context.ops.query(self, self._list_unused, lambda found: self._on_unused(len(found)))

    def _list_unused(self, session: Any) -> Sequence[Any]:
        files = load("smallcrm.services.files")
        found: list[Any] = files.list_unused(session, self._context.ops.files)
        return [*found, *files.list_unused_pictures(session)]

    def _on_unused(self, count: int) -> None:
        if not count:
            self._context.say(T("Every stored file is needed."))
            return
        load("smallcrm.ui.confirming").confirm(
            self._window,
            TN(
                "{count} stored file is not needed any more, not even by Undo.",
                "{count} stored files are not needed any more, not even by Undo.",
                count,
            ),
            T("What is removed cannot be brought back. Contacts and documents stay as they are."),
            TN("Remove {count} file", "Remove {count} files", count),
            self._remove_unused,
        )

    def _remove_unused(self) -> None:
        self._context.ops.write(
            self,
            T("Remove unused pictures"),
            self._remove,
            lambda gone: self._context.say(
                TN(
                    "{count} file that nothing needed any more is removed.",
                    "{count} files that nothing needed any more are removed.",
                    len(gone),
                )
            ),
            lambda error: self._context.fail(self._window, error),
            can_undo=False,
        )

    def _remove(self, session: Any) -> list[Any]:
        """They are looked for once more: one of them may have been added again meanwhile."""
        files, store = load("smallcrm.services.files"), self._context.ops.files
        gone = store.sweep(files.list_unused(session, store))
        return [*gone, *files.remove_unused_pictures(session)]

    def _ask(self, title: Text, chosen: Callable[[str], object], *, is_new: bool) -> None:
        dialog = load("smallcrm.ui.file_dialog").ask(
            self._window,
            title,
            (T("Data files of SmallCRM"), f"*{paths.SUFFIX}"),
            folder=str(paths.data_folder()),
            is_new=is_new,
        )
        dialog.fileSelected.connect(chosen)
