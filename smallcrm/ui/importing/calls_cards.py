"""What a list of calls was taken for: its columns, whose extensions are whose, the newest calls."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.durations import write_running
from smallcrm.core.text import TN, T
from smallcrm.services.calls import Employee, NotedCall
from smallcrm.services.contacts.activities import INCOMING, OUTGOING
from smallcrm.services.exchange.calls.headings import NAMES
from smallcrm.services.exchange.drafts import Column
from smallcrm.services.exchange.fields import IGNORE
from smallcrm.services.staff import StaffRow
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.factory import Ui

_BETWEEN = "  ·  "
_NOBODY = "0"
_WAYS = {INCOMING: T("Incoming call"), OUTGOING: T("Outgoing call")}
_MOST = 12  # extensions that are shown; a business here has no more people


class _Card(QFrame):
    """A heading, and lines that are made anew whenever they are shown."""

    def __init__(self, ui: Ui, title: object, hint: object = "") -> None:
        super().__init__()
        self._ui = ui
        m = ui.m
        self.setProperty("card", "plain")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s4, m.s3, m.s4, m.s4)
        layout.setSpacing(m.s3)
        layout.addWidget(ui.label(str(title), "subtitle"))
        if str(hint):
            layout.addWidget(ui.label(str(hint), "caption", "2", wrap=True))
        self._lines = ui.column(m.s2)
        layout.addLayout(self._lines)

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add(self, above: str, below: str, choice: QWidget) -> None:
        """A line: what stands in the list, and what it is taken for."""
        ui = self._ui
        holder = QWidget()
        line = ui.row(ui.m.s4)
        holder.setLayout(line)
        names = ui.column(0)
        names.addWidget(ui.label(above, "body", elide=True))
        names.addWidget(ui.label(below, "small", "2", elide=True))
        line.addLayout(names, 1)
        line.addWidget(choice, 1)
        self._lines.addWidget(holder)


class ColumnsCard(_Card):
    """Every column with its first values, and what it holds.

    Signals:
        changed: The user says otherwise; carries the field of every column by its heading.
    """

    changed = Signal(object)

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, T("What the columns hold"))
        self.choices: dict[str, Choice] = {}

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show *columns*; those that are shown already only show what they are taken for."""
        if list(self.choices) != [column.header for column in columns]:
            self._clear()
            self.choices = {column.header: self._choice(column) for column in columns}
            for column in columns:
                below = _BETWEEN.join(column.samples)
                self._add(column.header, below, self.choices[column.header])
        for column in columns:
            self.choices[column.header].set_value(column.field or IGNORE)

    def _choice(self, column: Column) -> Choice:
        choice = Choice([(IGNORE, T("Do not import")), *NAMES.items()])
        choice.setAccessibleName(str(T("What {name} holds", name=column.header)))
        choice.committed.connect(partial(self._on_chosen, column.header))
        return choice

    def _on_chosen(self, heading: str, field: str) -> None:
        """A field is in one column: the one that had it holds nothing now."""
        for other, choice in self.choices.items():
            if other != heading and choice.value() == field:
                choice.set_value(IGNORE)
        self.changed.emit({name: choice.value() for name, choice in self.choices.items()})


class PeopleCard(_Card):
    """Extensions and names of the list, and who of the staff that is; hidden without staff.

    Signals:
        assigned: Carries what stands in the list, and the id of who it is (None: nobody).
    """

    assigned = Signal(str, object)

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, T("Who of you talked"), T("It is remembered for the next list."))
        self.choices: dict[str, Choice] = {}

    def show_people(self, employees: Sequence[Employee], people: Sequence[StaffRow]) -> None:
        """Show who the busiest of *employees* are among *people*."""
        shown = employees[:_MOST]
        self.setVisible(bool(shown and people))
        if list(self.choices) != [each.text for each in shown]:
            self._clear()
            self.choices = {each.text: self._choice(each, people) for each in shown}
            for each in shown:
                calls = TN("{count} call", "{count} calls", each.calls)
                self._add(each.text, str(calls), self.choices[each.text])
        for each in shown:
            self.choices[each.text].set_value(str(each.staff_id or _NOBODY))

    def _choice(self, employee: Employee, people: Sequence[StaffRow]) -> Choice:
        names = [(str(row.id), row.name) for row in people]
        choice = Choice([(_NOBODY, T("Nobody in particular")), *names])
        choice.setAccessibleName(str(T("Who {name} is", name=employee.text)))
        choice.committed.connect(
            lambda key, text=employee.text: self.assigned.emit(text, int(key) or None)
        )
        return choice


class NewestCard(_Card):
    """The newest of the calls that would come; hidden where there is none."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, T("The newest of them"))

    def show_calls(self, calls: Sequence[NotedCall]) -> None:
        """Show *calls*, each in one line."""
        self._clear()
        self.setVisible(bool(calls))
        ui, today = self._ui, clock.today()
        for call in calls:
            holder = QWidget()
            line = ui.row(ui.m.s3)
            holder.setLayout(line)
            line.addWidget(ui.label(call.contact, "body_strong", elide=True), 1)
            line.addWidget(ui.label(_how(call), "body", "danger" if _missed(call) else ""))
            line.addWidget(ui.label(formats.recent(clock.local(call.at), today), "body", "2"))
            self._lines.addWidget(holder)


def _missed(call: NotedCall) -> bool:
    return call.direction == INCOMING and not call.is_answered


def _how(call: NotedCall) -> str:
    if not call.is_answered:
        return str(T("Missed call") if _missed(call) else T("Call, no answer"))
    said = _WAYS.get(call.direction, T("Phone call"))
    return f"{said}  {write_running(call.seconds)}" if call.seconds is not None else str(said)
