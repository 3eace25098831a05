"""The menu "E-invoice" of an issued document: check it, and save it in one of three forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtWidgets import QMenu, QWidget

from smallcrm.core.errors import UserError
from smallcrm.core.text import T, Text
from smallcrm.services.documents import CREDIT_NOTE, INVOICE, DocumentRow, einvoice
from smallcrm.ui.documents import pdf_file
from smallcrm.ui.documents.pdf_file import FileKind
from smallcrm.ui.shell.context import Context

KINDS = (INVOICE, CREDIT_NOTE)
CHECK = T("Check as e-invoice")


class _Form(NamedTuple):
    """A form in which an e-invoice is saved: the line of the menu, the file, what makes it."""

    text: Text
    file: FileKind
    made: Callable[[Any, int], bytes]


_XML = T("XML")
_FORMS = (
    _Form(
        T("Save as UBL…"),
        FileKind(T("Save as UBL"), _XML, "xml"),
        lambda session, document_id: einvoice.xml(session, document_id, einvoice.UBL),
    ),
    _Form(
        T("Save as CII…"),
        FileKind(T("Save as CII"), _XML, "xml"),
        lambda session, document_id: einvoice.xml(session, document_id, einvoice.CII),
    ),
    _Form(
        T("Save as Factur-X PDF…"),
        FileKind(T("Save as Factur-X PDF"), T("PDF"), "pdf"),
        einvoice.facturx,
    ),
)


class EinvoiceMenu(QMenu):
    """Its lines, and what they do.

    Args:
        context: For data, words and dialogs.
        owner: The view of the document.
        row: The document.
        check: Shows the panel.
        saved: Called after a file was written.
    """

    def __init__(
        self,
        context: Context,
        owner: QWidget,
        row: DocumentRow,
        check: Callable[[], object],
        saved: Callable[[], object],
    ) -> None:
        super().__init__(owner)
        self._context, self._owner, self._row, self._saved = context, owner, row, saved
        self.lines: list[tuple[Text, str, Callable[[], object]]] = [(CHECK, "shield", check)]
        self.lines += [(form.text, "download", self._saving(form)) for form in _FORMS]
        for text, icon, run in self.lines:
            context.ui.action(self, text, icon, run)

    def _saving(self, form: _Form) -> Callable[[], object]:
        return lambda: self._save(form)

    def _save(self, form: _Form) -> None:
        document_id = self._row.id
        self._context.ops.query(
            self._owner,
            lambda session: form.made(session, document_id),
            lambda content: self._ask(form, content),
            self._on_failed,
        )

    def _ask(self, form: _Form, content: bytes) -> None:
        row = self._row
        name = pdf_file.file_name(row.kind, row.number, row.customer, ending=form.file.ending)
        pdf_file.ask(self._context, self._owner, name, content, form.file, self._saved)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._context.say(str(error))
        else:
            self._context.fail(self._owner, error)
