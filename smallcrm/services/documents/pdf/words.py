"""The words of a document in its own language, whatever language the windows speak.

English, Russian and Greek come from the program's catalogues; for German and French, which
have none, the few words of a document are in ``dictionaries``. So are those that Russian law or
custom wants on paper where the windows say it shorter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from gettext import NullTranslations

from babel import Locale

from smallcrm.core import formats
from smallcrm.core.languages import translations
from smallcrm.core.money import decimals
from smallcrm.core.text import Text
from smallcrm.services.documents.pdf.dictionaries import FRENCH, GERMAN, RUSSIAN


class Table(NullTranslations):
    """A catalogue made of a plain dictionary; what it lacks comes from its fallback, if any."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self._words = words

    def gettext(self, message: str) -> str:
        """The translation of *message*."""
        return self._words.get(message) or super().gettext(message)


_TABLES = {"de": Table(GERMAN), "fr": Table(FRENCH)}


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that becomes text differently in each language: words, dates, numbers.

    Attributes:
        language: ``en``, ``ru``, ``el``, ``de`` or ``fr``; any other reads as English.
        currency: The document's currency, for amounts.
    """

    language: str
    currency: str

    def __call__(self, message: Text) -> str:
        """Return *message* in the document's language."""
        return message.render(_catalogue(self.language))

    def money(self, value: Decimal) -> str:
        """An amount with the sign of the currency."""
        return formats.money(value, self.currency, self.language)

    def amount(self, value: Decimal) -> str:
        """An amount for a column."""
        return formats.amount(value, self.currency, self.language)

    def price(self, value: Decimal) -> str:
        """A price: at least the decimals of its currency, more where it has them."""
        if value == round(value, decimals(self.currency)):
            return self.amount(value)
        return formats.number(value, self.language)

    def number(self, value: Decimal) -> str:
        """A quantity or a rate of exchange."""
        return formats.number(value, self.language)

    def percent(self, value: Decimal) -> str:
        """A tax rate or a discount."""
        return formats.percent(value, self.language)

    def day(self, value: date) -> str:
        """A date."""
        return formats.day(value, self.language)

    def country(self, code: str) -> str:
        """The name of the country with the ISO 3166 *code*, or the code itself."""
        return str(Locale.parse(self.language).territories.get(code.upper(), code))


def words(language: str, currency: str) -> Words:
    """The words of a document in *language*; English where SmallCRM does not know it."""
    known = language if language in ("ru", "el", *_TABLES) else "en"
    return Words(known, currency)


@cache
def _catalogue(language: str) -> NullTranslations:
    if language in _TABLES:
        return _TABLES[language]
    if language != "ru":
        return translations(language)
    on_paper = Table(RUSSIAN)
    on_paper.add_fallback(translations(language))
    return on_paper
