"""What the lines come to: net, discount, charge, tax per rate, total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from smallcrm.core import formats
from smallcrm.core.text import T, Text
from smallcrm.services.documents import DocumentDraft, GroupAmount, Totals
from smallcrm.ui.documents.adjustment_rows import AdjustmentRows
from smallcrm.ui.documents.fields import DiscountEdit
from smallcrm.ui.widgets.factory import Ui

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ROUNDING = T(
    "Every line, discount and tax is rounded to whole cents by itself, half up (EN 16931). "
    "Tax is computed on the sum of each rate, not line by line."
)


class TotalsCard(QFrame):
    """The sums of the document, and the discount and the charge on all of it.

    Signals:
        edited: Another discount or charge is typed.
    """

    edited = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._above, self._below = QGridLayout(), QGridLayout()
        self._rows: list[tuple[QLabel, QLabel]] = []
        self.off = AdjustmentRows(
            ui, DiscountEdit(), T("Discount"), T("Discount on the whole document")
        )
        self.plus = AdjustmentRows(
            ui, DiscountEdit(is_amount=True), T("Charge"), T("Charge on the whole document")
        )
        self._add = ui.button(T("Add a charge"), "link", clicked=self.unfold_charge)
        self._message = ui.label("", "caption", "danger", wrap=True)
        self._total = ui.label("", "figure")
        self._total_label = ui.label(T("Total"), "subtitle")
        self._build()
        for rows in (self.off, self.plus):
            rows.edited.connect(self.edited)
            rows.refused.connect(self._on_refused)

    @property
    def discount(self) -> DiscountEdit:
        """Where the discount is typed."""
        return self.off.edit

    @property
    def is_valid(self) -> bool:
        """Whether the discount and the charge were understood."""
        return self.off.edit.is_valid and self.plus.edit.is_valid

    def go_to_problem(self) -> None:
        """Put the keyboard to what was not understood."""
        (self.plus.edit if self.off.edit.is_valid else self.off.edit).setFocus()

    def written(self, draft: DocumentDraft) -> DocumentDraft:
        """*draft* with the discounts and charges on the whole document."""
        return replace(draft, discounts=self.off.values(), charges=self.plus.values())

    def show_draft(self, draft: DocumentDraft) -> None:
        """Show the discounts and charges of *draft*, without a signal."""
        self.off.set_values(draft.discounts, draft.currency)
        self.plus.set_values(draft.charges, draft.currency)
        self._show_charge(shown=bool(draft.charges))
        self._message.hide()

    def set_currency(self, currency: str) -> None:
        """Amounts are of *currency* from now on."""
        for rows in (self.off, self.plus):
            rows.edit.set_currency(currency)

    def show_totals(self, totals: Totals, *, include_tax: bool) -> None:
        """Show the sums, above the net with tax where prices include it, as on the page."""
        rows = list(_sums(totals, include_tax=include_tax))
        while len(self._rows) < len(rows):
            self._add_row()
        for place, (label, figure) in enumerate(self._rows):
            label.setVisible(place < len(rows))
            figure.setVisible(place < len(rows))
            if place < len(rows):
                label.setText(str(rows[place][0]))
                figure.setText(formats.money(rows[place][1], totals.currency))
        taken_off = _sum(totals.discounts, include_tax=include_tax)
        self.off.show_amount(-taken_off, totals.currency)
        self.plus.show_amount(_sum(totals.charges, include_tax=include_tax), totals.currency)
        self._total.setText(formats.money(totals.total, totals.currency))
        self._total.setAccessibleName(f"{self._total_label.text()} {self._total.text()}")

    def _build(self) -> None:
        m = self._ui.m
        self.setProperty("card", "plain")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s4, m.s3, m.s4, m.s3)
        layout.setSpacing(m.s2)
        for grid in (self._above, self._below):
            grid.setHorizontalSpacing(m.s2)
            grid.setVerticalSpacing(m.s2)
            grid.setColumnStretch(0, 1)
        self.off.edit.setObjectName("discount")
        self.plus.edit.setObjectName("charge")
        self._ui.explain(
            self.off.edit, T("A number is per cent; for an amount, type the currency too: 10 €")
        )
        self._ui.explain(
            self.plus.edit, T("Freight or packing: an amount, or per cent with the sign: 2 %")
        )
        layout.addLayout(self._above)
        layout.addWidget(self.off)
        layout.addWidget(self.plus)
        layout.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._message)
        layout.addLayout(self._below)
        self._message.hide()
        self._show_charge(shown=False)
        layout.addStretch(1)
        layout.addWidget(self._ui.separator())
        line = self._ui.row()
        line.addWidget(self._total_label)
        line.addStretch(1)
        line.addWidget(self._total)
        layout.addLayout(line)
        for label in (self._total, self._total_label):
            self._ui.explain(label, _ROUNDING)

    def _add_row(self) -> None:
        label, figure = self._ui.label("", "body", "2"), self._ui.label("", "body_strong")
        figure.setAlignment(_RIGHT)
        grid = self._below if self._rows else self._above
        row = grid.rowCount()
        grid.addWidget(label, row, 0)
        grid.addWidget(figure, row, 1)
        self._rows.append((label, figure))

    def _show_charge(self, *, shown: bool) -> None:
        self.plus.setVisible(shown)
        self._add.setVisible(not shown)

    def unfold_charge(self) -> None:
        """Have room for a charge, with the keyboard there."""
        self._show_charge(shown=True)
        self.plus.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))


def _sums(totals: Totals, *, include_tax: bool) -> Iterator[tuple[Text, Decimal]]:
    """The words and the figures of the page (see ``services.documents.pdf.sums``)."""
    if totals.discounts or totals.charges:
        lines = sum((line.gross for line in totals.lines), Decimal(0))
        yield (T("Subtotal with VAT"), lines) if include_tax else (T("Subtotal"), totals.sum_lines)
    yield T("Net"), totals.total_without_tax
    for row in totals.taxes:
        yield T("VAT {rate}", rate=formats.percent(row.rate)), row.tax
    if totals.prepaid:
        yield T("Paid in advance"), -totals.prepaid


def _sum(parts: Iterable[GroupAmount], *, include_tax: bool) -> Decimal:
    amounts = (part.gross if include_tax else part.amount for part in parts)
    return sum(amounts, Decimal(0))
