"""The discount and the charge on a whole document, each with its reason."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from smallcrm.core import formats
from smallcrm.core.text import T, Text
from smallcrm.services.documents import Adjustment
from smallcrm.ui.documents.fields import DiscountEdit
from smallcrm.ui.widgets.factory import Ui

_LABEL_WIDTH, _EDIT_WIDTH = 68, 84
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class AdjustmentRows(QWidget):
    """A figure, what it comes to, and the reason beneath while there is something to explain.

    Several of them, or those of one tax group, come from elsewhere and are kept as they are.

    Args:
        ui: Makes the labels.
        edit: Where the figure is typed.
        name: What the row is called.
        spoken: What the figure is called for a screen reader.

    Signals:
        edited: Something else is typed.
        refused: What is typed cannot be understood; carries a sentence, empty when it can.
    """

    edited = Signal()
    refused = Signal(str)

    def __init__(self, ui: Ui, edit: DiscountEdit, name: Text, spoken: Text) -> None:
        super().__init__()
        self._ui = ui
        self._kept: tuple[Adjustment, ...] = ()
        self._is_typing = False
        self.edit = edit
        self.reason = QLineEdit()
        self._label = ui.label(name, "body", "2")
        self._amount: QLabel = ui.label("", "body_strong")
        self._build(spoken)
        edit.textEdited.connect(self._on_typed)
        edit.committed.connect(self._on_committed)
        edit.refused.connect(self.refused)
        self.reason.textEdited.connect(lambda _text: self.edited.emit())
        ui.theme.changed.connect(self._fit)

    @property
    def is_plain(self) -> bool:
        """Whether what there is can be typed here."""
        return not self._kept

    def values(self) -> tuple[Adjustment, ...]:
        """The discounts or charges on the whole document."""
        if self._kept:
            return self._kept
        found = self.edit.tried() if self._is_typing else self.edit.value()
        if found is None:
            return ()
        reason = self.reason.text().strip()
        return (Adjustment(found.amount, found.percent, reason),)

    def set_values(self, values: tuple[Adjustment, ...], currency: str) -> None:
        """Show *values*, without a signal."""
        is_plain = len(values) <= 1 and not any(one.tax_category for one in values)
        self._kept = () if is_plain else values
        self._is_typing = False
        self.edit.setVisible(is_plain)
        self.edit.set_currency(currency)
        self.edit.set_value(values[0] if is_plain and values else None)
        reason = values[0].reason if is_plain and values else ""
        if reason != self.reason.text().strip():
            self.reason.setText(reason)
        self._fit_reason()

    def show_amount(self, amount: Decimal, currency: str) -> None:
        """Say what it comes to; nothing for 0."""
        self._amount.setText(formats.money(amount, currency) if amount else "")
        self._fit_reason()

    def _build(self, spoken: Text) -> None:
        m = self._ui.m
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(m.s2)
        grid.setVerticalSpacing(m.s1)
        grid.setColumnStretch(1, 1)
        self._label.setBuddy(self.edit)
        self.edit.setAccessibleName(str(spoken))
        reason = T("Reason, as it is printed")
        self.reason.setPlaceholderText(str(reason))
        self.reason.setAccessibleName(f"{self._label.text()}: {reason}")
        self._amount.setAlignment(_RIGHT)
        grid.addWidget(self._label, 0, 0)
        grid.addWidget(self.edit, 0, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self._amount, 0, 2)
        grid.addWidget(self.reason, 1, 0, 1, 3)
        self._fit()
        self._fit_reason()

    def _fit(self) -> None:
        self.edit.setFixedWidth(self._ui.theme.size(_EDIT_WIDTH))
        self._label.setMinimumWidth(self._ui.theme.size(_LABEL_WIDTH))

    def _fit_reason(self) -> None:
        self.reason.setVisible(self.is_plain and bool(self.values()))

    def _on_typed(self) -> None:
        self._is_typing = True
        self.edited.emit()

    def _on_committed(self) -> None:
        self._is_typing = False
        self.refused.emit("")
        self.edited.emit()
