"""What was agreed with a customer: a price list, a discount, days to pay; each saves itself."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smallcrm.core import formats
from smallcrm.core.text import TN, T, Text
from smallcrm.services import contacts, prices, settings
from smallcrm.services.prices import PriceRow, Terms
from smallcrm.ui.documents import figures
from smallcrm.ui.forms.autosave import Action, Autosave, Editor
from smallcrm.ui.forms.saved_fields import NumberField
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.state_word import StateWord

LIST, DISCOUNT, DAYS = "price_list", "discount", "due_days"
TITLES: dict[str, Text] = {
    LIST: T("Price list"),
    DISCOUNT: T("Discount in per cent"),
    DAYS: T("Days to pay"),
}
_USUAL = "-"  # no price list


class _OfCompany(NamedTuple):
    """What was agreed with the company that a person buys for."""

    name: str
    terms: Terms


class TermsBlock(QWidget):
    """Three fields, and the prices that are the customer's own."""

    def __init__(self, context: Context, state: StateWord) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._contact_id = 0
        self.price_list = Choice([(_USUAL, T("Usual prices"))])
        self.discount, self.days = NumberField(6), NumberField(0)
        self.company = self._ui.label("", "caption", "2", wrap=True)
        self._own = self._ui.label("", "caption", "2", wrap=True)
        self._autosave = Autosave(context, state, self._store, self)
        self._build()

    def show_contact(self, contact_id: int) -> None:
        """Show what was agreed with *contact_id*."""
        self._contact_id = contact_id
        lists, terms, own, business, company = self._context.ops.read(
            lambda session: (
                prices.list_price_lists(session),
                prices.get_terms(session, contact_id),
                prices.list_of_customer(session, contact_id),
                settings.get_business(session),
                _of_company(session, contact_id),
            )
        )
        self._autosave.begin(contact_id)
        self.price_list.clear()
        known = {row.id: row.name for row in lists}
        self.price_list.addItem(str(_unless_chosen(company, known)), _USUAL)
        for row in lists:
            self.price_list.addItem(row.name, str(row.id))
        chosen = str(terms.price_list_id) if terms.price_list_id in known else _USUAL
        self._autosave.show_values(
            {
                LIST: chosen,
                DISCOUNT: terms.discount_percent,
                DAYS: None if terms.due_days is None else Decimal(terms.due_days),
            }
        )
        self.price_list.set_value(chosen)
        self._show_own(own, business.currency)
        self._show_company(company, known)

    def _build(self) -> None:
        m = self._ui.m
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.s3)
        column.addWidget(self._ui.label(T("Agreed for documents"), "subtitle"))
        column.addWidget(self._field(LIST, self.price_list))
        row = self._ui.row(m.s3)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(
            self._field(DISCOUNT, self.discount, T("Off every product; 0 for none")), 1, top
        )
        row.addWidget(self._field(DAYS, self.days, T("Else as on the last invoice")), 1, top)
        column.addLayout(row)
        column.addWidget(self.company)
        column.addWidget(self._own)

    def _field(self, name: str, editor: Editor, hint: Text | str = "") -> FormField:
        field = FormField(self._ui, TITLES[name], editor, hint, name=name)
        self._autosave.add(name, TITLES[name], editor, field)
        return field

    def _store(self, name: str, value: Any) -> tuple[Text, Action]:
        """Change what is agreed at that moment, and only in this field."""
        contact_id = self._contact_id

        def action(session: Any) -> None:
            terms = _changed(prices.get_terms(session, contact_id), name, value)
            prices.set_terms(session, contact_id, terms)

        return T("Change what is agreed with a customer"), action

    def _show_own(self, rows: list[PriceRow], home: str) -> None:
        said = [self._own_price(row, home) for row in rows]
        self._own.setText("\n".join([str(T("Own prices")), *said]) if said else "")
        self._own.setVisible(bool(said))

    def _show_company(self, found: _OfCompany | None, lists: Mapping[int, str]) -> None:
        said = [] if found is None else _in_words(found.terms, lists)
        if found is not None and said:
            words = T(
                "Agreed with {company}, and true here where a field is empty: {terms}",
                company=found.name,
                terms=", ".join(said),
            )
            self.company.setText(str(words))
        self.company.setVisible(bool(said))

    def _own_price(self, row: PriceRow, home: str) -> str:
        price = figures.amount_text(row.price, row.currency or home)
        if row.quantity == 1:
            return f"{row.product}: {price}"
        count = formats.number(row.quantity)
        words = T("{name}, from {quantity} on", name=row.product, quantity=count)
        return f"{words}: {price}"


def _changed(terms: Terms, name: str, value: Any) -> Terms:
    if name == LIST:
        return terms._replace(price_list_id=None if value == _USUAL else int(value))
    if name == DISCOUNT:
        return terms._replace(discount_percent=value)
    return terms._replace(due_days=None if value is None else int(value))


def _of_company(session: Any, contact_id: int) -> _OfCompany | None:
    company_id = prices.company_of(session, contact_id)
    if company_id is None:
        return None
    name = contacts.get_draft(session, company_id).name
    return _OfCompany(name, prices.get_terms(session, company_id))


def _unless_chosen(company: _OfCompany | None, lists: Mapping[int, str]) -> Text:
    """Whose prices hold where no list is chosen; *lists* are the names of the price lists."""
    name = "" if company is None else lists.get(company.terms.price_list_id or 0, "")
    if company is None or not name:
        return T("Usual prices")
    return T("{list}, as for {company}", list=name, company=company.name)


def _in_words(terms: Terms, lists: Mapping[int, str]) -> list[str]:
    """What *terms* say, a phrase each; *lists* are the names of the price lists."""
    said = [lists.get(terms.price_list_id or 0, "")]
    if terms.discount_percent:
        percent = formats.percent(terms.discount_percent)
        said.append(str(T("{percent} discount", percent=percent)))
    if terms.due_days is not None:
        days = TN("{count} day to pay", "{count} days to pay", terms.due_days)
        said.append(str(days))
    return [part for part in said if part]
