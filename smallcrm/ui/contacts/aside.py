"""Beside the timeline: what is urgent, how to reach the contact, who belongs to the company."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.text import T, Text
from smallcrm.services.contacts import ContactView, field_words
from smallcrm.services.documents import DocumentRow
from smallcrm.services.doubles import Group
from smallcrm.ui.calling.phone_menu import phone_button, reached
from smallcrm.ui.contacts import words
from smallcrm.ui.contacts.consent_card import consent_card
from smallcrm.ui.contacts.figures_of import days_late, late_words
from smallcrm.ui.contacts.link import Link
from smallcrm.ui.contacts.next_step_card import next_step_card
from smallcrm.ui.contacts.people_card import people_card
from smallcrm.ui.documents import addresses
from smallcrm.ui.doubles.alert import alert_card
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.growing_edit import ValueText

_NAMES = 84  # pixels of the names at most: more would break a number in two
_FEW = 8  # people of a company that are shown at once


class Aside(QWidget):
    """Cards, one beneath the other.

    Signals:
        edited: The details are to be edited.
        planned: A next step is to be written down.
        restored: The contact is to be taken out of the bin.
    """

    edited = Signal()
    restored = Signal()
    planned = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._is_folded = False
        self._cards: list[QFrame] = []
        self._details: QFrame | None = None
        self._shown: tuple[ContactView, Sequence[DocumentRow]] | None = None
        self._double: Group | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self._ui.m.s3)
        self._layout.addStretch(1)

    def show_contact(self, view: ContactView, overdue: Sequence[DocumentRow]) -> None:
        """Show the cards of *view*; *overdue* are its late invoices."""
        if self._shown is not None and self._shown[0].id != view.id:
            self._double = None
        self._shown = view, overdue
        for card in self._cards:
            card.hide()
            self._layout.removeWidget(card)
            card.deleteLater()
        self._details = self._details_card(view)
        step = None
        if not view.archived:
            step = next_step_card(self._context, view.next_step, self.planned.emit)
        cards = (
            self._bin_card(view),
            self._late_card(overdue),
            consent_card(self._context, view.draft, self.edited.emit),
            None if self._double is None else alert_card(self._context, self._double),
            step,
            self._details,
            people_card(self._context, view),
        )
        self._cards = [card for card in cards if card is not None]
        for place, card in enumerate(self._cards):
            self._layout.insertWidget(place, card)
        self.fold(folded=self._is_folded)

    def show_double(self, group: Group | None) -> None:
        """Say that the contact on screen may be one with others; None: nobody is like it."""
        if self._shown is not None and group != self._double:
            self._double = group
            self.show_contact(*self._shown)

    def fold(self, *, folded: bool) -> None:
        """Leave the details out: they stand in the form beneath."""
        self._is_folded = folded
        if self._details is not None:
            self._details.setVisible(not folded)
        self.setVisible(not folded or any(not card.isHidden() for card in self._cards))

    def _bin_card(self, view: ContactView) -> QFrame | None:
        if not view.archived:
            return None
        card, layout = self._ui.card("neutral")
        layout.addWidget(self._ui.label(T("This contact is in the bin."), "body_strong", wrap=True))
        restore = self._ui.button(T("Restore"), "link", clicked=self.restored.emit)
        layout.addWidget(restore, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _late_card(self, overdue: Sequence[DocumentRow]) -> QFrame | None:
        if not overdue:
            return None
        today = clock.today()
        oldest = max(overdue, key=lambda row: days_late(row, today))
        due = formats.day(oldest.due_date or oldest.date)
        money = formats.money(oldest.open, oldest.currency)
        card, layout = self._ui.card("warning")
        layout.setSpacing(self._ui.m.s1)
        layout.addWidget(self._ui.label(late_words(overdue, today), "body_strong", wrap=True))
        sentence = T("{amount} was due on {day}.", amount=money, day=due)
        layout.addWidget(self._ui.label(sentence, "caption", "2", wrap=True))
        show = self._ui.button(
            T("Show the invoice"),
            "link",
            clicked=lambda: self._context.open(addresses.of(oldest.id)),
        )
        layout.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _details_card(self, view: ContactView) -> QFrame:
        card, layout = self._ui.card()
        head = self._ui.row()
        head.addWidget(self._ui.label(T("Details"), "subtitle"), 1)
        head.addWidget(self._ui.button(T("Edit"), "link", clicked=self.edited.emit))
        layout.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._ui.m.s2)
        grid.setVerticalSpacing(self._ui.m.s1 + 2)
        grid.setColumnStretch(1, 1)
        ways, papers = details(view)
        for place, (name, value) in enumerate(ways):
            text = ValueText(value, name)
            if place < len(view.phones):
                self._add_row(grid, name, self._phone(view, value, text), 1)
            else:
                self._add_row(grid, name, text)
        for relation in view.relations:
            if relation.is_main and relation.is_mine:
                self._add_row(grid, str(T("Company")), self._link(relation.name, relation.id), 1)
        for name, value in papers:
            self._add_row(grid, name, ValueText(value, name))
        if not grid.count():
            nothing = T("No phone, no email, no address yet.")
            layout.addWidget(self._ui.label(nothing, "body", "2", wrap=True))
        layout.addLayout(grid)
        return card

    def _phone(self, view: ContactView, typed: str, text: ValueText) -> QWidget:
        """The number, and a button with what can be done with it."""
        holder = QWidget()
        row = self._ui.row(self._ui.m.s1)
        row.addWidget(text, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(phone_button(self._context, lambda: reached(view, typed)))
        holder.setLayout(row)
        holder.setFocusProxy(text)
        return holder

    def _add_row(self, grid: QGridLayout, name: str, value: QWidget, at: int = 0) -> None:
        row = grid.rowCount()
        label = self._ui.label(name, "body", "2", wrap=True)
        metrics = QFontMetrics(self._ui.theme.font("body"))
        wanted = metrics.horizontalAdvance(name) + 2
        label.setFixedWidth(min(wanted, self._ui.theme.size(_NAMES)))
        label.setBuddy(value)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(label, row, 0, top if not at else Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)

    def _link(self, name: str, contact_id: int) -> QWidget:
        return Link(self._ui, name, lambda: self._context.open(f"crm://contact/{contact_id}"))


Rows = list[tuple[str, str]]  # names and values


def details(view: ContactView) -> tuple[Rows, Rows]:
    """How the contact is reached, and what else is known; only what there is."""
    draft = view.draft
    reached = [
        *_labelled(T("Phone"), [(phone.value, phone.label) for phone in view.phones]),
        *_labelled(T("Email"), [(email.value, email.label) for email in draft.emails]),
    ]
    more = [
        (str(T("Tax number")), draft.tax_id),
        *_labelled(
            T("Address"), [(field_words.address(place), place.label) for place in draft.addresses]
        ),
        *_labelled(T("Website"), [(url.value, url.label) for url in draft.urls]),
        (str(T("Birthday")), words.birthday(draft.birthday) if draft.birthday else ""),
        (str(T("Note")), draft.note),
    ]
    return reached, [(name, value) for name, value in more if value]


def _labelled(name: Text, values: Sequence[tuple[str, str]]) -> Rows:
    """Values under *name*; where there are several, under their own labels."""
    if len(values) == 1:
        return [(str(name), values[0][0])]
    return [(field_words.label(label) if label else str(name), value) for value, label in values]
