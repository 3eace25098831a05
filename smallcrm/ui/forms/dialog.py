"""A small form in a dialog: fields, Save and Cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from smallcrm.core.errors import UserError
from smallcrm.core.text import Text
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.form_field import FormField

_WIDTH = 440


class FormDialog(QDialog):
    """What is refused is said beside its field; what is stored closes the dialog.

    Attributes:
        fields: By the names that errors have them.
        buttons: Save and Cancel.

    Signals:
        stored: It is stored; carries what the action returned.
    """

    stored = Signal(object)

    def __init__(self, context: Context, title: Text, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.fields: dict[str, FormField] = {}
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Save | standard.Cancel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(str(title))
        self.setMinimumWidth(context.theme.size(_WIDTH))
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)

    def save(self) -> None:
        """Store what stands in the fields, with ``write``."""
        raise NotImplementedError

    def add_field(self, name: str, title: Text, editor: QWidget, hint: Text | str = "") -> None:
        """Make a field; ``lay_out`` says where it stands."""
        self.fields[name] = FormField(self.context.ui, title, editor, hint, name=name)

    def lay_out(self, *rows: str | tuple[str, ...] | QWidget) -> None:
        """Put fields by name, several of them side by side, or other widgets above the buttons."""
        m, ui = self.context.ui.m, self.context.ui
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s4)
        layout.setSpacing(m.s4)
        for row in rows:
            if isinstance(row, tuple):
                line = ui.row(m.s3)
                for name in row:
                    line.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
                layout.addLayout(line)
            else:
                layout.addWidget(self.fields[row] if isinstance(row, str) else row)
        layout.addStretch(1)
        layout.addWidget(self.buttons)

    def write(self, label: Text, action: Callable[[Any], object], said: Text) -> None:
        """Run *action* in a transaction called *label*; say *said* and close when it is done."""
        self.buttons.setEnabled(False)
        self.context.ops.write(
            self,
            label,
            action,
            done=lambda result: self._on_saved(said, result),
            failed=self._on_failed,
        )

    def _on_saved(self, said: Text, result: object) -> None:
        self.stored.emit(result)
        self.context.say(said, undo=True)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self.buttons.setEnabled(True)
        if isinstance(error, UserError) and error.field in self.fields:
            self.fields[error.field].set_error(str(error))
            self.fields[error.field].editor.setFocus()
        else:
            self.context.fail(self, error)
