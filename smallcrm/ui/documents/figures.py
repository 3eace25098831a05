"""Prices and rates as they are typed into a line, and as they are shown there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from smallcrm.core import formats
from smallcrm.core.errors import UserError
from smallcrm.core.fold import fold
from smallcrm.core.money import decimals, rounded
from smallcrm.core.text import T
from smallcrm.core.typed import read_number
from smallcrm.services.settings import TaxRateRow

_DIGITS = 6  # decimals that prices and quantities may have
# "1.500" in Athens and "1,500" in London is one thousand five hundred: a price with exactly
# three decimals is so much rarer that it has to be typed with four ("1.5000").
_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}[.,]\d{3}(?![\d.,])")
_WHOLE = 100  # per cent
_UNTAXED = ("S", "Z")  # categories that need no name beside their rate


def read_price(typed: str) -> Decimal:
    """The price in *typed*, with up to six decimals: ``95``, ``1.500``, ``3*12,50``.

    Raises:
        UserError: It is not a number.
    """
    return read_number(typed, 2 if _THOUSANDS.search(typed) else _DIGITS)


def read_quantity(typed: str) -> Decimal:
    """The quantity in *typed*, with up to six decimals.

    Raises:
        UserError: It is not a number.
    """
    return read_number(typed, _DIGITS)


def names_currency(typed: str) -> bool:
    """Whether *typed* is an amount of money by its looks: ``10 €``, ``€10``, ``10 EUR``."""
    return any(sign.isalpha() or unicodedata.category(sign) == "Sc" for sign in typed)


def read_share(typed: str) -> Decimal:
    """The per cents in *typed*, 0 to 100, with or without the sign.

    Raises:
        UserError: It is not a number, or not a share of anything.
    """
    share = read_number(typed.replace("%", ""), _DIGITS)
    if not 0 <= share <= _WHOLE:
        raise UserError(T("A discount is between 0 % and 100 %."))
    return share


def read_rate(typed: str, rates: Sequence[TaxRateRow], day: date) -> TaxRateRow:
    """The tax rate that *typed* means, a number or a name, among the *rates* of that *day*.

    Raises:
        UserError: There is none.
    """
    wanted = fold(typed.strip())
    for row in rates:
        if wanted in (fold(row.name), fold(rate_text(row.category, row.rate))):
            return row
    try:
        number = read_number(typed.replace("%", ""), _DIGITS)
    except UserError:
        number = None
    found = next((row for row in rates if row.rate == number), None)
    if found is None:
        raise UserError(
            T("There is no tax rate “{typed}” on {day}.", typed=typed, day=formats.day(day)),
            hint=T(
                "The rates are: {rates}.", rates=", ".join(formats.percent(r.rate) for r in rates)
            ),
        )
    return found


def price_text(price: Decimal, currency: str) -> str:
    """*price* with all decimals of *currency*, or with more where it has more."""
    exponent = price.normalize().as_tuple().exponent
    has_more = isinstance(exponent, int) and -exponent > decimals(currency)
    return formats.number(price) if has_more else formats.amount(price, currency)


def amount_text(amount: Decimal, currency: str) -> str:
    """*amount* with its currency, so that nobody takes it for per cents."""
    has_more = rounded(amount, decimals(currency)) != amount
    return price_text(amount, currency) if has_more else formats.money(amount, currency)


def rate_text(category: str, rate: Decimal) -> str:
    """``24 %``; with its category where that is not plain: ``0 % AE``."""
    share = formats.percent(rate)
    return share if category in _UNTAXED else f"{share} {category}"
