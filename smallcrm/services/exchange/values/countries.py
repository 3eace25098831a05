"""The country that a name or a code means."""

from __future__ import annotations

from functools import cache, lru_cache

from smallcrm.core.fold import fold
from smallcrm.core.loading import load

# Names that Babel lacks, and those that most files have: they save loading its tables.
_OTHER_NAMES = {
    "uk": "GB", "el": "GR", "england": "GB", "scotland": "GB", "great britain": "GB", "usa": "US",
    "u.s.a.": "US", "united states of america": "US", "russian federation": "RU", "рф": "RU",
    "российская федерация": "RU", "сша": "US", "hellas": "GR", "ελλας": "GR", "holland": "NL",
    "czech republic": "CZ", "turkey": "TR", "turkiye": "TR", "deutschland": "DE", "россия": "RU",
    "ελλαδα": "GR", "germany": "DE", "greece": "GR", "france": "FR", "united kingdom": "GB",
    "spain": "ES", "italy": "IT", "poland": "PL", "cyprus": "CY", "κυπρος": "CY", "russia": "RU",
    "austria": "AT", "osterreich": "AT", "switzerland": "CH", "schweiz": "CH", "espana": "ES",
    "united states": "US", "italia": "IT", "polska": "PL", "украина": "UA", "казахстан": "KZ",
    "украіна": "UA", "беларусь": "BY", "белоруссия": "BY", "республика беларусь": "BY",
}  # fmt: skip
_LATIN = ("en", "de", "fr", "es", "it", "pl", "tr", "nl", "pt", "ro", "cs", "sv", "hu")
_BY_FIRST_LETTER = (("\u0370", _LATIN), ("\u0400", ("el",)), ("\U0010ffff", ("ru", "uk", "bg")))


@lru_cache(maxsize=5000)
def code(text: str) -> str:
    """The ISO 3166 code of ``Ελλάδα``, ``Germany`` or ``gr``; empty when it is not known."""
    folded = fold(text.strip())
    if found := _OTHER_NAMES.get(folded):
        return found
    plain = text.strip()
    if len(plain) == 2 and plain.isascii() and plain.isalpha():  # noqa: PLR2004 - alpha-2
        return plain.upper() if plain.upper() in _names("en").values() else ""
    letter = next((char for char in folded if char.isalpha()), "")
    locales = next(names for limit, names in _BY_FIRST_LETTER if letter < limit)
    return next((found for each in locales if (found := _names(each).get(folded))), "")


@cache
def _names(locale: str) -> dict[str, str]:
    territories = load("babel").Locale(locale).territories
    return {
        fold(name): key
        for key, name in territories.items()
        if len(key) == 2 and key.isalpha()  # noqa: PLR2004
    }
