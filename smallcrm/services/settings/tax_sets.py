"""The usual tax rates of a country, from the files in ``resources/taxes``: dated, to be edited."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from smallcrm.core import paths

_FOLDER = "taxes"


class TaxPreset(NamedTuple):
    """A rate as a file has it; *rate* is percent.

    Attributes:
        category: EN 16931: S, Z, E, AE, K, G or O.
        code: Of the list VATEX, for an electronic invoice; empty where none fits.
    """

    name: str
    category: str
    rate: Decimal
    valid_from: date | None = None
    valid_to: date | None = None
    exemption_reason: str = ""
    exemption_code: str = ""


class TaxSet(NamedTuple):
    """The rates of one country; the first is the usual one.

    Attributes:
        country: ISO 3166 code; empty for the set of all other countries.
        as_of: The day on which somebody looked them up.
    """

    country: str
    as_of: date
    rates: tuple[TaxPreset, ...]


def tax_set(country: str) -> TaxSet:
    """The usual rates of *country*; those of no country in particular where it has no file."""
    return _sets().get(country) or _sets()[""]


def set_countries() -> list[str]:
    """The countries that have rates of their own, then the empty code for all others."""
    return [*sorted(filter(None, _sets())), ""]


@cache
def _sets() -> dict[str, TaxSet]:
    found = [_read(path.read_text("utf-8")) for path in paths.resource(_FOLDER).glob("*.toml")]
    return {each.country: each for each in found}


def _read(text: str) -> TaxSet:
    data = tomllib.loads(text)
    return TaxSet(data["country"], data["as_of"], tuple(map(_preset, data["rates"])))


def _preset(row: Mapping[str, Any]) -> TaxPreset:
    return TaxPreset(
        row["name"],
        row["category"],
        Decimal(row["rate"]),
        row.get("from"),
        row.get("to"),
        row.get("reason", ""),
        row.get("code", ""),
    )
