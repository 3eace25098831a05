"""Sums by age side by side: how old the debts are, at a glance."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtWidgets import QLabel, QWidget

from smallcrm.core import formats
from smallcrm.core.text import T, Text
from smallcrm.services.receivables import BUCKET_NAMES, Aging
from smallcrm.ui.widgets.button import set_property
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.flow_layout import FlowLayout


class AgeStrip(QWidget):
    """A heading above each sum; what is late is red. It wraps where room is short."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._flow = FlowLayout(ui.m.s5)
        self.setLayout(self._flow)
        self._figures: list[QLabel] = []
        for name in (*BUCKET_NAMES, T("On account"), T("Balance")):
            self._flow.addWidget(self._cell(ui, name))
        self.setAccessibleName(str(T("Open by age")))

    def show_sums(self, aging: Aging, further: Iterable[Decimal], currency: str) -> None:
        """Show *aging* and then what is on account and the balance."""
        amounts = (*aging, *further)
        for number, (figure, amount) in enumerate(zip(self._figures, amounts, strict=True)):
            text = formats.money(amount, currency)
            figure.setText(text)
            is_late = 0 < number < len(aging) and bool(amount)
            set_property(figure, "tone", "danger" if is_late else "")

    def _cell(self, ui: Ui, name: Text) -> QWidget:
        cell = QWidget()
        column = ui.column(2)
        cell.setLayout(column)
        column.addWidget(ui.label(name, "caption", "2"))
        figure = ui.value("", "body_strong", wrap=False)
        figure.setAccessibleName(str(name))
        column.addWidget(figure)
        self._figures.append(figure)
        return cell
