"""What a contact is to another one: who, as what, since when, until when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QLineEdit, QWidget

from smallcrm.core.text import T, Text
from smallcrm.services import contacts
from smallcrm.services.contacts import COMPANY, ContactView, RelationDraft, RelationView
from smallcrm.ui.contact_edit import ContactEdit
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.typed_edit import DateEdit


class RelationDialog(FormDialog):
    """A new tie, or one that is there already.

    Args:
        context: Of the page.
        view: The contact on screen.
        relation: The tie; None for a new one.
        parent: The window.
    """

    def __init__(
        self, context: Context, view: ContactView, relation: RelationView | None, parent: QWidget
    ) -> None:
        super().__init__(context, T("Tie of {name}", name=view.draft.name), parent)
        self._view = view
        self._relation = relation
        self.other = ContactEdit(context, view.id)
        self.role = QLineEdit()
        self.since = DateEdit(context.ui)
        self.until = DateEdit(context.ui)
        self.main = QCheckBox(str(T("Show this company in lists")))
        self._build()
        self._show()

    def save(self) -> None:
        """Store the tie and close; what is wrong is said beside its field."""
        if not all([self.since.commit(), self.until.commit()]):
            return
        draft = RelationDraft(
            self.role.text(), self.since.value(), self.until.value(), self.main.isChecked()
        )
        relation = self._relation
        if relation is not None:
            key = relation.key
            self._store(
                T("Change the tie to {name}", name=relation.name),
                lambda session: contacts.change_relation(session, key, draft),
            )
            return
        other = self.other.contact_id
        if other is None:
            self.fields["other"].set_error(str(T("Choose somebody from the list.")))
            self.other.setFocus()
            return
        # The role is the person's: of a company's page it is what the other one is there.
        pair = (self._view.id, other)
        if self._view.draft.kind == COMPANY:
            pair = (other, self._view.id)
        self._store(
            T("Tie {name} to {other}", name=self._view.draft.name, other=self.other.text()),
            lambda session: contacts.relate(session, *pair, draft),
        )

    def remove(self) -> None:
        """Take the tie away."""
        relation = self._relation
        if relation is not None:
            self._store(
                T("Remove the tie to {name}", name=relation.name),
                lambda session: contacts.remove_relation(session, relation.key),
            )

    def _store(self, label: Text, action: Callable[[Any], object]) -> None:
        self.write(label, action, label)

    def _build(self) -> None:
        self.add_field("other", T("Contact"), self.other, T("Type the beginning of a name"))
        self.add_field("role", T("Role"), self.role, T("Owner, accountant, sister…"))
        self.add_field("since", T("First day"), self.since)
        self.add_field("until", T("Last day"), self.until, T("Empty while it lasts"))
        self.lay_out("other", "role", ("since", "until"), self.main)

    def _show(self) -> None:
        relation = self._relation
        self.main.setVisible(self._view.draft.kind != COMPANY)
        if relation is None:
            return
        self.other.setText(relation.name)
        self.other.setReadOnly(True)
        self.fields["other"].set_hint("")
        self.role.setText(relation.role)
        self.since.set_value(relation.since)
        self.until.set_value(relation.until)
        self.main.setChecked(relation.is_main)
        self.main.setVisible(relation.is_mine and relation.kind == COMPANY)
        remove = self.context.ui.button(T("Remove"), "danger", clicked=self.remove)
        self.buttons.addButton(remove, QDialogButtonBox.ButtonRole.DestructiveRole)
        self.role.setFocus()
