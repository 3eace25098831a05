"""The tab Files: what is kept with a contact; added by a button, by dropping or by pasting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QApplication,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from smallcrm.core import clock, formats
from smallcrm.core.mail_files import is_mail
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T
from smallcrm.services import files
from smallcrm.services.files import FileRow
from smallcrm.ui import file_dialog
from smallcrm.ui.contacts.file_opening import open_file
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.progress_panel import ProgressPanel
from smallcrm.ui.widgets.tables import Table

_ANY = (T("All files"), "*")
_KILO = 1000
_NAME, _SIZE, _CAME_WITH = range(3)  # columns
_Owner = tuple[int, int | None]  # the contact, and the deal that a file is about


class FilesTab(QWidget):
    """The newest file first; Enter or a double click opens one, Delete removes it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        ui = context.ui
        self._contact_id = 0
        self._deal_id: int | None = None
        self._progress: Progress | None = None
        self.table = Table(ui, T("Files of this contact"))
        self.model = PagedModel(_columns(), self._fetch, self)
        self.panel = ProgressPanel(ui)
        self.add = ui.button(T("Add a file"), "secondary", "plus", clicked=self._ask_for_file)
        self.open = ui.button(T("Open"), "ghost", "external", clicked=self._open_current)
        self.save = ui.button(T("Save as…"), "ghost", "download", clicked=self._save_current)
        self.remove = ui.button(T("Remove"), "ghost", "bin", clicked=self._remove_current)
        self._nothing = EmptyState(
            ui,
            T("No files yet"),
            T("Contracts, photographs and scans are kept here. Drop one, or paste a picture."),
        )
        self._nothing.add_action(T("Add a file"), self._ask_for_file, "secondary")
        self._stack = QStackedWidget()
        self._flow = FlowLayout(ui.m.s2)
        self.setAcceptDrops(True)
        self._build()
        self.table.opened.connect(lambda _id: self._open_current())

    def show_contact(self, contact_id: int, deal_id: int | None = None) -> None:
        """Show the files of *contact_id*, or of one of its deals, as soon as they are read."""
        self._contact_id, self._deal_id = contact_id, deal_id
        self._context.ops.ask(
            self,
            lambda session: files.list_file_ids(session, contact_id, deal_id),
            self._on_ids,
        )

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Keep copies of these files with the contact, as one action."""
        owner, store = (self._contact_id, self._deal_id), self._context.ops.files

        def job(progress: Progress) -> list[tuple[str, Any]]:
            return [(path.name, files.keep(store, path, progress)) for path in paths]

        progress = self._context.ops.run(
            self,
            job,
            reported=self.panel.report,
            done=lambda kept: self._attach(owner, kept),
            failed=self._on_failed,
        )
        self.panel.start(
            TN("Adding {count} file", "Adding {count} files", len(paths)), progress.cancel
        )

    def add_picture(self, picture: QImage) -> None:
        """Keep a picture that was pasted with the contact."""
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")  # type: ignore[call-overload]
        stamp = f"{clock.local(clock.now()):%Y-%m-%d %H.%M.%S}"
        name = str(T("Picture {when}", when=stamp)) + ".png"
        owner, store = (self._contact_id, self._deal_id), self._context.ops.files
        self._context.ops.run(
            self,
            lambda _progress: [(name, files.keep_bytes(store, bytes(data.data())))],
            done=lambda kept: self._attach(owner, kept),
            failed=self._on_failed,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = _local(event.mimeData().urls())
        if self._deal_id is None and any(map(is_mail, paths)):
            event.ignore()  # the page of the contact notes e-mails, and hands on the rest
        elif paths:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _local(event.mimeData().urls())
        if paths:
            event.acceptProposedAction()
            self.add_paths(paths)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Delete):
            self._remove_current()
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Add what is on the clipboard: files that were copied, or a picture."""
        mime = QApplication.clipboard().mimeData()
        paths = _local(mime.urls())
        if paths:
            self.add_paths(paths)
        elif mime.hasImage():
            self.add_picture(QApplication.clipboard().image())

    def _attach(self, owner: _Owner, kept: Sequence[tuple[str, Any]]) -> None:
        self.panel.finish()
        self._context.ops.write(
            self,
            TN("Add {count} file", "Add {count} files", len(kept)),
            lambda session: [files.attach(session, owner[0], *one, owner[1]) for one in kept],
            done=lambda ids: self._context.say(
                TN("{count} file added", "{count} files added", len(ids)), undo=True
            ),
        )

    def _on_failed(self, error: BaseException) -> None:
        self.panel.finish()
        self._context.fail(self, error)

    def _current(self) -> FileRow | None:
        file_id = self.table.current_id()
        if not file_id:
            return None
        rows = self._context.ops.read(lambda session: files.list_file_rows(session, [file_id]))
        return rows.get(file_id)

    def _open_current(self) -> None:
        row = self._current()
        if row is not None:
            open_file(self._context, self, row)

    def _save_current(self) -> None:
        row = self._current()
        if row is None:
            return
        ending = Path(row.name).suffix
        kind = (_ANY[0], f"*{ending}" if ending else "*")
        dialog = file_dialog.ask(self, T("Save a copy"), kind, name=row.name, is_new=True)
        dialog.fileSelected.connect(lambda path: self.save_to(row, Path(path)))

    def save_to(self, row: FileRow, path: Path) -> None:
        """Write a copy of the file *row* to *path*."""
        store = self._context.ops.files
        self._context.ops.run(
            self,
            lambda _progress: files.save_file(store, row, path),
            done=lambda _none: self._context.say(T("{name} saved", name=path.name)),
        )

    def _remove_current(self) -> None:
        row = self._current()
        if row is None:
            return
        self._context.ops.write(
            self,
            T("Remove {name}", name=row.name),
            lambda session: files.remove_file(session, row.id),
            done=lambda _none: self._context.say(T("{name} removed", name=row.name), undo=True),
        )

    def _ask_for_file(self) -> None:
        dialog = file_dialog.ask(self, T("Add a file"), _ANY)
        dialog.fileSelected.connect(lambda path: self.add_paths([Path(path)]))

    def _build(self) -> None:
        m = self._context.ui.m
        bar = QWidget()
        bar.setLayout(self._flow)
        for button in (self.add, self.open, self.save, self.remove):
            self._flow.addWidget(button)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(bar)
        column.addWidget(self.table, 1)
        self._stack.addWidget(full)
        self._stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, m.s3, 0, 0)
        layout.addWidget(self.panel)
        layout.addWidget(self._stack, 1)
        self.table.show_model(self.model)
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.fit_columns(_NAME, (_CAME_WITH, _SIZE))

    def _fetch(self, ids: list[int]) -> Mapping[int, Any]:
        return self._context.ops.read(lambda session: files.list_file_rows(session, ids))

    def _on_ids(self, ids: list[int]) -> None:
        self.table.refill(ids)
        self._stack.setCurrentIndex(0 if ids else 1)


def size_words(size: int) -> str:
    """``512 bytes``, ``14 KB``, ``3 MB``."""
    if size < _KILO:
        return str(TN("{count} byte", "{count} bytes", size))
    if size < _KILO * _KILO:
        return str(T("{size} KB", size=round(size / _KILO)))
    return str(T("{size} MB", size=round(size / _KILO / _KILO)))


def _columns() -> list[Column]:
    return [
        Column(str(T("Name")), lambda row: row.name, whole=_whole),
        Column(str(T("Size")), lambda row: size_words(row.size), right=True),
        Column(str(T("Came with")), _came_with, is_words=True),
        Column(str(T("Added")), _added),
    ]


def _added(row: FileRow) -> str:
    return formats.recent(clock.local(row.added_at), clock.today())


def _came_with(row: FileRow) -> str:
    """The subject of the e-mail that the file came with."""
    if row.activity_id is None:
        return ""
    return row.came_with or str(T("Email"))


def _whole(row: FileRow) -> str:
    """The name and what it came with: the column that says so has not always room."""
    subject = _came_with(row)
    if not subject:
        return row.name
    return str(T("{name}. Came with: {subject}", name=row.name, subject=subject))


def _local(urls: Sequence[QUrl]) -> list[Path]:
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
