"""The end of a document in words: its sums and its taxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from smallcrm.core.money import decimals, rounded
from smallcrm.core.text import T, Text
from smallcrm.services.documents.drafts import (
    ZERO,
    Adjustment,
    DocumentView,
    GroupAmount,
    SettledSoFar,
)
from smallcrm.services.documents.pdf.words import Words

_OUTSIDE = "O"
_CATEGORIES = {
    "E": T("Exempt"),
    "AE": T("Reverse charge"),
    "K": T("Intra-community supply"),
    "G": T("Export outside the EU"),
    _OUTSIDE: T("Not subject to VAT"),
}


class Sum(NamedTuple):
    """A line of the sums; the last of them is what the page is about."""

    label: str
    value: str


class Tax(NamedTuple):
    """A row of the tax table; without *base* only a remark, such as why there is no tax."""

    label: str
    base: str = ""
    tax: str = ""
    reason: str = ""


def sums(view: DocumentView, say: Words) -> Iterator[Sum]:
    """From the sum of the lines to what is due."""
    totals = view.totals
    if totals.discounts or totals.charges:
        yield from _adjusted_sums(view, say)
    yield Sum(say(T("Net")), say.money(totals.total_without_tax))
    taxed = [group for group in totals.taxes if group.rate]
    for group in taxed:
        yield Sum(say(T("VAT {rate}", rate=say.percent(group.rate))), say.money(group.tax))
    if not taxed and any(group.category != _OUTSIDE for group in totals.taxes):
        yield Sum(say(T("VAT {rate}", rate=say.percent(ZERO))), say.money(ZERO))
    yield Sum(say(T("Total")), say.money(totals.total))
    if totals.prepaid:
        yield Sum(say(T("Paid in advance")), say.money(-totals.prepaid))
    if totals.rounding:
        yield Sum(say(T("Rounding")), say.money(totals.rounding))
    if totals.prepaid or totals.rounding:
        yield Sum(say(T("Amount due")), say.money(totals.due))
    if view.settled is not None:
        yield from _settled(view.settled, say)


def taxes(view: DocumentView, say: Words) -> Iterator[Tax]:
    """The tax table where there is more than one group; else only what the sums do not say."""
    groups = view.totals.taxes
    for group in groups:
        reason = group.exemption_reason
        category = _CATEGORIES.get(group.category)
        name = say(category) if category else say.percent(group.rate)
        if len(groups) > 1:
            yield Tax(name, say.amount(group.base), say.amount(group.tax), reason)
        elif category:
            says_it = name.casefold() in reason.casefold()
            yield Tax(reason if says_it else name, reason="" if says_it else reason)
    draft = view.draft
    if draft.exchange_rate and draft.tax_currency not in ("", view.totals.currency):
        yield Tax(_in_tax_currency(view, draft.exchange_rate, say))


def label(adjustment: Adjustment | GroupAmount, kind: Text, say: Words) -> str:
    """What a discount or a charge is called: its reason, else *kind*, and its percentage."""
    name = adjustment.reason or say(kind)
    return name if adjustment.percent is None else f"{name} {say.percent(adjustment.percent)}"


def _settled(settled: SettledSoFar, say: Words) -> Iterator[Sum]:
    """What came meanwhile, and what is still open."""
    for name, amount in (
        (T("Paid so far"), settled.paid),
        (T("Credited so far"), settled.credited),
    ):
        if amount:
            yield Sum(say(name), say.money(-amount))
    yield Sum(say(T("Still to pay")), say.money(settled.open))


def _adjusted_sums(view: DocumentView, say: Words) -> Iterator[Sum]:
    totals, with_tax = view.totals, view.draft.prices_include_tax
    lines = sum((line.gross for line in totals.lines), ZERO) if with_tax else totals.sum_lines
    yield Sum(say(T("Subtotal with VAT") if with_tax else T("Subtotal")), say.money(lines))
    for name, amount in _joined(totals.discounts, T("Discount"), say, with_tax=with_tax):
        yield Sum(name, say.money(-amount))
    for name, amount in _joined(totals.charges, T("Charge"), say, with_tax=with_tax):
        yield Sum(name, say.money(amount))


def _joined(
    parts: Sequence[GroupAmount], kind: Text, say: Words, *, with_tax: bool
) -> list[tuple[str, Decimal]]:
    """The discounts as they were given, before they were split over the tax groups."""
    joined: dict[str, Decimal] = {}
    for part in parts:
        name = label(part, kind, say)
        joined[name] = joined.get(name, ZERO) + (part.gross if with_tax else part.amount)
    return list(joined.items())


def _in_tax_currency(view: DocumentView, rate: Decimal, say: Words) -> str:
    own = Words(say.language, view.draft.tax_currency)
    return say(
        T(
            "VAT in {currency}: {amount} (1 {own} = {rate} {currency})",
            currency=view.draft.tax_currency,
            amount=own.amount(rounded(view.totals.tax_total * rate, decimals(own.currency))),
            own=view.totals.currency,
            rate=say.number(rate),
        )
    )
