"""A list of calls is brought in: what it was taken for, what would come, and the way back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from smallcrm.core.errors import Cancelled, UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T
from smallcrm.services import calls, history
from smallcrm.services.calls import Foretold, Stored, UnknownNumber, Wishes
from smallcrm.services.exchange.calls.understanding import not_understood
from smallcrm.ui import file_dialog
from smallcrm.ui.importing.calls_cards import ColumnsCard, NewestCard, PeopleCard
from smallcrm.ui.importing.calls_look import CallsLook, LookedAtCalls
from smallcrm.ui.importing.question_card import QuestionCard
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.incoming import shown_name
from smallcrm.ui.widgets.banner import Banner
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.fitting_area import scrolling
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.progress_panel import ProgressPanel

_NARROW = 820
_SHOWN = 8  # remarks


class CallsPane(QWidget):
    """Reads the list in the child process, says what would happen, and does it when asked.

    Signals:
        failed: It could not be read; carries what to tell.
        left: Another file is wanted.
        mistaken: It is a list of contacts.
    """

    failed = Signal(str)
    left = Signal()
    mistaken = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._looked: LookedAtCalls | None = None
        self._stored: Stored | None = None
        self._storing: Progress | None = None
        ui = context.ui
        self.look = CallsLook(context.ops, self)
        self.title = ui.label("", "display", wrap=True)
        self.counts = ui.label("", "body", wrap=True)
        self.remarks = ui.label("", "body", "2", wrap=True)
        self.banner = Banner(ui)
        self.progress = ProgressPanel(ui)
        self.question = QuestionCard(ui)
        self.columns = ColumnsCard(ui)
        self.people = PeopleCard(ui)
        self.newest = NewestCard(ui)
        self.accept_button = ui.button(T("Bring in"), "primary", "check", clicked=self.accept)
        self.show_button = ui.button(T("Show"), "primary", "people", clicked=self._show_newest)
        self.undo_button = ui.button(T("Undo import"), "secondary", "undo", clicked=self._undo)
        self.save_button = ui.button("", "secondary", "download", clicked=self._ask_where_to_save)
        self.again_button = ui.button(T("Another file"), "ghost", clicked=self.left.emit)
        self.contacts_button = ui.button(
            T("These are contacts"), "ghost", clicked=self.mistaken.emit
        )
        self._found = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards = QWidget()
        self._breakpoints = Breakpoints(context.theme, self)
        self._build()
        self._connect()

    @property
    def is_storing(self) -> bool:
        """Whether calls are being brought in just now."""
        return self._storing is not None

    def start(self, path: Path) -> None:
        """Read the list at *path*."""
        self._looked = self._stored = None
        self.title.setText(shown_name(path))
        self.counts.setText("")
        self.remarks.setText("")
        self.banner.hide()
        self._cards.hide()
        self._show_buttons()
        self.look.start(path)

    def stop(self) -> None:
        """Want no answer any more."""
        self.look.stop()

    def accept(self) -> None:
        """Bring it in, as one action."""
        if self._looked is None or not self.accept_button.isEnabled() or self.is_storing:
            return
        self.accept_button.setEnabled(False)
        self.banner.hide()
        name, lines = shown_name(self.look.path), self._looked.lines
        wishes = Wishes(name, "", dict(self.look.said))
        words = T("Bringing in {name}", name=name)
        self.progress.start(words, self._stop_storing)
        self._storing = self._context.ops.work_on_file(
            self,
            lambda database, progress: calls.store(database, lines, wishes, progress),
            reported=self.progress.report,
            done=self._on_stored,
            failed=self._on_not_stored,
            awaited=words,
        )

    def save_unknown(self, out: Path) -> None:
        """Write the numbers that nobody has to *out*."""
        unknown = self._unknown()
        self._context.ops.run(
            self,
            lambda progress: calls.save_unknown(out, unknown, progress),
            done=lambda _count: self._context.say(T("{name} is saved.", name=out.name)),
            failed=partial(self._context.fail, self),
        )

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def _build(self) -> None:
        ui, m = self._context.ui, self._context.ui.m
        found = ui.column(m.s3)
        for card in (self.people, self.newest):
            found.addWidget(card)
        found.addStretch(1)
        self._found.setLayout(found)
        columns = ui.column(m.s3)
        columns.addWidget(self.columns)
        columns.addStretch(1)
        self._cards.setLayout(self._sides)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(m.s3)
        self._sides.addWidget(self._found, 1)
        self._sides.addLayout(columns, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(m.s5, m.s5, m.s5, m.s4)
        column.setSpacing(m.s3)
        for part in (self.title, self.banner, self.counts, self.remarks, self.question):
            column.addWidget(part)
        column.addWidget(self._cards)
        column.addStretch(1)
        whole = ui.column(0)
        whole.addWidget(scrolling(inside), 1)
        whole.addWidget(self._foot())
        self.setLayout(whole)
        self._breakpoints.below(_NARROW, self._on_narrow)

    def _foot(self) -> QWidget:
        m = self._context.ui.m
        foot = QWidget()
        layout = QVBoxLayout(foot)
        layout.setContentsMargins(m.s5, m.s2, m.s5, m.s4)
        layout.setSpacing(m.s2)
        host = QWidget()
        buttons = FlowLayout(m.s2)
        host.setLayout(buttons)
        for button in (
            *(self.accept_button, self.show_button, self.undo_button, self.save_button),
            *(self.again_button, self.contacts_button),
        ):
            buttons.addWidget(button)
        layout.addWidget(self.progress)
        layout.addWidget(host)
        return foot

    def _connect(self) -> None:
        self.look.started.connect(self._on_reading)
        self.look.looked.connect(self._on_looked)
        self.look.failed.connect(self._on_unread)
        self.columns.changed.connect(self.look.remap)
        self.people.assigned.connect(self.look.assign)
        self.question.answered.connect(self.look.order)
        self._context.ops.changed.connect(self._look_whether_undone)

    def _on_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(down if narrow else beside)

    def _on_reading(self) -> None:
        self.accept_button.setEnabled(False)
        name = shown_name(self.look.path)
        self.progress.start(T("Reading {name}", name=name), self.look.give_up)

    def _on_looked(self, looked: LookedAtCalls) -> None:
        self._looked = looked
        self.progress.finish()
        self.banner.hide()
        facts, told = looked.facts, looked.told
        if not facts.is_understood:
            self.banner.show_message(str(not_understood()), "warning", closable=False)
        self.question.ask(facts.questions, self.look.options.dates)
        self.counts.setText("\n".join(map(str, calls.sentences(told))))
        self.remarks.setText("\n".join(_remarks(told)))
        self.remarks.setVisible(bool(told.rejected))
        self.columns.show_columns(facts.columns)
        self.people.show_people(told.employees, looked.people)
        self.newest.show_calls(told.first)
        self._found.setVisible(bool(told.noted))
        self.columns.show()
        self._cards.show()
        self._show_buttons()
        self._focus_next()

    def _focus_next(self) -> None:
        """The keyboard goes to what is wanted next: an answer, the button, or another file."""
        if self.question.is_open:
            self.question.first_answer.setFocus()
        elif self.accept_button.isEnabled():
            self.accept_button.setFocus()
        else:
            self.again_button.setFocus()

    def _show_buttons(self) -> None:
        """Before: bring in. After: look at them, take them back."""
        told = None if self._looked is None else self._looked.told
        count = told.noted if told is not None else 0
        words = TN("Bring in {count} call", "Bring in {count} calls", count)
        self.accept_button.setText(str(words if count else T("Bring in")))
        self.accept_button.setAccessibleName(self.accept_button.text())
        self.accept_button.setEnabled(bool(count))
        is_done = self._stored is not None
        self.accept_button.setVisible(not is_done)
        self.contacts_button.setVisible(not is_done)
        for button in (self.show_button, self.undo_button):
            button.setVisible(is_done)
        unknown = len([each for each in self._unknown() if each.number])
        save = TN("Save the {count} unknown number…", "Save the {count} unknown numbers…", unknown)
        self.save_button.setText(str(save))
        self.save_button.setAccessibleName(str(save))
        self.save_button.setVisible(bool(unknown))

    def _unknown(self) -> tuple[UnknownNumber, ...]:
        return () if self._looked is None else self._looked.told.unknown

    def _on_unread(self, error: BaseException) -> None:
        self.progress.finish()
        if isinstance(error, UserError) and self._looked is None:
            self.failed.emit(str(error))
        elif isinstance(error, UserError):
            self.banner.show_message(str(error), "danger")
        elif isinstance(error, Cancelled):
            self._on_given_up()
        else:
            self._context.fail(self, error)

    def _on_given_up(self) -> None:
        """Another file is wanted, or the list as it was understood before."""
        if self._looked is None:
            self.left.emit()
        else:
            self._on_looked(self._looked)

    def _stop_storing(self) -> None:
        if self._storing is not None:
            self._storing.cancel()

    def _on_stored(self, stored: Stored) -> None:
        self._storing, self._stored = None, stored
        self.progress.finish()
        count = stored.done.told.noted
        said = TN("{count} call is noted.", "{count} calls are noted.", count)
        self.title.setText(str(said))
        self.counts.setText("\n".join(map(str, calls.sentences(stored.done.told)[1:])))
        for asking in (self.columns, self.people, self.question):
            asking.hide()  # what came stays to be seen
        self.undo_button.setEnabled(True)
        self._show_buttons()
        self.show_button.setFocus()

    def _on_not_stored(self, error: BaseException) -> None:
        self._storing = None
        self.progress.finish()
        self.accept_button.setEnabled(True)
        if isinstance(error, Cancelled):
            words = T("The import was stopped. Nothing was changed.")
            self.banner.show_message(words, "neutral")
        elif isinstance(error, UserError):
            self.banner.show_message(str(error), "danger")
        else:
            self._context.fail(self, error)

    def _show_newest(self) -> None:
        if self._stored is not None and self._stored.done.newest is not None:
            contact_id, entry = self._stored.done.newest
            self._context.open(f"crm://contact/{contact_id}/timeline/call-{entry}")

    def _undo(self) -> None:
        if self._stored is not None:
            self.undo_button.setEnabled(False)
            self._context.ops.undo(self, self._on_undone, self._on_not_undone, self._stored.action)

    def _look_whether_undone(self) -> None:
        """Somebody may have taken it back elsewhere in the window."""
        stored = self._stored
        if stored is None or stored.action is None or not self.undo_button.isEnabled():
            return
        action = stored.action

        def show(kept: list[int] | None) -> None:
            if kept is not None and self._stored is stored:
                self._on_undone(kept)

        self._context.ops.query(self, lambda session: history.list_kept(session, action), show)

    def _on_undone(self, _undone: object) -> None:
        self.title.setText(str(T("The import was taken back.")))
        self.counts.setText(str(T("Everything is as it was before.")))
        self.remarks.hide()
        self._cards.hide()
        for button in (self.show_button, self.undo_button):
            button.hide()
        self.again_button.setFocus()

    def _on_not_undone(self, error: BaseException) -> None:
        self.undo_button.setEnabled(True)
        self._context.fail(self, error)

    def _ask_where_to_save(self) -> None:
        stem = Path(shown_name(self.look.path)).stem
        dialog = file_dialog.ask(
            self,
            T("Save the numbers that nobody has"),
            (T("Excel files"), "*.xlsx"),
            folder=str(Path.home()),
            name=str(T("{name}, unknown numbers.xlsx", name=stem)),
            is_new=True,
        )
        dialog.fileSelected.connect(lambda out: self.save_unknown(Path(out)))


def _remarks(told: Foretold) -> list[str]:
    """The first of the rows that cannot be read."""
    found = [
        str(T("Row {row}: {reason}", row=each.row, reason=each.reason))
        for each in told.rejected[:_SHOWN]
    ]
    if count := max(len(told.rejected) - _SHOWN, 0):
        more = TN("{count} more row like these.", "{count} more rows like these.", count)
        found.append(str(more))
    return found
