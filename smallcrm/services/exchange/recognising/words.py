"""What headings mean in files of no known program, in English, Russian, Greek, German, French.

First whole headings; then words inside a heading: "Phone (work)", "Мобильный телефон 2".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from smallcrm.core.fold import fold
from smallcrm.services.exchange.systems import word_lists
from smallcrm.services.exchange.systems.system import normal

EXACT, PARTLY = 0.95, 0.75


class Meaning(NamedTuple):
    """A field (see ``fields``) and how sure it is."""

    field: str
    confidence: float


_WORD = re.compile(r"[\w'-]+")
_SLASH = re.compile(r"\s*/\s*")
_EITHER = re.compile(r"\s*/\s*|\s+(?:or|или|або|η|oder|ou)\s+")  # "Name or company"
_RUNNING = re.compile(r"[\s#№]*\d{1,2}$")  # "Phone 2"
_OF = r"\s*(?::|/|[-–—](?=\s))\s*"  # "Person - Name", "Контакт: Имя"; not "Kontakt-ID"
_MOST_WORDS = 6
_EITHER_FIELDS = {"name", "family_name", "company", "account"}


def _load() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in word_lists.HEADINGS.strip().splitlines():
        field, _, headings = line.strip().partition(" = ")
        for heading in headings.split(", "):
            found.setdefault(_key(heading), field)
    return found


def _key(heading: str) -> str:
    text = fold(normal(heading)).rstrip(".:").replace("_", " ").replace(",", "")
    return _SLASH.sub("/", text)


def _whose(names: str) -> re.Pattern[str]:
    each = "|".join(re.escape(_key(name)) for name in " ".join(names.split()).split(" | "))
    return re.compile(rf"(?:{each}){_OF}(.+)")


def _sets(text: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in text.strip().splitlines():
        name, _, words = line.strip().partition(" = ")
        found[name] = found.get(name, frozenset()) | frozenset(map(fold, words.split()))
    return found


_KNOWN = _load()
_KINDS = _sets(word_lists.KINDS)
_LABEL_WORDS = _sets(word_lists.LABELS)
_ADDRESS_WORDS = _sets(word_lists.ADDRESS)
_FOREIGN = frozenset(map(fold, word_lists.FOREIGN.split()))
_PERSONS = _whose(word_lists.PERSONS)
_COMPANIES = _whose(word_lists.COMPANIES)


@lru_cache(maxsize=10_000)
def meaning(heading: str) -> Meaning | None:
    """What a heading says; None where it says nothing that a contact has."""
    found = exactly(heading)
    if found:
        return found
    words = _WORD.findall(_key(heading))
    if not words or len(words) > _MOST_WORDS or not _FOREIGN.isdisjoint(words):
        return None
    return _by_words(words)


@lru_cache(maxsize=10_000)
def exactly(heading: str) -> Meaning | None:
    """What a heading says as a whole, not by some of its words."""
    key = _key(heading)
    field = _KNOWN.get(key) or _KNOWN.get(_RUNNING.sub("", key)) or _of_somebody(key)
    field = field or _of_either(key)
    return Meaning(field, EXACT) if field else None


def _of_somebody(key: str) -> str:
    """Headings that begin with whom they are about: "Person - Name", "Организация: Адрес"."""
    if match := _PERSONS.fullmatch(key):
        return _KNOWN.get(match[1]) or ""
    if match := _COMPANIES.fullmatch(key):
        field = _KNOWN.get(match[1]) or ""
        return "company" if field in ("name", "account", "family_name") else field
    return ""


def _of_either(key: str) -> str:
    """Headings for people and companies alike: "Surname / Company", "ФИО или название"."""
    found = {_KNOWN.get(part, "") for part in _EITHER.split(key)}
    if found.isdisjoint({"company", "account"}) or not found <= _EITHER_FIELDS:
        return ""
    return "family_name" if "family_name" in found else "account"


def speaks_of_others(heading: str) -> bool:
    """Whether a heading has a word for what is not the contact's own: an owner, an assistant."""
    return not _FOREIGN.isdisjoint(_WORD.findall(_key(heading)))


def of_parts(group: str, heading: str) -> Meaning | None:
    """What a heading under another heading says: "Name" over "First", "Contact" over "Phone".

    What is known by itself stays that: "Address" over "Улица, дом" is a street, no home address.
    """
    alone = exactly(heading)
    for text in (f"{heading} {group}", f"{group} {heading}"):
        found = meaning(text)
        is_new = found and (alone is None or found.confidence == EXACT or _is_one(found, alone))
        if is_new:
            return found
    return alone or meaning(heading)


def _is_one(found: Meaning, other: Meaning) -> bool:
    """Whether both are the same field, whatever its label."""
    return found.field.partition(":")[0] == other.field.partition(":")[0]


def _by_words(words: list[str]) -> Meaning | None:
    label = next((name for name, known in _LABEL_WORDS.items() if not known.isdisjoint(words)), "")
    for field, known in _KINDS.items():
        if not known.isdisjoint(words):
            return Meaning(field if ":" in field or not label else f"{field}:{label}", PARTLY)
    if label:
        for field, known in _ADDRESS_WORDS.items():
            if not known.isdisjoint(words):
                return Meaning(f"{field}:{label}", PARTLY)
    return None
