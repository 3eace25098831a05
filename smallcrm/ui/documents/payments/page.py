"""Payments: what came and what went back, by period and customer; what is on account."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.loading import load
from smallcrm.core.text import TN, T, Text
from smallcrm.services import payments, settings
from smallcrm.services.payments import PaymentRow
from smallcrm.ui.counting import count_text
from smallcrm.ui.documents import addresses as document_addresses
from smallcrm.ui.documents.payments import deeds, periods, words
from smallcrm.ui.documents.payments.panel import PaymentPanel, Wanted
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.search_box import SearchBox
from smallcrm.ui.widgets.tables import Table

_ALL, _ON_ACCOUNT = "", "account"
_CHIPS: dict[str, Text] = {_ALL: T("All payments"), _ON_ACCOUNT: T("On account")}
_CUSTOMER = 1
_GIVE_WAY = (4, 3, 6, 5)  # the sentence beneath tells what is on account
_SEARCH_WIDTH, _PERIOD_WIDTH = 280, 180
_NARROW = 1000


class _Shown(NamedTuple):
    """What the list is to show."""

    chip: str = _ALL
    period: str = periods.ALWAYS
    search: str = ""


class _Found(NamedTuple):
    """The ids, and what they come to by currency: what came, and what of it is on account."""

    ids: list[int]
    sums: Mapping[str, tuple[Decimal, Decimal]]


def create(context: Context) -> Page:
    """Make the page."""
    return PaymentsPage(context)


class PaymentsPage(Page):
    """The newest first; what several currencies come to stands beneath."""

    tables: ClassVar[tuple[str, ...]] = ("payment", "allocation", "document", "contact")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wanted = _Shown()
        self.model = PagedModel(_columns(), self._fetch, self)
        self.model.spoken = _spoken
        self.view = Table(self.ui, T("Payments"))
        self.chips = Chips(self.ui, list(_CHIPS.items()), T("Which payments"))
        self.period = Choice(list(periods.NAMES.items()))
        self.search = SearchBox(self.ui, T("Customer, reference or number"))
        self.panel = PaymentPanel(context)
        self.sums = self.ui.label("", "body_strong", wrap=True)
        self._count = self.ui.pill("")
        self._nothing = EmptyState(self.ui, "")
        self._stack = QStackedWidget()
        self._breakpoints = Breakpoints(context.theme, self)
        self._breakpoints.below(_NARROW, self._on_narrow)
        self._build()
        self._connect()

    def show_address(self, address: Address) -> None:
        self.reload()
        if address.kind == "payment" and address.parts[:1] == ("new",):
            self.add()
        else:
            self.view.setFocus()

    def commands(self) -> Sequence[Command]:
        return (
            Command("payments.add", T("New payment"), self.add, "Ctrl+N", "money"),
            Command(
                "payments.receipt", T("Receipt as PDF…"), self.save_receipt, "Ctrl+P", "download"
            ),
            Command("payments.change", T("Change the payment…"), self.change, "F2", "edit"),
            Command("payments.remove", T("Remove the payment"), self.remove, "", "trash"),
            Command(
                "payments.confirm",
                T("Do the main thing here"),
                self._primary,
                "Ctrl+Return Ctrl+Enter",
                listed=False,
            ),
        )

    def panes(self) -> Sequence[QWidget]:
        return [pane for pane in (self.view, self.panel) if pane.isVisible()]

    def start_filter(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def reload(self) -> None:
        wanted = self._wanted
        first, last = periods.days(wanted.period, clock.today())

        def find(session: Any) -> _Found:
            ids = payments.list_ids(
                session,
                first=first,
                last=last,
                unallocated=wanted.chip == _ON_ACCOUNT,
                search=wanted.search,
            )
            return _Found(ids, payments.sum_up(session, ids))

        self.context.ops.ask(self, find, self._on_found)

    def add(self) -> None:
        """Ask for a payment of anybody."""
        currency = self.context.ops.read(lambda session: settings.get_business(session).currency)
        about = T("It pays the invoices of the customer, those that were due first.")
        self.panel.ask(Wanted(T("New payment"), currency, about=about))

    def change(self) -> None:
        """Show the chosen payment in the form."""
        payment_id = self.view.current_id()
        if not payment_id:
            return
        row, draft = self.context.ops.read(
            lambda session: (
                payments.get_row(session, payment_id),
                payments.get_draft(session, payment_id),
            )
        )
        title = T("Change payment") if row.kind == "payment" else T("Change refund")
        about = ", ".join(filter(None, (row.customer, _paid_for(row))))
        self.panel.ask(Wanted(title, row.currency, draft.amount, about, draft, changes=payment_id))

    def export_list(self) -> None:
        """Save the chosen payments in a file; all that the list shows where only one is chosen."""
        chosen = self.view.chosen_ids()
        ids = chosen if len(chosen) > 1 else self.model.ids
        load("smallcrm.ui.export_dialog").ask(self.context, self.window(), "payments", [*ids])

    def remove(self) -> None:
        """Take the chosen payments out."""
        if ids := self.view.chosen_ids():
            deeds.remove(self.context, self, ids)

    def save_receipt(self) -> None:
        """Save the receipt for the payment that is chosen."""
        if payment_id := self.view.current_id():
            deeds.save_receipt(self.context, self, payment_id)

    def show_all(self) -> None:
        """Take the filters away."""
        self.search.clear()
        self.chips.choose(_ALL)
        self.period.set_value(periods.ALWAYS)
        self._want(_Shown())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.panel.isVisible():
            self._close_panel()
        elif event.key() == Qt.Key.Key_Escape:
            self.context.open(document_addresses.LIST)
        elif event.key() == Qt.Key.Key_Delete and self.view.hasFocus():
            self.remove()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def _primary(self) -> None:
        if self.panel.isVisible():
            self.panel.confirm()
        else:
            self.add()

    def _build(self) -> None:
        m = self.ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s4 + m.s1, m.s5, m.s4)
        layout.setSpacing(m.s3)
        layout.addLayout(self._head())
        filters = self.ui.row(m.s3)
        filters.addWidget(self.chips, 1)
        self.period.setAccessibleName(str(T("Period")))
        filters.addWidget(self.period)
        filters.addWidget(self.search)
        layout.addLayout(filters)
        body = self.ui.row(m.s3)
        card, inner = self.ui.card()
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._stack)
        body.addWidget(card, 1)
        body.addWidget(self.panel, 0, Qt.AlignmentFlag.AlignTop)
        self.panel.hide()
        layout.addLayout(body, 1)
        layout.addWidget(self.sums)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        self.view.show_model(self.model, _CUSTOMER)
        self.view.fit_columns(_CUSTOMER, _GIVE_WAY)
        self.view.horizontalHeader().setSectionsClickable(False)
        self.ui.theme.changed.connect(self._fit)
        self._fit()

    def _head(self) -> QHBoxLayout:
        ui = self.ui
        head = ui.row(ui.m.s2)
        head.addWidget(ui.label(T("Payments"), "title"))
        head.addWidget(self._count)
        head.addStretch(1)
        self._ways = [
            ui.button(text, "ghost", icon, clicked=go) for text, icon, go in self._others()
        ]
        add = ui.button(T("New payment"), "primary", "plus", clicked=self.add)
        ui.explain(add, T("New payment"), "Ctrl+N")
        menu = QMenu(self)
        ui.action(menu, T("Copy the chosen rows"), "copy", self.view.copy)
        ui.action(menu, T("Export this list…"), "download", self.export_list)
        ui.action(menu, T("Change the payment…"), "edit", self.change)
        ui.action(menu, T("Receipt as PDF…"), "download", self.save_receipt)
        ui.action(menu, T("Remove the payment"), "trash", self.remove)
        self._folded = [ui.action(menu, *other) for other in self._others()]
        for button in (*self._ways, add, ui.menu_button("more", T("More"), menu)):
            head.addWidget(button)
        return head

    def _others(self) -> list[tuple[Text, str, Callable[[], object]]]:
        """The pages beside this one."""
        go = self.context.open
        return [
            (T("Documents"), "documents", lambda: go(document_addresses.LIST)),
            (T("Bank statements"), "bank", lambda: go("crm://bank")),
        ]

    def _connect(self) -> None:
        self.view.opened.connect(self._on_opened)
        self.search.searched.connect(lambda text: self._want(self._wanted._replace(search=text)))
        self.search.left.connect(self.view.setFocus)
        self.chips.chosen.connect(lambda chip: self._want(self._wanted._replace(chip=chip)))
        self.period.committed.connect(lambda key: self._want(self._wanted._replace(period=key)))
        self.panel.closed.connect(self._close_panel)
        self.panel.noted.connect(lambda _row: self._close_panel())

    def _close_panel(self) -> None:
        self.panel.hide()
        self.view.setFocus()

    def _want(self, wanted: _Shown) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self.reload()

    def _fetch(self, ids: list[int]) -> Mapping[int, PaymentRow]:
        return self.context.ops.read(lambda session: payments.list_rows(session, ids))

    def _on_found(self, found: _Found) -> None:
        self.view.refill(found.ids)
        self._count.setText(count_text(len(found.ids)))
        count = TN("{count} payment", "{count} payments", len(found.ids))
        self._count.setAccessibleName(str(count))
        self.sums.setText("\n".join(_sum(name, *two) for name, two in found.sums.items()))
        self.sums.setVisible(bool(found.sums))
        if not found.ids:
            self._tell_nothing()
        self._stack.setCurrentWidget(self.view if found.ids else self._nothing)

    def _tell_nothing(self) -> None:
        self._nothing.clear_actions()
        if self._wanted == _Shown():
            self._nothing.set_words(
                T("No payments yet"),
                T("Money that came from customers stands here, with what it paid."),
            )
            self._nothing.add_action(T("New payment"), self.add)
        else:
            self._nothing.set_words(T("No payments here"))
            self._nothing.add_action(T("Show all"), self.show_all, "secondary")

    def _on_opened(self, payment_id: int) -> None:
        """Show what it paid, or whose it is."""
        row = self.context.ops.read(lambda session: payments.get_row(session, payment_id))
        if row.allocations:
            self.context.open(document_addresses.of(row.allocations[0].document_id))
        elif row.contact_id is not None:
            self.context.open(f"crm://contact/{row.contact_id}/account")

    def _on_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        """The ways to other pages go into the menu."""
        for button, line in zip(self._ways, self._folded, strict=True):
            button.setHidden(narrow)
            line.setVisible(narrow)

    def _fit(self) -> None:
        size = self.ui.theme.size
        self.search.setFixedWidth(size(_SEARCH_WIDTH))
        self.period.setFixedWidth(size(_PERIOD_WIDTH))


def _columns() -> list[Column]:
    return [
        Column(str(T("Date")), lambda row: formats.short_day(row.date)),
        Column(str(T("Customer")), lambda row: row.customer, is_words=True),
        Column(str(T("Amount")), _amount, right=True),
        Column(str(T("How it was paid")), lambda row: words.label(row.kind, row.method)),
        Column(str(T("Reference")), lambda row: row.reference, is_words=True),
        Column(str(T("Paid for")), _paid_for),
        Column(str(T("On account")), _left, right=True),
    ]


def _amount(row: PaymentRow) -> str:
    amount = -row.amount if row.kind == "refund" else row.amount
    return formats.money(amount, row.currency)


def _paid_for(row: PaymentRow) -> str:
    return ", ".join(paid.number for paid in row.allocations)


def _left(row: PaymentRow) -> str:
    return formats.money(row.unallocated, row.currency) if row.unallocated else ""


def _spoken(row: PaymentRow) -> str:
    left = str(T("{amount} on account", amount=_left(row))) if row.unallocated else ""
    said = (row.customer, _amount(row), formats.day(row.date), _paid_for(row), left)
    return ", ".join(part for part in said if part)


def _sum(currency: str, came: Decimal, left: Decimal) -> str:
    total = formats.money(came, currency)
    if not left:
        return str(T("Total {total}", total=total))
    on_account = formats.money(left, currency)
    return str(T("Total {total}, on account {left}", total=total, left=on_account))
