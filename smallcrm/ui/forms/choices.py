"""Long lists to choose from: countries, currencies, languages of documents."""

from __future__ import annotations

from functools import cache

from smallcrm.core import countries, text
from smallcrm.core.fold import fold
from smallcrm.core.languages import LANGUAGES
from smallcrm.core.text import T
from smallcrm.ui.widgets.choice import Choice

_MORE_LANGUAGES = {"de": "Deutsch", "fr": "Français"}  # of documents; the screen has three


def country_choice() -> Choice:
    """The countries by their names in the language of the screen, none at the top."""
    choice = Choice([("", T("Country"))])
    offer_countries(choice)
    choice.setAccessibleName(str(T("Country")))
    return choice


def offer_countries(choice: Choice) -> None:
    """Offer the countries in *choice* too, by their names in the language of the screen."""
    for code, name in _countries(text.language()):
        choice.addItem(name, code)


def currency_choice(*first: tuple[str, str]) -> Choice:
    """The currencies by their codes and names; *first* stands above them."""
    named = [
        (code, f"{code}  {countries.currency_name(code)}") for code in countries.currency_codes()
    ]
    return Choice([*first, *named])


def language_choice(*first: tuple[str, str]) -> Choice:
    """The languages that documents can be in, each by its own name; *first* stands above them."""
    return Choice([*first, *LANGUAGES.items(), *_MORE_LANGUAGES.items()])


@cache
def _countries(language: str) -> list[tuple[str, str]]:
    return sorted(countries.names(language).items(), key=lambda pair: fold(pair[1]))
