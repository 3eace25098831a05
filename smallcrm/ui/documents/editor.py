"""A draft on screen: the form at the left, its page at the right, the panel of a deed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from smallcrm.core.changes import Changes
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.services import documents, settings
from smallcrm.services.documents import (
    DocumentDraft,
    DocumentRow,
    copying,
    unsaved,
)
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.services.documents.unsaved import Issued
from smallcrm.ui.documents import addresses, issue_facts, words
from smallcrm.ui.documents.customer_caution import CustomerCaution
from smallcrm.ui.documents.deed_panel import Deed, DeedFacts, DeedPanel
from smallcrm.ui.documents.draft_form import DraftForm, Surroundings
from smallcrm.ui.documents.draft_saver import DraftSaver
from smallcrm.ui.documents.editor_bar import BarActions, EditorBar
from smallcrm.ui.documents.einvoice_menu import CHECK, KINDS
from smallcrm.ui.documents.einvoice_panel import EinvoicePanel
from smallcrm.ui.documents.handing_out import hand_out
from smallcrm.ui.documents.live_page import LivePage
from smallcrm.ui.documents.price_questions import PriceQuestions
from smallcrm.ui.documents.printing import PrintJob
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.banner import Banner
from smallcrm.ui.widgets.breakpoints import Breakpoints

_NOTHING = T("There is nothing on this document yet. Add what is sold first.")
_NARROW = 1060
_LEAST_FORM = 660  # logical pixels: dates and items are read before the page beside them
_STAYS = T("It stays a draft: it gets no number, and it can be changed afterwards.")
_DRAFT_TABLES = ("document", "document_line", "document_adjustment")
_PAGE_TABLES = ("contact", "address", "email", "phone", "url", "setting", "blob")


class Editor(QWidget):
    """Shows one draft, keeps it saved, and issues it.

    Signals:
        created: The draft was stored for the first time; carries its id.
        issued: It is issued; carries its id and a PrintJob, an empty one where the page is to be
            saved as a file, None where nothing is to be printed.
        gone: The draft is not there any more; carries its kind.
    """

    created = Signal(int)
    issued = Signal(int, object)
    gone = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._draft = DocumentDraft()
        self._lost_id: int | None = None
        self._is_narrow = False
        self._wants_page: bool | None = None
        actions = BarActions(
            self.issue,
            self.print_out,
            self.print_draft,
            self._copy,
            self.check_einvoice,
            self._delete,
        )
        self.bar = EditorBar(self._ui, actions)
        self.banner = Banner(self._ui)
        self.form = DraftForm(context)
        self._questions = PriceQuestions(self.form, self.banner)
        self._caution = CustomerCaution(context, self.banner)
        self.page = LivePage(context)
        self._panel: DeedPanel | None = None
        self._einvoice: EinvoicePanel | None = None
        self._body = QHBoxLayout()
        self.saver = DraftSaver(context, self)
        self._breakpoints = Breakpoints(context.theme, self)
        self._build()
        self._connect()

    @property
    def document_id(self) -> int | None:
        """The row of the draft; None before it was stored for the first time."""
        return self.saver.document_id

    @property
    def panel(self) -> DeedPanel:
        """What asks before a deed; made when it is first wanted."""
        if self._panel is None:
            self._panel = DeedPanel(self._context)
            self._panel.hide()
            self._panel.confirmed.connect(self._on_confirmed)
            self._panel.closed.connect(self._close_panel)
            self._panel.printing.wanted.connect(self.page.show_variant)
            self._body.addWidget(self._panel, 0, Qt.AlignmentFlag.AlignTop)
        return self._panel

    @property
    def einvoice(self) -> EinvoicePanel:
        """What checks the draft as an e-invoice; made when it is first wanted."""
        if self._einvoice is None:
            self._einvoice = EinvoicePanel(self._context)
            self._einvoice.hide()
            self._einvoice.chosen.connect(self._on_field_wanted)
            self._einvoice.asked_again.connect(self.check_einvoice)
            self._einvoice.closed.connect(self._close_einvoice)
            self._body.addWidget(self._einvoice, 0, Qt.AlignmentFlag.AlignTop)
        return self._einvoice

    @property
    def kind(self) -> str:
        """Of the draft that is shown."""
        return self._draft.kind

    def headline(self) -> str:
        """What is shown, in a few words."""
        if self.document_id is None:
            return ""
        row = self._context.ops.read(lambda session: documents.list_rows(session, [self._id()]))
        name = next((one.customer for one in row.values()), "")
        texts = T("{kind}, draft for {customer}", kind=words.KINDS[self.kind], customer=name)
        return str(texts if name else T("{kind}, draft", kind=words.KINDS[self.kind]))

    def start_new(self, kind: str, customer_id: int) -> None:
        """Begin a document; nothing is stored before something is typed."""
        self.saver.save_now()
        draft = self._context.ops.read(
            lambda session: documents.new_draft(session, kind, customer_id or None)
        )
        self._lost_id = None
        self._show(draft, None)
        if customer_id:
            self.form.table.start()
        else:
            self.form.head.start()

    def show_document(self, document_id: int) -> None:
        """Show the draft *document_id*.

        Raises:
            NotFound: There is no such document.
        """
        if document_id == self.document_id:
            self._look_again()
            return
        self.saver.save_now()
        draft = self._context.ops.read(lambda session: documents.get_draft(session, document_id))
        self._lost_id = None
        self._show(draft, document_id)
        self.form.table.start()

    def on_changed(self, changes: Changes) -> None:
        """A commit somewhere: show it, unless it is our own or something is being typed."""
        if changes.origin is self.saver:
            return
        if changes.touches(*_DRAFT_TABLES):
            self._look_again()
        if changes.touches(*_PAGE_TABLES):
            self._caution.look(self.form.draft())
            self._show_page()

    def leave(self) -> None:
        """Save what is typed."""
        self.form.finish()
        self._on_edited(is_deed=False)
        self.saver.save_now()

    def primary(self) -> None:
        """Ctrl+Enter: what the main button on screen does."""
        if self._panel is not None and self._panel.isVisible():
            self._panel.confirm()
        else:
            self.issue()

    def issue(self) -> None:
        """Ask whether to issue, and tell what that means."""
        self._ask(Deed.ISSUE)

    def print_out(self) -> None:
        """Ask whether to issue and print: only issued documents go on paper."""
        self._ask(Deed.ISSUE_AND_PRINT)

    def print_draft(self) -> None:
        """Ask how the draft goes on paper as it is: as a delivery note, or to be looked at."""
        self._ask(Deed.PRINT)

    def check_einvoice(self) -> None:
        """Check the draft as an e-invoice, beside the form in which it is put right."""
        self.leave()
        self.saver.act(CHECK, documents.get_row, self._on_kept)

    def offers(self) -> Sequence[Command]:
        """What can be done with the draft; nothing while a panel asks about a deed."""
        if self._panel is not None and self._panel.isVisible():
            return ()
        delete = T("Delete draft")
        check = Command("draft.einvoice", CHECK, self.check_einvoice, icon="shield")
        return (
            *((check,) if self.kind in KINDS else ()),
            Command("draft.issue", words.ISSUE[self.kind], self.issue, "Ctrl+Return", "check"),
            Command("draft.print", T("Issue and print"), self.print_out, "Ctrl+P", "print"),
            Command("draft.paper", T("Print the draft…"), self.print_draft, icon="print"),
            Command("draft.copy", T("Copy to a new draft"), self._copy, icon="copy"),
            Command("draft.delete", delete, self._delete, icon="trash"),
        )

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes."""
        shown = (self.form.table, self.page, self._panel, self._einvoice)
        return [pane for pane in shown if pane is not None and pane.isVisible()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def _build(self) -> None:
        m = self._ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        inside = QVBoxLayout()
        inside.setContentsMargins(m.s5, m.s4, m.s5, m.s4)
        inside.setSpacing(m.s3)
        inside.addWidget(self.banner)
        self._body.setSpacing(m.s3)
        self._body.addWidget(self.form, 3)
        self._body.addWidget(self.page, 2)
        inside.addLayout(self._body, 1)
        layout.addLayout(inside, 1)
        self._breakpoints.below(_NARROW, self._on_narrow)

    def _connect(self) -> None:
        self.form.edited.connect(lambda is_deed: self._on_edited(is_deed=is_deed))
        self.form.asked_prices.connect(self._questions.ask_prices)
        self.form.head.chosen.connect(self._on_customer)
        self.saver.started.connect(lambda: self.bar.tell(T("Draft, saving…")))
        self.saver.saved.connect(self._on_saved)
        self.saver.failed.connect(self._on_save_failed)
        self.bar.page_wanted.connect(self._on_page_wanted)

    def _id(self) -> int:
        return self.document_id or 0

    def _show(self, draft: DocumentDraft, document_id: int | None) -> None:
        self.bar.show_kind(draft.kind)
        self.banner.hide()
        self._close_einvoice()
        self._questions.start()
        self._close_panel()
        self.form.head.prepare()
        self._fill(draft, document_id)

    def _fill(self, draft: DocumentDraft, document_id: int | None) -> None:
        around = self._context.ops.read(
            lambda session: Surroundings(
                settings.get_business(session),
                unsaved.customer(session, draft),
                unsaved.view(session, draft).language,
            )
        )
        self.form.show_draft(draft, around)
        self._draft = self.form.draft()
        self.saver.start(self._draft, document_id)
        self._questions.offer_rates()
        self._caution.look(self.form.draft())
        self._show_page()

    def _show_page(self) -> None:
        self.page.show_draft(self.form.draft(), self.document_id)

    def _look_again(self) -> None:
        wanted = self.document_id or self._lost_id
        if wanted is None or self.saver.is_dirty or self.saver.is_saving:
            return
        try:
            draft = self._context.ops.read(lambda session: documents.get_draft(session, wanted))
            row = self._context.ops.read(lambda session: documents.get_row(session, wanted))
        except NotFound:
            self._lose(wanted)
            return
        self._lost_id = None
        if row.number:
            self.saver.stop()
            self.issued.emit(wanted, None)
        elif draft != self.form.draft() or self.document_id is None:
            self._fill(draft, wanted)

    def _lose(self, document_id: int) -> None:
        """Undo took the draft back: go on with an empty one; redo brings it here again."""
        if self._lost_id == document_id:
            return
        kind = self.kind
        draft = self._context.ops.read(lambda session: documents.new_draft(session, kind, None))
        self._lost_id = document_id
        self._show(draft, None)
        self.gone.emit(kind)

    def _on_edited(self, *, is_deed: bool) -> None:
        self._draft = self.form.draft()
        self.saver.take(self._draft, is_deed=is_deed)
        self._questions.offer_rates()
        self._show_page()

    def _on_customer(self, contact_id: int) -> None:
        read = self._context.ops.read
        kind, before = self.kind, self.form.draft().customer_id
        wishes = read(lambda session: documents.new_draft(session, kind, contact_id or None))
        usual = read(lambda session: documents.new_draft(session, kind, before))
        name = read(lambda session: unsaved.customer(session, wishes))
        self.form.take_customer(wishes, name, usual)
        self._caution.look(self.form.draft())
        if contact_id:
            self.form.table.start()

    def _on_saved(self, document_id: int) -> None:
        self.bar.tell_saved()
        self._lost_id = None
        self.created.emit(document_id)

    def _on_save_failed(self, error: BaseException) -> None:
        self.bar.tell(T("Not saved"), "danger")
        if not isinstance(error, UserError):
            self._context.fail(self, error)
        elif not self.form.head.set_error(error.field or "", str(error)):
            again = (T("Try again"), self._save_again)
            self.banner.show_message(str(error), "danger", [again])

    def _save_again(self) -> None:
        self.banner.hide()
        self.saver.save_now()

    def _ask(self, deed: Deed) -> None:
        self.form.finish()
        if not self.form.is_valid:
            self.form.go_to_problem()
            return
        draft = self.form.draft()
        if not draft.lines:
            self.banner.show_message(_NOTHING, "warning")
            self.form.table.start()
            return
        self.banner.hide()
        self._on_edited(is_deed=False)
        self.saver.save_now()
        totals, document_id = self.form.totals, self.document_id
        facts = DeedFacts(draft.kind, "", remark=_STAYS)
        if deed != Deed.PRINT:
            facts = self._context.ops.read(
                lambda session: issue_facts.of_issue(session, draft, document_id, totals)
            )
        self._close_einvoice()
        self.form.hide()
        self.page.show()
        self.bar.set_busy(busy=True)
        self.panel.show_deed(deed, facts)

    def _on_kept(self, row: DocumentRow | None) -> None:
        if row is None:
            self._context.say(_NOTHING)
        else:
            self.einvoice.check(row)
            self._arrange()

    def _on_field_wanted(self, field: str) -> None:
        if self._is_narrow:
            self._close_einvoice()
        self.form.go_to(field)

    def _close_einvoice(self) -> None:
        if self._einvoice is not None and not self._einvoice.isHidden():
            self._einvoice.hide()
            self._einvoice.stop()
            self._arrange()

    def _close_panel(self) -> None:
        if self._panel is not None and not self._panel.isHidden():
            self._panel.hide()
            self.page.show_variant(Variant.ITSELF)
            self.bar.set_busy(busy=False)
            self.form.show()
            self.form.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arrange()

    def _on_confirmed(self, deed: Deed) -> None:
        if deed == Deed.PRINT:
            self._print_draft(self.panel.job())
            return
        job: PrintJob | None = None
        if deed == Deed.ISSUE_AND_PRINT:
            job = PrintJob("") if self.panel.saves else self.panel.job()
        self.panel.set_busy(busy=True)
        draft = self.form.draft()
        self.saver.issue(
            replace(draft, date=self.panel.day() or draft.date),
            self.panel.business(),
            lambda issued: self._on_issued(issued, job),
            self._on_issue_failed,
        )

    def _print_draft(self, job: PrintJob) -> None:
        """On paper, or into a file, and it stays a draft."""
        self._close_panel()

        def printed(session: Any, document_id: int) -> tuple[DocumentRow, bytes]:
            pdf = documents.get_variant(session, document_id, job.variant)
            return documents.get_row(session, document_id), pdf

        def on_printed(found: tuple[DocumentRow, bytes] | None) -> None:
            if found is not None:
                hand_out(self._context, self, *found, job)

        self.saver.act(words.PRINT_DRAFT, printed, on_printed)

    def _on_issued(self, issued: Issued, job: PrintJob | None) -> None:
        self.saver.stop()
        self._close_panel()
        self._context.say(words.with_number(words.ISSUED, self.kind, issued.number))
        self.issued.emit(issued.document_id, job)

    def _on_issue_failed(self, error: BaseException) -> None:
        if not self.panel.show_any_failure(error):
            self._context.fail(self, error)

    def _copy(self) -> None:
        self.leave()
        self.saver.act(words.NEW[self.kind], copying.copy, self._on_copied)

    def _on_copied(self, copy_id: int | None) -> None:
        if copy_id is None:
            self._context.say(_NOTHING)
        else:
            self._context.open(addresses.of(copy_id))

    def _delete(self) -> None:
        self.leave()
        self.saver.act(T("Delete draft"), _deleted, self._on_deleted)

    def _on_deleted(self, document_id: int | None) -> None:
        if document_id in (None, self.document_id, self._lost_id):
            self.saver.stop()
            self._context.open(addresses.LIST)
        if document_id is not None:
            self._context.say(T("Draft deleted."), undo=True)

    def _on_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        self._is_narrow = narrow
        self._wants_page = None
        self.form.setMinimumWidth(0 if narrow else self._ui.theme.size(_LEAST_FORM))
        self._arrange()

    def _on_page_wanted(self, wanted: bool) -> None:  # noqa: FBT001 - a slot
        self._wants_page = wanted
        self._close_einvoice()
        self._arrange()

    def _arrange(self) -> None:
        """Form and page side by side, or the form and a check; where room is short no form."""
        if self._panel is not None and not self._panel.isHidden():
            return
        shown = not self._is_narrow if self._wants_page is None else self._wants_page
        if self._einvoice is not None and not self._einvoice.isHidden():
            shown = self._is_narrow
        self.page.setVisible(shown)
        self.form.setVisible(not (shown and self._is_narrow))
        self.bar.set_page_shown(shown=shown)
        if shown:
            self._show_page()


def _deleted(session: Any, document_id: int) -> int:
    """Delete the draft; return its id."""
    documents.delete_draft(session, document_id)
    return document_id
