"""What this computer says about where it stands, for the defaults of a new file."""

from __future__ import annotations

import locale
import os
import re
import sys
from collections.abc import Mapping
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_territory_currencies

from smallcrm.core import clock, text

# Babel's tables lag behind (libraries of the project, on locale formats).
_CURRENCIES = {"BG": "EUR", "HR": "EUR"}
_TERRITORY = re.compile(r"^[A-Za-z]{2,3}[_-]([A-Z]{2})\b")
# Groups are no countries; Kosovo is one, under a code that ISO 3166 leaves to its users.
_COUNTRY = re.compile(r"^(?!EU|EZ|UN|Q[M-Z]|X[A-JL-Z]|ZZ)[A-Z]{2}$")
_LANGUAGE_HOME = {"ru": "RU", "el": "GR", "en": "GB"}
_SPOKEN = {"GR": "el", "CY": "el", "RU": "ru", "BY": "ru", "DE": "de", "AT": "de", "FR": "fr"}
_UNTOLD = frozenset({"GB", "US"})  # what a computer says when nobody chose


def of_system(language: str) -> str:
    """The country (ISO 3166) of this computer's settings, else where *language* is at home.

    Settings that say only what computers come with do not count against another language.
    """
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MONETARY", "LANG")]
    if sys.platform == "win32":
        names.append(locale.getlocale()[0] or "")
    for name in names:
        match = _TERRITORY.match(name)
        if match and is_country(match[1]) and (language == "en" or match[1] not in _UNTOLD):
            return match[1]
    return _LANGUAGE_HOME.get(language, "GB")


def language_of(country: str) -> str:
    """The language of documents (``el``) that is usual in *country*; English when unknown."""
    return _SPOKEN.get(country, "en")


def currency_of(country: str, day: date | None = None) -> str:
    """The currency (ISO 4217) of *country* on *day*, today by default; EUR when unknown."""
    found = _currencies_of(country, day or clock.today())
    return found[0] if found else "EUR"


def names(language: str | None = None) -> dict[str, str]:
    """What each country (ISO 3166 code) is called, in the order of the code."""
    territories = _territories(language or text.language())
    return {code: name for code, name in sorted(territories.items()) if _COUNTRY.match(code)}


def name_of(code: str, language: str | None = None) -> str:
    """What the country *code* is called; text that is not the code of one is given back."""
    return _territories(language or text.language()).get(code, code)


def is_country(code: str) -> bool:
    """Whether *code* is the ISO 3166 code of a country, in capitals."""
    return code in names("en")


def currency_codes() -> list[str]:
    """The currencies (ISO 4217) that are money somewhere today, in the order of their codes."""
    today = clock.today()
    return sorted({money for code in names("en") for money in _currencies_of(code, today)})


def currency_name(code: str, language: str | None = None) -> str:
    """What the currency *code* is called: ``euro``; the code itself when it has no name."""
    found: str = _locale(language or text.language()).currencies.get(code, code)
    return found


def _currencies_of(country: str, day: date) -> list[str]:
    """What is money in *country* on *day*, the usual one first; empty when unknown."""
    if country in _CURRENCIES:
        return [_CURRENCIES[country]]
    return get_territory_currencies(country, day, day)


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def _territories(language: str) -> Mapping[str, str]:
    found: Mapping[str, str] = _locale(language).territories
    return found
