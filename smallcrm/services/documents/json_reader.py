"""Drafts as JSON, read: every field checked, every mistake named with its place.

Amounts, quantities, prices and rates are decimal strings; whole JSON numbers are taken too,
and fractions as they are written, never as binary floats.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from smallcrm.core.errors import UserError
from smallcrm.core.text import T, Text
from smallcrm.services.documents.drafts import (
    KINDS,
    Adjustment,
    DocumentDraft,
    LineDraft,
    PartyDraft,
)

_DECIMALS = 6
_LARGEST = Decimal(10) ** 12  # millionths of it still fit 64 bits

Reader = Callable[[Any, str], Any]


def parse(text: str) -> Any:
    """Read JSON with exact numbers.

    Raises:
        UserError: It is no JSON; the message says where.
    """
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise UserError(
            T(
                "This is not JSON: line {line}, column {column}.",
                line=error.lineno,
                column=error.colno,
            ),
            hint=T("Nothing was changed. Correct the file and try again."),
        ) from error
    except RecursionError as error:
        raise UserError(
            T("This is no draft: its brackets stand too many deep."),
            hint=T("Nothing was changed. Correct the file and try again."),
        ) from error


def draft_from_json(data: Any, base: DocumentDraft | None = None) -> DocumentDraft:
    """Read one draft; what it does not say is taken from *base*.

    Raises:
        UserError: A field that no draft has, or a value that does not fit; ``field`` names the
            place (``lines[0].price``).
    """
    values = _read(data, _DOCUMENT, "")
    customer = values.pop("customer", None)
    if isinstance(customer, int):
        values["customer_id"] = customer
    elif customer is not None:
        values["customer"] = customer
    return replace(base or DocumentDraft(), **values)


def party_from_json(data: Any, place: str = "customer") -> PartyDraft:
    """Read a seller or a buyer."""
    return PartyDraft(**_read(data, _PARTY, f"{place}."))


def _read(data: Any, readers: Mapping[str, Reader], place: str) -> dict[str, Any]:
    """The known fields of *data* that have a value."""
    if not isinstance(data, Mapping):
        raise _bad(
            place.rstrip("."), T("A draft and its lines are written as objects with named fields.")
        )
    unknown = [name for name in data if name not in readers]
    if unknown:
        names = ", ".join(f"{place}{name}" for name in unknown)
        raise UserError(
            T("No document has these fields: {names}.", names=names),
            hint=T("Nothing was changed. Check how they are spelled."),
            field=f"{place}{unknown[0]}",
        )
    return {
        name: readers[name](value, f"{place}{name}")
        for name, value in data.items()
        if value is not None
    }


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str):
        raise _bad(place, T("{field} has to be text.", field=place))
    return value


def _number(value: Any, place: str) -> Decimal:
    problem = T('{field} is not a number: write it like "1234.5".', field=place)
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise _bad(place, problem)
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise _bad(place, problem) from None
    if not number.is_finite() or "_" in str(value):
        raise _bad(place, problem)
    if abs(number) >= _LARGEST:
        raise _bad(place, T("{field} is too large to be right.", field=place))
    if number != number.quantize(Decimal(1).scaleb(-_DECIMALS)):
        raise _bad(place, T("{field} has more than six decimals.", field=place))
    return number


def _whole(value: Any, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**31:
        raise _bad(place, T("{field} has to be a whole number.", field=place))
    return value


def _flag(value: Any, place: str) -> bool:
    if not isinstance(value, bool):
        raise _bad(place, T("{field} has to be true or false.", field=place))
    return value


def _date(value: Any, place: str) -> date:
    try:
        return date.fromisoformat(_text(value, place))
    except ValueError:
        raise _bad(
            place, T('{field} is not a date: write it like "2026-11-30".', field=place)
        ) from None


def _kind(value: Any, place: str) -> str:
    if value not in KINDS:
        known = ", ".join(KINDS)
        raise _bad(place, T("{field} has to be one of {kinds}.", field=place, kinds=known))
    return str(value)


def _currency(value: Any, place: str) -> str:
    code = _text(value, place).strip().upper()
    if len(code) != 3 or not (code.isascii() and code.isalpha()):  # noqa: PLR2004 - ISO 4217
        raise _bad(place, T('{field} is not a currency: write it like "EUR".', field=place))
    return code


def _customer(value: Any, place: str) -> int | PartyDraft:
    if isinstance(value, Mapping):
        return party_from_json(value, place)
    return _whole(value, place)


def _list(reader: Reader) -> Reader:
    def read(value: Any, place: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise _bad(place, T("{field} has to be a list.", field=place))
        return tuple(reader(item, f"{place}[{index}]") for index, item in enumerate(value))

    return read


def _line(value: Any, place: str) -> LineDraft:
    return LineDraft(**_read(value, _LINE, f"{place}."))


def _line_adjustment(value: Any, place: str) -> Adjustment:
    return _adjustment(_read(value, _LINE_ADJUSTMENT, f"{place}."), place)


def _document_adjustment(value: Any, place: str) -> Adjustment:
    values = _read(value, _ADJUSTMENT, f"{place}.")
    if values.get("tax_rate"):
        values.setdefault("tax_category", "S")
    return _adjustment(values, place)


def _adjustment(values: dict[str, Any], place: str) -> Adjustment:
    if ("amount" in values) == ("percent" in values):
        raise _bad(place, T("{field} needs either an amount or a percentage.", field=place))
    return Adjustment(**values)


def _bad(place: str, message: Text) -> UserError:
    return UserError(message, hint=T("Nothing was changed."), field=place or None)


def _refuse_constant(name: str) -> Any:
    raise _bad("", T("{value} is not a number that a document can have.", value=name))


_PARTY: dict[str, Reader] = {field.name: _text for field in fields(PartyDraft)}
_LINE_ADJUSTMENT: dict[str, Reader] = {"amount": _number, "percent": _number, "reason": _text}
_ADJUSTMENT: dict[str, Reader] = {
    **_LINE_ADJUSTMENT,
    "tax_category": _text,
    "tax_rate": _number,
}
_LINE: dict[str, Reader] = {
    **dict.fromkeys(
        ("description", "unit", "tax_category", "item_code", "exemption_reason", "exemption_code"),
        _text,
    ),
    **dict.fromkeys(("quantity", "price", "price_per", "discount_percent", "tax_rate"), _number),
    **dict.fromkeys(("product_id", "credits"), _whole),
    "discounts": _list(_line_adjustment),
    "charges": _list(_line_adjustment),
}
_DOCUMENT: dict[str, Reader] = {
    "kind": _kind,
    "customer": _customer,
    **dict.fromkeys(("date", "tax_date", "valid_until", "delivery_date"), _date),
    "due_days": _whole,
    **dict.fromkeys(("currency", "tax_currency"), _currency),
    **dict.fromkeys(
        (
            "language",
            "note",
            "terms",
            "exemption_reason",
            "delivery_country",
            "buyer_reference",
            "order_reference",
            "type_code",
        ),
        _text,
    ),
    "prices_include_tax": _flag,
    "lines": _list(_line),
    "discounts": _list(_document_adjustment),
    "charges": _list(_document_adjustment),
    **dict.fromkeys(("prepaid", "payable_rounding", "exchange_rate"), _number),
    "preceding": _list(_whole),
}
DOCUMENT_FIELDS, LINE_FIELDS, PARTY_FIELDS = tuple(_DOCUMENT), tuple(_LINE), tuple(_PARTY)
