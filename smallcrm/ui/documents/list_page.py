"""All documents: filters, one line each, figures in columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.loading import load
from smallcrm.core.text import TN, T, Text
from smallcrm.services import documents
from smallcrm.services.documents import (
    CREDIT_NOTE,
    INVOICE,
    ORDER,
    QUOTE,
    Check,
    DocumentRow,
    unsaved,
)
from smallcrm.ui.counting import count_text
from smallcrm.ui.documents import addresses, words
from smallcrm.ui.documents.money_deeds import REMINDERS
from smallcrm.ui.documents.payments import deeds
from smallcrm.ui.documents.payments.addresses import PAYMENTS
from smallcrm.ui.documents.recurring import addresses as recurring_addresses
from smallcrm.ui.documents.recurring.line import RecurringLine
from smallcrm.ui.documents.selection_foot import SelectionFoot
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.banner import Banner
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.search_box import SearchBox
from smallcrm.ui.widgets.tables import Table

_ALL, _DRAFTS, _UNPAID, _RECURRING = "", "draft", "unpaid", "recurring"
_CUSTOMER = 2
_GIVE_WAY = (1, 4)  # number and state tell of the day and of what is open, too
_SEARCH_WIDTH = 320
_CHIP_ROWS = 2
_SEVERAL = 2


class _Wanted(NamedTuple):
    """What the list is to show: searched words, and the key of a chip."""

    search: str = ""
    chip: str = _ALL

    @property
    def kind(self) -> str:
        """The kind of document, empty for all."""
        return self.chip if self.chip in documents.KINDS else ""

    @property
    def status(self) -> str:
        """The state, empty for all."""
        return self.chip if self.chip == _DRAFTS else ""


class ListPage(QWidget):
    """The list of documents.

    Signals:
        checked: The numbers and PDFs were checked; carries a ``documents.Check``.
    """

    checked = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._wanted = _Wanted()
        self._today = clock.today()
        self.model = PagedModel(self._columns(), self._fetch, self)
        self.model.spoken = _spoken
        self.view = Table(self._ui, T("Documents"))
        self.search = SearchBox(self._ui, T("Filter this list"))
        self.chips = Chips(self._ui, list(_CHIPS.items()), T("Which documents"))
        self.chips.fold(_CHIP_ROWS)
        self.banner = Banner(self._ui)
        self.foot = SelectionFoot(context, self.mark_paid)
        self.recurring = RecurringLine(context, self)
        self._count = self._ui.pill("")
        self._nothing = EmptyState(self._ui, "")
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def reload(self) -> None:
        """Ask for the ids again, keeping place and choice."""
        wanted = self._wanted
        self._context.ops.ask(
            self,
            lambda session: documents.list_ids(
                session,
                kind=wanted.kind,
                status=wanted.status,
                search=wanted.search,
                unpaid=wanted.chip == _UNPAID,
            ),
            self._on_ids,
        )

    def start(self) -> None:
        """Put the keyboard into the list."""
        self.recurring.look()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_all(self) -> None:
        """Take the filters away."""
        self.search.clear()
        self.chips.choose(_ALL)
        self._want(_Wanted())

    def check(self) -> None:
        """Check all numbers and stored PDFs, in a thread, and say what was found."""
        self.banner.show_message(T("Checking numbers and PDFs…"))
        self._context.ops.query(self, documents.check, self.checked.emit)

    def export(self) -> None:
        """Save a table of the chosen documents, or of all that the list shows."""
        dialog = load("smallcrm.ui.export_dialog")
        dialog.ask(self._context, self.window(), "documents", self._chosen_or_all())

    def save_pages(self) -> None:
        """Save the PDFs of the same documents in a folder."""
        dialog = load("smallcrm.ui.export_dialog")
        dialog.ask_pages(self._context, self.window(), self._chosen_or_all())

    def mark_paid(self) -> None:
        """Note that all that is open of the chosen invoices came today."""
        ids = self.view.chosen_ids()
        rows = self._context.ops.read(lambda session: documents.list_rows(session, ids))
        if not any(row.open for row in rows.values()):
            self._context.say(T("Nothing is open here."))
            return
        deeds.mark_paid(self._context, self, ids)

    def print_list(self) -> None:
        """Print what the list shows as a table, in its order."""
        chip, search = self._wanted.chip, self._wanted.search
        described = ", ".join(filter(None, (str(_CHIPS[chip]) if chip else "", search)))
        dialog = load("smallcrm.ui.print_dialog")
        dialog.print_list(self._context, self.window(), "documents", [*self.model.ids], described)

    def delete_chosen(self) -> None:
        """Put the chosen drafts into the bin; issued ones stay."""
        ids = self.view.chosen_ids()
        rows = self._context.ops.read(lambda session: documents.list_rows(session, ids))
        drafts = [row.id for row in rows.values() if row.status == "draft"]
        if not drafts:
            text = T("Issued documents are kept for ever; only drafts can be deleted.")
            self._context.say(text)
            return
        self._context.ops.write(
            self,
            TN("Delete {count} draft", "Delete {count} drafts", len(drafts)),
            lambda session: unsaved.delete(session, drafts),
            lambda count: self._context.say(
                TN("{count} draft deleted.", "{count} drafts deleted.", count), undo=True
            ),
        )

    def _chosen_or_all(self) -> list[int]:
        """The list has a current row at all times, so one alone is no choice."""
        chosen = self.view.chosen_ids()
        return list(chosen if len(chosen) > 1 else self.model.ids)

    def _columns(self) -> list[Column]:
        return [
            Column(str(T("Number")), _number),
            Column(str(T("Date")), lambda row: formats.day(row.date)),
            Column(str(T("Customer")), lambda row: row.customer, is_words=True),
            Column(str(T("Total")), lambda row: formats.money(row.total, row.currency), right=True),
            Column(str(T("Open amount")), _still_open, right=True),
            Column(
                str(T("Status")),
                lambda row: self._status(row)[0],
                pill=lambda row: self._status(row)[1],
            ),
        ]

    def _status(self, row: DocumentRow) -> tuple[str, str]:
        return words.status(row.status, row.due_date, self._today)

    def _build(self) -> None:
        m = self._ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s4 + m.s1, m.s5, m.s4)
        layout.setSpacing(m.s3)
        layout.addLayout(self._head())
        filters = QHBoxLayout()
        filters.setSpacing(m.s3)
        filters.addWidget(self.chips, 1)
        filters.addWidget(self.search)
        layout.addLayout(filters)
        layout.addWidget(self.banner)
        layout.addWidget(self.recurring)
        card, inner = self._ui.card()
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._stack)
        layout.addWidget(card, 1)
        layout.addWidget(self.foot)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        self.view.show_model(self.model, _CUSTOMER)
        self.view.fit_columns(_CUSTOMER, _GIVE_WAY)
        self.view.horizontalHeader().setSectionsClickable(False)
        self._ui.theme.changed.connect(self._fit)
        self._fit()

    def _head(self) -> QHBoxLayout:
        ui = self._ui
        head = ui.row(ui.m.s2)
        head.addWidget(ui.label(T("Documents"), "title"))
        head.addWidget(self._count)
        head.addStretch(1)
        quote = ui.button(T("New quote"), "secondary", clicked=lambda: self._new(QUOTE))
        invoice = ui.button(T("New invoice"), "primary", "plus", clicked=lambda: self._new(INVOICE))
        ui.explain(quote, T("New quote"), "Ctrl+Shift+Q")
        ui.explain(invoice, T("New invoice"), "Ctrl+Shift+I")
        paid = ui.button(
            T("Payments"), "ghost", "money", clicked=lambda: self._context.open(PAYMENTS)
        )
        menu = QMenu(self)
        ui.action(menu, T("New order"), "plus", lambda: self._new(ORDER))
        ui.action(menu, T("Mark paid"), "check", self.mark_paid)
        ui.action(menu, T("Copy the chosen rows"), "copy", self.view.copy)
        ui.action(menu, T("Export this list…"), "download", self.export)
        ui.action(menu, T("Save as PDF files…"), "download", self.save_pages)
        ui.action(menu, T("Print this list…"), "print", self.print_list)
        self._add_dues(menu)
        ui.action(menu, T("Check numbers and PDFs"), "shield", self.check)
        for button in (paid, quote, invoice, ui.menu_button("more", T("More"), menu)):
            head.addWidget(button)
        return head

    def _add_dues(self, menu: QMenu) -> None:
        """The ways to what is unpaid and to what recurs."""
        ui, go = self._ui, self._context.open
        again = T("Make the chosen document recurring")
        reminders = T("Reminders for unpaid invoices")
        ui.action(menu, again, "refresh", self._make_recurring)
        ui.action(menu, reminders, "send", lambda: go(REMINDERS))
        ui.action(menu, T("Unpaid by age"), "chart", lambda: go("crm://unpaid"))

    def _make_recurring(self) -> None:
        if self.view.current_id():
            self._context.open(recurring_addresses.new(self.view.current_id()))

    def _fit(self) -> None:
        self.search.setFixedWidth(self._ui.theme.size(_SEARCH_WIDTH))

    def _connect(self) -> None:
        self.view.chosen.connect(lambda _count: self._show_sums())
        self.view.opened.connect(lambda row_id: self._context.open(addresses.of(row_id)))
        self.search.searched.connect(lambda text: self._want(self._wanted._replace(search=text)))
        self.search.left.connect(self._on_left)
        self.chips.chosen.connect(self._on_chip)
        self.checked.connect(self._on_checked)

    def _new(self, kind: str) -> None:
        self._context.open(addresses.new(kind))

    def _on_chip(self, chip: str) -> None:
        if chip == _RECURRING:  # a page of its own: the list stays as it was
            self.chips.choose(self._wanted.chip)
            self._context.open(recurring_addresses.LIST)
        else:
            self._want(self._wanted._replace(chip=chip))

    def _want(self, wanted: _Wanted) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self.reload()

    def _fetch(self, ids: list[int]) -> Mapping[int, DocumentRow]:
        return self._context.ops.read(lambda session: documents.list_rows(session, ids))

    def _on_ids(self, ids: list[int]) -> None:
        self._today = clock.today()
        self.view.refill(ids)
        self._count.setText(count_text(len(ids)))
        self._count.setAccessibleName(str(TN("{count} document", "{count} documents", len(ids))))
        if not ids:
            self._tell_nothing()
        self._stack.setCurrentWidget(self.view if ids else self._nothing)
        self._show_sums()

    def _show_sums(self) -> None:
        """What several chosen ones come to, else all unpaid ones; one alone says it in its line."""
        chosen = self.view.chosen_ids()
        if len(chosen) < _SEVERAL and self._wanted.chip == _UNPAID:
            self.foot.show_unpaid(self.model.ids)
        else:
            self.foot.show_ids(chosen)

    def _tell_nothing(self) -> None:
        self._nothing.clear_actions()
        if self._wanted == _Wanted():
            self._nothing.set_words(
                T("No documents yet"),
                T("Quotes, orders and invoices stand here, each with its state."),
            )
            self._nothing.add_action(T("New invoice"), lambda: self._new(INVOICE))
            self._nothing.add_action(T("New quote"), lambda: self._new(QUOTE), "secondary")
            return
        self._nothing.set_words(_NOTHING.get(self._wanted.chip, T("Nothing found")))
        self._nothing.add_action(T("Show all"), self.show_all, "secondary")

    def _on_left(self) -> None:
        self.start()
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))

    def _on_checked(self, found: Check) -> None:
        if found.ok:
            text = T(
                "Everything is in order: no number is missing or was given twice, "
                "and every stored PDF is as it was issued."
            )
            self.banner.show_message(text, "success")
            return
        self.banner.show_message("\n".join(_problems(found)), "danger")


def _number(row: DocumentRow) -> str:
    return words.title(row.kind, row.number) if row.number else str(words.KINDS[row.kind])


def _still_open(row: DocumentRow) -> str:
    return formats.money(row.open, row.currency) if row.open else ""


def _spoken(row: DocumentRow) -> str:
    state, _kind = words.status(row.status, row.due_date, clock.today())
    money = formats.money(row.total, row.currency)
    left = str(T("{amount} open", amount=_still_open(row))) if row.open else ""
    return ", ".join(filter(None, (_number(row), row.customer, money, left, state)))


def _problems(found: Check) -> list[str]:
    """What is not in order, as sentences; the whole list of a kind in one."""
    texts: list[str] = []
    if found.gaps:
        text = T("These numbers are missing: {numbers}.", numbers=_some(found.gaps))
        texts.append(str(text))
    if found.twins:
        text = T("These numbers were given twice: {numbers}.", numbers=_some(found.twins))
        texts.append(str(text))
    if found.broken:
        numbers = _some([str(one.number) for one in found.broken])
        text = T(
            "These documents or their PDFs were changed outside of this program: {numbers}. "
            "Compare them with a backup.",
            numbers=numbers,
        )
        texts.append(str(text))
    return texts


def _some(numbers: list[str], most: int = 20) -> str:
    return ", ".join(numbers[:most]) + (" …" if len(numbers) > most else "")


_CHIPS: dict[str, Text] = {
    _ALL: T("All"),
    QUOTE: T("Quotes"),
    ORDER: T("Orders"),
    INVOICE: T("Invoices"),
    CREDIT_NOTE: T("Credit notes"),
    _DRAFTS: T("Drafts"),
    _UNPAID: T("Unpaid"),
    _RECURRING: T("Recurring"),
}
_NOTHING: dict[str, Text] = {
    QUOTE: T("No quotes here"),
    ORDER: T("No orders here"),
    INVOICE: T("No invoices here"),
    CREDIT_NOTE: T("No credit notes here"),
    _DRAFTS: T("No drafts"),
    _UNPAID: T("Nothing is unpaid"),
}
