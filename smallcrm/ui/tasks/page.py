"""Tasks: a line to add one, the list in groups, the panel beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSplitter, QVBoxLayout, QWidget

from smallcrm.core import clock
from smallcrm.core.errors import NotFound
from smallcrm.core.text import TN, T, Text
from smallcrm.services import staff, tasks
from smallcrm.services.tasks import TaskRow, groups
from smallcrm.services.tasks.groups import Group
from smallcrm.services.tasks.queries import Wanted
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.tasks import addresses, putting_off
from smallcrm.ui.tasks.deeds import Deeds
from smallcrm.ui.tasks.lines import TaskList, TaskModel
from smallcrm.ui.tasks.panel import TaskPanel
from smallcrm.ui.tasks.quick_line import QuickLine
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.list_frame import ListFrame

OPEN, DONE, BIN = "open", "done", "bin"
STATES: dict[str, Text] = {OPEN: T("To do"), DONE: T("Done"), BIN: T("Bin")}
_NOTHING: dict[str, Text] = {
    OPEN: T("Nothing to do. Type a task into the line above."),
    DONE: T("Nothing is done yet."),
    BIN: T("The bin is empty."),
}
_EVERYBODY, _NOBODY = "", "0"
_PANEL = 340
_NARROW = 820
_SPLITTER = "tasks"


def create(context: Context) -> Page:
    """Make the page."""
    return TasksPage(context)


class TasksPage(Page):
    """Space ticks, 1 to 4 put off, Enter opens the panel, Esc comes back from it."""

    tables: ClassVar[tuple[str, ...]] = ("task", "contact", "deal", "staff")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wanted_id = 0
        self._added_id = 0  # until the list has it
        self._owner = _EVERYBODY
        self._is_narrow = False
        self.deeds = Deeds(context, self)
        self.model = TaskModel(self._fetch, self)
        self.view = TaskList(self.ui)
        self.frame = ListFrame(self.ui, T("Tasks"), self.view)
        self.line = QuickLine(context)
        self.chips = Chips(self.ui, list(STATES.items()), T("Which tasks"))
        self.owner = Choice(())
        self.panel = TaskPanel(context)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self._side = QFrame()
        self.to_list = self.ui.button(
            T("Back to the list"), "ghost", "arrow_left", clicked=self._leave_panel
        )
        self._menu = QMenu(self)
        self._said = self.ui.label("", "body", "2")
        ui = self.ui
        self.done = ui.button(T("Done"), "secondary", "check", clicked=self._finish)
        self.later = ui.menu_button("clock", T("Put off"), self._menu, T("Put off"))
        self.skip = ui.button(T("Not this time"), "ghost", clicked=self._skip)
        self.bin = ui.icon_button("bin", T("Into the bin"), key="Del", clicked=self._remove)
        self.back = ui.button("", "secondary", "undo", clicked=self._bring_back)
        self._breakpoints = Breakpoints(context.theme, self)
        self._breakpoints.below(_NARROW, self._on_narrow)
        self._build()

    def show_address(self, address: Address) -> None:
        self._wanted_id, self._added_id = address.id, 0
        if address.id:
            self.chips.choose(self.context.ops.read(partial(_state_of, task_id=address.id)))
        self._show_list()
        self.reload()
        if address.parts[:1] == ("new",):
            self.line.start(addresses.when_of(address))
        else:
            self.view.setFocus()

    def commands(self) -> Sequence[Command]:
        return [
            Command("tasks.new", T("New task"), self._start_line, "Ctrl+N", "plus"),
            Command("tasks.done", T("Mark the chosen tasks as done"), self._finish, "Ctrl+Return",
                    "check"),
            *putting_off.commands("tasks", self._snooze),
            Command("tasks.open", T("Change the task"), self._open, "F2", "edit"),
            Command("tasks.skip", T("Leave this time out"), self._skip, "", "close"),
            Command("tasks.remove", T("Move the chosen tasks to the bin"), self._remove, "Del",
                    "bin"),
            Command("tasks.missed", T("What was missed"),
                    lambda: self.context.open(addresses.MISSED), "", "bell"),
        ]  # fmt: skip

    def panes(self) -> Sequence[QWidget]:
        return (self.line.edit, self.chips, self.view, self.panel.title)

    def start_filter(self) -> None:
        self.chips.setFocus()

    def reload(self) -> None:
        wanted, now = self._wanted(), clock.now()
        self.context.ops.ask(
            self,
            lambda session: (groups.list_groups(session, wanted, now), _owners(session)),
            lambda found: self._on_read(*found),
        )

    def leave(self) -> bool:
        self.panel.leave()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._side.isAncestorOf(self.focusWidget()):
            self._leave_panel()
        else:
            super().keyPressEvent(event)

    def _leave_panel(self) -> None:
        self.panel.leave()
        self._show_list()
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _start_line(self) -> None:
        self._show_list()
        self.line.start()

    def _show_list(self) -> None:
        """Beside the panel where there is room, else in its place."""
        self.frame.show()
        self._side.setVisible(bool(self.panel.task_id) and not self._is_narrow)

    def _build(self) -> None:
        ui, m = self.ui, self.ui.m
        whole = ui.column(0)
        self.setLayout(whole)
        self._side.setProperty("surface", "list")
        inner = QVBoxLayout(self._side)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.to_list, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self.panel, 1)
        self.split.addWidget(self.frame)
        self.split.addWidget(self._side)
        self.split.setStretchFactor(0, 1)
        self.split.setCollapsible(0, False)  # noqa: FBT003 - Qt's
        self.split.setSizes([10 * _PANEL, ui.theme.size(_PANEL)])
        whole.addWidget(self.split)
        new = ui.button(T("New task"), "primary", "plus", clicked=self.line.start)
        ui.explain(new, T("New task"), "Ctrl+N")
        self.frame.head.addWidget(new)
        self.frame.above.addWidget(self.line)
        row = ui.row(m.s3)
        row.addWidget(self.chips, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.owner)
        self.frame.above.addLayout(row)
        self.owner.setAccessibleName(str(T("Whose tasks")))
        putting_off.fill(ui, self._menu, self._snooze)
        foot = self.frame.foot
        foot.addWidget(self._said, 1)
        for button in (self.done, self.later, self.skip, self.back, self.bin):
            foot.addWidget(button)
        ui.explain(self.done, T("Mark the chosen tasks as done"), "Space")
        ui.explain(self.later, T("Put off"), "1")
        self.frame.nothing.set_words(_NOTHING[OPEN])
        self._connect()
        self._side.hide()
        self.to_list.hide()

    def _connect(self) -> None:
        self.view.show_model(self.model)
        self.view.picked.connect(lambda _id: self._on_picked())
        self.view.chosen.connect(lambda _count: self._on_picked())
        self.view.opened.connect(lambda _id: self._open())
        self.view.ticked.connect(self._tick)
        self.chips.chosen.connect(lambda _state: self.reload())
        self.owner.committed.connect(self._on_owner)
        self.line.left.connect(lambda: self.view.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.line.added.connect(self._on_added)

    def _wanted(self) -> Wanted:
        state = self.chips.current()
        owner = int(self._owner) if self._owner not in (_EVERYBODY, _NOBODY) else None
        return Wanted(
            owner_id=owner,
            is_unowned=self._owner == _NOBODY,
            done=state == DONE,
            binned=state == BIN,
        )

    def _fetch(self, ids: list[int]) -> Mapping[int, TaskRow]:
        binned = self.chips.current() == BIN
        return self.context.ops.read(
            lambda session: tasks.list_task_rows(session, ids, binned=binned)
        )

    def _on_read(self, found: list[Group], owners: list[tuple[int, str]]) -> None:
        place = max(self.view.currentIndex().row(), 0)
        self.view.refill(self.model.ids_of(found))
        count = sum(len(group.ids) for group in found)
        self.frame.nothing.set_words(_NOTHING[self.chips.current()])
        self.frame.show_count(count, TN("{count} task", "{count} tasks", count))
        self._offer_owners(owners)
        self._choose(place)
        self._on_picked()

    def _choose(self, place: int) -> None:
        """The task that was asked for, was added or is chosen, else what is in its place."""
        ids = self.model.ids
        if self._wanted_id in ids:
            self.view.go_to(self._wanted_id)
            self._open()
        elif self._added_id in ids:
            self.view.go_to(self._added_id)
            self._added_id = 0
        elif not self.view.current_id() and ids:
            nearest = next((key for key in ids[place:] if key > 0), 0)
            self.view.go_to(nearest or next((key for key in reversed(ids) if key > 0), 0))
        self._wanted_id = 0

    def _offer_owners(self, owners: list[tuple[int, str]]) -> None:
        self.owner.setVisible(bool(owners))
        self.owner.clear()
        self.owner.addItem(str(T("Everybody's")), _EVERYBODY)
        for key, name in owners:
            self.owner.addItem(name, str(key))
        self.owner.addItem(str(T("Nobody's in particular")), _NOBODY)
        self.owner.set_value(self._owner)

    def _on_owner(self, key: str) -> None:
        self._owner = key
        self.reload()

    def _on_picked(self) -> None:
        ids = self.view.task_ids()
        state = self.chips.current()
        self.frame.show_foot(shown=bool(ids))
        said = TN("{count} task is chosen", "{count} tasks are chosen", len(ids))
        self._said.setText(str(said) if len(ids) > 1 else "")
        for button in (self.done, self.later, self.bin):
            button.setVisible(state == OPEN)
        row = self.model.row_at(self.view.currentIndex().row()) if ids else None
        self.skip.setVisible(state == OPEN and len(ids) == 1 and bool(getattr(row, "rule", "")))
        self.back.setVisible(state != OPEN)
        self.back.setText(str(T("Restore") if state == BIN else T("Not done after all")))
        current = self.view.current_id() if len(ids) == 1 and state != BIN else 0
        self.panel.show_task(current)
        if not current or self.frame.isVisibleTo(self):  # else the panel stands in its place
            self._show_list()

    def _on_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        self._is_narrow = narrow
        self.to_list.setVisible(narrow)
        self._show_list()

    def _on_added(self, task_id: int) -> None:
        self._wanted_id, self._added_id = 0, task_id
        self.chips.choose(OPEN)
        self.reload()

    def _open(self) -> None:
        if self.panel.task_id:
            self._side.show()
            self.frame.setVisible(not self._is_narrow)
            self.panel.start()

    def _tick(self, ids: list[int]) -> None:
        if self.chips.current() == OPEN:
            self.deeds.finish(ids)
        elif self.chips.current() == DONE:
            self.deeds.reopen(ids)

    def _finish(self) -> None:
        self._do(self.deeds.finish, OPEN)

    def _snooze(self, choice: str) -> None:
        self._do(lambda ids: self.deeds.snooze(ids, choice), OPEN)

    def _remove(self) -> None:
        self._do(self.deeds.remove, OPEN, DONE)

    def _skip(self) -> None:
        self._do(lambda ids: self.deeds.skip(ids[0]), OPEN)

    def _bring_back(self) -> None:
        self._do(self.deeds.restore if self.chips.current() == BIN else self.deeds.reopen,
                 DONE, BIN)  # fmt: skip

    def _do(self, deed: Callable[[list[int]], object], *states: str) -> None:
        ids = self.view.task_ids()
        if ids and self.chips.current() in states:
            deed(ids)


def _state_of(session: Any, task_id: int) -> str:
    """Where a task is listed; one that is gone: among those to do, where nothing is chosen then."""
    try:
        row = tasks.get_task(session, task_id)
    except NotFound:
        return OPEN
    return OPEN if row.done_at is None else DONE


def _owners(session: Any) -> list[tuple[int, str]]:
    """Who may do a task; who uses the program now comes first, as Mine."""
    me = staff.find_me(session)
    people = [(person.id, person.name) for person in staff.list_staff(session)]
    if me is None:
        return people
    return [(me.id, str(T("Mine"))), *(each for each in people if each[0] != me.id)]
