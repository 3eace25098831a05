"""Files that come to the window: dropped on it, or pasted as a table.

E-mails are noted on contacts; everything else goes to one address.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from smallcrm.core import paths
from smallcrm.core.loading import load
from smallcrm.core.text import TN, T, Text
from smallcrm.ui.dropped import NOTING, files_of, mails_of
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.drop_hint import DropHint

_PASTED = "clipboard.txt"
_MAIL = ".eml"  # a message: somebody asks for something


def address_of(path: Path) -> str:
    """The address under which the window shows what is in the file *path*."""
    if path.suffix.lower() == _MAIL:
        return f"crm://leads/file/{quote(str(path), safe='')}"
    return f"crm://import/{quote(str(path), safe='')}"


def shown_name(path: Path) -> str:
    """What a file is called on screen: its name, or that it was pasted."""
    return str(T("Clipboard")) if is_pasted(path) else path.name


def is_pasted(path: Path) -> bool:
    """Whether *path* is where pasted tables are kept."""
    return path == _pasted_path()


def paste(context: Context) -> None:
    """Show the table or the file on the clipboard as an import."""
    found: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None when it is empty
    data = QMimeData() if found is None else found
    if path := _local_file(data):
        context.open(address_of(path))
        return
    text = _table(data)
    if not text.strip():
        context.say(T("There is no table on the clipboard. Copy some rows first."))
        return
    target = _pasted_path()
    paths.private_folder(target.parent)
    target.touch(mode=0o600)
    target.write_text(text, "utf-8")
    context.open(address_of(target))


class Incoming(QObject):
    """Lets files be dropped anywhere on *window*, and tables be pasted (Ctrl+Shift+V)."""

    def __init__(self, window: QWidget, context: Context) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._hint = DropHint(context.ui, window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def commands(self) -> list[Command]:
        """What pastes, and what notes e-mails."""
        words, mails = T("Paste a table as import"), T("Note emails from files…")
        return [
            Command("window.paste", words, lambda: paste(self._context), "Ctrl+Shift+V", "paste"),
            Command("window.mails", mails, self._ask_for_mails, "", "mail"),
        ]

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._hint.hide()
            return self._drop(event)
        if isinstance(event, QDragLeaveEvent):
            self._hint.hide()
        if isinstance(event, QDragEnterEvent) and (path := _local_file(event.mimeData())):
            event.acceptProposedAction()
            self._hint.tell(_what_for(event.mimeData(), path))
            return True
        return False

    def _drop(self, event: QDropEvent) -> bool:
        path = _local_file(event.mimeData())
        if path is None:
            return False
        event.acceptProposedAction()
        if mails := mails_of(event.mimeData()):
            others = len(files_of(event.mimeData())) - len(mails)
            load(NOTING).note(self._context, self._window, mails, others=others)
        else:
            self._context.open(address_of(path))
        return True

    def _ask_for_mails(self) -> None:
        load(NOTING).ask(self._context, self._window)


def _pasted_path() -> Path:
    return paths.data_folder() / _PASTED


def _what_for(data: QMimeData, path: Path) -> Text:
    """What will happen with what is dragged."""
    if mails := mails_of(data):
        return TN(
            "Drop it to note the email with the contact it is from",
            "Drop them to note {count} emails with the contacts they are from",
            len(mails),
        )
    return T("Drop it to bring in what is in {name}", name=path.name)


def _local_file(data: QMimeData) -> Path | None:
    """The first file among what is dragged or copied."""
    return next(iter(files_of(data)), None)


def _table(data: QMimeData) -> str:
    """The rows that a spreadsheet put on the clipboard; its text keeps zeros and plus signs."""
    text = data.text()
    if "\t" not in text and data.hasHtml() and "<table" in data.html().lower():
        return data.html()
    return text
