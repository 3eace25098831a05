"""The number of somebody who called is given to a contact that is there already."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from smallcrm.core.text import T
from smallcrm.services import calls
from smallcrm.ui.contact_edit import ContactEdit
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.shell.context import Context


class AddNumberDialog(FormDialog):
    """Asks whose *number* it is."""

    def __init__(self, context: Context, number: str, parent: QWidget) -> None:
        super().__init__(context, T("Whose number is {number}?", number=number), parent)
        self._number = number
        self.other = ContactEdit(context)
        self.add_field("phones", T("Contact"), self.other, T("Type the beginning of a name"))
        self.lay_out("phones")

    def save(self) -> None:
        """Store the number and close; what is wrong is said beside the field."""
        contact_id, number = self.other.contact_id, self._number
        if contact_id is None:
            self.fields["phones"].set_error(str(T("Choose somebody from the list.")))
            self.other.setFocus()
            return
        self.write(
            T("Add the number {number}", number=number),
            lambda session: calls.add_number(session, contact_id, number),
            T("{number} is added", number=number),
        )
