"""Dates, numbers and money as text, in any language; for screens, PDF and Excel alike."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal

from smallcrm.core import text
from smallcrm.core.money import decimals

_LOCALES = {"en": "en_GB", "ru": "ru_RU", "el": "el_GR", "de": "de_DE", "fr": "fr_FR"}


@cache
def _locale(language: str | None) -> Locale:
    return Locale.parse(_LOCALES.get(language or text.language(), "en_GB"))


def _of(language: str | None) -> Locale:
    return _locale(language or text.language())


def money(amount: Decimal, currency: str, language: str | None = None) -> str:
    """``€1,234.50``, ``1.234,50 €``, ``1 234,50 ₽``: with all decimals of the currency."""
    return format_currency(amount, currency, locale=_of(language))


def amount(value: Decimal, currency: str, language: str | None = None) -> str:
    """Like ``money`` without the sign of the currency, for columns under one heading."""
    digits = decimals(currency)
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, pattern, locale=_of(language))


def number(value: Decimal | int, language: str | None = None) -> str:
    """A quantity, a price or a rate with up to six decimals and no idle zeros."""
    return format_decimal(value, "#,##0.######", locale=_of(language))


def percent(value: Decimal, language: str | None = None) -> str:
    """``24 %`` from 24: the number, a no-break space and the sign."""
    return f"{number(value, language)}\N{NO-BREAK SPACE}%"


def day(value: date, language: str | None = None) -> str:
    """A date as it stands on a document: ``22 Nov 2026``, ``22 нояб. 2026 г.``."""
    return format_date(value, "medium", locale=_of(language))


def short_day(value: date, language: str | None = None) -> str:
    """A date for a list and for typing: ``22/11/2026``, ``22.11.2026``."""
    pattern = {"ru": "dd.MM.yyyy", "de": "dd.MM.yyyy"}.get(
        (language or text.language()), "dd/MM/yyyy"
    )
    return format_date(value, pattern, locale=_of(language))


def instant(value: datetime, language: str | None = None) -> str:
    """A moment, in the zone that *value* is in already."""
    return format_datetime(value, "medium", locale=_of(language))
