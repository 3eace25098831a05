"""Drafts and totals as JSON: the public shape that the command line writes.

Amounts, quantities, prices and rates are decimal strings. ``json_reader`` reads it back.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from smallcrm.core.money import decimals
from smallcrm.services.documents.drafts import DocumentDraft, LineDraft, PartyDraft, Totals

# Said even where they are what they usually are.
_ALWAYS: dict[type, frozenset[str]] = {
    DocumentDraft: frozenset({"kind", "date", "currency", "prices_include_tax", "lines"}),
    LineDraft: frozenset({"description", "quantity", "price", "tax_category", "tax_rate"}),
}


def draft_to_json(draft: DocumentDraft) -> dict[str, Any]:
    """*draft* as ``draft_from_json`` reads it; fields that are as usual are left out."""
    values: dict[str, Any] = _plain(replace(draft, remainder=None))
    customer_id = values.pop("customer_id", None)
    values["customer"] = values.get("customer") if customer_id is None else customer_id
    return values


def party_to_json(party: PartyDraft) -> dict[str, str]:
    """What is known of a seller or a buyer."""
    values: dict[str, str] = _plain(party)
    return values


def totals_to_json(totals: Totals) -> dict[str, Any]:
    """The sums of a document, each with all decimals of its currency."""
    digits = decimals(totals.currency)

    def money(amount: Decimal) -> str:
        return f"{amount:.{digits}f}"

    def sums(*names: str) -> dict[str, str]:
        return {name: money(getattr(totals, name)) for name in names}

    return {
        "lines": [{"net": money(line.net), "gross": money(line.gross)} for line in totals.lines],
        **sums("sum_lines", "discount_total", "charge_total", "total_without_tax"),
        "taxes": [
            {
                "category": row.category,
                "rate": number_to_json(row.rate),
                "base": money(row.base),
                "tax": money(row.tax),
            }
            for row in totals.taxes
        ],
        **sums("tax_total", "total", "prepaid", "rounding", "due"),
        "currency": totals.currency,
    }


def number_to_json(value: Decimal) -> str:
    """A quantity, a price or a rate without idle zeros: ``2.5``, ``24``."""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _plain(value: Any) -> Any:
    """*value* in the types of JSON."""
    if isinstance(value, Decimal):
        return number_to_json(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        always = _ALWAYS.get(type(value), frozenset())
        pairs = [(field, getattr(value, field.name)) for field in fields(value)]
        return {
            field.name: _plain(item)
            for field, item in pairs
            if field.name in always or item != field.default
        }
    return value
