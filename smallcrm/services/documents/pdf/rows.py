"""The table of lines in words: which columns it needs, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from smallcrm.core.text import T
from smallcrm.services.documents.drafts import (
    ZERO,
    Adjustment,
    DocumentView,
    LineDraft,
    LineTotals,
)
from smallcrm.services.documents.pdf import sums
from smallcrm.services.documents.pdf.words import Words


class Figure(NamedTuple):
    """What stands in a column of the table: a figure and perhaps a remark below it."""

    text: str
    remark: str = ""


class Row(NamedTuple):
    """A line of the document.

    Attributes:
        figures: One for each heading after that of the text.
        leads: One for each heading before it.
    """

    text: str
    remarks: tuple[str, ...]
    figures: tuple[Figure, ...]
    amount: Decimal
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """Which of the optional columns a document has."""

    has_prices: bool
    has_positions: bool
    has_codes: bool
    has_units: bool
    has_discounts: bool
    has_taxes: bool
    has_tax_amounts: bool

    @classmethod
    def of(cls, view: DocumentView, *, has_prices: bool = True) -> Columns:
        """Those that the layout wants and those that the lines need."""
        groups = {(line.tax_category, line.tax_rate) for line in view.draft.lines}
        layout = view.layout
        has_any_discount = any(line.discounts for line in view.totals.lines)
        return cls(
            has_prices=has_prices,
            has_positions=layout.position,
            has_codes=layout.item_code and any(line.item_code for line in view.draft.lines),
            has_units=layout.unit,
            has_discounts=has_prices and layout.discount and has_any_discount,
            has_taxes=has_prices and (layout.tax_rate or len(groups) > 1),
            has_tax_amounts=has_prices and layout.tax_amount,
        )

    def leads(self, say: Words) -> tuple[str, ...]:
        """The headings before that of the text."""
        # i18n: heading of the column with 1, 2, 3 …; as short as can be.
        needed = [T("#")] if self.has_positions else []
        needed += [T("Item code")] if self.has_codes else []
        return tuple(say(message) for message in needed)

    def headings(self, say: Words) -> tuple[str, ...]:
        """The headings from that of the text on."""
        needed = [T("Description"), T("Qty")]
        needed += [T("Unit")] if self.has_units else []
        needed += [T("Price")] if self.has_prices else []
        needed += [T("Discount")] if self.has_discounts else []
        needed += [T("VAT")] if self.has_taxes else []
        needed += [T("VAT amount")] if self.has_tax_amounts else []
        needed += [T("Amount")] if self.has_prices else []
        return tuple(say(message) for message in needed)

    def rows(self, view: DocumentView, say: Words) -> Iterator[Row]:
        """The lines of *view*."""
        pairs = zip(view.draft.lines, view.totals.lines, strict=False)
        for position, (line, totals) in enumerate(pairs, start=1):
            amount = totals.gross if view.draft.prices_include_tax else totals.net
            yield Row(
                text=line.description,
                remarks=tuple(self._remarks(line, totals, say)),
                figures=tuple(self._figures(line, totals, amount, say)),
                amount=amount,
                leads=tuple(self._leads(position, line)),
            )

    def _leads(self, position: int, line: LineDraft) -> Iterator[str]:
        if self.has_positions:
            yield str(position)
        if self.has_codes:
            yield line.item_code

    def _figures(
        self, line: LineDraft, totals: LineTotals, amount: Decimal, say: Words
    ) -> Iterator[Figure]:
        quantity = say.number(line.quantity)
        yield Figure(quantity if self.has_units else f"{quantity} {line.unit}".rstrip())
        if self.has_units:
            yield Figure(line.unit)
        if not self.has_prices:
            return
        per = line.price_per
        remark = say(T("per {quantity}", quantity=say.number(per))) if per != 1 else ""
        yield Figure(say.price(line.price), remark)
        if self.has_discounts:
            yield Figure(_discount(line, totals, say))
        if self.has_taxes:
            yield Figure(say.percent(line.tax_rate))
        if self.has_tax_amounts:
            yield Figure(say.amount(totals.gross - totals.net))
        yield Figure(say.amount(amount))

    def _remarks(self, line: LineDraft, totals: LineTotals, say: Words) -> Iterator[str]:
        if line.item_code and not self.has_codes:
            yield say(T("Item code {code}", code=line.item_code))
        if not self.has_prices:
            return
        own = (Adjustment(percent=line.discount_percent),) if line.discount_percent else ()
        if line.discounts or not self.has_discounts:
            for discount, amount in zip((*own, *line.discounts), totals.discounts, strict=False):
                yield f"{sums.label(discount, T('Discount'), say)}: {say.amount(-amount)}"
        for charge, amount in zip(line.charges, totals.charges, strict=False):
            yield f"{sums.label(charge, T('Charge'), say)}: {say.amount(amount)}"


def _discount(line: LineDraft, totals: LineTotals, say: Words) -> str:
    if line.discount_percent and not line.discounts:
        return say.percent(line.discount_percent)
    return say.amount(-sum(totals.discounts, ZERO)) if totals.discounts else ""
