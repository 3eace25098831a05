"""What every issued document has to say of the seller, asked for once, in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from smallcrm.core.text import T, Text
from smallcrm.services.settings import Business
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.form_field import FormField


class BusinessFields(QWidget):
    """The empty fields of the business, when something that is needed is missing."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        ui = context.ui
        self._edits = {name: QLineEdit() for name in _ASKED}
        self._fields = {
            name: FormField(ui, heading, self._edits[name], hint, name=name)
            for name, (heading, hint) in _ASKED.items()
        }
        layout = ui.column(ui.m.s3)
        self.setLayout(layout)
        words = T("Your business is not fully described yet. This is asked only once:")
        layout.addWidget(ui.label(words, "body", wrap=True))
        for field in self._fields.values():
            layout.addWidget(field)

    def ask(self, missing: Sequence[str], business: Business) -> None:
        """Show the fields that are empty, when something that is needed is *missing*."""
        self.setVisible(bool(missing))
        for name, edit in self._edits.items():
            known = getattr(business, name)
            edit.setText(known)
            self._fields[name].clear_error()
            self._fields[name].setVisible(name in missing or not known)

    def start(self) -> None:
        """Put the keyboard into the first field."""
        shown = [edit for edit in self._edits.values() if edit.isVisible()]
        if shown:
            shown[0].setFocus(Qt.FocusReason.TabFocusReason)

    def values(self) -> dict[str, str]:
        """What was typed."""
        if self.isHidden():
            return {}
        return {
            name: edit.text().strip()
            for name, edit in self._edits.items()
            if not self._fields[name].isHidden()
        }

    def set_error(self, name: str, sentence: str) -> bool:
        """Show *sentence* beneath the field *name*; False when it is not asked for."""
        if self.isHidden() or name not in self._fields or self._fields[name].isHidden():
            return False
        self._fields[name].set_error(sentence)
        self._edits[name].setFocus()
        return True


_ASKED: dict[str, tuple[Text, Text | str]] = {
    "name": (T("Name of the business"), ""),
    "street": (T("Street"), ""),
    "postcode": (T("Postcode"), ""),
    "city": (T("Town"), ""),
    "country": (T("Country"), T("Two letters, such as GR or DE")),
    "tax_id": (T("Tax number"), ""),
    "vat_id": (T("VAT number"), T("Where you have one")),
}
