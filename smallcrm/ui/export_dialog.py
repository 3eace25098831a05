"""Save a list, one contact or everything in a file: asks where, tells how far it is, can stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from smallcrm.core import clock
from smallcrm.core.errors import Cancelled
from smallcrm.core.loading import load
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T, Text
from smallcrm.services.exchange.exporting.export import Exported, export, formats_of
from smallcrm.services.exchange.exporting.money_lists import MONEY, MoneyList
from smallcrm.services.files.names import safe_name
from smallcrm.ui import file_dialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.progress_panel import ProgressPanel

_WIDTH = 420
_FOLDER = "export.folder"
CONTACTS, DEALS, DOCUMENTS = "contacts", "deals", "documents"
PRODUCTS, TASKS, ALL = "products", "tasks", "all"
_PAGES = T("Save as PDF files")


class _Kind(NamedTuple):
    """What one sort of things is called; *name* of the file carries the day."""

    title: Text
    formats: Text
    name: Callable[[str], Text]
    written: Callable[[int, str], Text]


def _money(one: MoneyList) -> _Kind:
    return _Kind(
        T("Export: {list}", list=one.title),
        T("Excel, CSV, PDF or JSON"),
        lambda day: T("{list} {date}.xlsx", list=one.title, date=day),
        lambda count, name: TN(
            "{count} row is written to {path}.",
            "{count} rows are written to {path}.",
            count,
            path=name,
        ),
    )


_KINDS = {
    **{what: _money(one) for what, one in MONEY.items()},
    CONTACTS: _Kind(
        T("Export contacts"),
        T("Excel, CSV, PDF, vCard or JSON"),
        lambda day: T("Contacts {date}.xlsx", date=day),
        lambda count, name: TN(
            "{count} contact is written to {name}.",
            "{count} contacts are written to {name}.",
            count,
            name=name,
        ),
    ),
    DEALS: _Kind(
        T("Export deals"),
        T("Excel, CSV, PDF or JSON"),
        lambda day: T("Deals {date}.xlsx", date=day),
        lambda count, name: TN(
            "{count} deal is written to {name}.",
            "{count} deals are written to {name}.",
            count,
            name=name,
        ),
    ),
    DOCUMENTS: _Kind(
        T("Export documents"),
        T("Excel, CSV, PDF or JSON"),
        lambda day: T("Documents {date}.xlsx", date=day),
        lambda count, name: TN(
            "{count} document is written to {name}.",
            "{count} documents are written to {name}.",
            count,
            name=name,
        ),
    ),
    PRODUCTS: _Kind(
        T("Export products"),
        T("Excel, CSV, PDF or JSON"),
        lambda day: T("Products {date}.xlsx", date=day),
        lambda count, name: TN(
            "{count} product is written to {name}.",
            "{count} products are written to {name}.",
            count,
            name=name,
        ),
    ),
    TASKS: _Kind(
        T("Export tasks"),
        T("Calendar, Excel, CSV, PDF or JSON"),
        lambda day: T("Tasks {date}.ics", date=day),
        lambda count, name: TN(
            "{count} task is written to {name}.",
            "{count} tasks are written to {name}.",
            count,
            name=name,
        ),
    ),
    ALL: _Kind(
        T("Export everything"),
        T("Archive with all lists, PDFs and files"),
        lambda day: T("SmallCRM {date}.zip", date=day),
        lambda _count, name: T("Everything is written to {name}.", name=name),
    ),
}


class Work(NamedTuple):
    """What is written.

    Attributes:
        title: Of the dialogs.
        write: Called in a thread, with the path.
        told: What is said of its answer.
    """

    title: Text
    write: Callable[[Path, Progress], Any]
    told: Callable[[Any], Text]


def ask(
    context: Context, window: QWidget, what: str = CONTACTS, ids: Sequence[int] | None = None
) -> None:
    """Let the user say where *what* is to go, in which format, and write it.

    Those called *ids* only, in their order; all of them when it is None.
    """
    kind = _KINDS[what]
    name = str(kind.name(clock.today().isoformat()))
    endings = ("zip",) if what == ALL else formats_of(what)
    first = Path(name).suffix.removeprefix(".")  # what is written when no ending is typed
    patterns = " ".join(f"*.{each}" for each in sorted(endings, key=lambda each: each != first))

    def write(path: Path, progress: Progress) -> Exported:
        if what == ALL:
            export_all = load("smallcrm.services.exchange.exporting.everything").export_all
            files = context.ops.files
            done: Exported = context.ops.read(
                lambda session: export_all(session, files, path, progress)
            )
            return done
        return context.ops.read(lambda session: export(session, what, path, progress, ids=ids))

    work = Work(kind.title, write, lambda done: kind.written(done.rows, done.path.name))
    _ask(context, window, work, (kind.formats, patterns), name)


def ask_about(context: Context, window: QWidget, contact_id: int, name: str) -> None:
    """Let the user say where everything about one contact is to go, and write it."""
    hand_over = load("smallcrm.services.handing_over").hand_over
    files = context.ops.files

    def write(path: Path, progress: Progress) -> Any:
        return context.ops.read(
            lambda session: hand_over(session, files, contact_id, path, progress)
        )

    work = Work(T("Save everything about {name}", name=name), write, _told_about)
    wanted = safe_name(f"{name} {clock.today().isoformat()}.zip")
    _ask(context, window, work, (T("Zip file"), "*.zip"), wanted)


def ask_pages(context: Context, window: QWidget, ids: Sequence[int]) -> None:
    """Let the user say in which folder the PDFs of documents are to be, and write them."""
    save_pages = load("smallcrm.services.documents.pages.saving").save_pages

    def write(folder: Path, progress: Progress) -> Any:
        return context.ops.read(lambda session: save_pages(session, ids, folder, progress))

    work = Work(_PAGES, write, _told_of_pages)
    start = context.settings.note(_FOLDER) or str(Path.home())
    dialog = file_dialog.ask_folder(window, _PAGES, start)
    dialog.fileSelected.connect(lambda path: ExportDialog(context, Path(path), window, work))


class ExportDialog(QDialog):
    """Seen only when it takes long; the window stays usable meanwhile."""

    def __init__(self, context: Context, path: Path, parent: QWidget, work: Work) -> None:
        super().__init__(parent)
        self._context = context
        self._path = path
        self._work = work
        self._panel = ProgressPanel(context.ui)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(str(work.title))
        self.setMinimumWidth(context.theme.size(_WIDTH))
        layout = QVBoxLayout(self)
        margin = context.ui.m.s5
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.addWidget(self._panel)
        self._progress = context.ops.run(
            self,
            partial(work.write, path),
            reported=self._on_reported,
            done=self._on_done,
            failed=self._on_failed,
            awaited=T("Writing {name}", name=path.name),
        )
        self._panel.start(T("Writing {name}", name=path.name), self._progress.cancel)

    def reject(self) -> None:
        self._progress.cancel()
        super().reject()

    def _on_reported(self, done: int, total: int) -> None:
        self._panel.report(done, total)
        if not self._panel.isHidden():
            self.show()

    def _on_done(self, done: Any) -> None:
        self._panel.finish()
        self._context.settings.keep_note(_FOLDER, str(self._path.parent))
        self._context.say(self._work.told(done))
        self.close()

    def _on_failed(self, error: BaseException) -> None:
        self._panel.finish()
        if not isinstance(error, Cancelled):
            self._context.fail(self.parent() or self, error)
        self.close()


def _ask(context: Context, window: QWidget, work: Work, kind: tuple[Text, str], name: str) -> None:
    dialog = file_dialog.ask(
        window,
        work.title,
        kind,
        folder=context.settings.note(_FOLDER) or str(Path.home()),
        name=name,
        is_new=True,
    )
    dialog.fileSelected.connect(lambda path: ExportDialog(context, Path(path), window, work))


def _told_of_pages(done: Any) -> Text:
    if done.lost:
        return T(
            "PDFs are in {name}, but these are missing or were changed: {numbers}.",
            name=done.folder.name,
            numbers=", ".join(done.lost),
        )
    return TN("{count} PDF is in {name}.", "{count} PDFs are in {name}.",
              done.written, name=done.folder.name)  # fmt: skip


def _told_about(done: Any) -> Text:
    if done.lacking:
        return TN(
            "{name} is written; {count} document or file is missing, as its index says.",
            "{name} is written; {count} documents or files are missing, as its index says.",
            len(done.lacking),
            name=done.path.name,
        )
    return T("{path} is written.", path=done.path.name)
