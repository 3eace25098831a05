"""The columns of the table of products, and what typing into one of them makes of a product."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

from smallcrm.core.text import T, Text
from smallcrm.services.products import ProductDraft, ProductRow
from smallcrm.services.settings import TaxRateRow
from smallcrm.ui.documents import figures


class Cell(IntEnum):
    """The columns."""

    NAME = 0
    CODE = 1
    UNIT = 2
    PRICE = 3
    TAX = 4


HEADINGS: dict[Cell, Text] = {
    Cell.NAME: T("Product or service"),
    Cell.CODE: T("Code"),
    Cell.UNIT: T("Unit"),
    Cell.PRICE: T("Price"),
    Cell.TAX: T("VAT"),
}


class Basis(NamedTuple):
    """What the figures rest on.

    Attributes:
        currency: Of the business: that of prices that name none.
        rates: The tax rates of today, for what is typed.
        listed: The prices of the list that is looked at, by product, with their currency; None
            where the usual prices are shown.
    """

    currency: str = "EUR"
    rates: Sequence[TaxRateRow] = ()
    day: date = date.min
    listed: dict[int, tuple[Decimal, str]] | None = None


def text(row: ProductRow, cell: Cell, basis: Basis) -> str:
    """What *cell* of *row* shows."""
    return price_text(row, basis) if cell == Cell.PRICE else _TEXTS[cell](row)


def price_text(row: ProductRow, basis: Basis) -> str:
    """The usual price, or that of the list; its currency where it is not that of the business."""
    price, currency = row.price, row.currency or basis.currency
    if basis.listed is not None:
        if row.id not in basis.listed:
            return ""
        price, currency = basis.listed[row.id]
    shown = figures.price_text(price, currency)
    return shown if currency == basis.currency else f"{shown} {currency}"


def typed(draft: ProductDraft, cell: Cell, words: str, basis: Basis) -> ProductDraft:
    """*draft* after *words* were typed into *cell*.

    Raises:
        UserError: They cannot be understood.
    """
    return _READERS[cell](draft, words.strip(), basis)


def _taxed(draft: ProductDraft, words: str, basis: Basis) -> ProductDraft:
    if not words or words == figures.rate_text(draft.tax_category, draft.tax_rate):
        return draft
    rate = figures.read_rate(words, basis.rates, basis.day)
    return replace(draft, tax_category=rate.category, tax_rate=rate.rate)


_TEXTS: dict[Cell, Callable[[ProductRow], str]] = {
    Cell.NAME: lambda row: row.name,
    Cell.CODE: lambda row: row.code,
    Cell.UNIT: lambda row: row.unit,
    Cell.TAX: lambda row: figures.rate_text(row.tax_category, row.tax_rate),
}
_READERS: dict[Cell, Callable[[ProductDraft, str, Basis], ProductDraft]] = {
    Cell.NAME: lambda draft, words, _basis: replace(draft, name=words),
    Cell.CODE: lambda draft, words, _basis: replace(draft, code=words),
    Cell.UNIT: lambda draft, words, _basis: replace(draft, unit=words),
    Cell.PRICE: lambda draft, words, _basis: replace(
        draft, price=figures.read_price(words) if words else Decimal(0)
    ),
    Cell.TAX: _taxed,
}
