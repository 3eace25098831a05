"""What a credit note says where it takes back an invoice, or a part of it, as it was issued."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from smallcrm.core.money import decimals, rounded
from smallcrm.services.documents.drafts import ZERO, Adjustment, DocumentDraft, LineDraft

_ADJUSTED = ("amount", "percent", "tax_category", "tax_rate")
_PRICED = ("price", "price_per", "discount_percent", "tax_category", "tax_rate")


def of_line(line: LineDraft, quantity: Decimal, currency: str) -> LineDraft:
    """So much of an invoice's *line*."""
    share = quantity / line.quantity if line.quantity else Decimal(1)
    return replace(
        line,
        quantity=quantity,
        discounts=tuple(_part(item, share, currency) for item in line.discounts),
        charges=tuple(_part(item, share, currency) for item in line.charges),
    )


def of_whole(
    issued: DocumentDraft, wanted: Mapping[int, Decimal]
) -> tuple[tuple[Adjustment, ...], tuple[Adjustment, ...]]:
    """The discounts and the charges on the sum of an invoice, for the quantities *wanted*.

    Args:
        issued: What the invoice says.
        wanted: How much of which of its lines (its place, from 0).
    """
    is_all = all(wanted.get(n, ZERO) == line.quantity for n, line in enumerate(issued.lines))

    def parts(items: Iterable[Adjustment]) -> tuple[Adjustment, ...]:
        if is_all:
            return tuple(items)
        shares = ((item, _share(item, issued.lines, wanted)) for item in items)
        return tuple(_part(item, share, issued.currency) for item, share in shares if share)

    return parts(issued.discounts), parts(issued.charges)


def is_priced_alike(one: LineDraft, other: LineDraft) -> bool:
    """Whether both lines ask the same for the same, whatever they call it."""
    return (
        all(getattr(one, name) == getattr(other, name) for name in _PRICED)
        and is_adjusted_alike(one.discounts, other.discounts)
        and is_adjusted_alike(one.charges, other.charges)
    )


def is_adjusted_alike(some: Iterable[Adjustment], others: Iterable[Adjustment]) -> bool:
    """Whether both are the same discounts or charges, whatever reason they give."""
    return _amounts(some) == _amounts(others)


def _amounts(adjustments: Iterable[Adjustment]) -> list[list[object]]:
    return [[getattr(item, name) for name in _ADJUSTED] for item in adjustments]


def _part(item: Adjustment, share: Decimal, currency: str) -> Adjustment:
    """A fixed amount in proportion; a percentage is one of whatever is credited."""
    if item.amount is None or share == 1:
        return item
    return replace(item, amount=rounded(item.amount * share, decimals(currency)))


def _share(item: Adjustment, lines: Sequence[LineDraft], wanted: Mapping[int, Decimal]) -> Decimal:
    """How much is credited of what *item* belongs to, by value before discounts."""
    own = {n: line for n, line in enumerate(lines) if _belongs(item, line)} or dict(
        enumerate(lines)
    )
    whole = sum((line.price * line.quantity / line.price_per for line in own.values()), ZERO)
    credited = ((own[place], quantity) for place, quantity in wanted.items() if place in own)
    taken = sum((line.price * quantity / line.price_per for line, quantity in credited), ZERO)
    return taken / whole if whole else Decimal(1)


def _belongs(item: Adjustment, line: LineDraft) -> bool:
    """Whether a discount or a charge falls on a line: that of one tax only on lines so taxed."""
    is_taxed_so = item.tax_category == line.tax_category and item.tax_rate in (None, line.tax_rate)
    return not item.tax_category or is_taxed_so
