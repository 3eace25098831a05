"""The last credit note takes what is left, so that credits add up to their invoice exactly.

Rounding each part by itself would leave a cent over: of 2 x 21.53 with 21 % (tax 7.47) the first
piece has 3.74 of tax, and the second 3.73, not 3.74 again (domain rule 2.5).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from smallcrm.services.documents import proportions
from smallcrm.services.documents.drafts import (
    ZERO,
    DocumentDraft,
    GroupAmount,
    GroupRemainder,
    LineDraft,
    LineRemainder,
    LineTotals,
    Remainder,
    TaxGroup,
    Totals,
)

_Key = tuple[str, Decimal]  # category and rate


def closed(draft: DocumentDraft, totals: Totals, remainder: Remainder) -> Totals:
    """*totals* of a credit note, with what is left in each tax group that it takes the last of."""
    last = _last(draft, remainder)
    if not last:
        return totals
    taxes = tuple(_tax(row, last.get((row.category, row.rate))) for row in totals.taxes)
    discounts = _group_amounts(totals.discounts, {key: row.discount for key, row in last.items()})
    charges = _group_amounts(totals.charges, {key: row.charge for key, row in last.items()})
    lines = _lines(draft, totals, {key: _needed(row) for key, row in last.items()})
    sum_lines = _sum(line.net for line in lines)
    discount_total = _sum(part.amount for part in discounts)
    charge_total = _sum(part.amount for part in charges)
    without_tax = sum_lines - discount_total + charge_total
    tax_total = _sum(row.tax for row in taxes)
    total = without_tax + tax_total
    return replace(
        totals,
        lines=lines,
        sum_lines=sum_lines,
        discount_total=discount_total,
        charge_total=charge_total,
        total_without_tax=without_tax,
        taxes=taxes,
        tax_total=tax_total,
        total=total,
        due=total - totals.prepaid + totals.rounding,
        discounts=discounts,
        charges=charges,
    )


def credited_quantities(draft: DocumentDraft) -> dict[int, Decimal]:
    """How much of each line of the invoice *draft* takes back, by the place of that line."""
    found: dict[int, Decimal] = defaultdict(Decimal)
    for line in draft.lines:
        if line.credits is not None:
            found[line.credits] += line.quantity
    return found


def left_of_line(draft: DocumentDraft, place: int) -> Decimal | None:
    """What a line of *draft* comes to where it takes the last of its invoice's line, as it was.

    With or without tax, as the prices of the document are; None for any other line.
    """
    left = _left(draft, place)
    if left is None:
        return None
    return left.gross if draft.prices_include_tax else left.net


def _last(draft: DocumentDraft, remainder: Remainder) -> dict[_Key, GroupRemainder]:
    """The tax groups of which nothing is left afterwards, where it says what the invoice says."""
    taken = credited_quantities(draft)
    if not remainder.is_by_line or any(place >= len(remainder.lines) for place in taken):
        return {}
    discounts, charges = proportions.of_whole(remainder.issued, taken)
    if not (
        proportions.is_adjusted_alike(draft.discounts, discounts)
        and proportions.is_adjusted_alike(draft.charges, charges)
    ):
        return {}
    still = {
        _key(left.line)
        for place, left in enumerate(remainder.lines)
        if taken.get(place, ZERO) != left.quantity
    }
    own: dict[_Key, list[LineDraft]] = defaultdict(list)
    for line in draft.lines:
        own[_key(line)].append(line)
    with_lines = {_key(left.line) for left in remainder.lines}
    return {
        key: group
        for group in remainder.groups
        if (key := (group.category, group.rate)) not in still
        and all(_is_as_issued(draft, line) for line in own[key])
        # A charge with a tax of its own has no lines: it goes with the last of all.
        and (own[key] if key in with_lines else not still)
    }


def _is_as_issued(draft: DocumentDraft, own: LineDraft) -> bool:
    """Whether a line of the credit note takes back its invoice's line at that line's price."""
    remainder = draft.remainder
    if remainder is None or own.credits is None or own.credits >= len(remainder.lines):
        return False
    issued = remainder.issued
    if (draft.currency, draft.prices_include_tax) != (issued.currency, issued.prices_include_tax):
        return False
    line = remainder.lines[own.credits].line
    expected = proportions.of_line(line, own.quantity, issued.currency)
    return proportions.is_priced_alike(own, expected)


def _key(line: LineDraft) -> _Key:
    return (line.tax_category, line.tax_rate)


def _needed(left: GroupRemainder) -> Decimal:
    """What the nets of a closed group have to add up to."""
    return left.base + left.discount - left.charge


def _lines(
    draft: DocumentDraft, totals: Totals, needed: Mapping[_Key, Decimal]
) -> tuple[LineTotals, ...]:
    """The lines, where the last one of a closed group makes up the difference."""
    changed = list(totals.lines)
    for key, amount in needed.items():
        own = [n for n, line in enumerate(draft.lines) if _key(line) == key]
        if not own:
            continue
        difference = amount - _sum(totals.lines[n].net for n in own)
        changed[own[-1]] = replace(changed[own[-1]], net=changed[own[-1]].net + difference)
    return tuple(changed)


def _left(draft: DocumentDraft, place: int) -> LineRemainder | None:
    """What is left of the invoice's line where one line of the credit note takes all of it."""
    own, remainder = draft.lines[place], draft.remainder
    if remainder is None or own.credits is None or not _is_as_issued(draft, own):
        return None
    left = remainder.lines[own.credits]
    alone = sum(other.credits == own.credits for other in draft.lines) == 1
    return left if alone and own.quantity == left.quantity else None


def _tax(row: TaxGroup, left: GroupRemainder | None) -> TaxGroup:
    return row if left is None else replace(row, base=left.base, tax=left.tax)


def _group_amounts(
    parts: tuple[GroupAmount, ...], left: Mapping[_Key, Decimal]
) -> tuple[GroupAmount, ...]:
    """The parts of a document's discounts; the last one of a group makes up the difference."""
    changed = list(parts)
    for key, amount in left.items():
        places = [n for n, part in enumerate(parts) if (part.category, part.rate) == key]
        difference = amount - _sum(parts[n].amount for n in places)
        if not difference:
            continue
        if not places:  # its share was too small for a cent before
            changed.append(GroupAmount(*key, ZERO))
        place = places[-1] if places else -1
        old = changed[place]
        amounts = (old.amount + difference, old.gross + difference)
        changed[place] = replace(old, amount=amounts[0], gross=amounts[1])
    return tuple(changed)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
