"""What deals are worth by how likely they are."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from smallcrm.core.money import Money


def hundredth(hundredfold: int, currency: str) -> Money:
    """A sum of minor units times per cents, divided once, on the sum, and rounded half up.

    As EN 16931 rounds the tax of a group: not line by line, which would add up the errors of many
    roundings.
    """
    exact = (Decimal(hundredfold) / 100).quantize(Decimal(1), ROUND_HALF_UP)
    return Money(int(exact), currency)


def weighted(total: Money, probability: int) -> Money:
    """*total* times *probability* per cent: that of a stage, which all its deals share."""
    return hundredth(total.minor * probability, total.currency)
