"""What the lines come to: net, discount, tax per rate, total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from smallcrm.core import formats
from smallcrm.core.text import T, Text
from smallcrm.services.documents import Adjustment, GroupAmount, Totals
from smallcrm.ui.documents.fields import DiscountEdit
from smallcrm.ui.widgets.factory import Ui

_EDIT_WIDTH = 84
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ROUNDING = T(
    "Every line, discount and tax is rounded to whole cents by itself, half up (EN 16931). "
    "Tax is computed on the sum of each rate, not line by line."
)


class TotalsCard(QFrame):
    """The sums of the document, and the one discount on all of it.

    Signals:
        edited: Another discount is typed.
    """

    edited = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._grid = QGridLayout()
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._kept: tuple[Adjustment, ...] = ()
        self.discount = DiscountEdit()
        self._discount_label = ui.label(T("Discount"), "body", "2")
        self._discount_amount = self._figure()
        self._message = ui.label("", "caption", "danger", wrap=True)
        self._total = ui.label("", "figure")
        self._total_label = ui.label(T("Total"), "subtitle")
        self._is_typing = False
        self._build()
        self.discount.textEdited.connect(self._on_typed)
        self.discount.committed.connect(self._on_committed)
        self.discount.refused.connect(self._on_refused)
        ui.theme.changed.connect(self._fit)

    @property
    def is_valid(self) -> bool:
        """Whether the discount was understood."""
        return self.discount.is_valid

    def discounts(self) -> tuple[Adjustment, ...]:
        """The discounts on the whole document."""
        if self._kept:
            return self._kept
        found = self.discount.tried() if self._is_typing else self.discount.value()
        return (found,) if found is not None else ()

    def set_discounts(self, discounts: tuple[Adjustment, ...], currency: str) -> None:
        """Show *discounts*; several, or those of one tax group, are kept as they are."""
        is_plain = len(discounts) <= 1 and not any(one.tax_category for one in discounts)
        self._kept = () if is_plain else discounts
        self.discount.setVisible(is_plain)
        self.discount.set_currency(currency)
        self.discount.set_value(discounts[0] if is_plain and discounts else None)
        self._message.hide()

    def show_totals(self, totals: Totals, *, include_tax: bool) -> None:
        """Show the sums, above the net with tax where prices include it, as on the page."""
        rows = list(_sums(totals, include_tax=include_tax))
        while len(self._rows) < len(rows):
            self._add_row(len(self._rows) + bool(self._rows))
        for place, (label, figure) in enumerate(self._rows):
            label.setVisible(place < len(rows))
            figure.setVisible(place < len(rows))
            if place < len(rows):
                label.setText(str(rows[place][0]))
                figure.setText(formats.money(rows[place][1], totals.currency))
        taken_off = _sum(totals.discounts, include_tax=include_tax)
        self._discount_amount.setText(
            formats.money(-taken_off, totals.currency) if taken_off else ""
        )
        self._total.setText(formats.money(totals.total, totals.currency))
        self._total.setAccessibleName(f"{self._total_label.text()} {self._total.text()}")

    def _build(self) -> None:
        m = self._ui.m
        self.setProperty("card", "plain")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s4, m.s3, m.s4, m.s3)
        layout.setSpacing(m.s2)
        self._grid.setHorizontalSpacing(m.s2)
        self._grid.setVerticalSpacing(m.s2)
        self._grid.setColumnStretch(1, 1)
        self._discount_label.setBuddy(self.discount)
        self.discount.setObjectName("discount")
        self.discount.setAccessibleName(str(T("Discount on the whole document")))
        self._ui.explain(
            self.discount,
            T("A number is per cent; for an amount, type the currency too: 10 €"),
        )
        self._grid.addWidget(self._discount_label, 1, 0)
        self._grid.addWidget(self.discount, 1, 1, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(self._discount_amount, 1, 2)
        layout.addLayout(self._grid)
        layout.addWidget(self._message)
        self._message.hide()
        layout.addStretch(1)
        layout.addWidget(self._ui.separator())
        line = self._ui.row()
        line.addWidget(self._total_label)
        line.addStretch(1)
        line.addWidget(self._total)
        layout.addLayout(line)
        for label in (self._total, self._total_label):
            self._ui.explain(label, _ROUNDING)
        self._fit()

    def _fit(self) -> None:
        self.discount.setFixedWidth(self._ui.theme.size(_EDIT_WIDTH))

    def _add_row(self, row: int) -> None:
        label, figure = self._ui.label("", "body", "2"), self._figure()
        self._grid.addWidget(label, row, 0, 1, 2)
        self._grid.addWidget(figure, row, 2)
        self._rows.append((label, figure))

    def _figure(self) -> QLabel:
        label = self._ui.label("", "body_strong")
        label.setAlignment(_RIGHT)
        return label

    def _on_typed(self) -> None:
        self._is_typing = True
        self.edited.emit()

    def _on_committed(self) -> None:
        self._is_typing = False
        self._message.hide()
        self.edited.emit()

    def _on_refused(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.show()


def _sums(totals: Totals, *, include_tax: bool) -> Iterator[tuple[Text, Decimal]]:
    """The words and the figures of the page (see ``services.documents.pdf.sums``)."""
    if totals.discounts or totals.charges:
        lines = sum((line.gross for line in totals.lines), Decimal(0))
        yield (T("Subtotal with VAT"), lines) if include_tax else (T("Subtotal"), totals.sum_lines)
    if totals.charges:
        yield T("Charges"), _sum(totals.charges, include_tax=include_tax)
    yield T("Net"), totals.total_without_tax
    for row in totals.taxes:
        yield T("VAT {rate}", rate=formats.percent(row.rate)), row.tax
    if totals.prepaid:
        yield T("Paid in advance"), -totals.prepaid


def _sum(parts: Iterable[GroupAmount], *, include_tax: bool) -> Decimal:
    amounts = (part.gross if include_tax else part.amount for part in parts)
    return sum(amounts, Decimal(0))
