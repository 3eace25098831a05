"""Invent contacts in the scripts that our users' customers write in; the same for each seed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from smallcrm.services.contacts.drafts import COMPANY, AddressDraft, ContactDraft, Labelled


class _Place(NamedTuple):
    """One country's stock of names.

    Attributes:
        prefix: How its invented telephone numbers begin.
    """

    country: str
    prefix: str
    given: tuple[str, ...]
    stems: tuple[str, ...]
    endings: tuple[str, ...]
    trades: tuple[str, ...]
    form: str
    cities: tuple[tuple[str, str], ...]
    street: str


_PLACES = (
    _Place(
        "GR",
        "+30 210 99",
        ("Ελένη", "Γιώργος", "Μαρία", "Νίκος", "Κατερίνα", "Δημήτρης", "Σοφία", "Χρήστος"),
        (
            "Παπαδ",
            "Γεωργ",
            "Δημητρ",
            "Νικολ",
            "Κωνσταντιν",
            "Αθανασ",
            "Βασιλ",
            "Ιωανν",
            "Αντων",
            "Λαμπρ",
            "Μακρ",
            "Σπυρ",
            "Ρηγ",
            "Φωτ",
        ),
        (
            "όπουλος",
            "οπούλου",
            "ίδης",
            "άκης",
            "ιάδης",
            "άτου",
            "έας",
            "ίου",
            "ούδης",
            "ακοπούλου",
            "αντώνης",
            "ελάκη",
        ),
        ("Ανθοπωλείο", "Καφέ", "Συνεργείο", "Φούρνος", "Οπτικά"),
        "ΑΕ",
        (("Αθήνα", "10563"), ("Βόλος", "38221"), ("Πάτρα", "26221")),
        "Ερμού",
    ),
    _Place(
        "RU",
        "+7 495 010",
        ("Иван", "Анна", "Пётр", "Елена", "Сергей", "Ольга", "Фёдор", "Юлия"),
        (
            "Петр",
            "Смирн",
            "Кузнец",
            "Сокол",
            "Лебед",
            "Новик",
            "Ёлк",
            "Мороз",
            "Волк",
            "Зайц",
            "Павл",
            "Голуб",
            "Щерб",
            "Тимоф",
        ),
        ("ов", "ова", "ев", "ева", "ин", "ина", "енко", "ский", "овская", "ович", "ёв", "ук"),
        ("Цветы", "Автосервис", "Пекарня", "Студия", "Мебель"),
        "ООО",
        (("Москва", "101000"), ("Казань", "420000"), ("Орёл", "302000")),
        "Садовая",
    ),
    _Place(
        "DE",
        "+49 30 2312",
        ("Andreas", "Käthe", "Jürgen", "Sabine", "Uwe", "Anja", "Matthias", "Heike"),
        (
            "Kell",
            "Müll",
            "Beck",
            "Schröd",
            "Vog",
            "Groß",
            "Löwen",
            "Stein",
            "Acker",
            "Rosen",
            "Über",
            "Zimmer",
            "Wald",
            "Hirsch",
        ),
        (
            "er",
            "ermann",
            "mann",
            "el",
            "stein",
            "bach",
            "feld",
            "hardt",
            "horst",
            "ing",
            "meier",
            "weiler",
        ),
        ("Haustechnik", "Bäckerei", "Druck", "Möbel", "Garten"),
        "GmbH",
        (("Berlin", "10115"), ("Köln", "50667"), ("München", "80331")),
        "Hauptstraße",
    ),
    _Place(
        "GB",
        "+44 20 7946 0",
        ("Anna", "Thomas", "Grace", "Peter", "Lucy", "James", "Helen", "Brian"),
        (
            "Ash",
            "Black",
            "Hart",
            "Ken",
            "Mil",
            "Oak",
            "Win",
            "Brad",
            "Clay",
            "Fair",
            "Green",
            "Thorn",
            "York",
            "Park",
        ),
        (
            "ford",
            "well",
            "ley",
            "sing",
            "ton",
            "wood",
            "worth",
            "by",
            "ham",
            "bury",
            "field",
            "stone",
        ),
        ("Flowers", "Garage", "Bakery", "Optics", "Books"),
        "Ltd",
        (("London", "EC1A 1BB"), ("Leeds", "LS1 4AP"), ("Bristol", "BS1 4DJ")),
        "High Street",
    ),
)
_MIDDLES = {
    "GR": ["αρ", "ελ", "ιν", "ογ", "αμπ", "ερ", "ουλ", "ακ", "αντ", "υρ"],
    "RU": ["ар", "ел", "ин", "ог", "ам", "ер", "ул", "ак", "ант", "ур"],
    "DE": ["en", "el", "in", "ber", "ing", "ren", "hol", "ten", "wal", "gel"],
    "GB": ["ing", "er", "ber", "den", "ten", "ming", "ris", "car", "ling", "wen"],
}
_TAGS = ("Customer", "Lead", "VIP", "Wholesale", "Supplier")
_NOTES = (
    "Prefers delivery before eight.",
    "Asked for the catalog.",
    "Pays late, friendly reminder helps.",
    "Wants the same as last year.",
    "",
    "",
)


def invent(count: int, seed: int = 1) -> Iterator[ContactDraft]:
    """Yield *count* made-up contacts; every seventh is a company, some people belong to one."""
    random = Random(seed)  # noqa: S311 - made-up data, no secret
    for number in range(count):
        place = random.choice(_PLACES)
        if number % 7 == 0:
            yield _company(random, place, number)
        else:
            yield _person(random, place, number)


def _company(random: Random, place: _Place, number: int) -> ContactDraft:
    name = _company_name(random, place)
    return ContactDraft(
        f"{name} {number}" if number >= 7 * len(_PLACES) else name,
        COMPANY,
        emails=(Labelled(f"office{number}@company{number % 4000}.example", "work"),),
        phones=(Labelled(_phone(random, place), "work"),),
        addresses=(_address(random, place),),
        tags=(random.choice(_TAGS),),
        tax_id=f"{random.randrange(10**9):09d}",
    )


def _person(random: Random, place: _Place, number: int) -> ContactDraft:
    given, family = random.choice(place.given), _family(random, place)
    phones = [Labelled(_phone(random, place), "mobile")]
    if random.random() < 0.3:  # noqa: PLR2004 - some have two
        phones.append(Labelled(_phone(random, place), "home"))
    belongs = random.random() < 0.25  # noqa: PLR2004 - a quarter works somewhere
    return ContactDraft(
        f"{given} {family}",
        given_name=given,
        family_name=family,
        company=f"{_company_name(random, place)} {random.randrange(2000)}" if belongs else "",
        emails=(Labelled(f"person{number}@mail{number % 900}.example"),),
        phones=tuple(phones),
        addresses=(_address(random, place),),
        tags=tuple(random.sample(_TAGS, random.randrange(3))),
        note=random.choice(_NOTES),
    )


def _company_name(random: Random, place: _Place) -> str:
    trade, family = random.choice(place.trades), _family(random, place)
    if place.country == "RU":
        return f"{place.form} «{trade} {family}»"
    return f"{family} {trade} {place.form}"


def _family(random: Random, place: _Place) -> str:
    """A stem, sometimes a syllable, and an ending: some thousands of names a country."""
    middle = random.choice(_MIDDLES[place.country]) if random.random() < 0.7 else ""  # noqa: PLR2004
    return random.choice(place.stems) + middle + random.choice(place.endings)


def _phone(random: Random, place: _Place) -> str:
    return f"{place.prefix}{random.randrange(10**5):05d}"


def _address(random: Random, place: _Place) -> AddressDraft:
    city, postcode = random.choice(place.cities)
    return AddressDraft(
        f"{place.street} {random.randrange(1, 200)}", city, postcode, country=place.country
    )
