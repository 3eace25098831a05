"""Another price of a product: of a list or for a customer, from a quantity on."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QWidget

from smallcrm.core.text import T
from smallcrm.services import prices
from smallcrm.services.prices import PriceDraft
from smallcrm.ui.documents.customer_field import CustomerField
from smallcrm.ui.forms.choices import currency_choice
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.typed_edit import DecimalEdit

_CUSTOMER = "customer"


class PriceDialog(FormDialog):
    """For whom, from how many on, how much.

    Args:
        context: Of the page.
        product_id: Whose price it is.
        parent: The window.
    """

    def __init__(self, context: Context, product_id: int, parent: QWidget) -> None:
        super().__init__(context, T("Another price"), parent)
        self._product_id = product_id
        self._contact_id: int | None = None
        lists = context.ops.read(prices.list_price_lists)
        named = [(str(row.id), row.name) for row in lists]
        self.whose = Choice([*named, (_CUSTOMER, str(T("One customer")))])
        self.customer = CustomerField(context)
        self.quantity, self.price = DecimalEdit(), DecimalEdit()
        self.currency = currency_choice(("", str(T("As usual"))))
        self.add_field("price_list", T("Price list or customer"), self.whose)
        self.add_field("quantity", T("From how many on"), self.quantity)
        self.add_field("price", T("Price of one"), self.price)
        self.add_field("currency", T("Currency"), self.currency)
        self.lay_out("price_list", self.customer, ("quantity", "price"), "currency")
        self.quantity.set_value(Decimal(1))
        self.customer.prepare()
        self.customer.chosen.connect(self._on_customer)
        self.whose.committed.connect(lambda _key: self._on_whose())
        self._fit()

    def save(self) -> None:
        """Store the price and close; what is wrong is said beside its field."""
        read = [edit.commit() for edit in (self.quantity, self.price)]
        if not all(read):
            return
        price = self.price.value()
        if price is None:
            self.fields["price"].set_error(str(T("Type the price of one.")))
            return
        is_own = self.whose.value() == _CUSTOMER
        if is_own and not self._contact_id:
            self.customer.set_error(str(T("Choose the customer first.")))
            return
        draft = PriceDraft(
            self._product_id,
            price,
            None if is_own else int(self.whose.value()),
            self._contact_id if is_own else None,
            self.quantity.value() or Decimal(1),
            self.currency.value(),
        )
        action = partial(prices.set_price, draft=draft)
        self.write(T("Set a price"), action, T("Price saved"))

    def _on_whose(self) -> None:
        self._fit()
        if not self.customer.isHidden():
            self.customer.start()

    def _fit(self) -> None:
        self.customer.setVisible(self.whose.value() == _CUSTOMER)

    def _on_customer(self, contact_id: int) -> None:
        self._contact_id = contact_id or None
