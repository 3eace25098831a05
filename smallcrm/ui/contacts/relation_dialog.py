"""What a contact is to another one: who, as what, since when, until when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QStringListModel, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QDialogButtonBox,
    QLineEdit,
    QWidget,
)

from smallcrm.core.fold import fold
from smallcrm.core.text import T, Text
from smallcrm.services import contacts
from smallcrm.services.contacts import COMPANY, ContactRow, ContactView, RelationDraft, RelationView
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.typed_edit import DateEdit

_OFFERED = 8
_PAUSE = 120  # milliseconds after a key


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
        self._found: dict[str, int] = {}
        self.other = QLineEdit()
        self.role = QLineEdit()
        self.since = DateEdit(context.ui)
        self.until = DateEdit(context.ui)
        self.main = QCheckBox(str(T("Show this company in lists")))
        self._pause = QTimer(self)
        self._offers = QStringListModel(self)
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
        other = self._found.get(fold(self.other.text().strip()))
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
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.other.textEdited.connect(lambda _typed: self._pause.start())
        completer = QCompleter(self._offers, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.other.setCompleter(completer)

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

    def _ask(self) -> None:
        typed = self.other.text().strip()
        if not typed:
            return
        self.context.ops.ask(
            self,
            lambda session: contacts.list_rows(
                session, contacts.find_ids(session, typed, limit=_OFFERED)
            ),
            self._on_found,
        )

    def _on_found(self, rows: Any) -> None:
        found = {_line(row): row.id for row in rows.values() if row.id != self._view.id}
        self._found |= {fold(line): contact_id for line, contact_id in found.items()}
        self._offers.setStringList(list(found))
        if found and self.other.hasFocus():
            self.other.completer().complete()


def _line(row: ContactRow) -> str:
    """What tells two people of one name apart."""
    return f"{row.name}  ·  {row.company}" if row.company else row.name
