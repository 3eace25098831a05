"""Which of the prices that are known for a product holds: no data file, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

CUSTOMER, LIST, USUAL = "customer", "list", "usual"
_ORDER = (CUSTOMER, LIST, USUAL)  # the first that has a price for the quantity decides


class Offer(NamedTuple):
    """A price that may hold.

    Attributes:
        source: ``customer`` (his own price), ``list`` (that of his price list) or ``usual``.
        quantity: From how many units on.
        price: Of one unit, in major units of *currency*.
    """

    source: str
    quantity: Decimal
    price: Decimal
    currency: str


class Cost(NamedTuple):
    """What a product costs, as it goes onto a line.

    Attributes:
        price: Of one unit, before the discount.
        discount_percent: What was agreed with the customer for everything.
        source: Which kind of price it is; see ``Offer``.
    """

    price: Decimal
    discount_percent: Decimal
    source: str


def choose(offers: Iterable[Offer], quantity: Decimal, currency: str) -> Offer | None:
    """The offer that holds for *quantity* in *currency*; None where nothing has that currency.

    The customer's own price goes before his list and the list before the usual price, whichever
    is lower: that is what was agreed. Of one kind the highest step that *quantity* reaches holds;
    where it reaches none, the next kind decides. What goes back (a quantity below 0) counts as
    much as what went out.
    """
    fitting = [
        offer for offer in offers if offer.currency == currency and offer.quantity <= abs(quantity)
    ]
    return min(
        fitting,
        key=lambda offer: (_ORDER.index(offer.source), -offer.quantity),
        default=None,
    )
