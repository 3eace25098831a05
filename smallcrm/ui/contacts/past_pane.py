"""A contact as it was on a day: field by field beside what it is today, each to be put back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from PySide6.QtWidgets import QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.errors import NotFound
from smallcrm.core.text import T
from smallcrm.services import history
from smallcrm.services.contacts.field_words import TITLES, text
from smallcrm.services.history import PastContact, PastRelation
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.tables import Table
from smallcrm.ui.widgets.typed_edit import DateEdit

_DAY_WIDTH = 150
_LATEST = 2**63 - 1  # an action that no other comes after
_TIES = "relations"


class _Field(NamedTuple):
    """One line: a field, what it was, what it is."""

    name: str
    title: str
    then: str
    now: str
    differs: bool

    @property
    def can_return(self) -> bool:
        """Whether it can be made what it was; a tie is changed where it is shown."""
        return self.differs and self.name != _TIES


class PastPane(QWidget):
    """Shows the contact after a step of its history, or at the end of a day."""

    def __init__(self, context: Context, contact_id: int) -> None:
        super().__init__()
        self._context = context
        self._contact_id = contact_id
        self._action = 0
        self._rows: dict[int, _Field] = {}
        ui = context.ui
        self.day = DateEdit(ui)
        self.table = Table(ui, T("The contact as it was"))
        self.model = PagedModel(_columns(), self._fetch, self)
        self.back = ui.button(T("Put this value back"), clicked=self.put_back)
        self._nothing = EmptyState(ui, T("This contact did not exist then"))
        self._stack = QStackedWidget()
        self._build()

    def show_action(self, action: int) -> None:
        """Show the contact as it was when *action* was done."""
        self._action = action
        self._context.ops.ask(self, self._read, self._show)

    def show_day(self, day: date) -> None:
        """Show the contact as it was at the end of *day*."""
        end = datetime.combine(day + timedelta(days=1), time()).astimezone(UTC)
        instant = end.replace(tzinfo=None) - timedelta(seconds=1)
        self._context.ops.query(
            self, lambda session: history.last_action(session, instant), self.show_action
        )

    def put_back(self) -> None:
        """Make the chosen field what it was."""
        row = self._rows.get(self.table.current_id())
        if row is None or not row.can_return:
            return
        action, contact_id = self._action, self._contact_id
        self._context.ops.write(
            self,
            T("Put back: {field}", field=row.title),
            lambda session: history.put_back(session, contact_id, action, row.name),
            done=lambda _none: self._on_put_back(row),
        )

    def _on_put_back(self, row: _Field) -> None:
        self._context.say(T("Put back: {field}", field=row.title), undo=True)
        self.show_action(self._action)

    def _read(self, session: Any) -> tuple[PastContact | None, PastContact]:
        now = history.get_past(session, self._contact_id, _LATEST)
        try:
            return history.get_past(session, self._contact_id, self._action), now
        except NotFound:
            return None, now

    def _show(self, found: tuple[PastContact | None, PastContact]) -> None:
        then, now = found
        self._rows = {}
        if then is not None:
            different = history.list_differences(then.draft, now.draft)
            lines = [
                _Field(
                    name,
                    str(title),
                    text(then.draft, name),
                    text(now.draft, name),
                    name in different,
                )
                for name, title in (*TITLES.items(), ("custom", T("Other")))
            ]
            ties = _ties(then), _ties(now)
            lines.append(_Field(_TIES, str(T("Connections")), *ties, ties[0] != ties[1]))
            shown = [line for line in lines if line.then or line.now]
            self._rows = dict(enumerate(sorted(shown, key=lambda line: not line.differs), 1))
        self.table.refill(list(self._rows))
        self._stack.setCurrentWidget(self.table if then is not None else self._nothing)
        self._fit()

    def _build(self) -> None:
        m, ui = self._context.ui.m, self._context.ui
        self.table.show_model(self.model, stretched=1)
        header = self.table.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        self.day.setFixedWidth(ui.theme.size(_DAY_WIDTH))
        self.day.set_value(clock.today())
        label = ui.label(T("As on"), "body_strong")
        label.setBuddy(self.day)
        row = ui.row(m.s2)
        row.addWidget(label)
        row.addWidget(self.day)
        row.addStretch(1)
        row.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.s2)
        layout.addLayout(row)
        layout.addWidget(self._stack, 1)
        self.day.committed.connect(lambda day: self.show_day(day) if day else None)
        self.table.selectionModel().currentChanged.connect(lambda _now, _then: self._fit())

    def _fetch(self, ids: list[int]) -> Mapping[int, _Field]:
        return {row_id: self._rows[row_id] for row_id in ids if row_id in self._rows}

    def _fit(self) -> None:
        row = self._rows.get(self.table.current_id())
        self.back.setEnabled(row is not None and row.can_return)


def _ties(past: PastContact) -> str:
    """Those that the contact was tied to, each with the role and the days."""
    return "; ".join(_with_label(tie.name, _about(tie)) for tie in past.relations)


def _about(tie: PastRelation) -> str:
    days = " – ".join(formats.short_day(day) for day in (tie.since, tie.until) if day)
    return ", ".join(part for part in (tie.role, days) if part)


def _with_label(value: str, label: str) -> str:
    return f"{value} ({label})" if label else value


def _columns() -> list[Column]:
    return [
        Column(str(T("Field")), lambda row: row.title),
        Column(str(T("Then")), lambda row: row.then, pill=_mark),
        Column(str(T("Today")), lambda row: row.now),
    ]


def _mark(row: _Field) -> str:
    return "warning" if row.differs and row.then else ""
