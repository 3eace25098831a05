"""What the cells of a line say, and what typing into one of them makes of the line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

from smallcrm.core import formats
from smallcrm.core.text import T, Text
from smallcrm.services.documents import LineDraft
from smallcrm.services.products import ProductRow
from smallcrm.services.settings import TaxRateRow
from smallcrm.ui.documents import figures, line_discounts
from smallcrm.ui.documents.pasting import PastedLine

_ZERO, _ONE = Decimal(0), Decimal(1)


class Cell(IntEnum):
    """The columns of the table of lines."""

    ITEM = 0
    QUANTITY = 1
    UNIT = 2
    PRICE = 3
    DISCOUNT = 4
    TAX = 5
    AMOUNT = 6


HEADINGS: dict[Cell, Text] = {
    Cell.ITEM: T("Item"),
    Cell.QUANTITY: T("Qty"),
    Cell.UNIT: T("Unit"),
    Cell.PRICE: T("Price"),
    Cell.DISCOUNT: T("Disc."),
    Cell.TAX: T("VAT"),
    Cell.AMOUNT: T("Amount"),
}
FIGURES = (Cell.QUANTITY, Cell.PRICE, Cell.DISCOUNT, Cell.TAX, Cell.AMOUNT)
TYPED = tuple(cell for cell in Cell if cell != Cell.AMOUNT)


class Basis(NamedTuple):
    """What the lines of a document rest on.

    Attributes:
        day: The tax date, which picks the *rates*; the first of them is for new lines.
        include_tax: Whether prices are typed with tax.
    """

    day: date
    rates: Sequence[TaxRateRow] = ()
    currency: str = "EUR"
    include_tax: bool = False


def fresh(basis: Basis) -> LineDraft:
    """A line before anything is typed."""
    return _taxed(LineDraft(), basis.rates[0]) if basis.rates else LineDraft()


def is_blank(line: LineDraft) -> bool:
    """Whether *line* says nothing that a document would print."""
    return not line.description.strip() and not line.price


def text(line: LineDraft, cell: Cell, currency: str) -> str:
    """What *cell* of *line* shows; the amount is not its business."""
    return _TEXTS[cell](line, currency) if cell in _TEXTS else ""


def edited_text(line: LineDraft, cell: Cell, currency: str) -> str:
    """What *cell* of *line* begins with when somebody types into it."""
    if cell == Cell.DISCOUNT:
        return line_discounts.edited_text(line, currency)
    return text(line, cell, currency)


def typed(line: LineDraft, cell: Cell, words: str, basis: Basis) -> LineDraft:
    """*line* after *words* were typed into *cell*.

    Raises:
        UserError: They cannot be understood.
    """
    return _READERS[cell](line, words.strip(), basis)


def of_product(line: LineDraft, product: ProductRow, basis: Basis) -> LineDraft:
    """*line* for *product*: its name, unit and tax; what it costs is asked for elsewhere."""
    rate = _rate_of(product, basis)
    filled = replace(
        line,
        description=product.name,
        unit=product.unit,
        item_code=product.code,
        product_id=product.id,
        tax_category=product.tax_category,
        tax_rate=product.tax_rate,
    )
    return _taxed(filled, rate) if rate is not None else filled


def of_pasted(pasted: PastedLine, basis: Basis) -> LineDraft:
    """The line that a row of a spreadsheet becomes; an unknown tax rate is the usual one."""
    line = replace(
        fresh(basis),
        description=pasted.text,
        item_code=pasted.code,
        unit=pasted.unit,
        quantity=_ONE if pasted.quantity is None else pasted.quantity,
        price=pasted.price or _ZERO,
        discount_percent=pasted.discount or _ZERO,
    )
    rate = next((row for row in basis.rates if row.rate == pasted.tax), None)
    return _taxed(line, rate) if rate is not None else line


def as_row(line: LineDraft, currency: str, amount: str) -> str:
    """*line* as a row of a spreadsheet, for the clipboard."""
    cells = [text(line, cell, currency) for cell in TYPED]
    return "\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in (*cells, amount))


def _rate_of(product: ProductRow, basis: Basis) -> TaxRateRow | None:
    """The product's own rate where it holds on the day, else the first of its category."""
    alike = [row for row in basis.rates if row.category == product.tax_category]
    same = (row for row in alike if row.rate == product.tax_rate)
    return next(same, alike[0] if alike else None)


def _taxed(line: LineDraft, rate: TaxRateRow) -> LineDraft:
    return replace(
        line,
        tax_category=rate.category,
        tax_rate=rate.rate,
        exemption_reason=rate.exemption_reason,
        exemption_code=rate.exemption_code,
    )


def _read_tax(line: LineDraft, words: str, basis: Basis) -> LineDraft:
    if not words:
        return _taxed(line, basis.rates[0]) if basis.rates else line
    if words == figures.rate_text(line.tax_category, line.tax_rate):
        return line
    return _taxed(line, figures.read_rate(words, basis.rates, basis.day))


_TEXTS: dict[Cell, Callable[[LineDraft, str], str]] = {
    Cell.ITEM: lambda line, _currency: line.description,
    Cell.QUANTITY: lambda line, _currency: formats.number(line.quantity),
    Cell.UNIT: lambda line, _currency: line.unit,
    Cell.PRICE: lambda line, currency: figures.price_text(line.price, currency),
    Cell.DISCOUNT: line_discounts.text,
    Cell.TAX: lambda line, _currency: figures.rate_text(line.tax_category, line.tax_rate),
}
_READERS: dict[Cell, Callable[[LineDraft, str, Basis], LineDraft]] = {
    Cell.ITEM: lambda line, words, _basis: replace(line, description=words),
    Cell.QUANTITY: lambda line, words, _basis: replace(
        line, quantity=figures.read_quantity(words) if words else _ONE
    ),
    Cell.UNIT: lambda line, words, _basis: replace(line, unit=words),
    Cell.PRICE: lambda line, words, _basis: replace(
        line, price=figures.read_price(words) if words else _ZERO
    ),
    Cell.DISCOUNT: lambda line, words, _basis: line_discounts.typed_into(line, words),
    Cell.TAX: _read_tax,
}
