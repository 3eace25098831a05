"""What kind of entry is written, and what it has beside its words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from smallcrm.core.text import T, Text
from smallcrm.services.contacts import ActivityDraft
from smallcrm.services.contacts.activities import CALL, EMAIL, MEETING, MESSAGE, NOTE, VISIT
from smallcrm.services.tasks import TaskDraft
from smallcrm.ui.contacts.entry_fields import TASK, EntryFields, People
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.factory import Ui

KINDS: dict[str, Text] = {
    NOTE: T("Note"),
    CALL: T("Phone call"),
    MEETING: T("Meeting"),
    VISIT: T("Visit"),
    MESSAGE: T("Message"),
    EMAIL: T("Email"),
    TASK: T("Task"),
}


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
        self.fields = EntryFields(ui)
        self._build()
        self.kinds.chosen.connect(self._on_chosen)
        self.fields.submitted.connect(self.submitted)

    @property
    def save(self) -> Button:
        """The button; a note has none, for Enter saves it."""
        return self.fields.save

    @property
    def kind(self) -> str:
        """The kind that is chosen."""
        return self.kinds.current()

    def offer_people(self, people: People) -> None:
        """These can be chosen as who it was."""
        self.fields.offer_people(people)

    def start(self, kind: str = NOTE) -> None:
        """Begin a new entry of *kind*, with nothing filled in."""
        self.kinds.choose(kind)
        self.fields.start(kind)

    def turn(self, step: int) -> bool:
        """Choose the kind *step* places on, as Tab does; False behind the last and the first."""
        place = list(KINDS).index(self.kind) + step
        if not 0 <= place < len(KINDS) or not self.kinds.isEnabled():
            return False
        self.kinds.click(list(KINDS)[place])
        return True

    def enter(self) -> None:
        """Put the keyboard into the first field, if the kind has one."""
        first = self.fields.first()
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def show_activity(self, draft: ActivityDraft, owner: str = "") -> None:
        """Show what *draft* has, to be changed; *owner* is the name of who it was."""
        self.kinds.choose(draft.kind)
        self.fields.show_activity(draft, owner)

    def activity(self, words: str, before: ActivityDraft | None = None) -> ActivityDraft:
        """The entry with *words*; what has no field here stays as it was *before*.

        Raises:
            UserError: how long, the day or the time cannot be read.
        """
        return self.fields.activity(words, before)

    def task(self, words: str, contact_id: int) -> TaskDraft:
        """The task that is called *words*."""
        return TaskDraft(words, self.fields.due(), contact_id=contact_id)

    def _build(self) -> None:
        m = self._ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.s2)
        for widget in (self.kinds, self.fields):
            # Fixed would ask for the height that it has at its narrowest.
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            widget.setSizePolicy(policy)
            layout.addWidget(widget)

    def _on_chosen(self, kind: str) -> None:
        self.fields.show_kind(kind)
        self.chosen.emit(kind)
