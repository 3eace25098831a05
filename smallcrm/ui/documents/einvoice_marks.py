"""What myDATA gave for an issued Greek document: fields that save themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.services.documents import einvoice
from smallcrm.services.documents.einvoice import Marks
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.line_edit import LineEdit
from smallcrm.ui.widgets.tick import Tick


class MarkFields(QWidget):
    """MARK, UID and the link of the QR code, or that there is no MARK."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._document_id = 0
        self._edits = {"mark": LineEdit(), "uid": LineEdit(), "qr_link": LineEdit()}
        self._missing = Tick(T("There is no MARK for this document"))
        ui = context.ui
        titles = {
            "mark": T("MARK of myDATA"),
            "uid": T("UID of myDATA"),
            "qr_link": T("Link of the QR code"),
        }
        self._fields = {
            name: FormField(ui, titles[name], edit, name=name) for name, edit in self._edits.items()
        }
        layout = ui.column(ui.m.s3)
        self.setLayout(layout)
        for field in self._fields.values():
            layout.addWidget(field)
        layout.addWidget(self._missing)
        for edit in self._edits.values():
            edit.committed.connect(lambda _text: self._save())
            edit.reverted.connect(self._forget_errors)
        self._missing.committed.connect(lambda _ticked: self._save())

    def show_document(self, document_id: int, *, is_wanted: bool) -> None:
        """Show what is kept for *document_id*; nothing where it is not wanted."""
        self._document_id = document_id
        self.setVisible(is_wanted)
        if is_wanted:
            for edit in self._edits.values():
                edit.reset()
            self._show()

    def start(self) -> None:
        """Put the keyboard into the first field."""
        self._edits["mark"].setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self) -> None:
        document_id = self._document_id
        marks = self._context.ops.read(lambda session: einvoice.get_marks(session, document_id))
        self._forget_errors()
        for name, edit in self._edits.items():
            edit.set_value(getattr(marks, name))
        self._missing.set_value(marks.is_missing)
        self._missing.setEnabled(not marks.mark)

    def _save(self) -> None:
        document_id = self._document_id
        values = {name: edit.text().strip() for name, edit in self._edits.items()}
        marks = Marks(**values, is_missing=self._missing.isChecked())
        self._context.ops.write(
            self,
            T("Enter the MARK"),
            lambda session: einvoice.set_marks(session, document_id, marks),
            lambda _none: self._on_saved(document_id),
            self._on_failed,
        )

    def _on_saved(self, document_id: int) -> None:
        self._context.say(T("Saved beside the document."), undo=True)
        if document_id == self._document_id:
            self._show()
            for edit in self._edits.values():
                edit.settle()

    def _on_failed(self, error: BaseException) -> None:
        field = self._fields.get(error.field or "") if isinstance(error, UserError) else None
        if field is None:
            self._context.fail(self, error)
        else:
            field.set_error(str(error))

    def _forget_errors(self) -> None:
        for field in self._fields.values():
            field.clear_error()
