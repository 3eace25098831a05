"""One field of one's own: its name, its kind, its words to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from smallcrm.core.errors import UserError
from smallcrm.core.text import TN, T
from smallcrm.services import custom_fields
from smallcrm.services.custom_fields import CHOICE, KINDS, Account, FieldRow
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.text_area import TextArea

_WIDTH = 440
_PAUSE = 250  # milliseconds without a key before the values are looked at


class OwnFieldDialog(QDialog):
    """A new field, or one that is there already; says what becomes of its values.

    Args:
        context: Of the page.
        row: The field; None for a new one.
        parent: The window.
    """

    def __init__(self, context: Context, row: FieldRow | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._row = row
        self.name = QLineEdit(row.name if row else "")
        self.kind = Choice(KINDS.items())
        self.choices = TextArea()
        self.account = context.ui.label("", "body", "warning", wrap=True)
        self._fields: dict[str, FormField] = {}
        self._pause = QTimer(self)
        standard = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(standard.Save | standard.Cancel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(str(T("Contact field") if row else T("New contact field")))
        self.setMinimumWidth(context.theme.size(_WIDTH))
        self._build()
        if row is not None:
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

        def action(session: Any) -> None:
            if row is None:
                custom_fields.add(session, name, kind, words)
                return
            custom_fields.rename(session, row.id, name)
            if (kind, tuple(words)) != (row.kind, row.choices):
                custom_fields.change(session, row.id, kind, words)

        label = T("Change the field {name}", name=row.name) if row else None
        self._buttons.setEnabled(False)
        self._context.ops.write(
            self,
            label or T("Add the field {name}", name=name.strip()),
            action,
            done=lambda _none: self._on_saved(),
            failed=self._on_failed,
        )

    def _build(self) -> None:
        m, ui = self._context.ui.m, self._context.ui
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s4)
        layout.setSpacing(m.s4)
        for name, title, editor, hint in (
            ("name", T("Name"), self.name, ""),
            ("kind", T("Kind"), self.kind, ""),
            ("choices", T("Choices"), self.choices, T("One word on each line")),
        ):
            self._fields[name] = FormField(ui, title, editor, hint, name=name)
            layout.addWidget(self._fields[name])
        layout.addWidget(self.account)
        layout.addStretch(1)
        layout.addWidget(self._buttons)
        self._buttons.accepted.connect(self.save)
        self._buttons.rejected.connect(self.reject)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask_account)
        self.kind.committed.connect(lambda _key: self._fit())
        self.choices.textChanged.connect(self._pause.start)

    def _fit(self) -> None:
        self._fields["choices"].setVisible(self.kind.value() == CHOICE)
        self._ask_account()

    def _ask_account(self) -> None:
        """Find out what would become of the values."""
        row, kind, words = self._row, self.kind.value(), self.words
        self.account.hide()
        if row is not None and (kind, tuple(words)) != (row.kind, row.choices):
            self._context.ops.ask(
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
            "{count} value does not fit and goes to the note of its contact.",
            "{count} values do not fit and go to the notes of their contacts.",
            account.misfits,
        )
        examples = T("For example: {names}.", names=", ".join(account.examples))
        self.account.setText(f"{sentence} {examples}")
        self.account.show()

    def _on_saved(self) -> None:
        self._context.say(T("{name} is saved", name=self.name.text().strip()), undo=True)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self._buttons.setEnabled(True)
        if isinstance(error, UserError) and error.field in self._fields:
            self._fields[error.field].set_error(str(error))
            self._fields[error.field].editor.setFocus()
        else:
            self._context.fail(self, error)
