"""Files that come to the window: dropped on it, or pasted as a table. All go to one address."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from smallcrm.core import paths
from smallcrm.core.text import T
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context

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
        self._context = context
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def commands(self) -> list[Command]:
        """The command that pastes."""
        words = T("Paste a table as import")
        return [
            Command("window.paste", words, lambda: paste(self._context), "Ctrl+Shift+V", "paste")
        ]

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._drop(event)
        if isinstance(event, QDragEnterEvent) and _local_file(event.mimeData()):
            event.acceptProposedAction()
            return True
        return False

    def _drop(self, event: QDropEvent) -> bool:
        path = _local_file(event.mimeData())
        if path is None:
            return False
        event.acceptProposedAction()
        self._context.open(address_of(path))
        return True


def _pasted_path() -> Path:
    return paths.data_folder() / _PASTED


def _local_file(data: QMimeData) -> Path | None:
    """The first file among what is dragged or copied."""
    for url in data.urls():
        if url.isLocalFile() and Path(url.toLocalFile()).is_file():
            return Path(url.toLocalFile())
    return None


def _table(data: QMimeData) -> str:
    """The rows that a spreadsheet put on the clipboard; its text keeps zeros and plus signs."""
    text = data.text()
    if "\t" not in text and data.hasHtml() and "<table" in data.html().lower():
        return data.html()
    return text
