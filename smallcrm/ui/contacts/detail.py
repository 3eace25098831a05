"""One contact beside the list: who they are, what they owe, how to reach them."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from smallcrm.core.errors import NotFound
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactView
from smallcrm.ui.contacts.detail_base import Detail
from smallcrm.ui.shell.context import Context


def create(context: Context) -> Detail:
    """Make the detail."""
    return ContactDetail(context)


class ContactDetail(Detail):
    """Read at once: a contact is a handful of rows."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._contact_id = 0
        self._name = context.ui.label("", "title", elide=True)
        layout = QVBoxLayout(self)
        m = context.ui.m
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s5)
        layout.addWidget(self._name)
        layout.addStretch(1)

    def show_contact(self, contact_id: int) -> None:
        self._contact_id = contact_id
        self.reload()

    def reload(self) -> None:
        if not self._contact_id:
            return
        try:
            view = self._context.ops.read(
                lambda session: contacts.get_view(session, self._contact_id)
            )
        except NotFound:
            self._contact_id = 0
            self.gone.emit()
        else:
            self._show(view)

    def headline(self) -> str:
        return self._name.text()

    def _show(self, view: ContactView) -> None:
        self._name.setText(view.draft.name)
