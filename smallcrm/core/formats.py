"""Dates, numbers and money as text, in any language; for screens, PDF and Excel alike."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date, format_datetime, format_interval, format_skeleton
from babel.numbers import format_currency, format_decimal

from smallcrm.core import text
from smallcrm.core.money import decimals

_LOCALES = {"en": "en_GB", "ru": "ru_RU", "el": "el_GR", "de": "de_DE", "fr": "fr_FR"}


@cache
def _locale(language: str | None) -> Locale:
    return Locale.parse(_LOCALES.get(language or text.language(), "en_GB"))


def _of(language: str | None) -> Locale:
    return _locale(language or text.language())


def _with_minus(shown: str) -> str:
    """A negative figure with the true minus: as wide as a figure, and no line ends after it.

    It stands first and touches the figure, as accountants write it in all our languages.
    """
    return shown.replace("-", "\N{MINUS SIGN}")


def money(amount: Decimal, currency: str, language: str | None = None) -> str:
    """``€1,234.50``, ``1.234,50 €``, ``−1 234,50 ₽``: with all decimals of the currency."""
    return _with_minus(format_currency(amount or 0, currency, locale=_of(language)))


def amount(value: Decimal, currency: str, language: str | None = None) -> str:
    """Like ``money`` without the sign of the currency, for columns under one heading."""
    return fixed(value, decimals(currency), language)


def fixed(value: Decimal, digits: int, language: str | None = None) -> str:
    """A figure with *digits* decimals, for a column."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return _with_minus(format_decimal(value or 0, pattern, locale=_of(language)))


def number(value: Decimal | int, language: str | None = None) -> str:
    """A quantity, a price or a rate with up to six decimals and no idle zeros."""
    return _with_minus(format_decimal(value or 0, "#,##0.######", locale=_of(language)))


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


def time_of_day(value: datetime, language: str | None = None) -> str:
    """``14:02``; *value* is in the zone to show already."""
    return format_datetime(value, "HH:mm", locale=_of(language))


def recent(value: datetime, today: date, language: str | None = None) -> str:
    """A moment in a list, as short as *today* allows.

    ``14:02``, ``Fri 11:20`` in the last six days, ``9 Nov`` in the same year, ``9 Nov 2025``.
    """
    day_of = value.date()
    if day_of == today:
        return time_of_day(value, language)
    if timedelta(0) < today - day_of < timedelta(days=7):
        return format_datetime(value, "EEE HH:mm", locale=_of(language))
    return list_day(day_of, today, language)


def list_day(value: date, today: date, language: str | None = None) -> str:
    """A day in a list: ``9 Nov`` in the year of *today*, ``9 Nov 2025``."""
    skeleton = "MMMd" if value.year == today.year else "yMMMd"
    return format_skeleton(skeleton, value, locale=_of(language))


def month(value: date, language: str | None = None) -> str:
    """``October 2026``, as a heading."""
    return _begun(format_skeleton("yMMMM", value, locale=_of(language)))


def day_heading(value: date, language: str | None = None) -> str:
    """``Sun, 29 Nov 2026``, ``Вс, 29 нояб. 2026 г.``, as a heading."""
    return _begun(weekday(value, language))


def days(first: date, last: date, language: str | None = None) -> str:
    """``23–29 Nov 2026``, ``30 Nov – 6 Dec 2026``: a week, as a heading."""
    return str(format_interval(first, last, "yMMMd", locale=_of(language)))


def _begun(words: str) -> str:
    """*words* as a sentence begins; some languages write months and weekdays small."""
    return words[:1].upper() + words[1:]


def weekday(value: date, language: str | None = None) -> str:
    """``Tue 24 Nov 2026``: a day that is to be looked at before it is taken."""
    return format_skeleton("yMMMEd", value, locale=_of(language))


def full_day(value: date, language: str | None = None) -> str:
    """``Sunday, 29 November 2026``, ``воскресенье, 29 ноября 2026 г.``: today, over a page."""
    return format_date(value, "full", locale=_of(language))


def weekday_name(value: date, language: str | None = None) -> str:
    """``Thursday``, ``четверг``: a day of the next week, by itself."""
    return format_date(value, "EEEE", locale=_of(language))


def first_weekday(language: str | None = None) -> int:
    """The day on which a week begins: 0 is Monday."""
    return int(_of(language).first_week_day)


def short_weekday(value: date, language: str | None = None) -> str:
    """``Tue``, above a column of a calendar."""
    return format_date(value, "ccc", locale=_of(language))


def month_day(value: date, language: str | None = None) -> str:
    """``14 March``, ``14 марта``: a day that comes every year."""
    return format_skeleton("MMMMd", value, locale=_of(language))


def month_name(number: int, language: str | None = None) -> str:
    """``October``, ``октябрь``: a month (1 to 12) by itself."""
    names = _of(language).months["stand-alone"]["wide"]
    return str(names[number])


def birthday(stored: str, language: str | None = None) -> str:
    """``1980-03-14`` as ``14 Mar 1980``, ``--03-14`` as ``14 March``; else as it is."""
    try:
        if stored.startswith("--"):
            return month_day(date.fromisoformat("2000" + stored[1:]), language)
        return day(date.fromisoformat(stored), language)
    except ValueError:
        return stored
