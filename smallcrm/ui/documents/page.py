"""Documents: the list, a draft as a form, an issued document as its page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core.changes import Changes
from smallcrm.core.errors import NotFound
from smallcrm.core.text import T
from smallcrm.services import documents
from smallcrm.services.documents import INVOICE, KINDS, QUOTE
from smallcrm.ui.documents import addresses, ahead
from smallcrm.ui.documents.editor import Editor
from smallcrm.ui.documents.issued_view import IssuedView
from smallcrm.ui.documents.list_page import ListPage
from smallcrm.ui.documents.printing import PrintJob
from smallcrm.ui.shell.address import Address, id_in
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page

_TABLES = (
    *("document", "document_line", "document_link", "contact", "setting"),
    *("tax_mark", "payment", "allocation"),
)
_NEW = "new"


def create(context: Context) -> Page:
    """Make the page."""
    return DocumentsPage(context)


class DocumentsPage(Page):
    """One of three views; addresses say which."""

    tables: ClassVar[tuple[str, ...]] = _TABLES

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list = ListPage(context)
        self._editor: Editor | None = None
        self._issued: IssuedView | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._is_stale = True  # the list is read when the page is first shown
        self._has_printing = False

    @property
    def editor(self) -> Editor:
        """The form; made when a draft is first opened."""
        if self._editor is None:
            self._editor = Editor(self.context)
            self._editor.created.connect(self._on_created)
            self._editor.issued.connect(self._on_issued)
            self._editor.gone.connect(self._on_gone)
            self._stack.addWidget(self._editor)
        return self._editor

    @property
    def issued(self) -> IssuedView:
        """The stored page; made when an issued document is first opened."""
        if self._issued is None:
            self._issued = IssuedView(self.context)
            self._stack.addWidget(self._issued)
        return self._issued

    def build_ahead(self) -> Sequence[Callable[[], object]]:
        return (lambda: self.editor, lambda: self.editor.panel)

    def show_address(self, address: Address) -> None:
        if not self._has_printing:
            self._has_printing = True
            run = self.context.ops.run
            run(self, lambda _progress: ahead.load_printing(), done=lambda _none: None)
        if self._editor is not None and self._stack.currentWidget() is self._editor:
            self._editor.leave()
        if address.kind != "document":
            self._show_list()
        elif address.parts[:1] == (_NEW,):
            self._show_new(address.parts[1:])
        else:
            self._show_document(address.id)

    def headline(self) -> str:
        view = self._stack.currentWidget()
        return view.headline() if isinstance(view, Editor | IssuedView) else ""

    def commands(self) -> Sequence[Command]:
        return (
            Command(
                "documents.primary",
                T("Do the main thing here"),
                self._primary,
                "Ctrl+Return Ctrl+Enter",
                listed=False,
            ),
            Command("documents.print", T("Print"), self._print, "Ctrl+P", "print"),
            Command(
                "documents.invoice",
                T("New invoice"),
                lambda: self._new(INVOICE),
                "Ctrl+Shift+I Ctrl+N",
                "invoice",
            ),
            Command(
                "documents.quote",
                T("New quote"),
                lambda: self._new(QUOTE),
                "Ctrl+Shift+Q",
                "documents",
            ),
            Command("documents.paid", T("Mark paid"), self._mark_paid, "Ctrl+M", "check"),
            Command(
                "documents.payment", T("Add payment…"), self._add_payment, "Ctrl+Shift+M", "money"
            ),
            Command("documents.check", T("Check numbers and PDFs"), self._check, "", "shield"),
        )

    def offers(self) -> Sequence[Command]:
        view = self._stack.currentWidget()
        return view.offers() if isinstance(view, Editor | IssuedView) else ()

    def panes(self) -> Sequence[QWidget]:
        view = self._stack.currentWidget()
        if isinstance(view, Editor | IssuedView):
            return view.panes()
        return (self.list.view,)

    def start_filter(self) -> None:
        self.context.open(addresses.LIST)
        self.list.search.setFocus()
        self.list.search.selectAll()

    def reload(self) -> None:
        self.list.reload()

    def leave(self) -> bool:
        if self._editor is not None:
            self._editor.leave()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stack.currentWidget() is not self.list:
            self.context.open(addresses.LIST)
        elif event.key() == Qt.Key.Key_Delete and self._stack.currentWidget() is self.list:
            self.list.delete_chosen()
        else:
            super().keyPressEvent(event)

    def _on_changed(self, changes: Changes) -> None:
        super()._on_changed(changes)
        view = self._stack.currentWidget()
        if isinstance(view, Editor | IssuedView):
            view.on_changed(changes)

    def _show_list(self) -> None:
        self._stack.setCurrentWidget(self.list)
        self.list.start()

    def _show_new(self, parts: Sequence[str]) -> None:
        kind = parts[0] if parts and parts[0] in KINDS else INVOICE
        customer = id_in(parts[1]) if len(parts) > 1 else 0
        self._stack.setCurrentWidget(self.editor)
        self.editor.start_new(kind, customer)

    def _show_document(self, document_id: int) -> None:
        try:
            row = self.context.ops.read(lambda session: documents.get_row(session, document_id))
        except NotFound as error:
            self._show_list()
            self.list.banner.show_message(str(error), "warning")
            return
        view = self.issued if row.number else self.editor
        self._stack.setCurrentWidget(view)
        view.show_document(document_id)

    def _on_created(self, document_id: int) -> None:
        """A new draft has a row now: its address takes the place of that of the empty form."""
        self.renamed.emit(addresses.of(document_id))

    def _on_issued(self, document_id: int, job: PrintJob | None) -> None:
        self._stack.setCurrentWidget(self.issued)
        self.issued.show_document(document_id)
        if job is not None:
            self.issued.print_now(job)

    def _on_gone(self, kind: str) -> None:
        self.renamed.emit(addresses.new(kind))

    def _new(self, kind: str) -> None:
        self.context.open(addresses.new(kind))

    def _primary(self) -> None:
        view = self._stack.currentWidget()
        if isinstance(view, Editor | IssuedView):
            view.primary()
        else:
            self._new(INVOICE)

    def _print(self) -> None:
        view = self._stack.currentWidget()
        if isinstance(view, Editor | IssuedView):
            view.print_out()
        elif self.list.view.current_id():
            self.context.open(addresses.of(self.list.view.current_id()))
            self._print_shown()

    def _mark_paid(self) -> None:
        view = self._stack.currentWidget()
        if isinstance(view, IssuedView):
            view.money.mark_paid()
        elif view is self.list:
            self.list.mark_paid()

    def _add_payment(self) -> None:
        """For the issued document on screen, or for the one that is chosen in the list."""
        view = self._stack.currentWidget()
        if view is self.list and self.list.view.current_id():
            self.context.open(addresses.of(self.list.view.current_id()))
        if isinstance(self._stack.currentWidget(), IssuedView):
            self.issued.money.ask_payment()

    def _print_shown(self) -> None:
        view = self._stack.currentWidget()
        if isinstance(view, Editor | IssuedView):
            view.print_out()

    def _check(self) -> None:
        self.context.open(addresses.LIST)
        self.list.check()
