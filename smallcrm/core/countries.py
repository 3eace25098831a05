"""What this computer says about where it stands, for the defaults of a new file."""

from __future__ import annotations

import locale
import os
import re
import sys
from datetime import date

from babel.numbers import get_territory_currencies

from smallcrm.core import clock

# Babel's tables lag behind (libraries of the project, on locale formats).
_CURRENCIES = {"BG": "EUR", "HR": "EUR"}
_TERRITORY = re.compile(r"^[A-Za-z]{2,3}[_-]([A-Z]{2})\b")
_LANGUAGE_HOME = {"ru": "RU", "el": "GR", "en": "GB"}


def of_system(language: str) -> str:
    """The country (ISO 3166) of this computer's settings, else where *language* is at home."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MONETARY", "LANG")]
    if sys.platform == "win32":
        names.append(locale.getlocale()[0] or "")
    for name in names:
        if match := _TERRITORY.match(name):
            return match[1]
    return _LANGUAGE_HOME.get(language, "GB")


def currency_of(country: str, day: date | None = None) -> str:
    """The currency (ISO 4217) of *country* on *day*, today by default; EUR when unknown."""
    if country in _CURRENCIES:
        return _CURRENCIES[country]
    day = day or clock.today()
    found = get_territory_currencies(country, day, day)
    return found[0] if found else "EUR"
