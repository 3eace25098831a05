"""A price list: its name, its currency and the days on which it holds."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from smallcrm.core.text import T
from smallcrm.services import prices
from smallcrm.services.prices import PriceListDraft, PriceListRow
from smallcrm.ui.forms.choices import currency_choice
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.typed_edit import DateEdit


class PriceListDialog(FormDialog):
    """A new price list, or one that is there already.

    Args:
        context: Of the page.
        row: The list; None for a new one.
        parent: The window.
    """

    def __init__(self, context: Context, row: PriceListRow | None, parent: QWidget) -> None:
        super().__init__(context, T("Price list") if row else T("New price list"), parent)
        self._row = row
        self.name = QLineEdit()
        self.currency = currency_choice(("", str(T("That of the business"))))
        self.valid_from, self.valid_to = DateEdit(context.ui), DateEdit(context.ui)
        self.add_field("name", T("Name of the price list"), self.name)
        self.add_field("currency", T("Currency of its prices"), self.currency)
        self.add_field("valid_from", T("First day"), self.valid_from)
        hint = T("Empty when there is no such day")
        self.add_field("valid_to", T("Last day"), self.valid_to, hint)
        self.lay_out("name", "currency", ("valid_from", "valid_to"))
        if row is not None:
            self.name.setText(row.name)
            self.currency.set_value(row.currency)
            self.valid_from.set_value(row.valid_from)
            self.valid_to.set_value(row.valid_to)

    def save(self) -> None:
        """Store the list and close; what is wrong is said beside its field."""
        read = [edit.commit() for edit in (self.valid_from, self.valid_to)]
        if not all(read):
            return
        draft = PriceListDraft(
            self.name.text(),
            self.currency.value(),
            self.valid_from.value(),
            self.valid_to.value(),
        )
        row = self._row

        def action(session: Any) -> None:
            if row is None:
                prices.create_price_list(session, draft)
            else:
                prices.change_price_list(session, row.id, draft)

        label = T("Change a price list") if row else T("Add a price list")
        self.write(label, action, T("Price list saved"))
