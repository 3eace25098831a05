"""What few documents need: other days, references, a second currency, why there is no tax."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from smallcrm.core import countries, formats
from smallcrm.core.text import T, Text
from smallcrm.services.documents import DocumentDraft
from smallcrm.ui.forms.choices import country_choice, currency_choice
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.typed_edit import DateEdit, DecimalEdit

_DIGITS = 6  # decimals of an exchange rate
_WIDE, _NARROW = 3, 2  # fields side by side


class MoreFields(QWidget):
    """Fields of the head that stay folded until somebody wants them.

    Signals:
        edited: One of them says something else.
    """

    edited = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        ui = context.ui
        self._ui = ui
        self._currency = "EUR"
        self.tax_date = DateEdit(ui)
        self.delivery_date = DateEdit(ui)
        self.delivery_country = country_choice()
        self.order = QLineEdit()
        self.reference = QLineEdit()
        self.tax_currency = currency_choice(("", str(T("No second currency"))))
        self.rate = DecimalEdit(_DIGITS)
        self._grid = QGridLayout(self)
        self.fields = {
            "tax_date": FormField(ui, T("Tax date"), self.tax_date, name="tax_date"),
            "delivery_date": FormField(
                ui, T("Delivery date"), self.delivery_date, name="delivery_date"
            ),
            "delivery_country": FormField(
                ui, T("Delivered to"), self.delivery_country, name="delivery_country"
            ),
            "order_reference": FormField(
                ui, T("Order of the customer"), self.order, name="order_reference"
            ),
            "buyer_reference": FormField(
                ui, T("Reference of the customer"), self.reference, name="buyer_reference"
            ),
            "tax_currency": FormField(ui, T("VAT also in"), self.tax_currency, name="tax_currency"),
            "exchange_rate": FormField(ui, "", self.rate, name="exchange_rate"),
        }
        self._build()

    @property
    def is_valid(self) -> bool:
        """Whether everything in the fields was understood."""
        edits = (self.tax_date, self.delivery_date, self.rate)
        return all(edit.is_valid for edit in edits) and not self.fields["exchange_rate"].error

    def show_draft(self, draft: DocumentDraft) -> None:
        """Show *draft*, without a signal; what is being typed into a text stays."""
        self._currency = draft.currency
        self.tax_date.set_value(draft.tax_date)
        self.delivery_date.set_value(draft.delivery_date)
        self.delivery_country.set_value(draft.delivery_country)
        for edit, text in (
            (self.order, draft.order_reference),
            (self.reference, draft.buyer_reference),
        ):
            if edit.text().strip() != text:
                edit.setText(text)
        self.tax_currency.set_value(draft.tax_currency)
        self.rate.set_value(draft.exchange_rate)
        self._fit_rate()

    def written(self, draft: DocumentDraft) -> DocumentDraft:
        """*draft* with what the fields say."""
        second = self.tax_currency.value()
        return replace(
            draft,
            tax_date=self.tax_date.value(),
            delivery_date=self.delivery_date.value(),
            delivery_country=self.delivery_country.value(),
            order_reference=self.order.text().strip(),
            buyer_reference=self.reference.text().strip(),
            tax_currency=second,
            exchange_rate=self.rate.value() if second else None,
        )

    def set_currency(self, currency: str) -> None:
        """The document is in *currency* now, to which the rate belongs."""
        self._currency = currency
        self._fit_rate()

    def arrange(self, *, narrow: bool) -> None:
        """Put the fields side by side, as many as there is room for."""
        columns = _NARROW if narrow else _WIDE
        for place, field in enumerate(self.fields.values()):
            self._grid.removeWidget(field)
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(field, place // columns, place % columns, top)
        for column in range(_WIDE):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def summary(self) -> str:
        """What is said in the fields, one after the other; empty where nothing is."""
        return " · ".join(map(str, self._said()))

    def _said(self) -> Iterator[Text]:
        tax, delivered = self.tax_date.value(), self.delivery_date.value()
        if tax is not None:
            yield T("Tax date {day}", day=formats.day(tax))
        if delivered is not None:
            yield T("Delivered {day}", day=formats.day(delivered))
        if country := self.delivery_country.value():
            yield T("Delivered to {country}", country=countries.name_of(country))
        if order := self.order.text().strip():
            yield T("Order {number}", number=order)
        if reference := self.reference.text().strip():
            yield T("Reference {number}", number=reference)
        if second := self.tax_currency.value():
            yield T("VAT also in {currency}", currency=second)

    def _build(self) -> None:
        m = self._ui.m
        self._grid.setContentsMargins(0, 0, 0, m.s1)
        self._grid.setHorizontalSpacing(m.s4)
        self._grid.setVerticalSpacing(m.s2)
        self.fields["tax_date"].set_hint(T("Decides the tax rates"))
        self.arrange(narrow=False)
        for typed in (self.tax_date, self.delivery_date, self.rate):
            typed.committed.connect(lambda _value: self._on_edited())
        for choice in (self.delivery_country, self.tax_currency):
            choice.committed.connect(lambda _key: self._on_edited())
        for edit in (self.order, self.reference):
            edit.textEdited.connect(lambda _text: self.edited.emit())

    def _on_edited(self) -> None:
        self._fit_rate()
        self.edited.emit()

    def _fit_rate(self) -> None:
        """A rate belongs to two currencies; without it the second one cannot be printed."""
        second, field = self.tax_currency.value(), self.fields["exchange_rate"]
        label = T("1 {currency} in {other}", currency=self._currency, other=second)
        field.label.setText(str(label))
        self.rate.setAccessibleName(str(label))
        field.setVisible(bool(second) and second != self._currency)
        value = self.rate.value()
        is_lacking = not field.isHidden() and self.rate.is_valid and (value is None or value <= 0)
        if self.rate.is_valid:
            field.set_error(str(T("Type the rate of that day.")) if is_lacking else "")
