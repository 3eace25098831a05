"""The calls, meetings and tasks behind a figure of the staff, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.text import T, Text
from smallcrm.services import reports
from smallcrm.services.contacts.activities import CALL, MEETING, NO_ANSWER, REACHED
from smallcrm.services.reports import StaffEntry, StaffTask
from smallcrm.ui.contacts import talk_words
from smallcrm.ui.contacts.timeline_lines import minutes
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.context import Context
from smallcrm.ui.tasks import addresses
from smallcrm.ui.widgets.tables import Table

_TITLE = 1  # the column that takes the room that is left
_GIVE_WAY = (4, 3)


class _Card(QWidget):
    """A table in a card; Enter opens what a line is about."""

    def __init__(self, context: Context, name: Text) -> None:
        super().__init__()
        self.context = context
        self.view = Table(context.ui, name)
        self.view.horizontalHeader().setSectionsClickable(False)
        card, inner = context.ui.card()
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def _refill(self, ids: Sequence[int]) -> Sequence[int]:
        """Show the rows *ids* and return them."""
        self.view.refill(list(ids))
        self.view.fit_columns(_TITLE, _GIVE_WAY)
        return ids


class EntryTable(_Card):
    """Calls, meetings and visits; Enter opens one on the timeline of its contact."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, T("Calls and meetings"))
        self.model = PagedModel(_entry_columns(), self._fetch, self)
        self.view.show_model(self.model)
        self.view.opened.connect(self._open)

    def fill(self, ids: Sequence[int]) -> Sequence[int]:
        """Show these entries and return their ids."""
        return self._refill(ids)

    def _fetch(self, ids: list[int]) -> Mapping[int, StaffEntry]:
        return self.context.ops.read(lambda session: reports.list_entries(session, ids))

    def _open(self, entry_id: int) -> None:
        row = self._fetch([entry_id]).get(entry_id)
        if row is not None:
            self.context.open(f"crm://contact/{row.contact_id}/timeline/{row.kind}-{row.id}")


class TaskTable(_Card):
    """Times that tasks were done or were not; Enter opens the task."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, T("Tasks"))
        self._rows: dict[int, StaffTask] = {}
        self.model = PagedModel(_task_columns(), self._fetch, self)
        self.view.show_model(self.model)
        self.view.opened.connect(lambda key: context.open(addresses.of(self._rows[key].task.id)))

    def fill(self, found: Sequence[StaffTask]) -> Sequence[int]:
        """Show what was *found*, one that repeats as often as it was done; return the rows."""
        self._rows = dict(enumerate(found, start=1))
        return self._refill(list(self._rows))

    def _fetch(self, ids: list[int]) -> Mapping[int, StaffTask]:
        return {key: self._rows[key] for key in ids if key in self._rows}


def _entry_columns() -> list[Column]:
    today = clock.today()
    return [
        Column(str(T("When")), lambda row: formats.recent(clock.local(row.at), today)),
        Column(str(T("Contact")), lambda row: row.contact, is_words=True),
        Column(str(T("What")), _what),
        Column(str(T("Duration")), lambda row: minutes(row.seconds), right=True),
        Column(str(T("Who")), lambda row: row.owner, is_words=True),
    ]


def _what(row: StaffEntry) -> str:
    if row.kind != CALL:
        return str(T("Meeting") if row.kind == MEETING else T("Visit"))
    title = str(talk_words.call_title(row.direction, row.outcome))
    is_told = row.outcome in ("", REACHED, NO_ANSWER)
    return title if is_told else f"{title}  ·  {talk_words.outcome(row.kind, row.outcome)}"


def _task_columns() -> list[Column]:
    return [
        Column(str(T("Due at")), _due),
        Column(str(T("Task")), lambda row: row.task.title, is_words=True),
        Column(str(T("State")), lambda row: _state(row)[0], pill=lambda row: _state(row)[1]),
        Column(str(T("Contact")), lambda row: row.task.contact, is_words=True),
        Column(str(T("Who")), lambda row: row.task.owner, is_words=True),
    ]


def _due(row: StaffTask) -> str:
    due = row.time.due
    if not due:
        return ""
    day = formats.short_day(date.fromisoformat(due[:10]))
    return f"{day} {due[11:]}".rstrip()


def _state(row: StaffTask) -> tuple[str, str]:
    if row.time.at is None:
        return str(T("Not done yet")), "danger"
    when = formats.recent(clock.local(row.time.at), clock.today())
    if row.time.is_late:
        return str(T("Done late, {time}", time=when)), "warning"
    return str(T("Done {time}", time=when)), "success"
