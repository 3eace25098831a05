"""What can be done with the chosen contacts: a bar in place of the title when some are chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QMenu, QSizePolicy, QWidget

from smallcrm.core.text import TN, T, Text
from smallcrm.services import contacts, custom_fields
from smallcrm.services.contacts import bulk
from smallcrm.services.contacts.drafts import GIVEN, REFUSED
from smallcrm.services.segments import rules
from smallcrm.ui.contact_lists.deeds import Deeds
from smallcrm.ui.contact_lists.value_edit import FieldSpec, ValueEdit, spec_of
from smallcrm.ui.counting import count_text
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.tab_order import chain

_NARROW = 720  # there the field says by itself what it is for
_FIELD = 8  # letters of a field's name that are always seen
_VALUE = 120  # what a value has at least, to be typed into


class _Way(NamedTuple):
    """One thing to do, as a button and, where there is no room for it, in the menu."""

    button: Button
    action: QAction
    in_lists: bool
    in_bin: bool


class SelectionBar(QFrame):
    """Buttons for many at once, in one line; what needs a word is typed in their place.

    Buttons without room are in a menu at the end of the line.

    Signals:
        all_wanted: Every contact of the list is to be chosen.
        none_wanted: No contact is to be chosen.
        copy_wanted: The chosen ones are to be copied.
        answered: What was asked in the line is answered or given up: the list has the keyboard.
    """

    all_wanted = Signal()
    none_wanted = Signal()
    copy_wanted = Signal()
    answered = Signal()

    def __init__(self, context: Context, deeds: Deeds, chosen: Callable[[], list[int]]) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._deeds = deeds
        self._chosen = chosen
        self._apply: Callable[[list[int], str], None] | None = None
        self._fields: dict[str, FieldSpec] = {}
        self.count = self._ui.label("", "body_strong")
        self.prompt = self._ui.label("", "body", "2")
        self.field = Choice([])
        self.value = ValueEdit()
        self._line = QWidget()
        self._buttons = QWidget()
        self._menu = QMenu(self)
        self._more = self._ui.menu_button("more", T("More actions"), self._menu)
        self._is_bin = False
        self._is_narrow = False
        self._ways: list[_Way] = []
        self._breakpoints = Breakpoints(context.theme, self)
        self._breakpoints.below(_NARROW, self._on_narrow)
        self._build()

    def show_count(self, count: int, *, in_bin: bool) -> None:
        """So many are chosen, of the lists or of the bin."""
        self._is_bin = in_bin
        self.count.setText(
            str(TN("{number} chosen", "{number} chosen", count, number=count_text(count)))
        )
        if not count:
            self._show_line(shown=False)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._line.isVisible():
            self._end()
            return
        super().keyPressEvent(event)

    def ask_tag(self) -> None:
        """Ask for a tag to give."""
        self._ask(T("Give the tag"), self._deeds.tag)
        self.value.show_for(FieldSpec("tag", str(T("Tag")), rules.TAG, {}), rules.IS)
        self._chain()
        self._context.ops.query(self, contacts.list_tags, self.value.offer)
        self.value.start()

    def ask_untag(self) -> None:
        """Ask for a tag to take away: one of those that some of them have."""
        ids = self._chosen()
        self._context.ops.query(
            self, lambda session: bulk.list_tags_of(session, ids), self._on_tags
        )

    def ask_field(self) -> None:
        """Ask for a field and a value to put into it."""
        self._context.ops.query(
            self,
            lambda session: custom_fields.list_fields(session, custom_fields.CONTACTS),
            self._on_fields,
        )

    def _on_tags(self, tags: list[str]) -> None:
        if not tags:
            self._context.say(T("None of them has a tag"))
            return
        self._ask(T("Take away the tag"), self._deeds.untag)
        spec = FieldSpec("tag", str(T("Tag")), rules.TAG, {tag: tag for tag in tags})
        self.value.show_for(spec, rules.IS)
        self._chain()
        self.value.start()

    def _on_fields(self, own: Sequence[custom_fields.FieldRow]) -> None:
        usual = [FieldSpec(key, str(title), rules.WORDS, {}) for key, title in bulk.FIELDS.items()]
        self._fields = {spec.key: spec for spec in (*usual, *map(spec_of, own))}
        self._ask(T("Put into"), self._set_field)
        self.field.clear()
        for spec in self._fields.values():
            self.field.addItem(spec.title, spec.key)
        self.field.show()
        self.prompt.setHidden(self._is_narrow)
        self._fit_field()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fit_field(self) -> None:
        self.value.show_for(self._fields[self.field.value()], rules.IS)
        self._chain()

    def _chain(self) -> None:
        """Tab goes along the line; the editor of the value is made anew for each field."""
        chain(self.field, self.value, *self._answers, self._close)

    def _set_field(self, ids: list[int], value: str) -> None:
        self._deeds.set_field(ids, self.field.value(), value)

    def _ask(self, prompt: Text, apply: Callable[[list[int], str], None]) -> None:
        self._apply = apply
        self.prompt.setText(str(prompt))
        self.field.hide()
        self.prompt.show()
        self._show_line(shown=True)

    def _on_apply(self) -> None:
        if self._apply is not None:
            self._apply(self._chosen(), self.value.value)
            self._end()

    def _end(self) -> None:
        """Show the buttons again; Qt would hand the keyboard to whatever comes next."""
        self.answered.emit()
        self._show_line(shown=False)

    def _on_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        self._is_narrow = narrow
        self.value.setMinimumWidth(self._ui.theme.size(_VALUE))
        self.prompt.setHidden(narrow and not self.field.isHidden())

    def _show_line(self, *, shown: bool) -> None:
        """Ask in the place of the buttons, or show them again."""
        self._line.setVisible(shown)
        self._buttons.setVisible(not shown)

    def _fit(self) -> None:
        """Show the buttons that have room in one line; the menu has the others."""
        gap = self._ui.m.s1
        ways = [way for way in self._ways if (way.in_bin if self._is_bin else way.in_lists)]
        widths = [way.button.sizeHint().width() + gap for way in ways]
        room = self._room()
        if sum(widths) > room:
            room -= self._more.sizeHint().width() + gap
        for way in self._ways:
            way.button.hide()
            way.action.setVisible(False)
        is_full = False
        for way, width in zip(ways, widths, strict=True):
            room -= width
            is_full = is_full or room < 0
            way.button.setVisible(not is_full)
            way.action.setVisible(is_full)
        self._more.setVisible(is_full)

    def _room(self) -> int:
        """Pixels for the buttons: what the count and the cross leave."""
        m = self._ui.m
        others = self.count.sizeHint().width() + self._close.sizeHint().width()
        return self.width() - others - 2 * m.s3 - 2 * m.s3

    def _build(self) -> None:
        ui, m = self._ui, self._ui.m
        self.setProperty("card", "accent")
        self._close = ui.icon_button("close", T("Choose none"), clicked=self.none_wanted.emit)
        buttons = ui.row(m.s1)
        self._buttons.setLayout(buttons)
        self._add_ways()
        for way in self._ways:
            buttons.addWidget(way.button)
        buttons.addWidget(self._more)
        buttons.addStretch(1)
        row = ui.row(m.s3)
        self.setLayout(row)
        row.setContentsMargins(m.s3, 0, m.s3, 0)
        row.addWidget(self.count)
        row.addWidget(self._buttons, 1)
        row.addWidget(self._line, 1)
        row.addWidget(self._close)
        # As wide as it may be: the buttons are fitted to it, not it to them.
        self._buttons.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._build_line()
        chain(self._buttons, self._line, self._close)

    def _build_line(self) -> None:
        ui = self._ui
        row = ui.row(ui.m.s2)
        self._line.setLayout(row)
        self.field.setAccessibleName(str(T("Field")))
        adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.field.setSizeAdjustPolicy(adjust)
        self.field.setMinimumContentsLength(_FIELD)
        self.field.committed.connect(lambda _key: self._fit_field())
        self.value.entered.connect(self._on_apply)
        row.addWidget(self.prompt)
        row.addWidget(self.field, 1)
        row.addWidget(self.value, 2)
        self._answers = (
            ui.button(T("Apply"), "primary", clicked=self._on_apply),
            ui.button(T("Cancel"), "ghost", clicked=self._end),
        )
        for button in self._answers:
            row.addWidget(button)
        self._line.hide()

    def _add_ways(self) -> None:
        """The usual ones first: the last ones go into the menu first."""
        deeds = self._deeds
        self._add(T("Tag"), "tag", self.ask_tag)
        self._add(T("Untag"), "minus", self.ask_untag)
        self._add(T("Set a field"), "edit", self.ask_field)
        self._add(T("Move to the bin"), "bin", self._on(deeds.archive))
        self._add(T("Restore"), "undo", self._on(deeds.restore), in_lists=False, in_bin=True)
        self._add(T("Export"), "download", self._on(deeds.export), in_bin=True)
        self._add(T("Labels and envelopes"), "mail", self._on(deeds.print_post))
        self._add_consent()
        if deeds.can_merge:
            self._add(T("Merge"), "merge", self._on(deeds.merge))
        self._add(T("Copy"), "copy", self.copy_wanted.emit, in_bin=True)
        self._add(T("Choose all"), "check", self.all_wanted.emit, in_bin=True)

    def _add(
        self,
        text: Text,
        icon: str,
        run: Callable[[], None],
        *,
        in_lists: bool = True,
        in_bin: bool = False,
    ) -> None:
        button = self._ui.button(text, "ghost", icon, clicked=run)
        action = self._ui.action(self._menu, text, icon, run)
        self._ways.append(_Way(button, action, in_lists, in_bin))

    def _add_consent(self) -> None:
        ui = self._ui
        menu = QMenu(str(T("Consent")), self)
        for key, title in ((GIVEN, T("Given")), (REFUSED, T("Refused")), ("", T("Not asked"))):
            ui.action(menu, title, "", partial(self._consent, key))
        button = ui.button(T("Consent"), "ghost", "shield")
        button.setMenu(menu)
        action = self._menu.addMenu(menu)
        action.setIcon(ui.icon("shield"))
        self._ways.append(_Way(button, action, in_lists=True, in_bin=False))

    def _on(self, deed: Callable[[list[int]], None]) -> Callable[[], None]:
        return lambda: deed(self._chosen())

    def _consent(self, consent: str) -> None:
        self._deeds.set_consent(self._chosen(), consent)
