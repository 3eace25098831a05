"""The page of one deal: what is known about it at the left, what happened at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from smallcrm.core.errors import NotFound
from smallcrm.core.text import T
from smallcrm.services import deals
from smallcrm.services.deals import DealView
from smallcrm.services.pipeline import OPEN
from smallcrm.ui.contacts.next_step_card import next_step_card
from smallcrm.ui.pipeline.deal_actions import DEEDS, QUOTE, WIN, DealActions, DealDeed
from smallcrm.ui.pipeline.deal_form import DealForm
from smallcrm.ui.pipeline.deal_header import DealHeader
from smallcrm.ui.pipeline.deal_tabs import DETAILS, DealTabs
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.fitting_area import scrolling

_NARROW, _NO_QUOTE = 860, 720
_ASIDE = 300  # logical pixels at 100 %
_ANY = 16_777_215  # as wide as there is room: what Qt calls QWIDGETSIZE_MAX


def create(context: Context) -> Page:
    """Make the page."""
    return DealPage(context)


class DealPage(Page):
    """Reads its deal here and now: a handful of rows."""

    tables: ClassVar[tuple[str, ...]] = (
        *("deal", "deal_line", "deal_document", "deal_tag", "deal_value", "stage_stay", "stage"),
        *("activity", "task", "attachment", "document", "contact", "relation"),
        *("tag", "custom_field", "staff", "campaign", "lost_reason", "setting", "tax_rate"),
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._deal_id = 0
        self._title = ""
        self._cards: list[QFrame] = []
        self.deeds = DealActions(context, self)
        self.header = DealHeader(self.ui, self.deeds)
        self.tabs = DealTabs(context)
        self.form = DealForm(context, self.tabs.state)
        self._aside = QWidget()
        self._aside_column = QVBoxLayout(self._aside)
        self._aside_area = scrolling(self._aside)
        self._columns = self.ui.row(self.ui.m.s4)
        self._breakpoints = Breakpoints(context.theme, self)
        self._build()
        self.deeds.left.connect(self._on_left)
        self.tabs.quote_wanted.connect(lambda: self.deeds.do(QUOTE.name))
        context.theme.changed.connect(self._fit)

    def show_address(self, address: Address) -> None:
        if address.id != self._deal_id:
            self.leave()
            self._deal_id = address.id
        self.reload()
        tab = address.parts[1] if len(address.parts) > 1 else ""
        if self.tabs.tabs.offers(tab):
            self.tabs.choose(tab)

    def headline(self) -> str:
        return self._title

    def commands(self) -> Sequence[Command]:
        return [self._command(deed) for deed in DEEDS]

    def panes(self) -> Sequence[QWidget]:
        beside = () if self._aside_area.isHidden() else (self._aside_area,)
        return (self.header, *beside, self.tabs)

    def reload(self) -> None:
        if not self._deal_id:
            return
        deal_id = self._deal_id
        try:
            view = self.context.ops.read(lambda session: deals.get_view(session, deal_id))
        except NotFound as error:
            self._deal_id, self._title = 0, ""
            self.deeds.show_deal(None)
            self.context.say(error.message)
            self._on_left()
            return
        self._show(view)

    def leave(self) -> bool:
        self.header.save_now()
        self.form.save_now()
        self.tabs.save_now()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def _show(self, view: DealView) -> None:
        self._title = view.details.title
        self.deeds.show_deal(view)
        self.header.show_deal(view)
        self.form.show_deal(view)
        self._show_cards(view)
        self.tabs.show_deal(view)
        for deed in DEEDS:
            self.context.commands.set_possible(deed.name, self.deeds.can(deed))

    def _show_cards(self, view: DealView) -> None:
        """What is to be done, above the details."""
        for card in self._cards:
            card.hide()
            self._aside_column.removeWidget(card)
            card.deleteLater()
        self._cards = []
        if view.accepted and view.kind == OPEN:
            self._cards.append(self._accepted_card(view))
        if view.kind == OPEN or view.next_step is not None:
            step = next_step_card(self.context, view.next_step, self.tabs.plan)
            self._cards.append(step)
        for place, card in enumerate(self._cards):
            self._aside_column.insertWidget(place, card)

    def _accepted_card(self, view: DealView) -> QFrame:
        card, layout = self.ui.card("success")
        words = T("The customer accepted quote {number}.", number=view.accepted)
        layout.addWidget(self.ui.label(words, "body_strong", wrap=True))
        win = self.ui.button(
            T("Mark the deal as won"), "link", clicked=lambda: self.deeds.do(WIN.name)
        )
        win.setObjectName("accepted_won")
        layout.addWidget(win)
        return card

    def _build(self) -> None:
        m = self.ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s5)
        layout.setSpacing(m.s4)
        layout.addWidget(self.header)
        self._aside_column.setContentsMargins(0, 0, 0, 0)
        self._aside_column.setSpacing(m.s3)
        self._aside_column.addWidget(self.form)
        self._columns.addWidget(self._aside_area)
        self._columns.addWidget(self.tabs, 1)
        layout.addLayout(self._columns, 1)
        self._breakpoints.below(_NARROW, self._on_narrow)
        self._breakpoints.below(_NO_QUOTE, lambda narrow: self.header.make_room(narrow=narrow))
        self._fit()

    def _fit(self) -> None:
        if self.tabs.tabs.offers(DETAILS):
            return  # it fills the tab
        self._aside_area.setFixedWidth(self.context.theme.size(_ASIDE))

    def _on_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        """Without room beside the tabs, cards and details stand in a tab of their own."""
        holder = self.tabs.details.layout()
        if holder is None:
            return
        self.tabs.offer_details(offered=narrow)
        if narrow:
            holder.addWidget(self._aside_area)
            self._aside_area.setMinimumWidth(0)
            self._aside_area.setMaximumWidth(_ANY)
        else:
            self._columns.insertWidget(0, self._aside_area)
            self._fit()

    def _command(self, deed: DealDeed) -> Command:
        run = partial(self.deeds.do, deed.name)
        return Command(deed.name, deed.text, run, deed.shortcut, deed.icon)

    def _on_left(self) -> None:
        self.context.open("crm://pipeline")
