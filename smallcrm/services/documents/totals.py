"""The sums of a document: one calculation for the form, the list, the PDF and the e-invoice.

EN 16931-1, half up away from zero, every part rounded by itself. All work is done in whole
minor units; the only fractions are prices on their way to their first rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, localcontext
from typing import NamedTuple

from smallcrm.core.errors import UserError
from smallcrm.core.money import apportion, decimals, rounded
from smallcrm.core.text import T
from smallcrm.services.documents.drafts import (
    ZERO,
    Adjustment,
    DocumentDraft,
    GroupAmount,
    LineDraft,
    LineTotals,
    TaxGroup,
    Totals,
)
from smallcrm.services.documents.remainders import closed, left_of_line

STANDARD = "S"
TAX_CATEGORIES = (STANDARD, "Z", "E", "AE", "K", "G", "O")
# Where EN 16931 asks why there is no tax (BT-120): exempt, reverse charge, intra-community
# supply, export, outside the scope.
EXPLAINED_CATEGORIES = ("E", "AE", "K", "G", "O")

_HUNDRED = Decimal(100)
_PRECISION = 60  # digits: price times quantity times rate stays exact
_LARGEST = Decimal(10) ** 15  # in minor units that still fits 64 bits with three decimals


def compute(draft: DocumentDraft) -> Totals:
    """All sums of *draft*, rounded to the decimals of its currency.

    Net prices: line net (BT-131) = price times quantity, less discounts, plus charges; tax per
    (category, rate) = round(base x rate). Prices including tax: the gross total is what was
    typed, the tax of a group is round(gross x rate / (100 + rate)), and the nets go back to the
    lines by largest remainder, so that BT-106 - BT-107 + BT-108 = BT-109 holds in both cases.

    A document's discount or charge belongs to the groups that its category and rate name, or to
    all of them; it is split in proportion to their sums. A percentage is of the sum of the lines
    it belongs to. The tax table goes from the highest rate down, whatever the order of the lines.
    A credit note that takes back the last of a tax group takes what is left of it, to the cent.

    Raises:
        UserError: A tax category, a rate or a price base that no document can have, or a sum
            beyond all bounds; ``field`` names the place (``lines[0].tax_rate``).
    """
    with localcontext() as context:
        context.prec = _PRECISION
        _check(draft)
        totals = _Document(draft).totals()
        return totals if draft.remainder is None else closed(draft, totals, draft.remainder)


class Group(NamedTuple):
    """A row of the tax table: what is taxed alike."""

    category: str
    rate: Decimal


@dataclass(slots=True)
class _Part:
    """A share of one tax group, in minor units as typed; *sign* is -1 for a discount."""

    group: Group
    typed: int
    sign: int = 1
    source: Adjustment | None = None
    net: int = 0

    @property
    def signed(self) -> int:
        return self.sign * self.typed


class _Line(NamedTuple):
    discounts: tuple[int, ...]
    charges: tuple[int, ...]
    part: _Part


class _Document:
    """The sums of one draft on their way from typed prices to the tax table."""

    def __init__(self, draft: DocumentDraft) -> None:
        self._draft = draft
        self._digits = decimals(draft.currency)
        self._lines = [self._line(place, line) for place, line in enumerate(draft.lines)]
        sums = _sums(line.part for line in self._lines)
        self._discounts = self._adjustments(draft.discounts, sums, -1)
        self._charges = self._adjustments(draft.charges, sums, 1)
        self._parts = [
            *(line.part for line in self._lines),
            *self._discounts,
            *self._charges,
        ]

    def totals(self) -> Totals:
        """Divide net from tax, and add up."""
        sums = _sums(self._parts)
        taxes = tuple(self._tax(group, sums[group]) for group in sums)
        sum_lines = self._amount(sum(line.part.net for line in self._lines))
        discount_total = self._amount(sum(part.net for part in self._discounts))
        charge_total = self._amount(sum(part.net for part in self._charges))
        without_tax = sum_lines - discount_total + charge_total
        tax_total = sum((row.tax for row in taxes), self._amount(0))
        prepaid = rounded(self._draft.prepaid, self._digits)
        rounding = rounded(self._draft.payable_rounding, self._digits)
        return Totals(
            lines=tuple(self._line_totals(line) for line in self._lines),
            sum_lines=sum_lines,
            discount_total=discount_total,
            charge_total=charge_total,
            total_without_tax=without_tax,
            taxes=taxes,
            tax_total=tax_total,
            total=without_tax + tax_total,
            prepaid=prepaid,
            rounding=rounding,
            due=without_tax + tax_total - prepaid + rounding,
            currency=self._draft.currency,
            discounts=tuple(self._group_amount(part) for part in self._discounts),
            charges=tuple(self._group_amount(part) for part in self._charges),
        )

    def _line(self, place: int, line: LineDraft) -> _Line:
        full = self._minor(line.price * line.quantity / line.price_per)
        own = (Adjustment(percent=line.discount_percent),) if line.discount_percent else ()
        discounts = tuple(self._adjusted(item, full) for item in (*own, *line.discounts))
        charges = tuple(self._adjusted(item, full) for item in line.charges)
        left = left_of_line(self._draft, place)
        typed = full - sum(discounts) + sum(charges) if left is None else self._minor(left)
        return _Line(discounts, charges, _Part(_group(line), typed))

    def _adjustments(
        self, adjustments: Sequence[Adjustment], sums: Mapping[Group, int], sign: int
    ) -> list[_Part]:
        parts: list[_Part] = []
        for adjustment in adjustments:
            weights = _belongs_to(adjustment, sums)
            # A charge may bring a tax group of its own: it is then a share of the whole.
            base = sum((weights if weights.keys() <= sums.keys() else sums).values())
            shares = apportion(self._adjusted(adjustment, base), list(weights.values()))
            parts += [
                _Part(group, share, sign, adjustment)
                for group, share in zip(weights, shares, strict=True)
                if share or len(weights) == 1
            ]
        return parts

    def _tax(self, group: Group, typed: int) -> TaxGroup:
        """Set the nets of all parts of *group* and return its row of the tax table."""
        parts = [part for part in self._parts if part.group == group]
        if self._draft.prices_include_tax:
            tax = _whole(typed * group.rate / (_HUNDRED + group.rate))
            base = typed - tax
            shares = [part.signed * _HUNDRED / (_HUNDRED + group.rate) for part in parts]
            for part, net in zip(parts, _handed_back(base, shares), strict=True):
                part.net = part.sign * net
        else:
            base, tax = typed, _whole(typed * group.rate / _HUNDRED)
            for part in parts:
                part.net = part.typed
        return TaxGroup(
            group.category,
            group.rate,
            self._amount(base),
            self._amount(tax),
            self._exemption_reason(group),
        )

    def _exemption_reason(self, group: Group) -> str:
        if group.category not in EXPLAINED_CATEGORIES:
            return ""
        lines = (line for line in self._draft.lines if _group(line) == group)
        given = (line.exemption_reason for line in lines if line.exemption_reason)
        return next(given, self._draft.exemption_reason)

    def _line_totals(self, line: _Line) -> LineTotals:
        return LineTotals(
            net=self._amount(line.part.net),
            gross=self._amount(self._gross(line.part)),
            discounts=tuple(self._amount(minor) for minor in line.discounts),
            charges=tuple(self._amount(minor) for minor in line.charges),
        )

    def _group_amount(self, part: _Part) -> GroupAmount:
        source = part.source or Adjustment()
        return GroupAmount(
            part.group.category,
            part.group.rate,
            self._amount(part.net),
            source.reason,
            source.percent,
            self._amount(self._gross(part)),
        )

    def _gross(self, part: _Part) -> int:
        if self._draft.prices_include_tax:
            return part.typed
        return part.net + _whole(part.net * part.group.rate / _HUNDRED)

    def _adjusted(self, adjustment: Adjustment, base: int) -> int:
        if adjustment.percent is not None:
            return _whole(base * adjustment.percent / _HUNDRED)
        return self._minor(adjustment.amount or ZERO)

    def _minor(self, amount: Decimal) -> int:
        if abs(amount) >= _LARGEST:
            raise UserError(T("The sums of this document are too large to be right."))
        return int(rounded(amount, self._digits).scaleb(self._digits))

    def _amount(self, minor: int) -> Decimal:
        return Decimal(minor).scaleb(-self._digits)


def _group(line: LineDraft) -> Group:
    return Group(line.tax_category, line.tax_rate)


def _sums(parts: Iterable[_Part]) -> dict[Group, int]:
    """What was typed by tax group, the highest rate first."""
    sums: dict[Group, int] = {}
    for part in parts:
        sums[part.group] = sums.get(part.group, 0) + part.signed
    return {group: sums[group] for group in sorted(sums, key=lambda g: (-g.rate, g.category))}


def _belongs_to(adjustment: Adjustment, sums: Mapping[Group, int]) -> dict[Group, int]:
    """The groups that a document's discount or charge falls on, with their sums."""
    if not adjustment.tax_category:
        return dict(sums)
    rate = adjustment.tax_rate
    found = {
        group: typed
        for group, typed in sums.items()
        if group.category == adjustment.tax_category and rate in (None, group.rate)
    }
    return found or {Group(adjustment.tax_category, rate or ZERO): 0}


def _handed_back(total: int, shares: Sequence[Decimal]) -> list[int]:
    """Round *shares* to whole units that add up to *total*, largest remainder first.

    Unlike ``apportion`` this holds for parts of both signs that nearly cancel out.
    """
    floors = [share.to_integral_value(ROUND_FLOOR) for share in shares]
    parts = [int(floor) for floor in floors]
    order = sorted(range(len(parts)), key=lambda n: (floors[n] - shares[n], n))
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts


def _whole(amount: Decimal) -> int:
    return int(rounded(amount, 0))


def _check(draft: DocumentDraft) -> None:
    for number, line in enumerate(draft.lines):
        place = f"lines[{number}]"
        _check_tax(line.tax_category, line.tax_rate, place)
        if line.price_per <= 0:
            raise UserError(
                T("A price has to be for more than nothing."),
                hint=T("Enter how many units the price is for, usually 1."),
                field=f"{place}.price_per",
            )
        _check_discounts((Adjustment(percent=line.discount_percent),), f"{place}.discount_percent")
        _check_discounts(line.discounts, f"{place}.discounts")
    _check_discounts(draft.discounts, "discounts")
    for name, adjustments in (("discounts", draft.discounts), ("charges", draft.charges)):
        for number, adjustment in enumerate(adjustments):
            if adjustment.tax_category:
                place = f"{name}[{number}]"
                _check_tax(adjustment.tax_category, adjustment.tax_rate or ZERO, place)


def _check_tax(category: str, rate: Decimal, place: str) -> None:
    if category not in TAX_CATEGORIES:
        raise UserError(
            T("There is no tax category {category}.", category=category),
            hint=T("Choose one of {categories}.", categories=", ".join(TAX_CATEGORIES)),
            field=f"{place}.tax_category",
        )
    if not 0 <= rate <= _HUNDRED:
        raise UserError(T("A tax rate lies between 0 and 100 percent."), field=f"{place}.tax_rate")
    if rate and category != STANDARD:
        raise UserError(
            T("The tax category {category} has no tax, so its rate is 0.", category=category),
            hint=T("Choose the category S for taxed goods and services."),
            field=f"{place}.tax_rate",
        )


def _check_discounts(discounts: Sequence[Adjustment], place: str) -> None:
    if any(item.percent is not None and not 0 <= item.percent <= _HUNDRED for item in discounts):
        raise UserError(
            T("A discount lies between 0 and 100 percent."),
            hint=T("Enter a surcharge as a charge."),
            field=place,
        )
