"""What is known about a deal, changed in place; each field saves itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from smallcrm.core.text import T, Text
from smallcrm.services import deals
from smallcrm.services.contacts import COMPANY
from smallcrm.services.custom_fields import DEALS, FieldRow, list_fields
from smallcrm.services.deals import DealView, choices
from smallcrm.ui.contacts.own_fields import own_editor, own_text, own_value
from smallcrm.ui.documents.customer_field import CustomerField
from smallcrm.ui.forms.autosave import Action, Autosave, Editor
from smallcrm.ui.forms.choices import currency_choice
from smallcrm.ui.forms.saved_fields import DayField, MoneyField
from smallcrm.ui.pipeline import deal_words
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.known_words import KnownWords
from smallcrm.ui.widgets.line_edit import LineEdit
from smallcrm.ui.widgets.state_word import StateWord
from smallcrm.ui.widgets.tab_order import chain
from smallcrm.ui.widgets.tag_edit import TagEdit
from smallcrm.ui.widgets.text_area import TextArea

TITLES: dict[str, Text] = {
    "amount": T("Amount"),
    "currency": T("Currency"),
    "contact_id": T("Contact"),
    "company_id": T("Company"),
    "expected_close": T("Closes on"),
    "owner_id": T("Who works on it"),
    "source": T("Source"),
    "campaign_id": T("Campaign"),
    "tags": T("Tags"),
    "note": T("Note"),
}
_OWN = "own "  # before the title of a field of the business's own
_NOBODY = ("", "–")
_POINTING = ("owner_id", "campaign_id")  # fields that hold the id of something


class DealForm(QWidget):
    """The fields of one deal; what is refused stays in its field, the others are saved."""

    def __init__(self, context: Context, state: StateWord) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._view: DealView | None = None
        self.amount = MoneyField()
        self.contact = CustomerField(context, TITLES["contact_id"], "contact_id")
        self.company = CustomerField(context, TITLES["company_id"], "company_id", COMPANY)
        self.tags = TagEdit(self._ui, TITLES["tags"])
        self._editors: dict[str, Editor] = {
            "amount": self.amount,
            "currency": currency_choice(),
            "expected_close": DayField(self._ui),
            "owner_id": Choice([_NOBODY]),
            "source": self._source_edit(),
            "campaign_id": Choice([_NOBODY]),
            "tags": self.tags,
            "note": TextArea(),
        }
        self._fields: dict[str, FormField] = {}
        self._own: list[FieldRow] = []
        self._own_fields: list[FormField] = []
        self._column = QVBoxLayout(self)
        self._autosave = Autosave(context, state, self._store, self)
        self._build()

    def show_deal(self, view: DealView) -> None:
        """Show *view*; in the deal that is shown already, what is being typed stays."""
        self._view = view
        self._autosave.begin(view.id)
        offered = self._context.ops.read(choices.list_choices)
        self._offer("owner_id", offered.staff, view.details.owner_id, view.owner)
        self._offer("campaign_id", offered.campaigns, view.details.campaign_id, view.campaign)
        self.tags.set_known(offered.tags)
        self._sources.set_words(offered.sources)
        self._show_values(view)
        for field, name in ((self.contact, view.contact), (self.company, view.company)):
            field.prepare()
            if field.is_settled or not field.edit.hasFocus():
                field.set_customer(name)
        self._show_own(view.details.custom)

    def save_now(self) -> None:
        """Save what is typed in the field that has the keyboard."""
        focus = self.focusWidget()
        if isinstance(focus, LineEdit | TextArea | Choice | DayField | MoneyField):
            focus.commit()

    def _show_values(self, view: DealView) -> None:
        details, has_lines = view.details, bool(view.line_count)
        self.amount.set_currency(details.currency)
        self.amount.setReadOnly(has_lines)
        hint = T("The total of its lines") if has_lines else T("Empty while nobody knows")
        self._fields["amount"].set_hint(hint)
        values: dict[str, Any] = {name: getattr(details, name) for name in self._editors}
        values |= {name: str(values[name] or "") for name in _POINTING}
        self._autosave.show_values(values)

    def _offer(
        self, name: str, rows: Mapping[int, str], chosen: int | None, chosen_name: str
    ) -> None:
        """Offer who works here now; whoever has left stays where he was chosen."""
        offered = dict(rows)
        if chosen is not None:
            offered.setdefault(chosen, chosen_name)
        choice = self._editors[name]
        wanted = [_NOBODY, *((str(key), words) for key, words in offered.items())]
        if [(choice.itemData(at), choice.itemText(at)) for at in range(choice.count())] != wanted:
            choice.clear()
            for key, words in wanted:
                choice.addItem(words, key)
        self._fields[name].setVisible(bool(offered))

    def _source_edit(self) -> LineEdit:
        """Offers the sources that were named before."""
        edit = LineEdit()
        self._sources = KnownWords(edit)
        return edit

    def _build(self) -> None:
        m = self._ui.m
        self._column.setContentsMargins(0, 0, m.s2, 0)
        self._column.setSpacing(m.s3)
        for name in TITLES:
            if name == "contact_id":
                self._add_contact(name, self.contact)
            elif name == "company_id":
                self._add_contact(name, self.company)
            else:
                self._add(name)
        self._column.addStretch(1)

    def _add(self, name: str) -> None:
        field = FormField(self._ui, TITLES[name], self._editors[name], name=name)
        self._fields[name] = field
        self._autosave.add(name, TITLES[name], self._editors[name], field)
        self._column.addWidget(field)

    def _add_contact(self, name: str, field: CustomerField) -> None:
        field.chosen.connect(lambda contact_id: self._on_contact(name, contact_id))
        self._column.addWidget(field)

    def _on_contact(self, name: str, contact_id: int) -> None:
        view = self._view
        if view is None:
            return
        if contact_id or name == "company_id":
            self._autosave.save(name, contact_id or None)
        else:
            self.contact.set_customer(view.contact)
            self.contact.set_error(str(T("A deal is with somebody. Choose another contact.")))

    def _show_own(self, custom: Mapping[str, str]) -> None:
        fields = self._context.ops.read(lambda session: list_fields(session, DEALS))
        if fields != self._own:
            for row, field in zip(self._own, self._own_fields, strict=True):
                self._autosave.forget(_OWN + row.name)
                field.hide()
                self._column.removeWidget(field)
                field.deleteLater()
            self._own, self._own_fields = fields, [self._own_field(row) for row in fields]
            chain(self._fields["note"], *self._own_fields)
        self._autosave.show_values(
            {_OWN + row.name: own_value(row, custom.get(row.name, "")) for row in fields}
        )

    def _own_field(self, row: FieldRow) -> FormField:
        editor = own_editor(self._ui, row)
        field = FormField(self._ui, row.name, editor)
        self._autosave.add(_OWN + row.name, row.name, editor, field)
        self._column.insertWidget(self._column.count() - 1, field)
        return field

    def _store(self, name: str, value: Any) -> tuple[Text, Action]:
        view = self._view
        if view is None:
            raise ValueError("no deal is shown")
        changes: dict[str, Any] = {name: value}
        if name in _POINTING:
            changes = {name: int(value) if value else None}
        elif name.startswith(_OWN):
            changes = {"custom": {name.removeprefix(_OWN): own_text(value)}}
        label = deal_words.change(view.details.title)
        return label, lambda session: deals.change_details(session, view.id, changes)
