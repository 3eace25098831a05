"""Ask who a lead is, when somebody like him is among the contacts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from smallcrm.core.text import T, Text
from smallcrm.services.contacts import Similar
from smallcrm.services.leads import LeadRow
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice_button import ChoiceButton

_WIDTH = 480
_KEYS: dict[str, Text] = {
    "email": T("The same email"),
    "phone": T("The same phone number"),
    "name": T("The same name"),
    "like": T("Nearly the same name"),
}


class ConvertDialog(QDialog):
    """A button for each contact that it may be, and one for a new contact.

    Args:
        context: Of the page.
        row: The lead.
        found: Whom it may be, the surest first.
        convert: Called with the lead and the id of the contact; None for a new one.
        parent: The window.
    """

    def __init__(
        self,
        context: Context,
        row: LeadRow,
        found: Sequence[Similar],
        convert: Callable[[LeadRow, int | None], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._row, self._convert = row, convert
        ui, m = context.ui, context.ui.m
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(str(T("Convert {name}", name=row.title)))
        self.setMinimumWidth(context.theme.size(_WIDTH))
        self.choices: list[ChoiceButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s4)
        layout.setSpacing(m.s3)
        layout.addWidget(
            ui.label(T("Is {name} one of these?", name=row.title), "subtitle", wrap=True)
        )
        for one in found:
            words = T("{fact}: the deal is added there.", fact=_KEYS[one.key])
            shown = ", ".join(filter(None, (one.name, one.company)))
            choose = partial(self._choose, one.contact_id)
            self._offer(ChoiceButton(ui, "contact", shown, words, choose))
        fresh = T("Nobody of these: make a contact and a deal.")
        self._offer(
            ChoiceButton(ui, "person_add", T("A new contact"), fresh, partial(self._choose, None))
        )
        for choice in self.choices:
            layout.addWidget(choice)
        layout.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.choices[0].setFocus()

    def _offer(self, choice: ChoiceButton) -> None:
        self.choices.append(choice)

    def _choose(self, contact_id: int | None) -> None:
        self._convert(self._row, contact_id)
        self.accept()
