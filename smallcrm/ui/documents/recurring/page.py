"""Recurring documents: what waits, made with one key; all of them, to change or to pause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import TN, T
from smallcrm.services import recurring
from smallcrm.services.recurring import RecurringDraft, RecurringRow, Rule, Run, Waiting
from smallcrm.ui.confirming import confirm
from smallcrm.ui.documents.recurring import addresses, words
from smallcrm.ui.documents.recurring.form import RecurringForm
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.list_frame import ListFrame
from smallcrm.ui.widgets.tables import Table

_NAME = 1  # the column that takes the room that is left
_GIVE_WAY = (2, 3)
_DOCUMENTS = "crm://documents"  # that page leads here, so it is not imported


class _Look(NamedTuple):
    """What is listed: documents that wait, or all rules."""

    waiting: list[Waiting]
    rows: list[RecurringRow]


def create(context: Context) -> Page:
    """Make the page."""
    return RecurringPage(context)


class RecurringPage(Page):
    """``crm://recurring``; with an id the form of one, with ``of/12`` a new one of a document."""

    tables = ("recurring", "recurring_run", "document", "contact")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._state = words.WAITING
        self._is_first = True
        self._lines: dict[int, Any] = {}
        self._waiting: list[Waiting] = []
        self.model = PagedModel(_waiting_columns(), self._fetch, self)
        self.view = Table(self.ui, T("Recurring documents"))
        self.frame = ListFrame(self.ui, T("Recurring documents"), self.view)
        self.form = RecurringForm(context)
        self.chips = Chips(self.ui, list(words.STATES.items()), T("Which of them"))
        self.make = self.ui.button("", "primary", "check", clicked=self._ask_make)
        self.leave_out = self.ui.button(T("Leave this one out"), clicked=self._skip)
        self.edit = self.ui.button(T("Change"), "secondary", "edit", clicked=self._open)
        self.pause = self.ui.button("", "secondary", clicked=self._pause)
        self.bin = self.ui.button(T("Remove"), "ghost", "bin", clicked=self._remove)
        self._said = self.ui.label("", "body", wrap=True)
        self._stack = QStackedWidget()
        self._build()

    def show_address(self, address: Address) -> None:
        if address.parts[:1] == (addresses.OF,):
            self._begin(int(address.parts[1]) if address.parts[1:] else 0)
        elif address.id:
            self._show_form(address.id)
        else:
            self._stack.setCurrentWidget(self.frame)
            self.reload()
            self.view.setFocus()

    def commands(self) -> Sequence[Command]:
        return [
            Command("recurring.primary", T("Make the recurring documents that wait"),
                    self._primary, "Ctrl+Return Ctrl+Enter", "check"),
            Command("recurring.skip", T("Leave this one out"), self._skip, "Del"),
            Command("recurring.edit", T("Change a recurring document"), self._open, "F2", "edit"),
        ]  # fmt: skip

    def panes(self) -> Sequence[QWidget]:
        return (self.form,) if self._is_form() else (self.chips, self.view)

    def reload(self) -> None:
        today = clock.today()
        self.context.ops.ask(self, lambda session: _look(session, today), self._on_read)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._is_form():
            self.context.open(addresses.LIST)
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        column = self.ui.column(0)
        self.setLayout(column)
        column.addWidget(self._stack)
        self._stack.addWidget(self.frame)
        self._stack.addWidget(self.form)
        self.frame.head.addWidget(self.make)
        self.ui.explain(self.make, T("Make the recurring documents that wait"), "Ctrl+Enter")
        self.frame.above.addWidget(self.chips)
        self.frame.foot.addWidget(self._said, 1)
        for button in (self.leave_out, self.edit, self.pause, self.bin):
            self.frame.foot.addWidget(button)
        self.ui.explain(self.leave_out, T("Leave this one out"), "Del")
        self.ui.explain(self.edit, T("Change a recurring document"), "F2")
        self.view.show_model(self.model, _NAME)
        self.view.horizontalHeader().setSectionsClickable(False)
        self.view.opened.connect(lambda _row_id: self._open())
        self.view.picked.connect(lambda _row_id: self._on_picked())
        self.chips.chosen.connect(self._on_state)
        self.form.saved.connect(self._on_saved)
        self.form.left.connect(lambda: self.context.open(addresses.LIST))
        self.view.fit_columns(_NAME, _GIVE_WAY)

    def _is_form(self) -> bool:
        return self._stack.currentWidget() is self.form

    def _begin(self, document_id: int) -> None:
        rule = Rule(clock.today())
        try:
            draft = self.context.ops.read(
                lambda session: recurring.draft_of(session, document_id, rule)
            )
        except UserError as error:
            self._tell(error)
            return
        self._stack.setCurrentWidget(self.form)
        self.form.start(draft, 0, document_id)

    def _show_form(self, recurring_id: int) -> None:
        try:
            draft: RecurringDraft = self.context.ops.read(
                lambda session: recurring.get(session, recurring_id)
            )
        except UserError as error:
            self._tell(error)
            return
        self._stack.setCurrentWidget(self.form)
        self.form.start(draft, recurring_id)

    def _tell(self, error: UserError) -> None:
        self._stack.setCurrentWidget(self.frame)
        self.reload()
        self.frame.banner.show_message(str(error), "warning")

    def _on_saved(self) -> None:
        self._choose(words.ALL)
        self.context.open(addresses.LIST)

    def _choose(self, state: str) -> None:
        self.chips.choose(state)
        self._on_state(state)

    def _on_state(self, state: str) -> None:
        self._state, self._is_first = state, False
        columns = _waiting_columns() if state == words.WAITING else _columns()
        self._lines = {}
        self.view.refill([])  # the rows of before have other columns
        self.model.set_columns(columns)
        self.reload()

    def _on_read(self, found: _Look) -> None:
        self._waiting = found.waiting
        if self._is_first and not found.waiting:  # nothing waits: show what there is
            self._choose(words.ALL)
            return
        self._is_first = False
        rows = found.waiting if self._state == words.WAITING else found.rows
        place = max(self.view.currentIndex().row(), 0)
        self._lines = dict(enumerate(rows, start=1))
        self.view.refill(list(self._lines))
        self.frame.nothing.set_words(*words.NOTHING[self._state])
        count = len(rows)
        self.frame.show_count(count, TN("{count} document", "{count} documents", count))
        if rows:
            self.view.go_to(self.model.ids[min(place, count - 1)])
        waits = len(found.waiting)
        self.make.setText(str(TN("Make {count} document", "Make {count} documents", waits)))
        self.make.setVisible(bool(waits))
        self.view.fit_columns(_NAME, _GIVE_WAY)
        self._on_picked()

    def _on_picked(self) -> None:
        line = self._current()
        self.frame.show_foot(shown=line is not None)
        is_row = isinstance(line, RecurringRow)
        self.leave_out.setVisible(isinstance(line, Waiting))
        for button in (self.pause, self.bin):
            button.setVisible(is_row)
        if isinstance(line, RecurringRow):
            self.pause.setText(str(T("Go on") if line.is_paused else T("Pause")))
            made = TN("{count} document was made.", "{count} documents were made.", line.made)
            self._said.setText(str(made) if line.made else "")
        elif isinstance(line, Waiting):
            self._said.setText(line.name)

    def _current(self) -> Waiting | RecurringRow | None:
        return self._lines.get(self.view.current_id())

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, Any]:
        return {row_id: self._lines[row_id] for row_id in ids if row_id in self._lines}

    def _key(self) -> int:
        line = self._current()
        if line is None:
            return 0
        return line.recurring_id if isinstance(line, Waiting) else line.id

    def _primary(self) -> None:
        if self._is_form():
            self.form.store()
        else:
            self._ask_make()

    def _open(self) -> None:
        if not self._is_form() and self._key():
            self.context.open(addresses.of(self._key()))

    def _ask_make(self) -> None:
        issued = sum(1 for item in self._waiting if item.issues_itself)
        if not self._waiting or self._is_form():
            return
        if not issued:
            self._make(can_undo=True)
            return
        confirm(
            self,
            TN("{count} document is issued.", "{count} documents are issued.", issued),
            T(
                "They get their numbers and cannot be changed afterwards; corrections are made "
                "by credit note. This cannot be undone."
            ),
            T("Make and issue them"),
            lambda: self._make(can_undo=False),
        )

    def _make(self, *, can_undo: bool) -> None:
        today = clock.today()
        self.context.ops.write(
            self,
            T("Make recurring documents"),
            lambda session: recurring.make_all(session, today),
            lambda run: self._on_made(run, can_undo=can_undo),
            can_undo=can_undo,
        )

    def _on_made(self, run: Run, *, can_undo: bool) -> None:
        if run.failed:
            texts = [
                f"{failed.name}, {formats.day(failed.period)}: {failed.reason}"
                for failed in run.failed
            ]
            self.frame.banner.show_message("\n".join(texts), "warning")
        count = len(run.made)
        said = TN("{count} document is made.", "{count} documents are made.", count)
        self.context.say(said, undo=can_undo)
        if count and not run.failed:
            self.context.open(_DOCUMENTS)

    def _skip(self) -> None:
        line = self._current()
        if not isinstance(line, Waiting) or self._is_form():
            return
        self.context.ops.write(
            self,
            T("Leave one out"),
            lambda session: recurring.skip(session, line.recurring_id, line.period),
            lambda _none: self.context.say(T("Left out."), undo=True),
            self._on_failed,
        )

    def _pause(self) -> None:
        line = self._current()
        if not isinstance(line, RecurringRow):
            return
        change = recurring.resume if line.is_paused else recurring.pause
        said = T("It goes on.") if line.is_paused else T("Paused.")
        self.context.ops.write(
            self,
            T("Go on with a recurring document") if line.is_paused
            else T("Pause a recurring document"),
            lambda session: change(session, line.id),
            lambda _none: self.context.say(said, undo=True),
        )  # fmt: skip

    def _remove(self) -> None:
        line = self._current()
        if isinstance(line, RecurringRow):
            self.context.ops.write(
                self,
                T("Remove a recurring document"),
                lambda session: recurring.remove(session, line.id),
                lambda _none: self.context.say(T("Removed; its documents stay."), undo=True),
            )

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.frame.banner.show_message(str(error), "warning")
        else:
            self.context.fail(self, error)


def _look(session: Any, today: date) -> _Look:
    ids = recurring.list_ids(session)
    found = recurring.list_rows(session, ids)
    return _Look(recurring.list_waiting(session, today), [found[key] for key in ids])


def _waiting_columns() -> list[Column]:
    return [
        Column(str(T("For")), lambda item: formats.day(item.period)),
        Column(str(T("Title")), lambda item: item.name, is_words=True),
        Column(str(T("Customer")), lambda item: item.customer, is_words=True),
        Column(str(T("Total")), lambda item: formats.money(item.total, item.currency), right=True),
        Column(
            str(T("Becomes")),
            lambda item: words.made_as(issues_itself=item.issues_itself),
            pill=lambda item: "accent" if item.issues_itself else "neutral",
        ),
    ]


def _columns() -> list[Column]:
    return [
        Column(str(T("Customer")), lambda row: row.customer, is_words=True),
        Column(str(T("Title")), lambda row: row.name, is_words=True),
        Column(str(T("How often")), lambda row: words.how_often(row.rule)),
        Column(str(T("Total")), lambda row: formats.money(row.total, row.currency), right=True),
        Column(
            str(T("State")),
            lambda row: words.state(row)[0],
            pill=lambda row: words.state(row)[1],
        ),
    ]
