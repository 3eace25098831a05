"""Today: what is to be done, what money waits for, what slips away; three columns, no charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, ClassVar, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from smallcrm.core import clock
from smallcrm.core.text import T, Text
from smallcrm.services import staff, today
from smallcrm.services.staff import EMPLOYEE, StaffRow
from smallcrm.services.today import Today
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.tasks import putting_off
from smallcrm.ui.today import words
from smallcrm.ui.today.card import Card
from smallcrm.ui.today.dues_card import DuesCard
from smallcrm.ui.today.rows import Line
from smallcrm.ui.today.slipping_card import SlippingCard
from smallcrm.ui.today.todo_card import ToDoCard
from smallcrm.ui.widgets import tab_order
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.fitting_area import scrolling
from smallcrm.ui.widgets.keyboard import offer

EVERYBODY, MINE = "everybody", "mine"
_WHOSE: dict[str, Text] = {EVERYBODY: T("Everybody's"), MINE: T("Mine")}
_WIDE, _NARROW = 1100, 760  # three columns; two; below it one
_MOST_ROWS = 3
_BY_KEYBOARD = Qt.FocusReason.ShortcutFocusReason  # with a ring
_BY_ITSELF = Qt.FocusReason.OtherFocusReason
_AT_ONCE = 5  # lines that are shown in one turn
_MINUTE = 60_000  # milliseconds: what is due today becomes late by itself


class _Found(NamedTuple):
    """What a look at the file brought: who looks, whose things they are."""

    today: Today
    me: StaffRow | None
    whose: str


class _Stood(NamedTuple):
    """Where the keyboard was, on which line and by which way, and how far it was scrolled."""

    key: str
    place: int
    by_keyboard: bool
    scrolled: int


def create(context: Context) -> Page:
    """Make the page."""
    return TodayPage(context)


class TodayPage(Page):
    """Up and Down go from line to line, Enter opens, Space ticks off, 1 to 4 put a task off.

    An employee sees first what is his; everybody can look at all.
    """

    tables: ClassVar[tuple[str, ...]] = (
        *("task", "contact", "phone", "deal", "stage", "stage_stay", "lead", "activity"),
        *("staff", "document", "payment", "allocation", "document_link", "setting", "digest_mark"),
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._whose = ""  # not chosen yet: it depends on who uses this computer
        self._shown: dict[Card, object] = {}
        self._filling: Iterator[None] = iter(())
        self._stood: _Stood | None = None  # before what is being shown now
        self._next_turn = QTimer(self)
        self._next_turn.setSingleShot(True)
        self._next_turn.timeout.connect(self._fill)
        self._is_new = False  # just opened: the keyboard goes to the first line
        self._columns = 0
        self._is_narrow = self._is_middling = False
        self.greeting = self.ui.label("", "title", elide=True)
        self.date = self.ui.label("", "body", "2", wrap=True)
        self.chips = Chips(self.ui, list(_WHOSE.items()), T("Whose tasks, deals and leads"))
        self.todo = ToDoCard(context)
        self.dues = DuesCard(context)
        self.slipping = SlippingCard(context)
        self._grid = QGridLayout()
        inside = QWidget()
        inside.setLayout(self._grid)
        self.area = scrolling(inside)
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE)
        self._breakpoints = Breakpoints(context.theme, self)
        self._build()

    @property
    def lines(self) -> list[Line]:
        """All lines, column by column."""
        return [line for card in self._cards() for line in card.lines]

    def show_address(self, address: Address) -> None:  # noqa: ARG002 - it has one only
        self._is_new = True
        self.reload()

    def commands(self) -> Sequence[Command]:
        return [
            Command("today.done", T("Done, or dealt with"), self._finish, "Ctrl+Return", "check"),
            Command("today.call", T("Call back"), self._call, "Ctrl+Shift+C", "phone"),
            *putting_off.commands("today", self._snooze),
        ]  # fmt: skip

    def panes(self) -> Sequence[QWidget]:
        return self._cards()

    def start_filter(self) -> None:
        self.chips.setFocus()

    def reload(self) -> None:
        whose, now = self._whose, clock.now()
        self.context.ops.ask(self, lambda session: _read(session, whose, now), self._on_read)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def _cards(self) -> tuple[Card, ...]:
        return self.todo, self.dues, self.slipping

    def _build(self) -> None:
        ui, m = self.ui, self.ui.m
        whole = ui.column(0)
        self.setLayout(whole)
        head = ui.column(m.s1)
        head.setContentsMargins(m.s5, m.s4 + m.s1, m.s5, m.s3)
        head.addWidget(self.greeting)
        row = ui.row(m.s3)
        row.addWidget(self.date, 1)
        row.addWidget(self.chips, 1)
        head.addLayout(row)
        whole.addLayout(head)
        whole.addWidget(self.area, 1)
        self.area.viewport().setProperty("surface", "canvas")
        self._grid.setContentsMargins(m.s5, 0, m.s5, m.s5)
        self._grid.setSpacing(m.s4)
        self.chips.hide()
        self.chips.chosen.connect(self._on_whose)
        self._clock.timeout.connect(self._on_minute)
        self._clock.start()
        self.context.who_chosen.connect(self._on_who)
        self.todo.folded.connect(self._on_folded)
        for card in self._cards():
            card.stepped.connect(self._on_step)
        self._breakpoints.below(_WIDE, self._on_middling)
        self._breakpoints.below(_NARROW, self._on_narrow)
        self._place()

    def _on_middling(self, middling: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        self._is_middling = middling
        self._place()

    def _on_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        self._is_narrow = narrow
        self._place()

    def _place(self) -> None:
        """Put the cards side by side, or below one another where room is short."""
        columns = 1 if self._is_narrow else 2 if self._is_middling else 3
        if columns == self._columns:
            return
        self._columns = columns
        for card in self._cards():
            self._grid.removeWidget(card)
        spots = {1: ((0, 0, 1), (1, 0, 1), (2, 0, 1)), 2: ((0, 0, 2), (0, 1, 1), (1, 1, 1)),
                 3: ((0, 0, 1), (0, 1, 1), (0, 2, 1))}  # fmt: skip
        for card, (row, column, rows) in zip(self._cards(), spots[columns], strict=True):
            self._grid.addWidget(card, row, column, rows, 1)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._grid.setRowStretch(_MOST_ROWS, 1)  # below them all

    def _on_read(self, found: _Found) -> None:
        """Show what was found, some lines at a time; keyboard and place stay where they are."""
        if self._stood is None:
            line = self._current()
            self._stood = _Stood(
                line.key if line is not None else "",
                self.lines.index(line) if line is not None else 0,
                line is not None and bool(line.property("keyboard")),
                self.area.verticalScrollBar().value(),
            )
        self._show_head(found)
        self._filling = chain.from_iterable(self._parts(found.today))
        self._fill()

    def _fill(self) -> None:
        """Show the next lines: all at once would hold up whoever types."""
        if len(list(islice(self._filling, _AT_ONCE))) == _AT_ONCE:
            self._next_turn.start()
            return
        self._next_turn.stop()
        self._order()
        stood, self._stood = self._stood, None
        if stood is not None:
            self._stand(stood)
        self._is_new = False

    def _on_folded(self) -> None:
        self._shown.pop(self.todo, None)  # what is read meanwhile has to show it as well
        self._filling = chain(self.todo.show_again(), self._filling)
        self._fill()

    def _stand(self, stood: _Stood) -> None:
        """Put keyboard and view where they were before everything was shown anew."""
        lines = self.lines
        if stood.key and lines:
            same = next((each for each in lines if each.key == stood.key), None)
            reason = _BY_KEYBOARD if stood.by_keyboard else _BY_ITSELF
            (same or lines[min(stood.place, len(lines) - 1)]).setFocus(reason)
        elif self._is_new and lines:
            offer(lines[0], self)
        self.area.verticalScrollBar().setValue(stood.scrolled)

    def _show_head(self, found: _Found) -> None:
        self._whose = found.whose
        self.chips.choose(found.whose)
        self.chips.setVisible(found.me is not None)
        hour = clock.local(clock.now()).hour
        self.greeting.setText(str(words.greeting(hour, found.me.name if found.me else "")))
        self.date.setText(words.date_line(found.today.day))

    def _parts(self, now: Today) -> Iterator[Iterator[None]]:
        """The cards that show something else now, each as the steps that fill it."""
        fills: tuple[tuple[Card, object, Callable[[], Iterator[None]]], ...] = (
            (self.todo, now.todo, lambda: self.todo.show_todo(now.todo)),
            (self.dues, now.dues, lambda: self.dues.show_dues(now.dues)),
            (self.slipping, now.slipping, lambda: self.slipping.show_slipping(now.slipping)),
        )
        for card, content, show in fills:
            if self._shown.get(card) != (now.day, content):
                yield show()
                self._shown[card] = (now.day, content)

    def _order(self) -> None:
        """What was made anew stands behind everything else for Tab."""
        tab_order.chain(self.chips, *self._cards())

    def _current(self) -> Line | None:
        """The line where the keyboard is, or whose control has it."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return None
        return next((line for line in self.lines if focus in (line, *line.controls)), None)

    def _on_step(self, line: Line, step: int) -> None:
        lines = self.lines
        place = lines.index(line) + step
        line = lines[min(max(place, 0), len(lines) - 1)]
        line.setFocus(_BY_KEYBOARD)
        self.area.ensureWidgetVisible(line)

    def _on_whose(self, whose: str) -> None:
        self._whose = whose
        self.reload()

    def _on_who(self) -> None:
        self._whose = ""
        if self.isVisible():
            self.reload()

    def _on_minute(self) -> None:
        if self.isVisible():
            self.reload()

    def _finish(self) -> None:
        line = self._current()
        if line is not None and line.on_space is not None:
            line.on_space()

    def _call(self) -> None:
        line = self._current()
        if line is not None and line.on_call is not None:
            line.on_call()

    def _snooze(self, choice: str) -> None:
        line = self._current()
        if line is not None and line.task_id:
            self.todo.deeds.snooze([line.task_id], choice)


def _read(session: Any, whose: str, now: Any) -> _Found:
    me = staff.find_me(session)
    if me is None:
        whose = EVERYBODY
    elif not whose:
        whose = MINE if me.role == EMPLOYEE else EVERYBODY
    owner = me.id if me is not None and whose == MINE else None
    return _Found(today.look(session, now, owner), me, whose)
