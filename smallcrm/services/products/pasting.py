"""Rows that were copied from a spreadsheet become products, or bring those there up to date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.fold import fold
from smallcrm.services.products.commands import change, create
from smallcrm.services.products.drafts import ProductDraft
from smallcrm.services.products.queries import list_drafts
from smallcrm.services.settings import list_tax_rates


class PastedProduct(NamedTuple):
    """One row; None and empty words for what it does not say. *tax* is in per cent."""

    name: str
    code: str = ""
    unit: str = ""
    price: Decimal | None = None
    tax: Decimal | None = None


class Pasted(NamedTuple):
    """What became of the rows.

    Attributes:
        created, changed, unchanged: Ids of products, in the order of their rows.
        skipped: How many rows had no name.
    """

    created: tuple[int, ...]
    changed: tuple[int, ...]
    unchanged: tuple[int, ...]
    skipped: int


def paste(session: Session, rows: Sequence[PastedProduct]) -> Pasted:
    """Add what is new, and take prices and units over for what is there already.

    A product is the same where its code is, or its name where one of the two has no code.

    Raises:
        UserError: A price or a rate cannot be right; nothing is changed.
    """
    known = list_drafts(session)
    rates = list_tax_rates(session, clock.today())
    usual = (rates[0].category, rates[0].rate) if rates else ("Z", Decimal(0))
    outcome: dict[str, list[int]] = {"created": [], "changed": [], "unchanged": []}
    named = [row for row in rows if row.name.strip()]
    for row in named:
        found = _find(known, row)
        if found is None:
            draft = _filled(ProductDraft("", tax_category=usual[0], tax_rate=usual[1]), row)
            found = create(session, draft)
            outcome["created"].append(found)
        else:
            draft = _filled(known[found], row)
            is_other = draft != known[found]
            if is_other:
                change(session, found, draft)
            outcome["changed" if is_other else "unchanged"].append(found)
        known[found] = draft
    created, changed, unchanged = (tuple(dict.fromkeys(ids)) for ids in outcome.values())
    return Pasted(created, changed, unchanged, len(rows) - len(named))


def _find(known: dict[int, ProductDraft], row: PastedProduct) -> int | None:
    if row.code:
        for key, draft in known.items():
            if draft.code == row.code:
                return key
    wanted = fold(" ".join(row.name.split()))
    for key, draft in known.items():
        if fold(draft.name) == wanted and not (row.code and draft.code):
            return key
    return None


def _filled(draft: ProductDraft, row: PastedProduct) -> ProductDraft:
    """*draft* with what the row says; what it does not say stays."""
    filled = replace(
        draft,
        name=draft.name or " ".join(row.name.split()),
        code=draft.code or row.code,
        unit=row.unit or draft.unit,
        price=draft.price if row.price is None else row.price,
    )
    if row.tax is None or row.tax == draft.tax_rate:
        return filled
    category = "S" if row.tax else "Z"
    return replace(filled, tax_category=category, tax_rate=row.tax)
