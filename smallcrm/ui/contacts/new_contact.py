"""A new contact: four fields, Enter, done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from smallcrm.core.errors import UserError
from smallcrm.core.text import T, Text
from smallcrm.services import contacts
from smallcrm.services.contacts import COMPANY, PERSON, ContactDraft, Labelled, Similar
from smallcrm.services.contacts.checks import checked
from smallcrm.ui.contacts.company_edit import CompanyEdit
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.fitting_area import scrolling
from smallcrm.ui.widgets.form_field import FormField

_WIDEST = 520


class NewContact(QWidget):
    """What is typed stays until it is saved or given up.

    Signals:
        saved: The contact is there; carries its id.
        cancelled: Nothing was saved.
    """

    saved = Signal(int)
    cancelled = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._is_saving = False
        self._kind = Chips(
            self._ui, [(PERSON, T("Person")), (COMPANY, T("Company"))], T("Kind of contact")
        )
        self.lines: dict[str, QLineEdit] = {
            "name": QLineEdit(),
            "phones": QLineEdit(),
            "emails": QLineEdit(),
            "company": CompanyEdit(context),
        }
        self._fields: dict[str, FormField] = {}
        self._similar, self._similar_rows = self._ui.card("neutral")
        self._save = self._ui.button(T("Add contact"), "primary", clicked=self.save)
        self._build()
        self._connect()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not any(line.text().strip() for line in self.lines.values())

    def draft(self) -> ContactDraft:
        """What is typed."""
        typed = {name: line.text().strip() for name, line in self.lines.items()}
        kind = self._kind.current()
        return ContactDraft(
            typed["name"],
            kind,
            company=typed["company"] if kind == PERSON else "",
            phones=(Labelled(typed["phones"]),) if typed["phones"] else (),
            emails=(Labelled(typed["emails"]),) if typed["emails"] else (),
        )

    def start(self, name: str = "", phone: str = "") -> None:
        """Be ready for typing; with a *name* or a *phone* in place of what was typed."""
        if name or phone:
            self.clear()
            self.lines["name"].setText(name)
            self.lines["phones"].setText(phone)
        self.lines["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> bool:
        """Save what is typed; False when something is wrong with it, which is then said."""
        if self._is_saving:
            return True
        draft = self.draft()
        try:
            named = checked(draft).name
        except UserError as error:
            self._on_failed(error)
            return False
        self._is_saving = True
        self._save.setEnabled(False)
        self._context.ops.write(
            self,
            T("Add {name}", name=named),
            lambda session: contacts.create(session, draft),
            done=lambda contact_id: self._on_saved(contact_id, named),
            failed=self._on_failed,
        )
        return True

    def clear(self) -> None:
        """Forget what was typed."""
        for line in self.lines.values():
            line.clear()
        for field in self._fields.values():
            field.clear_error()
        self._similar.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        m = self._ui.m
        card, column = self._ui.card()
        column.setContentsMargins(m.s5, m.s4, m.s5, m.s5)
        column.setSpacing(m.s4)
        column.addWidget(self._ui.label(T("New contact"), "title"))
        column.addWidget(self._kind)
        for name, title in (
            ("name", T("Name")),
            ("phones", T("Phone")),
            ("emails", T("Email")),
            ("company", T("Company")),
        ):
            self._fields[name] = FormField(self._ui, title, self.lines[name], name=name)
            column.addWidget(self._fields[name])
        column.addWidget(self._similar)
        self._similar.hide()
        buttons = self._ui.row()
        buttons.addWidget(self._save)
        buttons.addWidget(self._ui.button(T("Cancel"), "ghost", clicked=self._on_cancel))
        buttons.addStretch(1)
        column.addLayout(buttons)
        self._place(card)

    def _place(self, card: QFrame) -> None:
        m = self._ui.m
        card.setMaximumWidth(self._ui.theme.size(_WIDEST))
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(m.s5, m.s5, m.s5, m.s5)
        row = QHBoxLayout()
        row.addWidget(card, 1)
        row.addStretch(0)
        inside.addLayout(row)
        inside.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(holder))

    def _connect(self) -> None:
        self._kind.chosen.connect(self._on_kind)
        for name, line in self.lines.items():
            line.textEdited.connect(lambda _text, field=self._fields[name]: field.clear_error())
            line.editingFinished.connect(self._look_for_similar)

    def _look_for_similar(self) -> None:
        draft = self.draft()
        self._context.ops.query(
            self,
            lambda session: contacts.find_similar(session, draft),
            lambda found: self._show_similar(found) if draft == self.draft() else None,
        )

    def _show_similar(self, found: Sequence[Similar]) -> None:
        while (item := self._similar_rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in found:
            self._similar_rows.addWidget(self._similar_row(row))
        self._similar.setVisible(bool(found))

    def _similar_row(self, row: Similar) -> QWidget:
        holder = QWidget()
        layout = self._ui.row()
        holder.setLayout(layout)
        name = f"{row.name} ({row.company})" if row.company else row.name
        sentence = str(_known_by(row.key, name))
        layout.addWidget(self._ui.label(sentence, "body", wrap=True), 1)
        show = self._ui.button(
            T("Show"),
            "link",
            clicked=lambda: self._on_known(row.contact_id),
        )
        layout.addWidget(show)
        return holder

    def _on_known(self, contact_id: int) -> None:
        """It is that one: what was typed here is not needed."""
        self.clear()
        self._context.open(f"crm://contact/{contact_id}")

    def _on_kind(self, kind: str) -> None:
        self._fields["company"].setVisible(kind == PERSON)

    def _on_cancel(self) -> None:
        self.clear()
        self.cancelled.emit()

    def _on_saved(self, contact_id: int, name: str) -> None:
        self._is_saving = False
        self._save.setEnabled(True)
        self.clear()
        self._context.say(T("{name} added", name=name), undo=True)
        self.saved.emit(contact_id)

    def _on_failed(self, error: BaseException) -> None:
        self._is_saving = False
        self._save.setEnabled(True)
        if isinstance(error, UserError) and error.field in self._fields:
            self._fields[error.field].set_error(str(error))
            self.lines[error.field].setFocus()
        else:
            self._context.fail(self, error)


def _known_by(key: str, name: str) -> Text:
    """What to say of a contact called *name* that was found by *key*."""
    if key == "email":
        return T("{name} has this email already.", name=name)
    if key == "phone":
        return T("{name} has this phone number already.", name=name)
    if key == "like":
        return T("There is a contact with a similar name: {name}.", name=name)
    return T("There is a contact called {name} already.", name=name)
