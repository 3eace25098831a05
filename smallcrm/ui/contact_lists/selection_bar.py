"""What can be done with the chosen contacts: a bar that comes when some are chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from smallcrm.core.text import TN, T, Text
from smallcrm.services import contacts, custom_fields
from smallcrm.services.contacts import bulk
from smallcrm.services.contacts.drafts import GIVEN, REFUSED
from smallcrm.services.segments import rules
from smallcrm.ui.contact_lists.deeds import Deeds
from smallcrm.ui.contact_lists.value_edit import FieldSpec, ValueEdit, spec_of
from smallcrm.ui.counting import count_text
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.flow_layout import FlowLayout


class SelectionBar(QFrame):
    """Buttons for many at once; what needs a word is typed in a second line.

    Signals:
        all_wanted: Every contact of the list is to be chosen.
        none_wanted: No contact is to be chosen.
        copy_wanted: The chosen ones are to be copied.
    """

    all_wanted = Signal()
    none_wanted = Signal()
    copy_wanted = Signal()

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
        self._usual: list[QWidget] = []
        self._in_bin: list[QWidget] = []
        self._build()
        self.hide()

    def show_count(self, count: int, *, in_bin: bool) -> None:
        """So many are chosen; none hides the bar."""
        self.setVisible(count > 0)
        self.count.setText(
            str(TN("{number} chosen", "{number} chosen", count, number=count_text(count)))
        )
        for widget in self._usual:
            widget.setVisible(not in_bin)
        for widget in self._in_bin:
            widget.setVisible(in_bin)
        if not count:
            self._line.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._line.isVisible():
            self._line.hide()
            return
        super().keyPressEvent(event)

    def ask_tag(self) -> None:
        """Ask for a tag to give."""
        self._ask(T("Give the tag"), self._deeds.tag)
        self.value.show_for(FieldSpec("tag", str(T("Tag")), rules.TAG, {}), rules.IS)
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
        self._context.ops.query(self, custom_fields.list_fields, self._on_fields)

    def _on_tags(self, tags: list[str]) -> None:
        if not tags:
            self._context.say(T("None of them has a tag"))
            return
        self._ask(T("Take away the tag"), self._deeds.untag)
        spec = FieldSpec("tag", str(T("Tag")), rules.TAG, {tag: tag for tag in tags})
        self.value.show_for(spec, rules.IS)
        self.value.start()

    def _on_fields(self, own: Sequence[custom_fields.FieldRow]) -> None:
        usual = [FieldSpec(key, str(title), rules.WORDS, {}) for key, title in bulk.FIELDS.items()]
        self._fields = {spec.key: spec for spec in (*usual, *map(spec_of, own))}
        self._ask(T("Put into"), self._set_field)
        self.field.clear()
        for spec in self._fields.values():
            self.field.addItem(spec.title, spec.key)
        self.field.show()
        self._fit_field()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fit_field(self) -> None:
        self.value.show_for(self._fields[self.field.value()], rules.IS)

    def _set_field(self, ids: list[int], value: str) -> None:
        self._deeds.set_field(ids, self.field.value(), value)

    def _ask(self, prompt: Text, apply: Callable[[list[int], str], None]) -> None:
        self._apply = apply
        self.prompt.setText(str(prompt))
        self.field.hide()
        self._line.show()

    def _on_apply(self) -> None:
        if self._apply is not None:
            self._apply(self._chosen(), self.value.value)
            self._line.hide()

    def _build(self) -> None:
        ui, m = self._ui, self._ui.m
        self.setProperty("card", "accent")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s3, m.s2, m.s3, m.s2)
        layout.setSpacing(m.s2)
        buttons = QWidget()
        flow = FlowLayout(m.s1)
        buttons.setLayout(flow)
        for widget in self._buttons():
            flow.addWidget(widget)
        head = ui.row(m.s3)
        head.addWidget(self.count)
        head.addWidget(buttons, 1)
        head.addWidget(ui.icon_button("close", T("Choose none"), clicked=self.none_wanted.emit))
        layout.addLayout(head)
        layout.addWidget(self._line)
        self._build_line()

    def _build_line(self) -> None:
        ui = self._ui
        row = ui.row(ui.m.s2)
        self._line.setLayout(row)
        self.field.setAccessibleName(str(T("Field")))
        self.field.committed.connect(lambda _key: self._fit_field())
        self.value.entered.connect(self._on_apply)
        row.addWidget(self.prompt)
        row.addWidget(self.field, 1)
        row.addWidget(self.value, 2)
        row.addWidget(ui.button(T("Apply"), "primary", clicked=self._on_apply))
        row.addWidget(ui.button(T("Cancel"), "ghost", clicked=self._line.hide))
        self._line.hide()

    def _buttons(self) -> list[QWidget]:
        ui, deeds = self._ui, self._deeds
        consent = QMenu(self)
        for key, title in ((GIVEN, T("Given")), (REFUSED, T("Refused")), ("", T("Not asked"))):
            ui.action(consent, title, "", partial(self._consent, key))
        with_consent = ui.button(T("Consent"), "ghost", "shield")
        with_consent.setMenu(consent)
        self._usual = [
            ui.button(T("Tag"), "ghost", "tag", clicked=self.ask_tag),
            ui.button(T("Untag"), "ghost", "minus", clicked=self.ask_untag),
            ui.button(T("Set a field"), "ghost", "edit", clicked=self.ask_field),
            with_consent,
            ui.button(T("Archive"), "ghost", "archive", clicked=self._on(deeds.archive)),
        ]
        if deeds.can_merge:
            merge = ui.button(T("Merge"), "ghost", "merge", clicked=self._on(deeds.merge))
            self._usual.insert(4, merge)
        self._in_bin = [ui.button(T("Restore"), "ghost", "undo", clicked=self._on(deeds.restore))]
        both = [
            ui.button(T("Export"), "ghost", "download", clicked=self._on(deeds.export)),
            ui.button(T("Copy"), "ghost", "copy", clicked=self.copy_wanted.emit),
            ui.button(T("Choose all"), "ghost", "check", clicked=self.all_wanted.emit),
        ]
        return [*self._usual, *self._in_bin, *both]

    def _on(self, deed: Callable[[list[int]], None]) -> Callable[[], None]:
        return lambda: deed(self._chosen())

    def _consent(self, consent: str) -> None:
        self._deeds.set_consent(self._chosen(), consent)
