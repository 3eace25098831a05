"""The tab Details: everything about a contact, changed in place; each field saves itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from smallcrm.core.tax_numbers import WRONG_AFM, is_wrong_afm
from smallcrm.core.text import T, Text
from smallcrm.services import contacts
from smallcrm.services.contacts import COMPANY, PERSON, ContactDraft, ContactView
from smallcrm.services.contacts.field_words import CONSENTS, TITLES
from smallcrm.services.custom_fields import CONTACTS, FieldRow, list_fields
from smallcrm.ui.calling.phone_menu import Reached, reached
from smallcrm.ui.contacts.address_row import AddressRow
from smallcrm.ui.contacts.birthday_edit import BirthdayEdit
from smallcrm.ui.contacts.company_edit import CompanyEdit
from smallcrm.ui.contacts.labelled_row import Kind, LabelledRow
from smallcrm.ui.contacts.own_fields import own_editor, own_text, own_value
from smallcrm.ui.contacts.phone_row import PhoneRow
from smallcrm.ui.contacts.repeated import Repeated
from smallcrm.ui.contacts.terms_block import TermsBlock
from smallcrm.ui.forms.autosave import Action, Autosave, Editor
from smallcrm.ui.forms.choices import currency_choice, language_choice
from smallcrm.ui.forms.saved_fields import DayField, NumberField
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.line_edit import LineEdit
from smallcrm.ui.widgets.state_word import StateWord
from smallcrm.ui.widgets.tab_order import chain
from smallcrm.ui.widgets.tag_edit import TagEdit
from smallcrm.ui.widgets.text_area import TextArea

_WIDEST = 680
_TWO_COLUMNS = 440
_MOST_EMPTY = 20  # fields of one's own that are shown though nothing stands in them
_OWN_FIELDS = "crm://settings/fields"
_OTHER = "other "  # before the title of a field of the business's own

_Saved = LineEdit | TextArea | Choice | BirthdayEdit | DayField | NumberField
_PERSONS_ONLY = ("company", "role", "birthday")


class DetailsForm(QWidget):
    """The fields of one contact; what is refused stays in its field, the others are saved."""

    def __init__(self, context: Context, state: StateWord) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._contact_id = 0
        self._name = ""
        self._view: ContactView | None = None
        self._kind = Chips(
            self._ui, [(PERSON, T("Person")), (COMPANY, T("Company"))], TITLES["kind"]
        )
        self._editors: dict[str, Editor] = self._make_editors()
        self._fields: dict[str, FormField] = {}
        self._others: dict[str, FormField] = {}
        self._own: list[FieldRow] = []
        self._other_block = QWidget()
        self._other_fields = QVBoxLayout(self._other_block)
        self._more = self._ui.button(
            T("Add a field of your own"), "link", "plus", clicked=lambda: context.open(_OWN_FIELDS)
        )
        self._pairs: list[QBoxLayout] = []
        self._autosave = Autosave(context, state, self._store, self)
        self.terms = TermsBlock(context, state)
        self._build()
        self._connect()

    def show_contact(self, view: ContactView) -> None:
        """Show *view*; in the contact that is shown already, what is being typed stays."""
        draft = view.draft
        self._contact_id, self._name = view.id, draft.name
        self._view = view
        self._autosave.begin(view.id)
        self._kind.choose(draft.kind)
        self._autosave.show_values({name: getattr(draft, name) for name in self._editors})
        for name in _PERSONS_ONLY:
            self._fields[name].setVisible(draft.kind == PERSON)
        country = draft.addresses[0].country if draft.addresses else ""
        is_wrong = is_wrong_afm(draft.tax_id, country)
        self._fields["tax_id"].set_hint(WRONG_AFM if is_wrong else "")
        self._show_others(draft.custom)
        self.terms.show_contact(view.id)

    def set_known_tags(self, tags: list[str]) -> None:
        """Offer *tags* while one types one."""
        self._editors["tags"].set_known(tags)

    def edit(self) -> None:
        """Put the cursor where one begins."""
        self._editors["name"].setFocus()
        self._editors["name"].selectAll()

    def save_now(self) -> None:
        """Save what is typed in the field that has the keyboard."""
        focus = self.focusWidget()
        if isinstance(focus, _Saved):
            focus.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= self._ui.theme.size(_TWO_COLUMNS)
        wide, narrow = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for pair in self._pairs:
            pair.setDirection(wide if is_wide else narrow)

    def _reached(self, typed: str) -> Reached | None:
        return None if self._view is None else reached(self._view, typed)

    def _make_editors(self) -> dict[str, Editor]:
        ui = self._ui
        phone = Kind(T("Phone"), T("Remove this phone"), "+30 210 123 4567")
        email = Kind(T("Email"), T("Remove this email"), "anna@shop.example")
        url = Kind(T("Website"), T("Remove this website"), "www.shop.example")
        usual = ("", str(T("As usual")))
        return {
            "name": LineEdit(),
            "company": CompanyEdit(self._context),
            "role": LineEdit(),
            "phones": Repeated(
                ui, T("Add a phone"), partial(PhoneRow, self._context, phone, self._reached)
            ),
            "emails": Repeated(ui, T("Add an email"), partial(LabelledRow, ui, email)),
            "urls": Repeated(ui, T("Add a website"), partial(LabelledRow, ui, url)),
            "addresses": Repeated(ui, T("Add an address"), partial(AddressRow, ui)),
            "tax_id": LineEdit(),
            "birthday": BirthdayEdit(),
            "language": language_choice(usual),
            "currency": currency_choice(usual),
            "tags": TagEdit(ui, TITLES["tags"]),
            "note": TextArea(),
            "consent": Choice(CONSENTS.items()),
            "consent_on": DayField(ui),
            "consent_source": LineEdit(),
            "owner": LineEdit(),
        }

    def _build(self) -> None:
        m = self._ui.m
        column = QVBoxLayout(self)
        column.setContentsMargins(0, m.s4, m.s3, m.s5)
        column.setSpacing(m.s4)
        self.setMaximumWidth(self._ui.theme.size(_WIDEST))
        column.addWidget(self._kind)
        column.addWidget(self._field("name"))
        column.addLayout(self._pair("company", "role"))
        for name in ("phones", "emails", "addresses", "urls"):
            column.addWidget(self._block(name))
        column.addLayout(self._pair("tax_id", "birthday"))
        column.addWidget(self._field("tags"))
        column.addWidget(self._field("note"))
        column.addLayout(self._pair("language", "currency"))
        column.addLayout(self._pair("consent", "consent_on"))
        column.addLayout(self._pair("consent_source", "owner"))
        column.addWidget(self.terms)
        column.addWidget(self._other_block)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._other_fields.setContentsMargins(0, 0, 0, 0)
        self._other_fields.setSpacing(m.s3)
        self._other_fields.addWidget(self._ui.label(T("Other"), "subtitle"))
        self._other_block.hide()

    def _field(self, name: str) -> FormField:
        self._fields[name] = FormField(self._ui, TITLES[name], self._editors[name], name=name)
        return self._fields[name]

    def _pair(self, first: str, second: str) -> QBoxLayout:
        pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(self._ui.m.s3)
        for name in (first, second):
            pair.addWidget(self._field(name), 1, Qt.AlignmentFlag.AlignTop)
        self._pairs.append(pair)
        return pair

    def _block(self, name: str) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._ui.label(TITLES[name], "caption_strong", "2"))
        layout.addWidget(self._editors[name])
        self._editors[name].setObjectName(name)
        return holder

    def _connect(self) -> None:
        for name, editor in self._editors.items():
            self._autosave.add(name, TITLES[name], editor, self._fields.get(name))
        self._kind.chosen.connect(partial(self._autosave.save, "kind"))

    def _show_others(self, custom: Mapping[str, str]) -> None:
        """A line for each field of the business's own; of very many only those filled in."""
        fields = self._context.ops.read(lambda session: list_fields(session, CONTACTS))
        if len(fields) > _MOST_EMPTY:  # an import with a hundred columns brought them
            fields = [row for row in fields if custom.get(row.name)]
        if fields != self._own:
            for title in list(self._others):
                self._drop_other(title)
            for row in fields:
                self._add_other(row)
            chain(self.terms, *self._others.values(), self._more)
            self._own = fields
        values = {row.name: own_value(row, custom.get(row.name, "")) for row in fields}
        self._autosave.show_values({_OTHER + title: value for title, value in values.items()})
        self._other_block.setVisible(bool(self._others))

    def _add_other(self, row: FieldRow) -> None:
        editor = own_editor(self._ui, row)
        field = self._others[row.name] = FormField(self._ui, row.name, editor)
        self._autosave.add(_OTHER + row.name, row.name, editor, field)
        self._other_fields.addWidget(field)

    def _drop_other(self, title: str) -> None:
        self._autosave.forget(_OTHER + title)
        field = self._others.pop(title)
        field.hide()
        self._other_fields.removeWidget(field)
        field.deleteLater()

    def _store(self, name: str, value: Any) -> tuple[Text, Action]:
        """Change the contact as it is stored at that moment, and only in this field."""
        contact_id = self._contact_id

        def action(session: Any) -> None:
            draft = contacts.get_draft(session, contact_id)
            contacts.change(session, contact_id, _changed(draft, name, value))

        return T("Change {name}", name=self._name), action


def _changed(draft: ContactDraft, name: str, value: Any) -> ContactDraft:
    if not name.startswith(_OTHER):
        values: dict[str, Any] = {name: "" if value is None and name != "consent_on" else value}
        return draft._replace(**values)
    title, value = name.removeprefix(_OTHER), own_text(value)
    rest = {key: old for key, old in draft.custom.items() if key != title}
    return draft._replace(custom={**rest, title: value} if value else rest)
