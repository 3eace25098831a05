"""The panel beside the list: everything about one task; each field saves itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smallcrm.core import zones
from smallcrm.core.errors import UserError
from smallcrm.core.text import T, Text
from smallcrm.services import pipeline, staff, tasks
from smallcrm.services.tasks import KIND_NAMES, MEETING, TaskDraft, TaskRow
from smallcrm.ui.documents import addresses as document_addresses
from smallcrm.ui.documents.customer_field import CustomerField
from smallcrm.ui.shell.context import Context
from smallcrm.ui.tasks import words
from smallcrm.ui.tasks.reminders_edit import RemindersEdit
from smallcrm.ui.tasks.repeat_edit import RepeatEdit
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.fitting_area import scrolling
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.line_edit import LineEdit
from smallcrm.ui.widgets.text_area import TextArea
from smallcrm.ui.widgets.typed_edit import DateEdit, DecimalEdit

_NONE = ""
_DAY = 10  # characters of a date


class _Shown(NamedTuple):
    """What is read for one task."""

    row: TaskRow
    draft: TaskDraft
    owners: list[tuple[int, str]]
    deals: list[tuple[int, str]]


class TaskPanel(QWidget):
    """Reads the task when it is shown; what cannot be stored is told at its field."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._task_id = 0
        self._draft = TaskDraft("")
        self._shown: _Shown | None = None
        ui = self._ui
        self.title, self.time, self.zone = LineEdit(), LineEdit(), LineEdit()
        self.day = DateEdit(ui)
        self.repeat = RepeatEdit(ui)
        self.reminders = RemindersEdit(ui)
        self.kind = Choice(KIND_NAMES.items())
        self.minutes = DecimalEdit(0)
        self.priority = Choice(words.PRIORITIES.items())
        self.owner, self.deal = Choice(()), Choice(())
        self.contact = CustomerField(context)
        self.note = TextArea((3, 12))
        self.document = ui.button(T("Open the document"), "link", "file", clicked=self._open_paper)
        self.person = ui.button(T("Open the contact"), "link", "contact", clicked=self._open_person)
        self._fields: dict[str, FormField] = {}
        self._inside = QWidget()
        self._area = scrolling(self._inside)
        self._build()
        self._connect()

    @property
    def task_id(self) -> int:
        """The task that is shown; 0 for none."""
        return self._task_id

    def minimumSizeHint(self) -> QSize:
        """What stands inside is never cut off at its right."""
        bar = self._area.verticalScrollBar().sizeHint().width()
        return QSize(self._inside.minimumSizeHint().width() + bar, 200)

    def show_task(self, task_id: int) -> None:
        """Show another task, or the same one anew; what is being typed stays."""
        if task_id != self._task_id:
            self.leave()
            self._task_id = task_id
            for field in self._fields.values():
                field.clear_error()
            for edit in (self.title, self.time, self.zone, self.note):
                edit.reset()
        if task_id:
            self._context.ops.ask(self, lambda session: _read(session, task_id), self._on_read)

    def leave(self) -> None:
        """Save what is typed."""
        focus = self.focusWidget()
        if isinstance(focus, LineEdit | TextArea | Choice | DateEdit | DecimalEdit):
            focus.commit()

    def start(self) -> None:
        """Put the keyboard into the first field."""
        self.title.setFocus()
        self.title.selectAll()

    def _build(self) -> None:
        ui, m, inside = self._ui, self._ui.m, self._inside
        column = QVBoxLayout(inside)
        column.setContentsMargins(m.s4, m.s4, m.s4, m.s4)
        column.setSpacing(m.s3)
        column.addWidget(self._field("title", T("Task"), self.title))
        row = ui.row(m.s3)
        row.addWidget(self._field("due", T("Day"), self.day), 3)
        row.addWidget(self._field("time", T("Time"), self.time), 2)
        column.addLayout(row)
        column.addWidget(self.repeat)
        column.addWidget(self.reminders)
        column.addWidget(self._contact_field())
        column.addWidget(self.person)
        column.addWidget(self._field("deal", T("Deal"), self.deal))
        column.addWidget(self.document)
        column.addWidget(self._field("owner", T("Who does it"), self.owner))
        row = ui.row(m.s3)
        row.addWidget(self._field("priority", T("Priority"), self.priority), 1)
        row.addWidget(self._field("kind", T("Kind"), self.kind), 1)
        column.addLayout(row)
        column.addWidget(self._field("minutes", T("Minutes that it takes"), self.minutes))
        column.addWidget(self._field("zone", T("Time zone"), self.zone))
        column.addWidget(self._field("note", T("Note"), self.note))
        column.addStretch(1)
        outer = ui.column(0)
        self.setLayout(outer)
        outer.addWidget(self._area)
        self.time.setPlaceholderText("09:00")

    def _field(self, name: str, label: Text, editor: QWidget) -> FormField:
        self._fields[name] = FormField(self._ui, label, editor, name=f"task_{name}")
        return self._fields[name]

    def _contact_field(self) -> CustomerField:
        self.contact.label.setText(str(T("Contact")))
        self.contact.edit.setAccessibleName(str(T("Contact")))
        return self.contact

    def _connect(self) -> None:
        self.title.committed.connect(lambda text: self._save("title", title=text))
        self.note.committed.connect(lambda text: self._save("note", note=text))
        self.day.committed.connect(lambda _day: self._save_when())
        self.time.committed.connect(lambda _text: self._save_when())
        self.zone.committed.connect(lambda text: self._save("zone", zone=text.strip()))
        self.repeat.committed.connect(self._save_rule)
        self.reminders.committed.connect(
            lambda minutes: self._save("reminders", reminders=tuple(minutes))
        )
        self.kind.committed.connect(lambda kind: self._save("kind", kind=kind))
        self.priority.committed.connect(lambda key: self._save("priority", priority=int(key)))
        self.minutes.committed.connect(
            lambda value: self._save("minutes", minutes=int(value) if value else None)
        )
        self.owner.committed.connect(lambda key: self._save("owner", owner_id=_id(key)))
        self.deal.committed.connect(lambda key: self._save("deal", deal_id=_id(key)))
        self.contact.chosen.connect(self._save_contact)

    def _on_read(self, shown: _Shown) -> None:
        if shown.row.id != self._task_id:
            return
        self._shown, self._draft = shown, shown.draft
        draft = shown.draft
        self.title.set_value(draft.title)
        if not self.title.hasFocus():
            self.title.setCursorPosition(0)
        self.note.set_value(draft.note)
        if not self.day.hasFocus():
            self.day.set_value(date.fromisoformat(draft.due[:_DAY]) if draft.due else None)
        self.time.set_value(draft.due[_DAY + 1 :])
        self.zone.set_value(draft.zone or zones.of_system())
        self.repeat.show_rule(draft.rule, draft.due, draft.zone)
        self.reminders.show_minutes(draft.reminders)
        self.kind.set_value(draft.kind)
        self.priority.set_value(str(draft.priority))
        if not self.minutes.hasFocus():
            self.minutes.set_value(None if draft.minutes is None else Decimal(draft.minutes))
        self._offer(self.owner, shown.owners, draft.owner_id)
        self._offer(self.deal, shown.deals, draft.deal_id)
        if not self.contact.edit.hasFocus():
            self.contact.set_customer(shown.row.contact)
        self.contact.prepare()
        self._fit(shown)

    def _fit(self, shown: _Shown) -> None:
        draft = shown.draft
        self._fields["owner"].setVisible(bool(shown.owners) or draft.owner_id is not None)
        self._fields["deal"].setVisible(bool(shown.deals))
        self._fields["minutes"].setVisible(draft.kind == MEETING)
        self._fields["zone"].setVisible(" " in draft.due)
        self.reminders.setVisible(bool(draft.due))
        self.document.setVisible(draft.document_id is not None)
        self.person.setVisible(draft.contact_id is not None)

    def _offer(self, choice: Choice, known: list[tuple[int, str]], chosen: int | None) -> None:
        choice.clear()
        choice.addItem(str(T("Nobody in particular") if choice is self.owner else T("None")), _NONE)
        for key, name in known:
            choice.addItem(name, str(key))
        choice.set_value(str(chosen) if chosen is not None else _NONE)

    def _save_when(self) -> None:
        day, time = self.day.value(), self.time.text().strip()
        due = f"{day.isoformat()} {time}".strip() if day else time
        self._save("time" if time else "due", due=due)

    def _save_rule(self, rule: str) -> None:
        """A task without a day that repeats begins on its first day from today on."""
        changes: dict[str, Any] = {"rule": rule}
        if rule and not self._draft.due:
            changes["due"] = self.repeat.first_day().isoformat()
        self._save("repeats", **changes)

    def _save_contact(self, contact_id: int) -> None:
        """The deal of another contact is not this one's."""
        if (contact_id or None) != self._draft.contact_id:
            self._save("contact", contact_id=contact_id or None, deal_id=None)

    def _save(self, name: str, **changes: Any) -> None:
        task_id = self._task_id
        if not task_id:
            return
        self._context.ops.write(
            self,
            T("Change task: {title}", title=self._draft.title),
            lambda session: _change(session, task_id, changes),
            lambda _none: self._on_saved(name),
            lambda error: self._on_failed(name, error),
        )

    def _on_saved(self, name: str) -> None:
        if name in self._fields:
            self._fields[name].clear_error()
        for edit in (self.title, self.time, self.zone, self.note):
            if edit is self._editor(name):
                edit.settle()
        self._context.say(T("Saved"), undo=True)

    def _on_failed(self, name: str, error: BaseException) -> None:
        if isinstance(error, UserError) and name in self._fields:
            self._fields[name].set_error(str(error))
        else:
            self._context.fail(self, error)

    def _editor(self, name: str) -> object:
        return self._fields[name].editor if name in self._fields else None

    def _open_paper(self) -> None:
        if self._draft.document_id is not None:
            self._context.open(document_addresses.of(self._draft.document_id))

    def _open_person(self) -> None:
        if self._draft.contact_id is not None:
            self._context.open(f"crm://contact/{self._draft.contact_id}")


def _read(session: Any, task_id: int) -> _Shown:
    row, draft = tasks.get_task(session, task_id), tasks.get_draft(session, task_id)
    deals: list[tuple[int, str]] = []
    if row.contact_id is not None:
        ids = pipeline.list_deal_ids(session, contact_id=row.contact_id)
        found = pipeline.list_deal_rows(session, ids)
        deals = [(key, found[key].title) for key in ids if key in found]
    owners = [(person.id, person.name) for person in staff.list_staff(session)]
    return _Shown(row, draft, owners, deals)


def _change(session: Any, task_id: int, changes: dict[str, Any]) -> None:
    draft = tasks.get_draft(session, task_id)
    tasks.change_task(session, task_id, replace(draft, **changes))


def _id(key: str) -> int | None:
    return int(key) if key else None
