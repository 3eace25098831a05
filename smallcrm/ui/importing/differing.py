"""Compares an edited list of ours with the contacts in a thread, and changes what is ticked."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from smallcrm.core.errors import Cancelled, UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services.exchange.drafts import FileFacts
from smallcrm.services.exchange.edited_lists import applying, differences
from smallcrm.services.exchange.edited_lists.applying import Applied
from smallcrm.services.exchange.edited_lists.differences import Differences
from smallcrm.ui.importing.differences_pane import DifferencesPane
from smallcrm.ui.importing.file_look import FileLook
from smallcrm.ui.shell import incoming
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.progress_panel import ProgressPanel


class Differing(QObject):
    """One list at a time; an answer that is due when another file is looked at is dropped.

    Signals:
        shown: The list was compared and is on the pane.
        passed: None of its contacts is here: it comes in like any other list.
        applied: The cells were changed; carries an ``ImportReport`` and the sentence to show.
    """

    shown = Signal()
    passed = Signal()
    applied = Signal(object, str)

    def __init__(self, context: Context, pane: DifferencesPane, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._pane = pane
        self._asked = 0
        self._running: Progress | None = None
        self._facts: FileFacts | None = None
        self._name = ""
        self._is_declined = False
        self.is_storing = False

    def forget(self) -> None:
        """Another file is looked at."""
        self._asked += 1
        self._is_declined = False
        if self._running is not None:
            self._running.cancel()
            self._running = None

    def decline(self) -> None:
        """The user wants this file to come in like any other list."""
        self._is_declined = True

    def take(self, look: FileLook, facts: FileFacts, panel: ProgressPanel) -> bool:
        """Compare the file that *look* has read where it is a list of ours; say whether it is."""
        if self._is_declined or not differences.is_list_of_ours(facts):
            return False
        self._asked += 1
        asked, path, options = self._asked, look.path, look.options
        self._facts, self._name = facts, incoming.shown_name(path)
        ops = self._context.ops

        def compare(progress: Progress) -> Differences:
            return ops.read(
                lambda session: differences.find(session, path, facts, options, progress)
            )

        def done(found: Differences) -> None:
            if asked == self._asked:
                self._running = None
                panel.finish()
                self._on_found(found)

        def failed(error: BaseException) -> None:
            if asked == self._asked:
                self._running = None
                panel.finish()
                if not isinstance(error, Cancelled):
                    self._context.fail(self._pane, error)
                self.passed.emit()

        panel.start(T("Comparing {name} with your contacts", name=self._name), self._stop)
        self._running = ops.run(self, compare, reported=panel.report, done=done, failed=failed)
        return True

    def accept(self) -> None:
        """Change the cells that are ticked."""
        pane = self._pane
        if self.is_storing or not pane.accept_button.isEnabled():
            return
        found, taken, new_rows = pane.found, pane.taken, pane.new_rows.isChecked()
        name = self._name
        self.is_storing = True
        pane.banner.hide()
        pane.set_busy(busy=True)
        pane.progress.start(T("Bringing in {name}", name=name), self._stop)
        self._running = self._context.ops.work_on_file(
            self,
            lambda database, progress: applying.apply(
                database, name, found, taken, progress, new_rows=new_rows
            ),
            reported=pane.progress.report,
            done=self._on_applied,
            failed=self._on_not_applied,
        )

    def _stop(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def _on_found(self, found: Differences) -> None:
        if not found.known:
            self.passed.emit()
            return
        self._pane.show_nothing(self._name)
        self._pane.set_busy(busy=False)
        self.shown.emit()
        self._pane.show_found(found)

    def _on_applied(self, done: Applied) -> None:
        self._end()
        if self._facts is None:
            return
        report = applying.report_of(self._name, self._facts, self._pane.found, done)
        self.applied.emit(report, done.headline)

    def _on_not_applied(self, error: BaseException) -> None:
        self._end()
        if isinstance(error, Cancelled):
            words = T("The import was stopped. Nothing was changed.")
            self._pane.banner.show_message(words, "neutral")
        elif isinstance(error, UserError):
            self._pane.banner.show_message(str(error), "danger")
        else:
            self._context.fail(self._pane, error)

    def _end(self) -> None:
        self.is_storing = False
        self._running = None
        self._pane.progress.finish()
        self._pane.set_busy(busy=False)
