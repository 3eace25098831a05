"""What the columns of a list of products hold; how their figures are written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from smallcrm.core.fold import fold
from smallcrm.core.languages import LANGUAGES, translations
from smallcrm.services.exchange.fields import CUSTOM, PRODUCT, parts
from smallcrm.services.exchange.own_lists.own_headings import PRODUCT_HEADINGS, REASON
from smallcrm.services.exchange.recognising import words
from smallcrm.services.exchange.systems import product_words
from smallcrm.services.exchange.systems.system import normal

PRICE = f"{PRODUCT}price"
OWN = "own"  # figures of our own lists: any separator is that of the decimals
FRACTION = "fraction"  # rates as spreadsheets keep per cents: 0.24
_IDENTITY = (f"{PRODUCT}name", f"{PRODUCT}code")
_SURE = 0.95
_ASIDE = re.compile(r"[(\[,].*$")  # "Price (EUR)", "Цена, руб."
_LAST_SIGN = re.compile(r"([.,])(\d+)\D*$")
_GROUP = 3  # digits between two separators of thousands


class ProductColumns(NamedTuple):
    """The fields of the columns, and whether the list is one of ours."""

    fields: list[tuple[str, float]]
    is_own: bool


def meaning(heading: str) -> str:
    """The field that *heading* says, with its prefix; empty for none."""
    key = _key(heading)
    return _known().get(key) or _known().get(_key(_ASIDE.sub("", heading))) or ""


def recognise(headings: Sequence[str]) -> ProductColumns:
    """Tell the columns by their headings; the first one that says a field has it."""
    taken: dict[str, int] = {}
    fields = [CUSTOM] * len(headings)
    for number, heading in enumerate(headings):
        if normal(heading).startswith(normal(REASON) + ":"):
            fields[number] = "ignore"
            continue
        field = meaning(heading)
        if field and field not in taken:
            taken[field] = number
            fields[number] = field
    name, text = _IDENTITY[0], f"{PRODUCT}description"
    if name not in taken and text in taken:
        fields[taken[text]] = name
    found = [(field, 0.0 if field == CUSTOM else _SURE) for field in fields]
    return ProductColumns(found, _is_own(headings))


def names_people(headings: Sequence[str]) -> bool:
    """Whether one of *headings* is what people have, and no product: an e-mail, a birthday."""
    return any(said and parts(said.field).base in _PEOPLE for said in map(words.meaning, headings))


def are_products(headings: Sequence[str]) -> bool:
    """Whether *headings* can only be those of products: a price, and a code or a product."""
    if names_people(headings):
        return False
    found = {meaning(heading): _key(heading) for heading in headings}
    is_thing = f"{PRODUCT}code" in found or found.get(_IDENTITY[0], "name") not in _ANYBODY
    return PRICE in found and is_thing


def identifies(fields: Sequence[str]) -> bool:
    """Whether one of *fields* can tell what a product is."""
    return any(field in _IDENTITY for field in fields)


def sign_of(texts: Sequence[str], *, is_own: bool) -> str:
    """What separates the decimals of a column: ``.``, ``,``, ``own``, or empty where nobody knows.

    "1.500" alone may be either; beside "12.50" in the same column it is one and a half.
    """
    if is_own:
        return OWN
    for text in texts:
        match = _LAST_SIGN.search(text)
        if match is None:
            continue
        sign, digits = match.groups()
        is_decimal = len(digits) != _GROUP or text[: match.start()].strip() == "0"
        if is_decimal or any(other in text[: match.start()] for other in ".," if other != sign):
            return sign
    return ""


def _is_own(headings: Sequence[str]) -> bool:
    names = {normal(heading) for heading in headings}
    return any(own <= names for own in _own_sets())


@cache
def _own_sets() -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(normal(each.first.render(translations(language))) for each in PRODUCT_HEADINGS)
        for language in LANGUAGES
    )


@cache
def _known() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for heading in PRODUCT_HEADINGS:
            found.setdefault(_key(heading.first.render(translations(language))), heading.field)
    for line in product_words.HEADINGS.strip().splitlines():
        field, _, headings = line.strip().partition(" = ")
        for name in headings.split(", "):
            found.setdefault(_key(name), PRODUCT + field)
    return found


def _key(heading: str) -> str:
    return fold(normal(heading)).rstrip(".: ").replace("_", " ")


_PEOPLE = ("email", "phone", "birthday", "family_name", "street", "address")
_ANYBODY = frozenset(map(_key, ("name", "наименование", "название", "όνομα", "nom", "ονομασία")))
