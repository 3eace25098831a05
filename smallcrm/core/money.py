"""Money: exact amounts in minor units, one currency at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# ISO 4217: currencies whose smallest unit is not a hundredth.
_WHOLE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"
_DIGITS = dict.fromkeys(_WHOLE.split(), 0) | dict.fromkeys(_THOUSANDTHS.split(), 3)


def decimals(currency: str) -> int:
    """How many decimals the amounts of *currency* have (ISO 4217)."""
    return _DIGITS.get(currency, 2)


def rounded(amount: Decimal, digits: int = 2) -> Decimal:
    """Round half up, away from zero, to *digits* decimals (EN 16931 and every tax office)."""
    return amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount such as 12.50 EUR, held as 1250 cents."""

    minor: int
    currency: str = "EUR"

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str = "EUR") -> Money:
        """Round *amount* half up to the smallest unit of *currency*."""
        scaled = Decimal(amount).scaleb(decimals(currency))
        return cls(int(scaled.quantize(Decimal(1), ROUND_HALF_UP)), currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-decimals(self.currency))

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.minor + other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Split *total* minor units in proportion to *weights*, largest remainder first.

    The parts add up to *total* exactly; equal remainders go to the earlier part. Where all
    weights are zero the first part takes everything.
    """
    if not weights:
        return []
    whole = sum(weights)
    if whole == 0:
        return [total, *[0] * (len(weights) - 1)]
    shares = [divmod(total * weight, whole) for weight in weights]
    parts = [share for share, _ in shares]
    order = sorted(range(len(parts)), key=lambda n: (-abs(shares[n][1]), n))
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts
