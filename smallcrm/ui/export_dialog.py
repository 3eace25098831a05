"""Save all contacts in a file: asks where, says how far it is, can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from smallcrm.core import clock
from smallcrm.core.errors import Cancelled
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T
from smallcrm.services.exchange.exporting import Exported, export, formats_of
from smallcrm.ui import file_dialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.progress_panel import ProgressPanel

_WIDTH = 420
_FOLDER = "export.folder"
_WHAT = "contacts"


def ask(context: Context, window: QWidget, ids: Sequence[int] | None = None) -> None:
    """Let the user say where the contacts are to go, in which format, and write them.

    Those called *ids* only, all of them when it is None.
    """
    patterns = " ".join(f"*.{ending}" for ending in formats_of(_WHAT))
    name = T("Contacts {date}.xlsx", date=clock.today().isoformat())
    dialog = file_dialog.ask(
        window,
        T("Export contacts"),
        (T("Excel, CSV, vCard or JSON"), patterns),
        folder=context.settings.note(_FOLDER) or str(Path.home()),
        name=str(name),
        is_new=True,
    )
    dialog.fileSelected.connect(lambda path: ExportDialog(context, Path(path), window, ids))


class ExportDialog(QDialog):
    """Seen only when it takes long; the window stays usable meanwhile."""

    def __init__(
        self, context: Context, path: Path, parent: QWidget, ids: Sequence[int] | None = None
    ) -> None:
        super().__init__(parent)
        self._ids = ids
        self._context = context
        self._path = path
        self._panel = ProgressPanel(context.ui)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(str(T("Export contacts")))
        self.setMinimumWidth(context.theme.size(_WIDTH))
        layout = QVBoxLayout(self)
        margin = context.ui.m.s5
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.addWidget(self._panel)
        self._progress = context.ops.run(
            self,
            self._write,
            reported=self._on_reported,
            done=self._on_done,
            failed=self._on_failed,
        )
        self._panel.start(T("Writing {name}", name=path.name), self._progress.cancel)

    def reject(self) -> None:
        self._progress.cancel()
        super().reject()

    def _write(self, progress: Progress) -> Exported:
        return self._context.ops.read(
            lambda session: export(session, _WHAT, self._path, progress, ids=self._ids)
        )

    def _on_reported(self, done: int, total: int) -> None:
        self._panel.report(done, total)
        if not self._panel.isHidden():
            self.show()

    def _on_done(self, done: Exported) -> None:
        self._panel.finish()
        self._context.settings.keep_note(_FOLDER, str(done.path.parent))
        self._context.say(
            TN(
                "{count} contact is written to {name}.",
                "{count} contacts are written to {name}.",
                done.rows,
                name=done.path.name,
            )
        )
        self.close()

    def _on_failed(self, error: BaseException) -> None:
        self._panel.finish()
        if not isinstance(error, Cancelled):
            self._context.fail(self.parent() or self, error)
        self.close()
