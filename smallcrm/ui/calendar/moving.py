"""The chosen entry of a calendar is moved, stretched or removed, by mouse or keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from smallcrm.core import formats
from smallcrm.core.text import T, Text
from smallcrm.services import calendar, tasks
from smallcrm.services.calendar import MEETING, TASK, CalendarRow
from smallcrm.ui.calendar import words
from smallcrm.ui.calendar.placing import SNAP, WEEK
from smallcrm.ui.calendar.view import CalendarView
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_DAY_MINUTES = 24 * 60


class Moving(QObject):
    """Each move is one action; several in a row are shown at once, and read when all are stored."""

    def __init__(
        self,
        context: Context,
        page: QWidget,
        view: Callable[[], CalendarView],
        reload: Callable[[], object],
    ) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._view = view
        self._reload = reload
        self._pending = 0

    @property
    def is_busy(self) -> bool:
        """Whether something is being stored: what is read until then is not true any more."""
        return self._pending > 0

    def commands(self) -> Sequence[Command]:
        """What keys do with the chosen entry."""
        return [
            Command("calendar.move_earlier", T("Move the entry to an earlier time"),
                    partial(self._up, -1), "Ctrl+Up", "chevron_up"),
            Command("calendar.move_later", T("Move the entry to a later time"),
                    partial(self._up, 1), "Ctrl+Down", "chevron_down"),
            Command("calendar.move_before", T("Move the entry to the day before"),
                    partial(self._by, -_DAY), "Ctrl+Left", "arrow_left"),
            Command("calendar.move_after", T("Move the entry to the day after"),
                    partial(self._by, _DAY), "Ctrl+Right", "arrow_right"),
            Command("calendar.longer", T("Make the entry longer"),
                    partial(self._stretch, 1), "Ctrl+Shift+Down", "chevron_down"),
            Command("calendar.shorter", T("Make the entry shorter"),
                    partial(self._stretch, -1), "Ctrl+Shift+Up", "chevron_up"),
            Command("calendar.remove", T("Move the entry to the bin"), self.remove, "Del", "bin"),
        ]  # fmt: skip

    def move(self, row: CalendarRow, start: date, minutes: int | None) -> None:
        """Have *row* begin at *start*, a day or a time, and take *minutes*; ask where it repeats.

        *minutes* is None where nobody said how long it takes.
        """
        if not row.repeats:
            self._move(row, start, minutes, only_this=True)
            return
        self._ask(
            T("{title} repeats. What is to be moved?", title=words.title(row)),
            (
                T("Only this time"),
                partial(self._move, row, start, minutes, only_this=True),
            ),
            (
                T("This and all later times"),
                partial(self._move, row, start, minutes, only_this=False),
            ),
        )

    def remove(self) -> None:
        """Move the chosen entry to the bin; ask where it repeats."""
        row = self._chosen()
        if row is None:
            return
        whole = partial(self._remove, row, only_this=False)
        if not row.repeats:
            whole()
            return
        only = partial(self._remove, row, only_this=True)
        question = T("{title} repeats. What is to be removed?", title=words.title(row))
        self._ask(question, (T("Only this time"), only), (T("All its times"), whole))

    def _chosen(self) -> CalendarRow | None:
        """The chosen entry, where it can be moved; else it is told what is missing."""
        row = self._view().chosen
        if row is not None and row.repeats and self.is_busy:
            return None  # which of its times it is becomes known only now
        if row is None:
            self._context.say(T("Choose an entry first, with the arrow keys or the space bar."))
        elif row.kind not in {TASK, MEETING}:
            self._context.say(T("Only tasks and meetings can be moved here."))
        else:
            return row
        return None

    def _up(self, way: int) -> None:
        """Earlier or later, by what is one step upwards in the view."""
        row = self._chosen()
        if row is None:
            return
        if len(self._view().days) > WEEK:
            self._by(way * WEEK * _DAY)
        elif row.is_all_day:
            self._context.say(T("This takes all day. It moves to other days only."))
        else:
            self._by(way * timedelta(minutes=SNAP))

    def _by(self, way: timedelta) -> None:
        row = self._chosen()
        if row is None:
            return
        start = row.start + way
        self.move(row, start.date() if row.is_all_day else start, _minutes_of(row))

    def _stretch(self, way: int) -> None:
        row = self._chosen()
        if row is None:
            return
        if row.is_all_day:
            days = max((row.end - row.start) // _DAY + way, 1)
            self.move(row, row.start.date(), days * _DAY_MINUTES if days > 1 else None)
        else:
            self.move(row, row.start, max((_minutes_of(row) or 0) + way * SNAP, SNAP))

    def _move(self, row: CalendarRow, start: date, minutes: int | None, *, only_this: bool) -> None:
        self._show(row, start, minutes)
        self._write(
            _said(row, start, minutes),
            lambda session: calendar.move(
                session, row.id, row.due, start, minutes, only_this=only_this
            ),
        )

    def _show(self, row: CalendarRow, start: date, minutes: int | None) -> None:
        """Have the view show the entry where it is going, so that the next key goes on there."""
        begin = start if isinstance(start, datetime) else datetime.combine(start, time())
        length = timedelta(minutes=minutes or (_DAY_MINUTES if row.is_all_day else 0))
        moved = replace(row, start=begin, end=begin + length)
        view = self._view()
        if not row.repeats:
            view.rows = [moved if each == row else each for each in view.rows]
        view.choose(begin.date(), moved)
        view.gone_to.emit(begin.date())

    def _remove(self, row: CalendarRow, *, only_this: bool) -> None:
        said = T("{title} is in the bin.", title=words.title(row))
        if only_this:
            said = T("{title} is left out this time.", title=words.title(row))
            self._write(said, lambda session: tasks.leave_out(session, row.id, row.due))
        else:
            self._write(said, lambda session: tasks.remove_tasks(session, [row.id]))

    def _write(self, said: Text, command: Callable[[Any], object]) -> None:
        self._pending += 1
        self._context.ops.write(
            self, said, command, lambda _none: self._on_done(said), self._on_failed
        )

    def _on_done(self, said: Text) -> None:
        self._pending -= 1
        self._context.say(said, undo=True)
        if not self.is_busy:
            self._reload()

    def _on_failed(self, error: BaseException) -> None:
        self._pending -= 1
        self._context.fail(self._page, error)
        self._reload()

    def _ask(self, question: Text, *choices: tuple[Text, Callable[[], object]]) -> None:
        box = QMessageBox(self._page.window())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(str(question))
        for text, do in choices:
            button = box.addButton(str(text), QMessageBox.ButtonRole.AcceptRole)
            button.clicked.connect(lambda _checked=False, do=do: do())
        box.setDefaultButton(box.addButton(str(T("Cancel")), QMessageBox.ButtonRole.RejectRole))
        box.open()


def _minutes_of(row: CalendarRow) -> int | None:
    """How long it takes as a task has it: nothing for a time alone, and for one whole day."""
    length = (row.end - row.start) // _MINUTE
    return (length if length > _DAY_MINUTES else None) if row.is_all_day else length or None


def _said(row: CalendarRow, start: date, minutes: int | None) -> Text:
    begin = start if isinstance(start, datetime) else datetime.combine(start, time())
    if begin == row.start and minutes != _minutes_of(row):
        until = begin + timedelta(minutes=minutes or _DAY_MINUTES)
        if row.is_all_day:
            last = formats.weekday((until - _DAY).date())
            return T("{title} now goes on until {when}.", title=words.title(row), when=last)
        at = formats.time_of_day(until)
        return T("{title} now goes on until {when}.", title=words.title(row), when=at)
    when = formats.weekday(start)
    if isinstance(start, datetime):
        when = f"{when}, {formats.time_of_day(start)}"
    return T("{title} is moved to {when}.", title=words.title(row), when=when)
