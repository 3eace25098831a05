"""To do: late tasks, calls to return, tasks of today by their time, those of tomorrow folded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.text import T, Text
from smallcrm.services.calls import MissedCall
from smallcrm.services.tasks import TaskRow, snoozing
from smallcrm.services.tasks.groups import OVERDUE, TITLES, TODAY, TOMORROW
from smallcrm.services.today import ToDo
from smallcrm.ui.calling import returning
from smallcrm.ui.counting import count_text
from smallcrm.ui.shell.context import Context
from smallcrm.ui.tasks import addresses
from smallcrm.ui.tasks import words as task_words
from smallcrm.ui.tasks.deeds import Deeds
from smallcrm.ui.today import words
from smallcrm.ui.today.card import Card
from smallcrm.ui.today.rows import beside
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.tick import Tick


class ToDoCard(Card):
    """Each task with a box to tick, and a menu that puts it off; a missed call with its number.

    Signals:
        folded: The tasks of tomorrow are to be shown, or folded away: ``show_again`` does.
    """

    folded = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, T("To do"))
        self.deeds = Deeds(context, self)
        self.menu = QMenu(self)
        self._put_off = 0  # the task that the menu was opened for
        self._todo: ToDo | None = None
        self._is_unfolded = False
        self._fill_menu()

    def show_todo(self, todo: ToDo) -> Iterator[None]:
        """Show what *todo* has, a line at each step."""
        self._todo = todo
        return self.fill(self._steps(todo))

    def _steps(self, todo: ToDo) -> Iterator[None]:
        if todo.is_empty:
            self._say_next(todo)
        yield from self._add_group(OVERDUE, todo.overdue, todo.overdue_count)
        yield from self._add_calls(todo)
        yield from self._add_group(TODAY, todo.today, todo.today_count)
        if todo.tomorrow:
            self.add_left(self._fold_button(todo.tomorrow_count), edge=self.ui.m.s2)
            if self._is_unfolded:
                yield from self._add_tasks(todo.tomorrow, todo.tomorrow_count)

    def _say_next(self, todo: ToDo) -> None:
        self.add_sentence(T("Nothing due."))
        step = todo.next
        if step is not None:
            said = words.following(step, clock.today())
            line = self.line(f"task {step.id}", (said, step.contact), addresses.of(step.id))
            self.add_line(line)

    def _add_group(self, name: str, rows: Sequence[TaskRow], count: int) -> Iterator[None]:
        if rows:
            self.add_heading(TITLES[name], count, "danger" if name == OVERDUE else "2")
            yield from self._add_tasks(rows, count)

    def _add_calls(self, todo: ToDo) -> Iterator[None]:
        if todo.calls:
            self.add_heading(T("Calls to return"), todo.call_count)
        for call in todo.calls:
            self._add_call(call)
            yield
        self.add_rest(todo.call_count - len(todo.calls))

    def _add_call(self, call: MissedCall) -> None:
        said = (call.name, words.about_call(call))
        address = f"crm://contact/{call.contact_id}/timeline/call-{call.id}"
        line = self.line(f"call {call.contact_id}", said, address)
        line.add_pill(formats.recent(clock.local(call.at), clock.today()))
        line.on_space = partial(returning.tick_off, self.context, self, call)
        controls = [self._tick(returning.dealt_with(call), line.on_space), line]
        if call.number:
            line.on_call = partial(returning.call_back, self.context, call)
            said_of_it = T("Call {name}", name=call.name)
            controls.append(
                self.ui.icon_button("phone", said_of_it, key="Ctrl+Shift+C", clicked=line.on_call)
            )
        self.add_line(line, beside(self.ui, *controls))

    def _add_tasks(self, rows: Sequence[TaskRow], count: int) -> Iterator[None]:
        for row in rows:
            self._add_task(row)
            yield
        self.add_rest(count - len(rows), addresses.LIST)

    def _add_task(self, row: TaskRow) -> None:
        line = self.line(f"task {row.id}", (row.title, task_words.about(row)), addresses.of(row.id))
        line.task_id = row.id
        line.on_space = partial(self.deeds.finish, [row.id])
        line.add_pill(*task_words.when(row, clock.today(), clock.now()))
        tick = self._tick(T("Done: {title}", title=row.title), line.on_space)
        self.add_line(line, beside(self.ui, tick, line, self._later_button(row)))

    def _tick(self, said: Text, finish: Callable[[], object]) -> QWidget:
        tick = Tick("")
        tick.setAccessibleName(str(said))
        self.ui.explain(tick, said, "Space")
        tick.committed.connect(lambda _ticked: finish())
        return tick

    def _later_button(self, row: TaskRow) -> QWidget:
        said = T("Put off: {title}", title=row.title)
        button = self.ui.icon_button("clock", said, key="1")
        button.clicked.connect(lambda _checked: self._ask_until(row.id, button))
        return button

    def _ask_until(self, task_id: int, button: QWidget) -> None:
        """One menu for all lines: each of its own would take as long as all else."""
        self._put_off = task_id
        self.menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _snooze(self, choice: str) -> None:
        self.deeds.snooze([self._put_off], choice)

    def _fill_menu(self) -> None:
        for number, (choice, text) in enumerate(snoozing.CHOICES.items(), start=1):
            action = self.ui.action(self.menu, text, "clock", partial(self._snooze, choice))
            action.setText(f"{text}\t{number}")

    def _fold_button(self, count: int) -> QWidget:
        icon = "chevron_down" if self._is_unfolded else "chevron_right"
        text = f"{TITLES[TOMORROW]}  {count_text(count)}"
        button = self.ui.button(text, "ghost", icon, clicked=self.fold)
        button.setObjectName("tomorrow")
        return button

    def fold(self) -> None:
        """Have the tasks of tomorrow shown, or folded away again."""
        self._is_unfolded = not self._is_unfolded
        self.folded.emit()

    def show_again(self) -> Iterator[None]:
        """Show the same tasks anew, with the keyboard on what folds those of tomorrow."""
        if self._todo is not None:
            yield from self.show_todo(self._todo)
        button = self._body.findChild(Button, "tomorrow")
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
