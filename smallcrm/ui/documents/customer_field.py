"""The customer of a document: two letters find a contact, an unknown name offers to make one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from smallcrm.core.fold import fold
from smallcrm.core.text import T, Text
from smallcrm.services import contacts
from smallcrm.services.contacts import PERSON, ContactDraft
from smallcrm.services.documents import customers
from smallcrm.services.documents.customers import CustomerRow
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.suggestions import Deliver, Suggestion, Suggestions


class CustomerEdit(QLineEdit):
    """A name that stands for a contact; what is typed beside one is not kept.

    Signals:
        cleared: The field was emptied and left.
        doubted: It was left with a name that nobody chose.
    """

    cleared = Signal()
    doubted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = ""

    def set_name(self, name: str) -> None:
        """Show the name of the customer."""
        self._name = name
        self.setText(name)
        self.setCursorPosition(0)

    @property
    def is_settled(self) -> bool:
        """Whether the name is that of the customer."""
        return self.text().strip() == self._name

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.is_settled:
            self.set_name(self._name)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.is_settled:
            self.setCursorPosition(0)
        elif self.text().strip():
            self.doubted.emit()
        else:
            self.cleared.emit()


class CustomerField(FormField):
    """Finds contacts while one types.

    Args:
        context: Of the page.
        label: What the contact is here.
        name: Of the field, where errors point at it.
        kind: Offer, and make, only contacts of this kind; both when empty.
        makes: Whether a name that nobody has may become a contact.

    Signals:
        chosen: Another customer; carries the id of the contact, 0 for nobody.
    """

    chosen = Signal(int)

    def __init__(
        self,
        context: Context,
        label: Text = T("Customer"),  # noqa: B008 - frozen
        name: str = "customer",
        kind: str = "",
        *,
        makes: bool = True,
    ) -> None:
        self.edit = CustomerEdit()
        super().__init__(context.ui, label, self.edit, name=name)
        self._context = context
        self._kind = kind
        self._makes = makes
        self._suggestions: Suggestions | None = None
        self.edit.setPlaceholderText(str(T("Type two letters of a name")))
        self.edit.cleared.connect(self._on_cleared)
        self.edit.doubted.connect(self._on_doubted)

    @property
    def is_settled(self) -> bool:
        """Whether the name in the field is that of the customer."""
        return self.edit.is_settled

    def set_customer(self, name: str) -> None:
        """Show *name*, without a signal."""
        self.edit.set_name(name)
        self.clear_error()

    def start(self) -> None:
        """Be ready to be typed into."""
        self.prepare()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def prepare(self) -> None:
        """Find contacts from now on; called when the field is part of a window."""
        if self._suggestions is None:
            self._suggestions = Suggestions(self._context.ui, self.edit, self._find)
            self._suggestions.taken.connect(self._on_taken)

    def _find(self, typed: str, deliver: Deliver) -> None:
        self._context.ops.ask(
            self,
            lambda session: customers.complete(session, typed, kind=self._kind),
            lambda rows: deliver(self._offer(typed, rows)),
        )

    def _offer(self, typed: str, rows: Sequence[CustomerRow]) -> list[Suggestion]:
        found = [
            Suggestion(
                row.name, row.detail, row, icon="company" if row.kind == "company" else "contact"
            )
            for row in rows
        ]
        if self._makes and not any(fold(row.name) == fold(typed) for row in rows):
            words = str(T("Create contact “{name}”", name=typed))
            found.append(Suggestion(words, value=typed, is_likely=False, icon="person_add"))
        return found

    def _on_taken(self, taken: Suggestion) -> None:
        if isinstance(taken.value, CustomerRow):
            self._choose(taken.value.id, taken.value.name)
        elif isinstance(taken.value, str):
            self._create(taken.value)

    def _create(self, name: str) -> None:
        self._context.ops.write(
            self,
            T("New contact"),
            lambda session: contacts.create(session, ContactDraft(name, self._kind or PERSON)),
            lambda contact_id: self._on_created(contact_id, name),
        )

    def _on_created(self, contact_id: int, name: str) -> None:
        self._choose(contact_id, name)
        self._context.say(T("{name} is among the contacts now.", name=name))

    def _choose(self, contact_id: int, name: str) -> None:
        self.set_customer(name)
        self.chosen.emit(contact_id)

    def _on_cleared(self) -> None:
        self._choose(0, "")

    def _on_doubted(self) -> None:
        words = T("Nobody was chosen yet. Take a name from the list.")
        if self._makes:
            words = T(
                "Nobody was chosen yet. Take a name from the list, or create the contact there."
            )
        self.set_error(str(words))
