"""Turn net prices into prices including tax, or back, without changing what is asked for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext

from smallcrm.core.money import rounded
from smallcrm.services.documents.drafts import Adjustment, DocumentDraft, LineDraft
from smallcrm.services.documents.totals import compute

_DECIMALS = 6  # that a price keeps
_HUNDRED = Decimal(100)


def restated(draft: DocumentDraft, *, include_tax: bool) -> DocumentDraft:
    """The same document with prices that include tax, or do not.

    Prices and fixed discounts are converted to six decimals, so the customer pays the same; a
    total may differ by the last unit where its rounding cannot be put into prices. Compare the
    totals of both, and let the user decide when they differ.
    """
    if draft.prices_include_tax == include_tax:
        return draft
    with localcontext() as context:
        context.prec = 40
        average = _average(draft)
        return replace(
            draft,
            prices_include_tax=include_tax,
            lines=tuple(_line(line, include_tax=include_tax) for line in draft.lines),
            discounts=tuple(
                _whole(item, average, include_tax=include_tax) for item in draft.discounts
            ),
            charges=tuple(_whole(item, average, include_tax=include_tax) for item in draft.charges),
        )


def _average(draft: DocumentDraft) -> Decimal:
    """What tax is added to the lines on the whole, in percent: for what belongs to all of them."""
    lines = compute(replace(draft, discounts=(), charges=()))
    if not lines.total_without_tax:
        return Decimal(0)
    return lines.tax_total * _HUNDRED / lines.total_without_tax


def _line(line: LineDraft, *, include_tax: bool) -> LineDraft:
    rate = line.tax_rate
    return replace(
        line,
        price=_converted(line.price, rate, include_tax=include_tax),
        discounts=tuple(_adjusted(item, rate, include_tax=include_tax) for item in line.discounts),
        charges=tuple(_adjusted(item, rate, include_tax=include_tax) for item in line.charges),
    )


def _whole(item: Adjustment, average: Decimal, *, include_tax: bool) -> Adjustment:
    rate = average if item.tax_rate is None else item.tax_rate
    return _adjusted(item, rate, include_tax=include_tax)


def _adjusted(item: Adjustment, rate: Decimal, *, include_tax: bool) -> Adjustment:
    if item.amount is None:
        return item
    return replace(item, amount=_converted(item.amount, rate, include_tax=include_tax))


def _converted(amount: Decimal, rate: Decimal, *, include_tax: bool) -> Decimal:
    factor = (_HUNDRED + rate) / _HUNDRED
    return rounded(amount * factor if include_tax else amount / factor, _DECIMALS)
