"""The head of a deal's page: what it is about, what it is worth, where it stands, what to do."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeySequence
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.services.deals import DealView
from smallcrm.services.pipeline import OPEN, WON
from smallcrm.ui.contacts.link import Link
from smallcrm.ui.pipeline import deal_words
from smallcrm.ui.pipeline.deal_actions import (
    DEEDS,
    INVOICE,
    LOSE,
    QUOTE,
    REOPEN,
    WIN,
    DealActions,
    DealDeed,
)
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.line_edit import LineEdit

_EDGE = 12  # pixels around the words of a link


class DealHeader(QWidget):
    """The title is changed in place; the open stages are steps to click, the end has buttons."""

    def __init__(self, ui: Ui, deeds: DealActions) -> None:
        super().__init__()
        self._ui = ui
        self._deeds = deeds
        self._view: DealView | None = None
        self._is_narrow = False
        self.title = LineEdit()
        self.amount = ui.label("", "title")
        self._who = ui.row(ui.m.s2)
        self._links: list[QWidget] = []
        self.steps = Chips(ui, [("0", "–")], T("Stage"))
        self.ended = ui.pill("")
        self._menu = QMenu(self)
        self._more = ui.menu_button("more", T("More actions"), self._menu)
        self.buttons = {
            deed.name: self._button(deed, variant)
            for deed, variant in (
                (QUOTE, "secondary"),
                (INVOICE, "primary"),
                (LOSE, "secondary"),
                (WIN, "primary"),
                (REOPEN, "secondary"),
            )
        }
        self._build()

    def show_deal(self, view: DealView) -> None:
        """Show the head of *view*."""
        is_other = self._view is None or self._view.id != view.id
        self._view = view
        if is_other:
            self.title.reset()
        self.title.set_value(view.details.title)
        self.amount.setText(deal_words.worth(view.details))
        self._show_links(view)
        stages = [(str(row.id), row.name) for row in view.stages if row.kind == OPEN]
        if stages:
            self.steps.offer(stages)
            self.steps.choose(str(view.stage_id))
        self.steps.setVisible(view.kind == OPEN)
        self.ended.setVisible(view.kind != OPEN)
        self.ended.setText(_ended(view))
        self.ended.setProperty("pill", deal_words.KINDS[view.kind])
        self.ended.style().polish(self.ended)
        self._fit()

    def make_room(self, *, narrow: bool) -> None:
        """Have the quote in the menu only, or as a button too."""
        self._is_narrow = narrow
        self._fit()

    def save_now(self) -> None:
        """Save the title that is being typed."""
        self.title.commit()

    def _build(self) -> None:
        m = self._ui.m
        self.title.setProperty("bare", "true")
        self.title.setProperty("role", "title")
        self.title.setAccessibleName(str(T("Title of the deal")))
        self.title.setObjectName("title")
        self.title.committed.connect(self._deeds.rename)
        self._deeds.refused.connect(self.title.reset)
        self.steps.chosen.connect(lambda key: self._deeds.move_to(int(key)))
        self._menu.aboutToShow.connect(self._fill_menu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.s2)
        first, second = self._ui.row(m.s3), self._ui.row(m.s2)
        first.addWidget(self.title, 1)
        first.addWidget(self.amount)
        second.addWidget(self.steps, 1)
        second.addWidget(self.ended)
        second.addStretch(0)
        for button in self.buttons.values():
            second.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        second.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(first)
        self._who.setContentsMargins(m.s1 + 1, 0, 0, 0)
        layout.addLayout(self._who)
        layout.addLayout(second)

    def _show_links(self, view: DealView) -> None:
        """The contact and the company, each a way to its page."""
        for link in self._links:
            link.hide()
            self._who.removeWidget(link)
            link.deleteLater()
        details = view.details
        named = [(view.contact, details.contact_id)]
        if details.company_id is not None:
            named.append((view.company, details.company_id))
        self._links = [
            Link(self._ui, name, partial(self._deeds.open, f"crm://contact/{contact_id}"))
            for name, contact_id in named
        ]
        while self._who.count():
            self._who.takeAt(0)
        metrics = QFontMetrics(self._ui.theme.font("body_strong"))
        for link, (name, _contact_id) in zip(self._links, named, strict=True):
            link.setMaximumWidth(metrics.horizontalAdvance(name) + _EDGE)
            self._who.addWidget(link, 1)
        self._who.addStretch(0)

    def _button(self, deed: DealDeed, variant: str) -> Button:
        button = self._ui.button(deed.text, variant, clicked=lambda: self._deeds.do(deed.name))
        self._ui.explain(button, deed.text, deed.shortcut)
        button.setObjectName(deed.name)
        return button

    def _fit(self) -> None:
        """One main action: the win while it is open, the invoice when it is won."""
        kind = self._view.kind if self._view is not None else OPEN
        shown = {
            QUOTE.name: kind == OPEN and not self._is_narrow,
            INVOICE.name: kind == WON,
            LOSE.name: kind == OPEN,
            WIN.name: kind == OPEN,
            REOPEN.name: kind != OPEN,
        }
        for name, button in self.buttons.items():
            button.setVisible(shown[name])

    def _fill_menu(self) -> None:
        """Everything that can be done, and has no button of its own just now."""
        self._menu.clear()
        for deed in DEEDS:
            button = self.buttons.get(deed.name)
            if self._deeds.can(deed) and (button is None or button.isHidden()):
                native = QKeySequence.SequenceFormat.NativeText
                keys = QKeySequence(deed.shortcut).toString(native)
                words = f"{deed.text}\t{keys}" if keys else str(deed.text)
                run = partial(self._deeds.do, deed.name)
                self._ui.action(self._menu, words, deed.icon, run)


def _ended(view: DealView) -> str:
    """When it was won, or lost and why."""
    if view.kind == OPEN or not view.stays:
        return ""
    last = view.stays[0]
    day = formats.day(clock.local(last.entered_at).date())
    if view.kind == WON:
        return str(T("Won on {day}", day=day))
    if last.reason:
        return str(T("Lost on {day}: {reason}", day=day, reason=last.reason))
    return str(T("Lost on {day}", day=day))
