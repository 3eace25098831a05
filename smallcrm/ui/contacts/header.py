"""The head of a contact's page: who it is, and what one does most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from smallcrm.core.text import T
from smallcrm.services.contacts import COMPANY, ContactDraft
from smallcrm.ui.contacts import words
from smallcrm.ui.contacts.actions import ContactActions
from smallcrm.ui.contacts.commands import CALL, DEEDS, INVOICE, MAIL, QUOTE, Deed
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.flow_layout import FlowLayout

_KNOWN = 200  # pixels; a header that was laid out is never as narrow
_LONG_NAME = 320  # what a long name gets before it ends in an ellipsis


class _Room(NamedTuple):
    """What there is room for."""

    call: bool = True
    quote: bool = True
    more: bool = True  # than the name and the menu


class Header(QWidget):
    """Avatar, name, role and company, tags; the actions at the right of the name, or beneath it.

    Args:
        ui: The factory.
        deeds: What the buttons do; they stand here as far as they make sense now.
    """

    def __init__(self, ui: Ui, deeds: ContactActions) -> None:
        super().__init__()
        self._ui = ui
        self._deeds = deeds
        self._room = _Room()
        self._avatar = ui.avatar("", 60)
        self._name = ui.label("", "title", elide=True)
        self._who = ui.label("", "body", "2", elide=True)
        self._tags = QWidget()
        self._flow = FlowLayout()
        self._actions = QWidget()
        self._lines, self._column = ui.column(2), ui.column(2)
        self._upper, self._lower = ui.row(ui.m.s4), ui.row(ui.m.s4)
        self._is_beneath = False
        self._menu = QMenu(self)
        self._more = ui.menu_button("more", T("More actions"), self._menu)
        self._call = self._icon_button(CALL)
        self._mail = self._icon_button(MAIL)
        self._quote = self._button(QUOTE, "secondary")
        self._invoice = self._button(INVOICE, "primary")
        self._build()

    @property
    def name(self) -> str:
        """The name that is shown."""
        return self._name.text()

    def show_contact(self, draft: ContactDraft) -> None:
        """Show the head of *draft*."""
        self._avatar.set_name(draft.name)
        self._name.setText(draft.name)
        self._who.setText(_who(draft))
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for tag in draft.tags:
            self._flow.addWidget(self._ui.pill(tag, words.tag_kind(tag)))
        self._fit()

    def make_room(self, *, call: bool | None = None, quote: bool | None = None) -> None:
        """Show these buttons, or have them in the menu only."""
        self._room = self._room._replace(
            call=self._room.call if call is None else call,
            quote=self._room.quote if quote is None else quote,
        )
        self._fit()

    def fold(self, *, folded: bool) -> None:
        """Show nothing but the name and the menu, which has everything else, or all again."""
        if folded is self._room.more:
            self._room = self._room._replace(more=not folded)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _build(self) -> None:
        m = self._ui.m
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.s4)
        layout.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        column, lines = self._column, self._lines
        column.addWidget(self._who)
        self._flow.setContentsMargins(0, m.s1, 0, 0)
        self._tags.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self._tags.setSizePolicy(policy)
        column.addWidget(self._tags)
        column.addStretch(1)
        actions = self._ui.row(m.s2)
        for button in (self._call, self._mail, self._quote, self._invoice):
            actions.addWidget(button)
        self._menu.aboutToShow.connect(self._fill_menu)
        actions.addWidget(self._more)
        self._actions.setLayout(actions)
        self._upper.addWidget(self._name, 1)
        self._upper.addWidget(self._actions)
        self._lower.addLayout(column, 1)
        lines.addLayout(self._upper)
        lines.addLayout(self._lower)
        layout.addLayout(lines, 1)

    def _icon_button(self, deed: Deed) -> Button:
        button = self._ui.icon_button(
            deed.icon,
            deed.text,
            "secondary",
            key=deed.shortcut,
            clicked=lambda: self._deeds.do(deed.name),
        )
        button.setObjectName(deed.name)
        return button

    def _button(self, deed: Deed, variant: str) -> Button:
        button = self._ui.button(deed.text, variant, clicked=lambda: self._deeds.do(deed.name))
        self._ui.explain(button, deed.text, deed.shortcut)
        button.setObjectName(deed.name)
        return button

    def _fit(self) -> None:
        """Show what makes sense and has room; buttons give way before the name is cut short."""
        can = self._deeds.can
        wanted = {
            self._call: self._room.call and can(CALL),
            self._mail: self._room.call and can(MAIL),
            self._quote: self._room.quote and can(QUOTE),
            self._invoice: can(INVOICE),
        }
        if not self._room.more:
            wanted = dict.fromkeys(wanted, False)
        spare = self._spare(wanted)
        for group in ((self._call, self._mail), (self._quote,)):
            if spare < 0:
                spare += sum(_width(button) for button in group if wanted[button])
                wanted.update(dict.fromkeys(group, False))
        is_beneath = spare < 0
        for button, is_shown in wanted.items():
            button.setVisible(is_shown)
        self._avatar.setHidden(is_beneath or not self._room.more)
        self._tags.setVisible(self._flow.count() > 0 and self._room.more)
        self._put_actions(beneath=is_beneath)

    def _put_actions(self, *, beneath: bool) -> None:
        """Put the buttons at the right of the name, or beneath it where the name needs the line."""
        if beneath is not self._is_beneath:
            self._is_beneath = beneath
            old, new = (self._upper, self._lower) if beneath else (self._lower, self._upper)
            old.removeWidget(self._actions)
            new.addWidget(self._actions, 0, Qt.AlignmentFlag.AlignTop)
        self._put_who(beneath=beneath)

    def _put_who(self, *, beneath: bool) -> None:
        """Give role and company a line of their own where they have no room beside the buttons."""
        wanted = self._who.fontMetrics().horizontalAdvance(self._who.text())
        room = self.width() - self._actions.sizeHint().width() - self._ui.m.s4
        is_alone = beneath and wanted > room
        old, new = (self._column, self._lines) if is_alone else (self._lines, self._column)
        if new.indexOf(self._who) < 0:
            old.removeWidget(self._who)
            new.insertWidget(int(is_alone), self._who)
        self._who.setVisible(bool(self._who.text()) and self._room.more)

    def _spare(self, wanted: Mapping[Button, bool]) -> int:
        """The width that is left, negative when the name has too little."""
        if self.width() < _KNOWN:
            return 0  # not laid out yet
        name = min(self._name.fontMetrics().horizontalAdvance(self._name.text()) + 4,
                   self._ui.theme.size(_LONG_NAME))  # fmt: skip
        fixed = self._ui.m.s4 + _width(self._more)
        if self._room.more:
            fixed += self._avatar.sizeHint().width() + self._ui.m.s4
        buttons = sum(_width(button) for button, is_shown in wanted.items() if is_shown)
        return self.width() - fixed - name - buttons

    def _fill_menu(self) -> None:
        """Everything that can be done, and has no button of its own just now."""
        self._menu.clear()
        buttons = (self._call, self._mail, self._quote, self._invoice)
        shown = {button.objectName() for button in buttons if not button.isHidden()}
        for deed in DEEDS:
            if deed.name not in shown and self._deeds.can(deed):
                self._add(deed)

    def _add(self, deed: Deed) -> None:
        # The keys are only told: the window's own action has them, and no two may.
        native = QKeySequence.SequenceFormat.NativeText
        keys = QKeySequence(deed.shortcut).toString(native)
        words = f"{deed.text}\t{keys}" if keys else str(deed.text)
        self._ui.action(self._menu, words, deed.icon, lambda: self._deeds.do(deed.name))


def _who(draft: ContactDraft) -> str:
    """Role, company and town in one line."""
    company = "" if draft.kind == COMPANY else draft.company
    first = ", ".join(part for part in (draft.role, company) if part)
    city = draft.addresses[0].city if draft.addresses else ""
    return "  ·  ".join(part for part in (first, city) if part)


def _width(button: Button) -> int:
    """What *button* takes with the gap beside it."""
    return button.sizeHint().width() + 8
