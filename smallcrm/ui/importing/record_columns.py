"""What the middle columns of the rows of a file show, by what the file holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from smallcrm.core import formats
from smallcrm.core.text import T, Text
from smallcrm.services.exchange.drafts import CONTACTS, DEALS, PRODUCTS, Record

FIRST = 2  # the place of the first one in the table
LAST = 7  # the last column is for all other fields
_TWO_DECIMALS = "EUR"  # stands for a currency that the file does not say
NAMES = ("name", "account", "given_name", "family_name", "company", "product.name", "display_name")


class Shown(NamedTuple):
    """A column.

    Attributes:
        bases: The fields of the file that stand in it, for mending.
        optional: The attribute of ``Record`` without which it is hidden; empty to show it always.
    """

    heading: Text
    cell: Callable[[Record], str]
    bases: tuple[str, ...]
    right: bool = False
    optional: str = ""


def columns_of(holds: str) -> Sequence[Shown]:
    """The columns of a file that *holds* contacts, deals or products."""
    return _COLUMNS[holds]


def _name(record: Record) -> str:
    parts = f"{record.given_name} {record.family_name}".strip()
    return str(record.name or parts)


def _values(pairs: Sequence[tuple[str, str]]) -> str:
    return ", ".join(value for value, _ in pairs)


def _city(record: Record) -> str:
    return next((address[1] for address in record.addresses if address[1]), "")


def _deal(at: Callable[[Record], object]) -> Callable[[Record], str]:
    return lambda record: str(at(record) or "") if record.plain_deal else ""


def _deal_amount(record: Record) -> str:
    deal = record.deal
    if deal is None or deal.amount is None:
        return ""
    return _figure(deal.amount, deal.currency)


def _closes(record: Record) -> str:
    deal = record.deal
    day = None if deal is None else deal.expected_close
    return "" if day is None else formats.day(day)


def _price(record: Record) -> str:
    price = record.custom.get("price", "")
    return _figure(Decimal(price), record.currency) if price else ""


def _figure(amount: Decimal, currency: str) -> str:
    return formats.money(amount, currency) if currency else formats.amount(amount, _TWO_DECIMALS)


def _rate(record: Record) -> str:
    rate = record.custom.get("tax_rate", "")
    return formats.percent(Decimal(rate)) if rate else ""


_COLUMNS: Mapping[str, Sequence[Shown]] = {
    CONTACTS: (
        Shown(T("Name"), _name, NAMES),
        Shown(T("Company"), lambda row: row.company, ("company",), optional="company"),
        Shown(T("Email"), lambda row: _values(row.emails), ("email",), optional="emails"),
        Shown(T("Phone"), lambda row: _values(row.phones), ("phone",), optional="phones"),
        Shown(T("City"), _city, ("city", "address"), optional="addresses"),
    ),
    DEALS: (
        Shown(T("Deal"), _deal(lambda row: row.plain_deal[0]), ("deal.title",)),
        Shown(T("Contact"), _name, NAMES),
        Shown(T("Amount"), _deal_amount, ("deal.amount",), right=True),
        Shown(T("Stage"), _deal(lambda row: row.plain_deal[3]), ("deal.stage",)),
        Shown(T("Expected closing date"), _closes, ("deal.close",)),
    ),
    PRODUCTS: (
        Shown(T("Product or service"), _name, ("product.name",)),
        Shown(T("Code"), lambda row: row.custom.get("code", ""), ("product.code",)),
        Shown(T("Unit"), lambda row: row.custom.get("unit", ""), ("product.unit",)),
        Shown(T("Price"), _price, ("product.price",), right=True),
        Shown(T("Tax rate"), _rate, ("product.tax_rate",), right=True),
    ),
}
