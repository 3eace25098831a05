"""A calendar is brought in: what would come, what cannot, and one button."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from smallcrm.core.errors import Cancelled, UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T, Text
from smallcrm.services import calendar
from smallcrm.services.calendar import BroughtIn, Foretold
from smallcrm.services.exchange.calendars import opening
from smallcrm.services.exchange.calendars.items import CalendarItem
from smallcrm.services.exchange.drafts import FileFacts, RowWarning
from smallcrm.services.exchange.importing.earlier import label_of
from smallcrm.ui.importing.calendar_choices import CalendarChoices
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.incoming import shown_name
from smallcrm.ui.widgets.banner import Banner
from smallcrm.ui.widgets.progress_panel import ProgressPanel

_WIDEST = 720
_SHOWN = 8  # remarks


class CalendarPane(QWidget):
    """Reads the file in the child process, says what would happen, and does it when asked.

    Signals:
        foreseen: It is known what would come; the button can be pressed where that is anything.
        failed: It could not be read; carries what to tell.
        left: Another file is wanted.
        stored: It came in.
    """

    foreseen = Signal()
    failed = Signal(str)
    left = Signal()
    stored = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._path = Path()
        self._items: Sequence[CalendarItem] = ()
        self._reading = Progress()
        ui = context.ui
        self.title = ui.label("", "display", wrap=True)
        self.counts = ui.label("", "subtitle", wrap=True)
        self.remarks = ui.label("", "body", "2", wrap=True)
        self.choices = CalendarChoices(context)
        self.banner = Banner(ui)
        self.progress = ProgressPanel(ui)
        self.accept_button = ui.button(T("Bring this calendar in"), "primary", "check",
                                       clicked=self.accept)  # fmt: skip
        self._build()

    def start(self, path: Path) -> None:
        """Read the calendar at *path*."""
        self.stop()
        self._path, self._items = path, ()
        self.choices.show_conflicts(())
        self.title.setText(shown_name(path))
        self.counts.setText("")
        self.remarks.setText("")
        self.banner.hide()
        self.accept_button.setEnabled(False)
        self.progress.start(T("Reading {name}", name=shown_name(path)), self.stop)
        self._reading = self._context.ops.run(
            self,
            lambda progress: opening.read(path, None, progress),
            done=lambda found: self._on_read(path, *found),
            failed=self._on_unread,
        )

    def stop(self) -> None:
        """Want no answer any more."""
        self._reading.cancel()

    def accept(self) -> None:
        """Bring it in, as one action."""
        if not self.accept_button.isEnabled():
            return
        self.accept_button.setEnabled(False)
        name, items = shown_name(self._path), self._items
        choices = self.choices.chosen()
        self.progress.start(T("Bringing in {name}", name=name))
        self._context.ops.write(
            self,
            label_of(name),
            lambda session: calendar.bring_in(session, items, None, "", choices),
            self._on_stored,
            self._on_not_stored,
        )

    def _build(self) -> None:
        ui, m = self._context.ui, self._context.ui.m
        column = ui.column(m.s3)
        column.addStretch(2)
        for part in (self.title, self.banner, self.progress, self.counts, self.choices,
                     self.remarks):  # fmt: skip
            column.addWidget(part)
        column.addSpacing(m.s2)
        row = ui.row(m.s3)
        row.addWidget(self.accept_button)
        row.addWidget(ui.button(T("Another file"), "secondary", clicked=self.left.emit))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(ui.theme.size(_WIDEST))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s5)
        layout.addStretch(1)
        layout.addWidget(middle, 8)
        layout.addStretch(1)

    def _on_read(self, path: Path, facts: FileFacts, items: Sequence[CalendarItem]) -> None:
        if path != self._path:
            return  # another one is wanted by now
        self._items = items
        self.remarks.setText("\n".join(_remarks(facts.warnings)))
        self._context.ops.query(
            self, lambda session: calendar.foretell(session, items), self._on_foretold
        )

    def _on_foretold(self, told: Foretold) -> None:
        self.progress.finish()
        self.counts.setText("\n".join(map(str, told.sentences)))
        self.choices.show_conflicts(told.conflicts)
        self.accept_button.setEnabled(bool(told.touched or told.conflicts))
        if self.accept_button.isEnabled():
            (self.choices.keep_all if told.conflicts else self.accept_button).setFocus()
        self.foreseen.emit()

    def _on_unread(self, error: BaseException) -> None:
        self.progress.finish()
        if isinstance(error, UserError):
            self.failed.emit(str(error))
        elif not isinstance(error, Cancelled):
            self._context.fail(self, error)

    def _on_stored(self, done: BroughtIn) -> None:
        self.progress.finish()
        said = _said(done.told, self.choices.taken)
        self.choices.show_conflicts(())
        self.counts.setText(str(said))
        self._context.say(said, undo=True)
        self.stored.emit()

    def _on_not_stored(self, error: BaseException) -> None:
        self.progress.finish()
        self.accept_button.setEnabled(True)
        if isinstance(error, UserError):
            self.banner.show_message(str(error), "danger")
        else:
            self._context.fail(self, error)


def _said(told: Foretold, taken: int) -> Text:
    """What was done, in one sentence; of *taken* entries the file's was wanted."""
    new, count = told.meetings + told.tasks, told.touched + taken
    if not count:
        return T("Your entries stay as they are.")
    if new == count:
        return TN("{count} entry of the calendar came in.",
                  "{count} entries of the calendar came in.", count)  # fmt: skip
    return TN("{count} entry of the calendar came in or was changed.",
              "{count} entries of the calendar came in or were changed.", count)  # fmt: skip


def _remarks(warnings: Sequence[RowWarning]) -> list[str]:
    """What is odd about single entries, the first ones of many."""
    found = [
        str(T("Line {line}, {title}: {reason}", line=one.row, title=one.value, reason=one.reason))
        for one in warnings[:_SHOWN]
    ]
    return [*found, *map(str, _further(warnings))]


def _further(several: Sequence[object]) -> list[Text]:
    """How many more of *several* there are than are shown."""
    count = max(len(several) - _SHOWN, 0)
    more = TN("{count} more remark like these.", "{count} more remarks like these.", count)
    return [more] if count else []
