"""Tax rates with the days they hold; presets per country are data, editable and dated."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.models import TaxRate

# Presets as of November 2026; the user can change them. (name, category, rate, from, to)
_Preset = tuple[str, str, str, date | None, date | None]
PRESETS: dict[str, tuple[_Preset, ...]] = {
    "GR": (
        ("ΦΠΑ 24%", "S", "24", date(2016, 6, 1), None),
        ("ΦΠΑ 13%", "S", "13", None, None),
        ("ΦΠΑ 6%", "S", "6", None, None),
        ("ΦΠΑ 0%", "Z", "0", None, None),
    ),
    "CY": (("ΦΠΑ 19%", "S", "19", None, None), ("ΦΠΑ 9%", "S", "9", None, None)),
    "RU": (
        ("НДС 22%", "S", "22", date(2026, 1, 1), None),
        ("НДС 20%", "S", "20", date(2019, 1, 1), date(2025, 12, 31)),
        ("НДС 10%", "S", "10", None, None),
        ("Без НДС", "E", "0", None, None),
    ),
    "DE": (("MwSt. 19 %", "S", "19", None, None), ("MwSt. 7 %", "S", "7", None, None)),
    "FR": (
        ("TVA 20 %", "S", "20", None, None),
        ("TVA 10 %", "S", "10", None, None),
        ("TVA 5,5 %", "S", "5.5", None, None),
    ),
    "IT": (("IVA 22%", "S", "22", None, None), ("IVA 10%", "S", "10", None, None)),
    "ES": (("IVA 21 %", "S", "21", None, None), ("IVA 10 %", "S", "10", None, None)),
    "GB": (("VAT 20%", "S", "20", None, None), ("VAT 5%", "S", "5", None, None)),
    "BG": (("ДДС 20%", "S", "20", None, None), ("ДДС 9%", "S", "9", None, None)),
}
_OTHER: tuple[_Preset, ...] = (("0 %", "Z", "0", None, None),)


class TaxRateRow(NamedTuple):
    """One rate; *rate* is percent."""

    id: int
    name: str
    category: str
    rate: Decimal
    valid_from: date | None
    valid_to: date | None
    is_default: bool
    exemption_reason: str


def presets(country: str) -> tuple[_Preset, ...]:
    """The usual rates of *country*; a single zero rate where none are known."""
    return PRESETS.get(country, _OTHER)


def add_presets(session: Session, country: str) -> None:
    """Give a new file the usual rates of *country*; the first one is the default."""
    for position, preset in enumerate(presets(country)):
        name, category, rate, valid_from, valid_to = preset
        session.add(
            TaxRate(
                name=name,
                category=category,
                rate=Decimal(rate),
                valid_from=valid_from,
                valid_to=valid_to,
                is_default=position == 0,
                position=position,
            )
        )


def list_tax_rates(session: Session, day: date | None = None) -> list[TaxRateRow]:
    """All rates, or those that hold on *day*, in their order."""
    query = (
        select(
            TaxRate.id,
            TaxRate.name,
            TaxRate.category,
            TaxRate.rate,
            TaxRate.valid_from,
            TaxRate.valid_to,
            TaxRate.is_default,
            TaxRate.exemption_reason,
        )
        .where(TaxRate.deleted_at.is_(None))
        .order_by(TaxRate.position, TaxRate.id)
    )
    rows = [TaxRateRow(*row) for row in session.execute(query)]
    return rows if day is None else [row for row in rows if _holds(row, day)]


def rate_on(session: Session, day: date) -> TaxRateRow | None:
    """The rate for a new line of a document whose tax date is *day*: the default if it holds."""
    rates = list_tax_rates(session, day)
    return next((row for row in rates if row.is_default), rates[0] if rates else None)


def _holds(row: TaxRateRow, day: date) -> bool:
    return (row.valid_from is None or row.valid_from <= day) and (
        row.valid_to is None or day <= row.valid_to
    )
