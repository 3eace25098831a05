"""One tax rate: its name, kind, per cent and the days it holds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from smallcrm.core.text import T, Text
from smallcrm.services import settings
from smallcrm.services.settings import TaxRateDraft, TaxRateRow
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.typed_edit import DateEdit, DecimalEdit

_STANDARD = "S"
_CATEGORIES: dict[str, Text] = {
    _STANDARD: T("Taxed"),
    "Z": T("Zero rate"),
    "E": T("Exempt"),
    "AE": T("The customer pays the tax"),
    "K": T("Delivery within the EU"),
    "G": T("Export"),
    "O": T("Outside the tax"),
}


class TaxRateDialog(FormDialog):
    """A new rate, or one that is there already.

    Args:
        context: Of the page.
        row: The rate; None for a new one.
        parent: The window.
    """

    def __init__(self, context: Context, row: TaxRateRow | None, parent: QWidget) -> None:
        super().__init__(context, T("Tax rate") if row else T("New tax rate"), parent)
        self._row = row
        self.name = QLineEdit()
        self.category = Choice(_CATEGORIES.items())
        self.rate = DecimalEdit(6)
        self.valid_from = DateEdit(context.ui)
        self.valid_to = DateEdit(context.ui)
        self.exemption_reason = QLineEdit()
        self.exemption_code = QLineEdit()
        self._build()
        self._show()

    def draft(self) -> TaxRateDraft:
        """What stands in the form."""
        is_taxed = self.category.value() == _STANDARD
        return TaxRateDraft(
            name=self.name.text(),
            category=self.category.value(),
            rate=(self.rate.value() or Decimal(0)) if is_taxed else Decimal(0),
            valid_from=self.valid_from.value(),
            valid_to=self.valid_to.value(),
            exemption_reason="" if is_taxed else self.exemption_reason.text(),
            exemption_code="" if is_taxed else self.exemption_code.text(),
        )

    def save(self) -> None:
        """Store the rate and close; what is wrong is said beside its field."""
        read = [edit.commit() for edit in (self.rate, self.valid_from, self.valid_to)]
        if not all(read):
            return
        draft, row = self.draft(), self._row

        def action(session: Any) -> None:
            if row is None:
                settings.create_tax_rate(session, draft)
            else:
                settings.change_tax_rate(session, row.id, draft)

        label = T("Change a tax rate") if row else T("Add a tax rate")
        self.write(label, action, T("Tax rate saved"))

    def _build(self) -> None:
        always = T("Empty when there is no such day")
        self.add_field("name", T("Name of the rate"), self.name, T("As it stands on documents"))
        self.add_field("category", T("Kind"), self.category)
        self.add_field("rate", T("Rate"), self.rate, T("In percent; 24 for 24 %"))
        self.add_field("valid_from", T("First day"), self.valid_from)
        self.add_field("valid_to", T("Last day"), self.valid_to, always)
        self.add_field("exemption_reason", T("Why no tax is charged"), self.exemption_reason)
        code_hint = T("For electronic invoices; may stay empty")
        self.add_field("exemption_code", T("Code of the reason"), self.exemption_code, code_hint)
        self.lay_out(
            *("name", "category", "rate", "exemption_reason", "exemption_code"),
            ("valid_from", "valid_to"),
        )
        self.category.committed.connect(lambda _key: self._fit())

    def _show(self) -> None:
        row = self._row
        if row is not None:
            self.name.setText(row.name)
            self.category.set_value(row.category)
            self.rate.set_value(row.rate)
            self.valid_from.set_value(row.valid_from)
            self.valid_to.set_value(row.valid_to)
            self.exemption_reason.setText(row.exemption_reason)
            self.exemption_code.setText(row.exemption_code)
        self._fit()

    def _fit(self) -> None:
        is_taxed = self.category.value() == _STANDARD
        self.fields["rate"].setVisible(is_taxed)
        for name in ("exemption_reason", "exemption_code"):
            self.fields[name].setVisible(not is_taxed)
