"""When the tax date of a draft moves over a change of rate: what it would say then.

Only offered, never done by itself. Prices stay as they were typed: with tax the customer pays the
same and the tax in it is another one; without tax the total changes, and whoever offers this
shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from smallcrm.services.documents.drafts import (
    CREDIT_NOTE,
    Adjustment,
    DocumentDraft,
    LineDraft,
)
from smallcrm.services.settings import TaxRateRow, follow


class Move(NamedTuple):
    """What a draft says with the rates of its day.

    Attributes:
        draft: The draft with other rates and the same prices.
        changed: Old and new rate (percent) of each kind of line, the highest first.
    """

    draft: DocumentDraft
    changed: tuple[tuple[Decimal, Decimal], ...]


def offered(draft: DocumentDraft, rates: Sequence[TaxRateRow], day: date) -> Move | None:
    """*draft* with what is in the place of its rates on *day*; None when all of them hold.

    A credit note takes back the tax of its invoice, whatever holds on its own day.

    Args:
        draft: As it stands in the form.
        rates: All rates of the settings, also those that do not hold on *day*.
        day: Its tax date.
    """
    if draft.kind == CREDIT_NOTE:
        return None
    changed: set[tuple[Decimal, Decimal]] = set()

    def new(category: str, rate: Decimal) -> Decimal:
        found = follow(rates, category, rate, day)
        if found is None:
            return rate
        changed.add((rate, found.rate))
        return found.rate

    def adjusted(item: Adjustment) -> Adjustment:
        rate = item.tax_rate
        return item if rate is None else replace(item, tax_rate=new(item.tax_category, rate))

    def line(item: LineDraft) -> LineDraft:
        return replace(item, tax_rate=new(item.tax_category, item.tax_rate))

    moved = replace(
        draft,
        lines=tuple(map(line, draft.lines)),
        discounts=tuple(map(adjusted, draft.discounts)),
        charges=tuple(map(adjusted, draft.charges)),
    )
    return Move(moved, tuple(sorted(changed, reverse=True))) if changed else None
