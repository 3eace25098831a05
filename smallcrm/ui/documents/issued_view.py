"""An issued document: its stored page, and what can still be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from smallcrm.core import clock
from smallcrm.core.changes import Changes
from smallcrm.core.errors import UserError
from smallcrm.core.text import T, Text
from smallcrm.services import documents
from smallcrm.services.documents import (
    CREDIT_NOTE,
    INVOICE,
    ORDER,
    QUOTE,
    DocumentRow,
    Link,
    copying,
    deal_links,
)
from smallcrm.services.documents.credit_lines import Credited
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.ui.documents import addresses, issue_facts, money_facts, words
from smallcrm.ui.documents.credit_panel import CreditPanel
from smallcrm.ui.documents.deed_panel import Deed, DeedFacts, DeedPanel
from smallcrm.ui.documents.editor_bar import bar_height
from smallcrm.ui.documents.einvoice_menu import KINDS, EinvoiceMenu
from smallcrm.ui.documents.einvoice_panel import VOID, EinvoicePanel
from smallcrm.ui.documents.handing_out import hand_out
from smallcrm.ui.documents.issued_aside import IssuedAside
from smallcrm.ui.documents.live_page import StoredPage
from smallcrm.ui.documents.money_deeds import MoneyDeeds
from smallcrm.ui.documents.money_facts import MoneyFacts
from smallcrm.ui.documents.payments.panel import PaymentPanel, Wanted
from smallcrm.ui.documents.printing import PrintJob
from smallcrm.ui.documents.recurring import addresses as recurring_addresses
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.button import Button, set_property

_NARROW = 720
_EINVOICE = T("E-invoice")
_TABLES = ("document", "document_link", "payment", "allocation", "deal", "deal_document")


class _Shown(NamedTuple):
    """What is known of the document on screen."""

    money: MoneyFacts
    links: Sequence[Link]
    deals: Sequence[tuple[int, str]]

    @property
    def row(self) -> DocumentRow:
        """The document as lists show it."""
        return self.money.row


class IssuedView(QWidget):
    """Read-only: print, save as PDF, copy, convert; marks on quotes."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._shown: _Shown | None = None
        self._is_narrow = False
        self._breakpoints = Breakpoints(context.theme, self)
        self._breakpoints.below(_NARROW, self._on_narrow)
        self._title = self._ui.label("", "title", elide=True)
        self._state = self._ui.pill("")
        self._bar = self._ui.surface("bar")
        self._bar_buttons = QWidget()
        self._buttons = self._ui.row()
        self.money = MoneyDeeds(context, self._ask_money, self)
        self._aside = IssuedAside(context, self.money, self.ask_credit, self._mark)
        self.page = StoredPage(context)
        self.panel = DeedPanel(context)
        self.payment = PaymentPanel(context)
        self.credit = CreditPanel(context)
        self.einvoice = EinvoicePanel(context)
        self._menu: EinvoiceMenu | None = None
        self._panels = (self.panel, self.payment, self.credit, self.einvoice)
        self._build()
        self.panel.confirmed.connect(self._on_confirmed)
        for panel in self._panels:
            panel.closed.connect(self._close_panel)
        self.payment.noted.connect(lambda _row: self._close_panel())
        self.credit.issued.connect(self._on_credited)
        self.credit.drafted.connect(self._on_credit_draft)
        self.panel.printing.wanted.connect(self._show_variant)
        self.einvoice.asked_again.connect(self.check_einvoice)
        self.einvoice.broken.connect(self._show_einvoice)
        self.einvoice.chosen.connect(self._on_correction)
        context.theme.changed.connect(self._fit)

    @property
    def document_id(self) -> int:
        """The document on screen; 0 before there is one."""
        return self._shown.row.id if self._shown is not None else 0

    def headline(self) -> str:
        """What is shown, in a few words."""
        if self._shown is None:
            return ""
        row = self._shown.row
        return f"{words.title(row.kind, row.number)}, {row.customer}".rstrip(", ")

    def show_document(self, document_id: int) -> None:
        """Show the stored page of *document_id*.

        Raises:
            NotFound: There is no such document.
        """
        is_other = document_id != self.document_id
        self._read(document_id)
        if is_other:
            self._close_panel()
            self.page.show_document(document_id)
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_changed(self, changes: Changes) -> None:
        """A commit somewhere: state and links may be others; the page never is."""
        if self.document_id and changes.touches(*_TABLES):
            self._read(self.document_id)

    def primary(self) -> None:
        """Ctrl+Enter: what the main button on screen does."""
        asking = [each for each in (self.panel, self.payment, self.credit) if each.isVisible()]
        if asking:
            asking[0].confirm()
        elif self._shown is not None:
            self._actions(self._shown.row)[0].run()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def print_out(self) -> None:
        """Open the panel for printing."""
        if self._shown is None:
            return
        self._ask(Deed.PRINT, self._shown.row)

    def print_now(self, job: PrintJob) -> None:
        """Print without asking; with an empty job save the page as a file."""
        if self._shown is None:
            return
        row = self._shown.row
        self._context.ops.query(
            self,
            lambda session: documents.get_variant(session, row.id, job.variant),
            lambda pdf: hand_out(self._context, self, row, pdf, job),
        )

    def check_einvoice(self) -> None:
        """Say in a panel what keeps it from being a valid e-invoice."""
        if self._shown is not None:
            self._show_einvoice()
            self.einvoice.check(self._shown.row)

    def save_pdf(self) -> None:
        """Save the stored bytes as a file of the user's own."""
        self.print_now(PrintJob(""))

    def offers(self) -> Sequence[Command]:
        """What can be done with the document; nothing while a panel asks about a deed."""
        if self._shown is None or not self._bar_buttons.isVisibleTo(self):
            return ()
        actions = self._actions(self._shown.row)
        keys = ["Ctrl+Return", *("" for _ in actions[1:])]
        commands = [
            Command(f"issued.{at}", action.text, action.run, action.keys or key, action.icon)
            for at, (action, key) in enumerate(zip(actions, keys, strict=True))
        ]
        lines = self._menu.lines if self._menu is not None else []
        return commands + [
            Command(f"issued.einvoice.{at}", text, run, "", icon)
            for at, (text, icon, run) in enumerate(lines)
        ]

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes."""
        panes = (self.page, self._aside, *self._panels)
        return [pane for pane in panes if pane.isVisible()]

    def _build(self) -> None:
        m = self._ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QHBoxLayout(self._bar)
        head.setContentsMargins(m.s5, m.s3, m.s5, m.s3)
        head.setSpacing(m.s2)
        head.addWidget(self._title)
        head.addWidget(self._state)
        head.addStretch(1)
        self._bar_buttons.setLayout(self._buttons)
        head.addWidget(self._bar_buttons)
        layout.addWidget(self._bar)
        body = QHBoxLayout()
        body.setContentsMargins(m.s5, m.s4, m.s5, m.s4)
        body.setSpacing(m.s3)
        body.addWidget(self.page, 1)
        body.addWidget(self._aside)
        for panel in self._panels:
            body.addWidget(panel, 0, Qt.AlignmentFlag.AlignTop)
            panel.hide()
        layout.addLayout(body, 1)
        self._fit()

    def _on_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        self._is_narrow = narrow
        if self._shown is not None:
            self._show_buttons(self._shown.row)

    def _fit(self) -> None:
        self._bar.setMinimumHeight(bar_height(self._ui))

    def _read(self, document_id: int) -> None:
        self._shown = self._context.ops.read(
            lambda session: _Shown(
                money_facts.read(session, document_id),
                documents.list_links(session, document_id),
                deal_links.list_deals(session, document_id),
            )
        )
        row = self._shown.row
        state, kind = words.status(row.status, row.due_date, clock.today())
        self._title.setText(words.title(row.kind, row.number))
        self._state.setText(state)
        set_property(self._state, "pill", kind)
        self.money.show_facts(self._shown.money)
        self._show_buttons(row)
        self._aside.show_document(self._shown.links, self._shown.deals, self._shown.money)

    def _show_buttons(self, row: DocumentRow) -> None:
        _clear(self._buttons)
        first, second, *others = self._actions(row)
        self._menu = None
        if row.kind in KINDS:
            self._menu = EinvoiceMenu(
                self._context,
                self,
                row,
                self.check_einvoice,
                lambda: self.einvoice.check_quietly(row),
            )
            if not self._is_narrow:
                tip = T("Check it, or save it as UBL, CII or Factur-X")
                self._buttons.addWidget(self._ui.menu_button("", tip, self._menu, _EINVOICE))
        if self._is_narrow:  # the number is worth more than a second button
            others.insert(0, second)
        else:
            self._buttons.addWidget(self._button(second, "secondary"))
        self._buttons.addWidget(self._button(first, "primary"))
        menu = QMenu(self)
        for action in others:
            self._ui.action(menu, action.text, action.icon, action.run)
        if self._menu is not None and self._is_narrow:
            self._menu.setParent(menu, self._menu.windowFlags())
            menu.addMenu(self._menu).setText(str(_EINVOICE))
        self._buttons.addWidget(self._ui.menu_button("more", T("More"), menu))

    def _button(self, action: _Action, variant: str) -> Button:
        button = self._ui.button(action.text, variant, clicked=action.run)
        self._ui.explain(button, action.text, action.keys)
        return button

    def _actions(self, row: DocumentRow) -> list[_Action]:
        """What can be done, the main thing first."""
        is_alive = row.status != "void"
        actions = [
            _Action(T("Print"), "print", self.print_out, "Ctrl+P"),
            _Action(T("Save as PDF"), "download", self.save_pdf),
            _Action(T("Copy to a new draft"), "copy", self._copy),
            _Action(T("Make it recurring"), "refresh", self._make_recurring),
        ]
        if row.kind in (QUOTE, ORDER) and is_alive:
            invoice = _Action(T("Make invoice"), "invoice", lambda: self._convert(INVOICE))
            actions.insert(0, invoice)
        if row.kind == QUOTE and is_alive:
            actions.append(_Action(T("Make order"), "documents", lambda: self._convert(ORDER)))
        actions += [_Action(*way) for way in self.money.ways()]
        if row.kind == INVOICE and is_alive and row.status != "credited":
            actions.append(_Action(T("Credit note…"), "undo", self.ask_credit))
        if is_alive:
            actions += self._marks(row)
        if is_alive and row.kind in words.VOID_NUMBERED:
            text = T("Cancel by a credit note") if row.kind == INVOICE else T("Make void")
            actions.append(_Action(text, "close", self._ask_void))
        return actions

    def _marks(self, row: DocumentRow) -> list[_Action]:
        marks = []
        if row.status == "issued":
            marks.append(_Action(T("Mark as sent"), "send", lambda: self._mark("sent")))
        if row.kind == QUOTE:
            marks.append(_Action(T("Mark as accepted"), "check", lambda: self._mark("accepted")))
            marks.append(_Action(T("Mark as declined"), "close", lambda: self._mark("declined")))
        return marks

    def _ask(self, deed: Deed, row: DocumentRow) -> None:
        facts = DeedFacts(row.kind, row.number)
        if deed == Deed.VOID:
            facts = self._context.ops.read(lambda session: issue_facts.of_void(session, row))
        self._make_room()
        self.panel.show_deed(deed, facts)

    def _ask_void(self) -> None:
        if self._shown is not None:
            self._ask(Deed.VOID, self._shown.row)

    def ask_credit(self) -> None:
        """Open the panel in which an invoice is corrected."""
        if self._shown is not None and self._shown.row.kind == INVOICE:
            self._make_room()
            self.credit.ask(self._shown.row)

    def _ask_money(self, wanted: Wanted) -> None:
        self._make_room()
        self.payment.ask(wanted)

    def _make_room(self) -> None:
        """A panel stands in the place of everything else that can be done."""
        for panel in self._panels:
            panel.hide()
        self._aside.hide()
        self._bar_buttons.hide()

    def _on_credited(self, made: Credited) -> None:
        self._close_panel()
        self._context.say(words.with_number(words.ISSUED, CREDIT_NOTE, made.number))
        if made.copy_id is not None:
            self._context.open(addresses.of(made.copy_id))

    def _on_credit_draft(self, credit_id: int) -> None:
        self._close_panel()
        self._context.open(addresses.of(credit_id))

    def _show_variant(self, variant: Variant) -> None:
        """The page beside the panel is what will be printed."""
        self.page.show_document(self.document_id, variant)

    def _show_einvoice(self) -> None:
        self._make_room()
        self.einvoice.show()

    def _on_correction(self, deed: str) -> None:
        self._close_panel()
        if deed == VOID:
            self._ask_void()
        else:
            self._copy()

    def _close_panel(self) -> None:
        if self.page.variant != Variant.ITSELF:
            self._show_variant(Variant.ITSELF)
        was_open = any(not panel.isHidden() for panel in self._panels)
        for panel in self._panels:
            panel.hide()
        self.einvoice.stop()
        self._aside.show()
        self._bar_buttons.show()
        if was_open:  # else the keyboard would be at the rail
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_confirmed(self, deed: Deed) -> None:
        if deed == Deed.VOID:
            self._void()
            return
        self._close_panel()
        self.print_now(self.panel.job())

    def _void(self) -> None:
        document_id = self.document_id
        self.panel.set_busy(busy=True)
        self._context.ops.write(
            self,
            T("Cancel document"),
            lambda session: documents.void(session, document_id),
            self._on_void,
            self._on_void_failed,
            can_undo=False,
        )

    def _on_void(self, credit_id: int | None) -> None:
        self._close_panel()
        said = T("It is void now.") if credit_id is None else T("The credit note is issued.")
        self._context.say(said)

    def _on_void_failed(self, error: BaseException) -> None:
        if not self.panel.show_any_failure(error):
            self._context.fail(self, error)

    def _copy(self) -> None:
        document_id = self.document_id
        self._context.ops.write(
            self,
            T("Copy to a new draft"),
            lambda session: copying.copy(session, document_id),
            lambda copy_id: self._context.open(addresses.of(copy_id)),
            self._on_failed,
        )

    def _make_recurring(self) -> None:
        self._context.open(recurring_addresses.new(self.document_id))

    def _convert(self, kind: str) -> None:
        document_id = self.document_id
        self._context.ops.write(
            self,
            words.NEW[kind],
            lambda session: documents.convert(session, document_id, kind),
            lambda made_id: self._context.open(addresses.of(made_id)),
            self._on_failed,
        )

    def _mark(self, name: str) -> None:
        """Note what became of it; the panel of a mistake is Undo."""
        document_id = self.document_id
        label, command = _MARKS[name]
        self._context.ops.write(
            self,
            label,
            lambda session: command(session, document_id),
            lambda _none: self._context.say(label, undo=True),
            self._on_failed,
        )

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._context.say(str(error))
        else:
            self._context.fail(self, error)


class _Action(NamedTuple):
    """A button, or a line of the menu."""

    text: Text
    icon: str
    run: Callable[[], object]
    keys: str = ""


_MARKS = {
    "sent": (T("Marked as sent"), documents.mark_sent),
    "accepted": (T("Marked as accepted"), documents.accept),
    "declined": (T("Marked as declined"), documents.decline),
}


def _clear(layout: QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
