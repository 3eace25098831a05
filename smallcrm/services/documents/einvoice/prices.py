"""The price of a line without tax, so that price times quantity gives the stored net to the cent.

Where prices include tax, the net of a line was divided from its gross and handed back by largest
remainder (``totals``): a price with few decimals may miss it by a cent. So may that of the last
credit note of a line. Then the price is said for the whole quantity: 499.98 for 3 pieces.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import NamedTuple

from smallcrm.core.money import decimals, rounded
from smallcrm.services.documents.drafts import (
    ZERO,
    Adjustment,
    LineDraft,
    LineTotals,
)
from smallcrm.services.documents.einvoice.model import Allowance

_HUNDRED = Decimal(100)
_PRECISION = 60  # digits, as in ``totals``
_MOST_DECIMALS = 6  # of a price, as many as are stored


class Priced(NamedTuple):
    """Quantity, price and its base, and discounts and charges, all without tax."""

    quantity: Decimal
    price: Decimal
    base_quantity: Decimal
    allowances: tuple[Allowance, ...]


class Named(NamedTuple):
    """What a discount and a charge are called where no reason is given."""

    discount: str
    charge: str


def priced(
    line: LineDraft, sums: LineTotals, currency: str, named: Named, *, with_tax: bool
) -> Priced:
    """What *line* says of its price; *sums* are its stored amounts.

    Args:
        line: As it was issued.
        sums: What it came to.
        currency: Of the document.
        named: For discounts and charges without a reason.
        with_tax: Whether price, discounts and charges are with tax.
    """
    with localcontext() as context:
        context.prec = _PRECISION
        if with_tax:
            return _from_gross(line, sums, decimals(currency), named)
        full = rounded(line.price * line.quantity / line.price_per, decimals(currency))
        if full != _before_allowances(sums):
            return _for_all(line, sums, tuple(_allowances(line, sums, named, None)))
        allowances = tuple(_allowances(line, sums, named, full))
        return _positive(Priced(line.quantity, line.price, line.price_per, allowances))


def _from_gross(line: LineDraft, sums: LineTotals, digits: int, named: Named) -> Priced:
    share = _HUNDRED / (_HUNDRED + line.tax_rate)
    net = LineTotals(
        sums.net,
        sums.gross,
        tuple(rounded(amount * share, digits) for amount in sums.discounts),
        tuple(rounded(amount * share, digits) for amount in sums.charges),
    )
    full = _before_allowances(net)
    allowances = tuple(_allowances(line, net, named, None))
    for places in range(digits, _MOST_DECIMALS + 1):
        price = rounded(line.price * share, places)
        if rounded(price * line.quantity / line.price_per, digits) == full:
            return _positive(Priced(line.quantity, price, line.price_per, allowances))
    return _for_all(line, net, allowances)


def _for_all(line: LineDraft, net: LineTotals, allowances: tuple[Allowance, ...]) -> Priced:
    """The price of the whole quantity."""
    full, quantity = _before_allowances(net), abs(line.quantity)
    return Priced(quantity.copy_sign(full), abs(full), quantity, allowances)


def _before_allowances(net: LineTotals) -> Decimal:
    return net.net + sum(net.discounts, ZERO) - sum(net.charges, ZERO)


def _allowances(
    line: LineDraft, sums: LineTotals, named: Named, full: Decimal | None
) -> list[Allowance]:
    """Discounts and charges; with their percentage where *full*, the amount it is of, is known."""
    own = (Adjustment(percent=line.discount_percent),) if line.discount_percent else ()
    found = []
    for adjustments, amounts, is_charge in (
        ((*own, *line.discounts), sums.discounts, False),
        (line.charges, sums.charges, True),
    ):
        for adjustment, amount in zip(adjustments, amounts, strict=True):
            reason = adjustment.reason or (named.charge if is_charge else named.discount)
            has_percent = full is not None and adjustment.percent is not None
            found.append(
                Allowance(
                    is_charge,
                    amount,
                    reason,
                    adjustment.percent if has_percent else None,
                    full if has_percent else None,
                )
            )
    return [one for one in found if one.amount]


def _positive(priced: Priced) -> Priced:
    """A price below nothing is not allowed (BR-27): the quantity takes its sign."""
    if priced.price >= 0:
        return priced
    return priced._replace(quantity=-priced.quantity, price=-priced.price)
