"""One product: fields that save themselves when they are left."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from smallcrm.core import clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T, Text
from smallcrm.services import products, settings
from smallcrm.services.products import ProductDraft
from smallcrm.services.settings import TaxRateRow
from smallcrm.ui.documents import figures
from smallcrm.ui.products.extras import Extras
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.fitting_area import scrolling
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.line_edit import LineEdit
from smallcrm.ui.widgets.state_word import StateWord
from smallcrm.ui.widgets.text_area import TextArea
from smallcrm.ui.widgets.typed_edit import TypedEdit

_WIDTH = 360
_NEW = 0


class _Creation:
    """A product on its way to the file; *later* is what was typed of it meanwhile."""

    def __init__(self) -> None:
        self.later: ProductDraft | None = None


class PriceEdit(TypedEdit):
    """The price of one unit, with up to six decimals."""

    def __init__(self) -> None:
        super().__init__()
        self._currency = "EUR"
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def value(self) -> Decimal:
        """The price as last read; 0 for an empty field."""
        return self._value if isinstance(self._value, Decimal) else Decimal(0)

    def show_price(self, price: Decimal, currency: str) -> None:
        """Show *price*, without a signal."""
        self._currency = currency
        self._take(price)

    def _read(self, text: str) -> object:
        return figures.read_price(text)

    def _write(self, value: object) -> str:
        return figures.price_text(value, self._currency) if isinstance(value, Decimal) else ""


class ProductForm(QFrame):
    """Shows one product, or an empty form that becomes one as soon as it has a name.

    Signals:
        created: A new product was stored; carries its id.
        closed: The form is not wanted any more.
    """

    created = Signal(int)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._product_id = _NEW
        self._creation: _Creation | None = None
        self._currency, self._home = "", "EUR"
        self._rates: list[TaxRateRow] = []
        self._title = self._ui.label("", "subtitle", elide=True)
        self.state = StateWord(self._ui)
        self._name, self._code, self._unit = LineEdit(), LineEdit(), LineEdit()
        self._price = PriceEdit()
        self._tax = Choice([])
        self._description = TextArea((2, 8))
        self.extras = Extras(context)
        self._fields = {
            "name": FormField(self._ui, T("Product or service"), self._name, name="name"),
            "code": FormField(self._ui, T("Code"), self._code, name="code"),
            "unit": FormField(self._ui, T("Unit"), self._unit, name="unit"),
            "price": FormField(self._ui, "", self._price, name="price"),
            "tax_rate": FormField(self._ui, T("VAT"), self._tax, name="tax_rate"),
            "description": FormField(self._ui, T("Description of the product"), self._description),
        }
        self._build()
        for edit in (self._name, self._code, self._unit, self._description):
            edit.committed.connect(lambda _text: self.save())
        self._price.committed.connect(lambda _price: self.save())
        self._tax.committed.connect(lambda _key: self.save())
        context.theme.changed.connect(self._fit)

    @property
    def product_id(self) -> int:
        """The product that is shown; 0 for one that is not stored yet."""
        return self._product_id

    def start_new(self) -> None:
        """Show an empty form, and put the keyboard into it."""
        self._product_id, self._creation = _NEW, None
        self._show(ProductDraft(""), T("New product"))
        self._tax.setCurrentIndex(0)
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_product(self, product_id: int) -> None:
        """Show *product_id*.

        Raises:
            NotFound: There is no such product.
        """
        draft = self._context.ops.read(lambda session: products.get_draft(session, product_id))
        is_other = product_id != self._product_id
        self._product_id, self._creation = product_id, None
        self._show(draft, draft.name, is_other=is_other)

    def reload(self) -> None:
        """Read the product again: something changed."""
        if self._product_id == _NEW:
            return
        try:
            self.show_product(self._product_id)
        except NotFound:
            self.closed.emit()

    def start(self) -> None:
        """Put the keyboard into the first field."""
        self._name.setFocus(Qt.FocusReason.TabFocusReason)

    def leave(self) -> None:
        """Save what is typed."""
        for edit in (self._name, self._code, self._unit, self._description, self._price):
            edit.commit()

    def draft(self) -> ProductDraft:
        """What the fields say."""
        rate = self._chosen_rate()
        return ProductDraft(
            self._name.text().strip(),
            code=self._code.text().strip(),
            description=self._description.toPlainText().strip(),
            unit=self._unit.text().strip(),
            price=self._price.value(),
            currency=self._currency,
            tax_category=rate.category,
            tax_rate=rate.rate,
        )

    def save(self) -> None:
        """Store what is typed; a new product waits for its name."""
        draft = self.draft()
        if self._product_id != _NEW:
            self._change(self._product_id, draft)
        elif self._creation is not None:
            self._creation.later = draft
        elif draft.name:
            self._create(draft)

    def _change(self, product_id: int, draft: ProductDraft) -> None:
        self.state.start()
        self._context.ops.write(
            self,
            T("Change product"),
            lambda session: products.change(session, product_id, draft),
            lambda _none: self._on_saved(product_id, draft),
            lambda error: self._on_failed(error, is_shown=product_id == self._product_id),
        )

    def _create(self, draft: ProductDraft) -> None:
        """Store a new product once; what is typed meanwhile is saved when it is there."""
        creation = self._creation = _Creation()
        self.state.start()
        self._context.ops.write(
            self,
            T("New product"),
            lambda session: products.create(session, draft),
            lambda product_id: self._on_created(creation, product_id, draft),
            lambda error: self._on_not_created(creation, error),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _build(self) -> None:
        ui, m = self._ui, self._ui.m
        self.setProperty("card", "plain")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s4, m.s4, m.s4, m.s4)
        layout.setSpacing(m.s3)
        head = ui.row()
        head.addWidget(self._title, 1)
        head.addWidget(self.state)
        close = ui.icon_button("close", T("Close"), clicked=self.closed.emit, small=True)
        head.addWidget(close)
        layout.addLayout(head)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, m.s2, 0)
        column.setSpacing(m.s3)
        column.addWidget(self._fields["name"])
        for left, right in (("code", "unit"), ("price", "tax_rate")):
            row = ui.row(m.s3)
            row.addWidget(self._fields[left], 1)
            row.addWidget(self._fields[right], 1)
            column.addLayout(row)
        column.addWidget(self._fields["description"])
        column.addWidget(self.extras)
        column.addStretch(1)
        layout.addWidget(scrolling(inside), 1)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(self._ui.theme.size(_WIDTH))

    def _show(self, draft: ProductDraft, title: Text | str, *, is_other: bool = True) -> None:
        """Fill the fields; of the same product those that are being typed into keep their text."""
        business, self._rates = self._context.ops.read(
            lambda session: (
                settings.get_business(session),
                settings.list_tax_rates(session, clock.today()),
            )
        )
        self._currency = draft.currency
        currency = draft.currency or business.currency
        self._title.setText(str(title))
        self.state.clear()
        for field in self._fields.values():
            field.clear_error()
        includes = T("Price with tax, {currency}", currency=currency)
        without = T("Price, {currency}", currency=currency)
        label = str(includes if business.prices_include_tax else without)
        self._fields["price"].label.setText(label)
        self._price.setAccessibleName(label)
        for edit, text in (
            (self._name, draft.name),
            (self._code, draft.code),
            (self._unit, draft.unit),
        ):
            edit.set_value(text)
            if is_other:
                edit.setText(text)
        self._description.set_value(draft.description)
        if is_other:
            self._description.setPlainText(draft.description)
        if is_other or not self._price.isModified():
            self._price.show_price(draft.price, currency)
        self._show_rates(draft)
        self._home = business.currency
        self._show_extras()

    def _show_extras(self) -> None:
        """What belongs to a product that is stored."""
        self.extras.setVisible(self._product_id != _NEW)
        if self._product_id != _NEW:
            self.extras.show_product(self._product_id, self._home)

    def _show_rates(self, draft: ProductDraft) -> None:
        self._tax.clear()
        for row in self._rates:
            shown = figures.rate_text(row.category, row.rate)
            if row.category not in ("S", "Z"):  # "0 % G" says little: its name says it
                shown = f"{shown}  {row.name}"
            self._tax.addItem(shown, _key(row))
        kept = TaxRateRow(
            0, "", draft.tax_category, draft.tax_rate, None, None, is_default=False,
            exemption_reason="",
        )  # fmt: skip
        if self._product_id != _NEW and _key(kept) not in map(_key, self._rates):
            self._rates.append(kept)
            self._tax.addItem(figures.rate_text(kept.category, kept.rate), _key(kept))
        self._tax.set_value(_key(kept if self._product_id != _NEW else self._chosen_rate()))

    def _chosen_rate(self) -> TaxRateRow:
        chosen = next((row for row in self._rates if _key(row) == self._tax.value()), None)
        nothing = TaxRateRow(
            0, "", "Z", Decimal(0), None, None, is_default=False, exemption_reason=""
        )
        return chosen or next(iter(self._rates), nothing)

    def _on_created(self, creation: _Creation, product_id: int, draft: ProductDraft) -> None:
        if creation is self._creation:
            self._product_id, self._creation = product_id, None
            self._on_saved(product_id, draft)
            self._show_extras()
            self.created.emit(product_id)
        if creation.later is not None:
            self._change(product_id, creation.later)

    def _on_not_created(self, creation: _Creation, error: BaseException) -> None:
        is_shown = creation is self._creation
        if is_shown:
            self._creation = None
        self._on_failed(error, is_shown=is_shown)

    def _on_saved(self, product_id: int, draft: ProductDraft) -> None:
        """*draft* is stored; what was typed since is not, and neither is another product."""
        if product_id != self._product_id:
            return
        for field in self._fields.values():
            field.clear_error()
        self._title.setText(draft.name)
        self._name.set_value(draft.name)
        self._code.set_value(draft.code)
        self._unit.set_value(draft.unit)
        self._description.set_value(draft.description)
        self.state.finish()

    def _on_failed(self, error: BaseException, *, is_shown: bool) -> None:
        if is_shown:
            self.state.fail(self.save)
        if is_shown and isinstance(error, UserError) and error.field in self._fields:
            self._fields[error.field].set_error(str(error))
        else:
            self._context.fail(self, error)


def _key(row: TaxRateRow) -> str:
    return f"{row.category} {row.rate}"
