"""What reports compute: exact days, means, medians, ranks, shares and sums by currency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import median

from smallcrm.core.money import Money, rounded

_DAY = 24 * 60 * 60  # seconds
_TENTH = 1  # decimal of days and of per cents


def days(seconds: int) -> Decimal:
    """*seconds* in days."""
    return Decimal(seconds) / _DAY


def mean(values: Sequence[Decimal]) -> Decimal | None:
    """The mean with one decimal; None of nothing."""
    return rounded(sum(values, Decimal(0)) / len(values), _TENTH) if values else None


def middle(values: Sequence[Decimal]) -> Decimal | None:
    """The median with one decimal; None of nothing."""
    return rounded(median(values), _TENTH) if values else None


def rank(values: Sequence[int], percent: int) -> int | None:
    """The least of *values* that *percent* of them do not exceed; None of nothing."""
    return sorted(values)[-(-percent * len(values) // 100) - 1] if values else None


def share(part: int, whole: int) -> Decimal | None:
    """*part* of *whole* in per cent with one decimal; None where there is no whole."""
    return rounded(Decimal(100 * part) / whole, _TENTH) if whole else None


def sums(amounts: Iterable[Money | None]) -> tuple[Money, ...]:
    """One sum for each currency, in the order of the codes; what has no amount adds nothing."""
    found: Counter[str] = Counter()
    for each in amounts:
        if each is not None:
            found[each.currency] += each.minor
    return tuple(Money(total, currency) for currency, total in sorted(found.items()))
