"""Prices with tax become prices without it, or the other way, for the same sum to pay."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from smallcrm.core.money import rounded
from smallcrm.models.base import SCALE
from smallcrm.services.documents.drafts import ZERO, Adjustment, DocumentDraft, LineDraft

_HUNDRED = Decimal(100)


def recalculated(draft: DocumentDraft, *, include_tax: bool) -> DocumentDraft:
    """*draft* with its prices turned into prices with or without tax.

    Prices keep six decimals, so that the customer pays the same as before but for a cent where
    lines that are rounded one by one add up to another sum, or for very large quantities; whoever
    offers this shows the new total before it is taken. Turned back, every price and discount of
    up to five decimals is what it was.
    """
    if draft.prices_include_tax == include_tax:
        return draft
    lines = tuple(_line(line, include_tax=include_tax) for line in draft.lines)
    ratio = _ratio(draft.lines, lines)
    return replace(
        draft,
        prices_include_tax=include_tax,
        lines=lines,
        discounts=tuple(_of_document(item, ratio, include_tax) for item in draft.discounts),
        charges=tuple(_of_document(item, ratio, include_tax) for item in draft.charges),
    )


def _line(line: LineDraft, *, include_tax: bool) -> LineDraft:
    factor = _factor(line.tax_rate, include_tax=include_tax)
    return replace(
        line,
        price=_turned(line.price, factor),
        discounts=tuple(_times(item, factor) for item in line.discounts),
        charges=tuple(_times(item, factor) for item in line.charges),
    )


def _of_document(item: Adjustment, ratio: Decimal, include_tax: bool) -> Adjustment:  # noqa: FBT001
    """A discount that belongs to a tax group follows its rate, any other the lines as a whole."""
    own = _factor(item.tax_rate, include_tax=include_tax) if item.tax_rate is not None else ratio
    return _times(item, own)


def _times(item: Adjustment, factor: Decimal) -> Adjustment:
    return item if item.amount is None else replace(item, amount=_turned(item.amount, factor))


def _factor(rate: Decimal, *, include_tax: bool) -> Decimal:
    grown = (_HUNDRED + rate) / _HUNDRED
    return grown if include_tax else 1 / grown


def _ratio(before: tuple[LineDraft, ...], after: tuple[LineDraft, ...]) -> Decimal:
    """How the lines as a whole grew; 1 where they come to nothing, or change their sign."""
    old, new = _sum(before), _sum(after)
    return new / old if old * new > 0 else Decimal(1)


def _turned(amount: Decimal, factor: Decimal) -> Decimal:
    """*amount* × *factor*, as the shortest number that leads back to *amount*.

    What was typed as 12.35 is 12.35 again, and not 12.350001, when it is turned back.
    """
    exact = amount * factor
    for places in range(SCALE):
        short = rounded(exact, places)
        if rounded(short / factor, SCALE) == amount:
            return _plain(short)
    return _plain(rounded(exact, SCALE))


def _plain(amount: Decimal) -> Decimal:
    whole = amount == amount.to_integral()
    return amount.quantize(Decimal(1)) if whole else amount.normalize()


def _sum(lines: tuple[LineDraft, ...]) -> Decimal:
    return sum((line.price * line.quantity / line.price_per for line in lines), ZERO)
