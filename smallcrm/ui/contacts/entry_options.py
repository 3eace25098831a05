"""What kind of entry is written, and what a call, an e-mail or a task has beside its words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from smallcrm.core.errors import UserError
from smallcrm.core.text import T, Text
from smallcrm.core.typed import read_number
from smallcrm.services.contacts import ActivityDraft
from smallcrm.services.contacts.activities import INCOMING, NO_ANSWER, OUTGOING
from smallcrm.services.tasks import TaskDraft
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.typed_edit import DateEdit

NOTE, CALL, MEETING, EMAIL, TASK = "note", "call", "meeting", "email", "task"
KINDS: dict[str, Text] = {
    NOTE: T("Note"),
    CALL: T("Phone call"),
    MEETING: T("Meeting"),
    EMAIL: T("Email"),
    TASK: T("Task"),
}
_UNANSWERED = "-"  # behind a direction: nobody answered
_CALLS: dict[str, Text] = {
    OUTGOING: T("Outgoing call"),
    OUTGOING + _UNANSWERED: T("Call, no answer"),
    INCOMING: T("Incoming call"),
    INCOMING + _UNANSWERED: T("Missed call"),
}
_EMAILS: dict[str, Text] = {OUTGOING: T("Sent"), INCOMING: T("Received")}
_MINUTES, _TIME, _DAY = 90, 80, 140  # widths


class EntryOptions(QWidget):
    """The kinds side by side; beneath them only what the chosen kind has.

    Signals:
        chosen: Another kind was chosen; carries it.
        submitted: The button was pressed, or Enter in one of the fields.
    """

    chosen = Signal(str)
    submitted = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.kinds = Chips(ui, list(KINDS.items()), T("Kind of entry"))
        self.call = Choice(_CALLS.items())
        self.email = Choice(_EMAILS.items())
        self.subject = QLineEdit()
        self.minutes = QLineEdit()
        self.day = DateEdit(ui)
        self.time = QLineEdit()
        self.save = ui.button(T("Save"), "secondary", clicked=self.submitted.emit)
        self._parts: dict[str, tuple[QWidget, ...]] = {
            NOTE: (),
            CALL: (self.call, self.minutes),
            MEETING: (self.subject, self.minutes),
            EMAIL: (self.email, self.subject),
            TASK: (self.day, self.time),
        }
        self._build()
        self.kinds.chosen.connect(self._on_chosen)

    @property
    def kind(self) -> str:
        """The kind that is chosen."""
        return self.kinds.current()

    def start(self, kind: str = NOTE) -> None:
        """Begin a new entry of *kind*, with nothing filled in."""
        self.kinds.choose(kind)
        self.call.set_value(OUTGOING)
        self.email.set_value(OUTGOING)
        for edit in (self.subject, self.minutes, self.time):
            edit.clear()
        self.day.set_value(None)
        self._fit()

    def show_activity(self, draft: ActivityDraft) -> None:
        """Show what *draft* has, to be changed."""
        self.start(draft.kind)
        direction = draft.direction or OUTGOING
        missed = _UNANSWERED if draft.outcome == NO_ANSWER else ""
        self.call.set_value(direction + missed)
        self.email.set_value(direction)
        self.subject.setText(draft.title)
        if draft.seconds:
            self.minutes.setText(str(round(draft.seconds / 60)))

    def activity(self, words: str, before: ActivityDraft | None = None) -> ActivityDraft:
        """The entry with *words*; what has no field here stays as it was *before*.

        Raises:
            UserError: the minutes are no number.
        """
        kind = self.kind
        outcome = before.outcome if before is not None else ""
        direction = {CALL: self.call.value(), EMAIL: self.email.value()}.get(kind, "")
        if kind == CALL:
            unanswered = direction.endswith(_UNANSWERED)
            outcome = NO_ANSWER if unanswered else outcome if outcome != NO_ANSWER else ""
        return ActivityDraft(
            kind=kind,
            body=words,
            title=self.subject.text() if kind in (MEETING, EMAIL) else "",
            direction=direction.removesuffix(_UNANSWERED),
            seconds=self._seconds(),
            outcome=outcome,
        )

    def task(self, words: str, contact_id: int) -> TaskDraft:
        """The task that is called *words*."""
        day, time = self.day.value(), self.time.text().strip()
        due = f"{day.isoformat()} {time}".strip() if day else time
        return TaskDraft(words, due, contact_id=contact_id)

    def _seconds(self) -> int | None:
        typed = self.minutes.text().strip()
        if not typed:
            return None
        try:
            return int(read_number(typed) * 60)
        except UserError as error:
            raise UserError(error.message, hint=error.hint, field="seconds") from error

    def _build(self) -> None:
        m, ui = self._ui.m, self._ui
        for edit, name, width in (
            (self.minutes, T("Minutes"), _MINUTES),
            (self.time, T("Time"), _TIME),
            (self.day, T("Day"), _DAY),
        ):
            edit.setPlaceholderText(str(name))
            edit.setAccessibleName(str(name))
            edit.setFixedWidth(ui.theme.size(width))
        self.subject.setPlaceholderText(str(T("Subject")))
        self.subject.setAccessibleName(str(T("Subject")))
        for choice in (self.call, self.email):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.call.setAccessibleName(str(T("How the call went")))
        self.email.setAccessibleName(str(T("Sent or received")))
        row = QHBoxLayout()
        row.setSpacing(m.s2)
        for widget in (self.call, self.email, self.subject, self.day, self.time, self.minutes):
            row.addWidget(widget, 1 if widget is self.subject else 0)
        row.addStretch(0)
        row.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.s2)
        layout.addWidget(self.kinds)
        layout.addLayout(row)
        for edit in (self.subject, self.minutes, self.time):
            edit.returnPressed.connect(self.submitted)
        self._fit()

    def _on_chosen(self, kind: str) -> None:
        self._fit()
        self.chosen.emit(kind)

    def _fit(self) -> None:
        shown = self._parts[self.kind]
        for widget in (self.call, self.email, self.subject, self.day, self.time, self.minutes):
            widget.setVisible(widget in shown)
        self.save.setVisible(self.kind != NOTE)
