"""One tax rate: its name, kind, per cent and the days it holds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from smallcrm.core.errors import UserError
from smallcrm.core.text import T, Text
from smallcrm.services import settings
from smallcrm.services.settings import TaxRateDraft, TaxRateRow
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.typed_edit import DateEdit, DecimalEdit

_STANDARD = "S"
_WIDTH = 440
_CATEGORIES: dict[str, Text] = {
    _STANDARD: T("Taxed"),
    "Z": T("Zero rate"),
    "E": T("Exempt"),
    "AE": T("The customer pays the tax"),
    "K": T("Delivery within the EU"),
    "G": T("Export"),
    "O": T("Outside the tax"),
}


def category_words(category: str) -> Text:
    """What a kind of tax (EN 16931, UNTDID 5305) is called."""
    return _CATEGORIES.get(category, T("Taxed"))


class TaxRateDialog(QDialog):
    """A new rate, or one that is there already.

    Args:
        context: Of the page.
        row: The rate; None for a new one.
        parent: The window.
    """

    def __init__(self, context: Context, row: TaxRateRow | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._row = row
        self.name = QLineEdit()
        self.category = Choice(_CATEGORIES.items())
        self.rate = DecimalEdit(6)
        self.valid_from = DateEdit(context.ui)
        self.valid_to = DateEdit(context.ui)
        self.exemption_reason = QLineEdit()
        self._fields: dict[str, FormField] = {}
        standard = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(standard.Save | standard.Cancel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(str(T("Tax rate") if row else T("New tax rate")))
        self.setMinimumWidth(context.theme.size(_WIDTH))
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
        self._buttons.setEnabled(False)
        self._context.ops.write(
            self, label, action, done=lambda _none: self._on_saved(), failed=self._on_failed
        )

    def _build(self) -> None:
        m, ui = self._context.ui.m, self._context.ui
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s4)
        layout.setSpacing(m.s4)
        share = T("In percent; 24 for 24 %")
        always = T("Empty when there is no such day")
        for name, title, editor, hint in (
            ("name", T("Name of the rate"), self.name, T("As it stands on documents")),
            ("category", T("Kind"), self.category, ""),
            ("rate", T("Rate"), self.rate, share),
            ("valid_from", T("First day"), self.valid_from, ""),
            ("valid_to", T("Last day"), self.valid_to, always),
            ("exemption_reason", T("Why no tax is charged"), self.exemption_reason, ""),
        ):
            self._fields[name] = FormField(ui, title, editor, hint, name=name)
        for name in ("name", "category", "rate", "exemption_reason"):
            layout.addWidget(self._fields[name])
        days = ui.row(m.s3)
        for name in ("valid_from", "valid_to"):
            days.addWidget(self._fields[name], 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(days)
        layout.addStretch(1)
        layout.addWidget(self._buttons)
        self._buttons.accepted.connect(self.save)
        self._buttons.rejected.connect(self.reject)
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
        self._fit()

    def _fit(self) -> None:
        is_taxed = self.category.value() == _STANDARD
        self._fields["rate"].setVisible(is_taxed)
        self._fields["exemption_reason"].setVisible(not is_taxed)

    def _on_saved(self) -> None:
        self._context.say(T("Tax rate saved"), undo=True)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self._buttons.setEnabled(True)
        if isinstance(error, UserError) and error.field in self._fields:
            self._fields[error.field].set_error(str(error))
            self._fields[error.field].editor.setFocus()
        else:
            self._context.fail(self, error)
