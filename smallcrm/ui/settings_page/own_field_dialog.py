"""One field of one's own: its name, its kind, its words to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from smallcrm.core.text import TN, T, Text
from smallcrm.services import custom_fields
from smallcrm.services.custom_fields import CHOICE, CONTACTS, DEALS, KINDS, Account, FieldRow
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.text_area import TextArea

_BOTH = "both"
_USES: dict[str, Text] = {
    CONTACTS: T("Contacts"),
    DEALS: T("Deals"),
    _BOTH: T("Contacts and deals"),
}
_PAUSE = 250  # milliseconds without a key before the values are looked at


class OwnFieldDialog(FormDialog):
    """A new field, or one that is there already; says what becomes of its values.

    Args:
        context: Of the page.
        row: The field; None for a new one.
        parent: The window.
    """

    def __init__(self, context: Context, row: FieldRow | None, parent: QWidget) -> None:
        super().__init__(context, T("Own field") if row else T("New own field"), parent)
        self._row = row
        self.name = QLineEdit(row.name if row else "")
        self.use = Choice(_USES.items())
        self.kind = Choice(KINDS.items())
        self.choices = TextArea()
        self.account = context.ui.label("", "body", "warning", wrap=True)
        self._pause = QTimer(self)
        self._build()
        if row is not None:
            self.use.set_value(_use(row))
            self.kind.set_value(row.kind)
            self.choices.setPlainText("\n".join(row.choices))
        self._fit()

    @property
    def words(self) -> list[str]:
        """The words to choose from, one a line."""
        return self.choices.toPlainText().splitlines() if self.kind.value() == CHOICE else []

    def save(self) -> None:
        """Store the field and close; what is wrong is said beside its field."""
        name, kind, words, row = self.name.text(), self.kind.value(), self.words, self._row
        chosen = self.use.value()
        use = (CONTACTS, DEALS) if chosen == _BOTH else (chosen,)

        def action(session: Any) -> None:
            if row is None:
                custom_fields.add(session, name, kind, words, use)
                return
            custom_fields.rename(session, row.id, name)
            custom_fields.set_use(session, row.id, use)
            if (kind, tuple(words)) != (row.kind, row.choices):
                custom_fields.change(session, row.id, kind, words)

        label = T("Change the field {name}", name=row.name) if row else None
        label = label or T("Add the field {name}", name=name.strip())
        self.write(label, action, T("{name} is saved", name=name.strip()))

    def _build(self) -> None:
        self.add_field("name", T("Name of the field"), self.name)
        self.add_field("use", T("Used for"), self.use)
        self.add_field("kind", T("Kind"), self.kind)
        self.add_field("choices", T("Choices"), self.choices, T("One word on each line"))
        self.lay_out("name", ("use", "kind"), "choices", self.account)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask_account)
        self.kind.committed.connect(lambda _key: self._fit())
        self.choices.textChanged.connect(self._pause.start)

    def _fit(self) -> None:
        self.fields["choices"].setVisible(self.kind.value() == CHOICE)
        self._ask_account()

    def _ask_account(self) -> None:
        """Find out what would become of the values."""
        row, kind, words = self._row, self.kind.value(), self.words
        self.account.hide()
        if row is not None and (kind, tuple(words)) != (row.kind, row.choices):
            self.context.ops.ask(
                self,
                lambda session: custom_fields.account_of(session, row.id, kind, words),
                lambda account: self._tell(account) if self._is_wanted(kind, words) else None,
            )

    def _is_wanted(self, kind: str, words: Sequence[str]) -> bool:
        return (kind, tuple(words)) == (self.kind.value(), tuple(self.words))

    def _tell(self, account: Account) -> None:
        """Only what does not fit needs words."""
        if not account.misfits:
            return
        sentence = TN(
            "{count} value does not fit and goes to the note of its contact or deal.",
            "{count} values do not fit and go to the notes of their contacts or deals.",
            account.misfits,
        )
        examples = T("For example: {names}.", names=", ".join(account.examples))
        self.account.setText(f"{sentence} {examples}")
        self.account.show()


def _use(row: FieldRow) -> str:
    if row.for_contacts:
        return _BOTH if row.for_deals else CONTACTS
    return DEALS
