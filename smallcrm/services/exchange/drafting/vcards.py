"""Cards into records, in the dialects of Apple, Android, Outlook and the standards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from smallcrm.core.blanks import lines, one_line
from smallcrm.core.fold import digits
from smallcrm.core.phones import e164
from smallcrm.services.exchange.drafting.records import (
    PlainRecord,
    name_and_kind,
    rejected,
    skipped,
)
from smallcrm.services.exchange.own_lists import own_words
from smallcrm.services.exchange.sources.table import Card, Line
from smallcrm.services.exchange.values import contact_points, countries, dates
from smallcrm.services.exchange.values.kinds import COMPANY, PERSON
from smallcrm.services.exchange.values.tags import tags

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_SPLIT = re.compile(r"(?<!\\)((?:\\\\)*);")
_GROUPS_OF_GOOGLE = frozenset(
    f"* {name}" for name in ["myContacts", "starred", "friends", "family"]
)
_SEMICOLON = re.compile(r"(?<!\\)(?:\\\\)*;")
_COMMA = re.compile(r"(?<!\\)((?:\\\\)*),")
_MORE = (
    "X-SMALLCRM-OWNER",
    "X-SMALLCRM-CONSENT",
    "X-SMALLCRM-CONSENT-ON",
    "X-SMALLCRM-CONSENT-SOURCE",
)
_UUID = re.compile(r"^(?:urn:)?(?:uuid:)?", re.IGNORECASE)
_PREFERRED = 100
_LABEL_OF = {
    "CELL": "mobile", "IPHONE": "mobile", "FAX": "fax", "PAGER": "pager", "WORK": "work",
    "HOME": "home", "CAR": "car", "MAIN": "main", "OTHER": "other",
}  # fmt: skip
# Properties that say nothing about the contact, or that others say better.
_SILENT_NAMES = """
    BEGIN END VERSION PRODID REV SORT-STRING MAILER CLASS LABEL PROFILE SOURCE CLIENTPIDMAP KIND
    MEMBER XML AGENT X-ABADR X-ABLABEL X-ABSHOWAS X-ABUID X-ADDRESSBOOKSERVER-KIND X-IMAGETYPE
    X-ADDRESSBOOKSERVER-MEMBER X-IMAGEHASH
"""
_SILENT = frozenset(_SILENT_NAMES.split())
_NAMES = {
    "NICKNAME": "Nickname", "ROLE": "Role", "GENDER": "Gender", "ANNIVERSARY": "Anniversary",
    "X-ANNIVERSARY": "Anniversary", "X-SKYPE": "Skype", "X-SKYPE-USERNAME": "Skype",
    "X-JABBER": "Jabber", "X-ICQ": "ICQ", "X-AIM": "AIM", "X-MSN": "MSN", "X-YAHOO": "Yahoo",
    "X-PHONETIC-FIRST-NAME": "Phonetic first name", "X-PHONETIC-LAST-NAME": "Phonetic last name",
    "X-EVOLUTION-SPOUSE": "Spouse", "X-SPOUSE": "Spouse", "X-MANAGER": "Manager",
    "X-ASSISTANT": "Assistant", "TZ": "Time zone", "GEO": "Position",
}  # fmt: skip


class _Setting(NamedTuple):
    """What is the same for all cards of a file."""

    country: str
    today: date
    words: Mapping[str, str]
    groups: Mapping[str, list[str]]


class _Reader:
    """Collects what one card says."""

    def __init__(self, card: Card, setting: _Setting) -> None:
        self.problems: list[tuple[str, str, str]] = [("", "", code) for code in card.problems]
        self.lines = card.lines
        self.country = setting.country
        self.today = setting.today
        self.words = setting.words
        self.labels = {
            line.group: contact_points.label(_plain(line.value))
            for line in card.lines
            if line.name == "X-ABLABEL"
        }
        self.text: dict[str, str] = {}
        self.emails: list[tuple[int, str, str]] = []
        self.phones: list[tuple[int, contact_points.Phone, str]] = []
        self.addresses: list[tuple[int, tuple[str, str, str, str, str, str]]] = []
        self.urls: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self.notes: list[str] = []
        self.custom: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        self.more: dict[str, str] = {}
        for line in card.lines:
            _READ.get(line.name, _other)(self, line)

    def note(self, name: str, value: str) -> None:
        """Put a value that could not be read into the note, by a name of ours."""
        self.notes.append(f"{self.words.get(name, name)}: {value}")

    def keep(self, name: str, value: str) -> None:
        """Keep a value that we have no field for; the first one of a name counts."""
        self.custom.setdefault(self.words.get(name, name), value)

    def label(self, line: Line) -> str:
        """The user's own label (Apple), else what the types say."""
        own = self.labels.get(line.group, "") if line.group else ""
        if own:
            return own
        types = [each.strip().upper() for each in line.parameters.get("TYPE", "").split(",")]
        known = [_LABEL_OF[each] for each in types if each in _LABEL_OF]
        for first in ("fax", "mobile", "pager"):
            if first in known:
                return first
        return known[0] if known else ""


def records(
    cards: list[Card], country: str, today: date, words: Mapping[str, str]
) -> Iterator[PlainRecord]:
    """A record for each card, numbered from 1; group cards are skipped and become tags.

    Args:
        cards: In the order of the file.
        country: ISO code for national numbers.
        today: For birthdays.
        words: Names of fields in the user's language (``reading.custom_names``).
    """
    setting = _Setting(country, today, words, _memberships(cards))
    for number, card in enumerate(cards, 1):
        if _is_group(card):
            yield skipped(number, "group_card")
        else:
            yield _record(number, card, setting)


def is_apple(cards: list[Card]) -> bool:
    """Whether the first card was written by iCloud or Contacts."""
    return any(
        (line.name == "PRODID" and "Apple" in line.value) or line.name == "X-ABUID"
        for card in cards[:1]
        for line in card.lines
    )


def properties(cards: list[Card]) -> dict[str, tuple[str, ...]]:
    """The properties that cards have, with up to three samples of each."""
    found: dict[str, list[str]] = {}
    for card in cards[:200]:
        for line in card.lines:
            if line.name not in _SILENT and line.value.strip(" ;"):
                samples = found.setdefault(line.name, [])
                if len(samples) < 3:  # noqa: PLR2004 - as many as a column shows
                    samples.append(_plain(line.value)[:80])
    return {name: tuple(samples) for name, samples in found.items()}


FIELD_OF = {
    "FN": "name", "N": "name", "ORG": "company", "TITLE": "role", "TEL": "phone", "EMAIL": "email",
    "ADR": "address", "URL": "url", "BDAY": "birthday", "NOTE": "note", "CATEGORIES": "tag",
    "UID": "external_id", "LANG": "language",
}  # fmt: skip


def _record(number: int, card: Card, setting: _Setting) -> PlainRecord:
    reader = _Reader(card, setting)
    family, given, middle = (reader.text.get(key, "") for key in ("family", "given", "middle"))
    full = reader.text.get("FN") or " ".join([part for part in (given, middle, family) if part])
    said = COMPANY if _shows_company(card) else reader.text.get("X-SMALLCRM-KIND", "")
    company = reader.text.get("ORG", "")
    kind, name, employer = name_and_kind(said, full or reader.text.get("NICKNAME", ""), given,
                                         family, company)  # fmt: skip
    emails = _emails(reader)
    phones, numbers, lost = _phones(reader)
    if not name and (emails or phones):
        name = (emails or phones)[0][0]
        reader.problems.append(("name", "", "name_missing"))
    if not name:
        cells = {line.name: _plain(line.value)[:200] for line in card.lines}
        return rejected(number, cells, tuple(reader.problems))
    uid = _UUID.sub("", reader.text.get("UID", ""))
    is_person = kind == PERSON
    return (
        number, "", "", kind, name, given if is_person else "", family if is_person else "",
        employer, reader.text.get("TITLE", ""), emails, phones, _addresses(reader),
        tuple(dict.fromkeys(reader.urls)),
        tuple(dict.fromkeys(reader.tags + setting.groups.get(uid.upper(), []))),
        reader.text.get("BDAY", ""), reader.text.get("X-TAX-ID", ""),
        reader.text.get("LANG", ""), reader.text.get("X-CURRENCY", ""),
        reader.text.get("X-SOURCE", ""), "\n".join(reader.notes), reader.custom,
        {"vcard": uid, **reader.ids} if uid else reader.ids, reader.more, numbers, lost, (),
        tuple(reader.problems), {},
    )  # fmt: skip


def _shows_company(card: Card) -> bool:
    return any(
        (line.name == "X-ABSHOWAS" and line.value.strip().upper() == "COMPANY")
        or (line.name == "KIND" and line.value.strip().lower() == "org")
        for line in card.lines
    )


def _is_group(card: Card) -> bool:
    return any(
        line.name in ("X-ADDRESSBOOKSERVER-KIND", "KIND") and line.value.strip().lower() == "group"
        for line in card.lines
    )


def _memberships(cards: list[Card]) -> dict[str, list[str]]:
    """The names of groups by the id of each member."""
    found: dict[str, list[str]] = {}
    for card in cards:
        if _is_group(card):
            names = [_plain(line.value) for line in card.lines if line.name == "FN"]
            for line in card.lines:
                if names and line.name in ("X-ADDRESSBOOKSERVER-MEMBER", "MEMBER"):
                    found.setdefault(_UUID.sub("", line.value.strip()).upper(), []).append(names[0])
    return found


def _emails(reader: _Reader) -> tuple[tuple[str, str], ...]:
    kept: dict[str, tuple[str, str]] = {}
    for _, value, label in sorted(reader.emails, key=lambda email: email[0]):
        kept.setdefault(value.casefold(), (value, label))
    return tuple(kept.values())


def _phones(
    reader: _Reader,
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...], tuple[int, ...]]:
    kept: dict[str, tuple[contact_points.Phone, str, str]] = {}
    home = countries.code(next((each[4] for each in _addresses(reader)), "")) or reader.country
    for _, phone, label in sorted(reader.phones, key=lambda each: each[0]):
        number = "" if phone.is_lost else e164(phone.value, home)
        kept.setdefault(number or digits(phone.value), (phone, label, number))
    found = list(kept.values())
    return (
        tuple([(phone.value, label) for phone, label, _ in found]),
        tuple([number for _, _, number in found]),
        tuple([place for place, each in enumerate(found) if each[0].is_lost]),
    )


def _addresses(reader: _Reader) -> tuple[tuple[str, str, str, str, str, str], ...]:
    found = sorted(reader.addresses, key=lambda address: address[0])
    return tuple(dict.fromkeys([parts for _, parts in found]))


def _plain(value: str) -> str:
    r"""Take the escapes off a text: ``\n`` is a line break, ``\,`` a comma."""
    if "\\" not in value:
        return value.strip()
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value).strip()


def _fields(value: str) -> list[str]:
    """The parts of a structured value, cut at semicolons that are not escaped."""
    if "\\" not in value:
        return [part.strip() for part in value.split(";")]
    parts = _SPLIT.sub("\\1\0", value).split("\0")
    return [_plain(part) for part in parts]


def _rank(line: Line) -> int:
    """Preferred ones first (``PREF=1`` in 4.0, ``type=pref`` before), the rest as they come."""
    stated = line.parameters.get("PREF", "")
    if stated.isdecimal():
        return int(stated)
    return 0 if "PREF" in line.parameters.get("TYPE", "").upper().split(",") else _PREFERRED


def _read_n(reader: _Reader, line: Line) -> None:
    if "X-WHOLE" in line.parameters:
        return  # our own card: the name is not taken apart
    parts = [*map(one_line, _fields(line.value)), "", "", "", "", ""]
    if "family" not in reader.text:
        reader.text |= {"family": parts[0], "given": parts[1], "middle": parts[2]}
        for name, value in (("Prefix", parts[3]), ("Suffix", parts[4])):
            if value:
                reader.keep(name, value)


def _read_text(reader: _Reader, line: Line) -> None:
    value = one_line(_plain(line.value))
    if value and line.name in reader.text:
        if value != reader.text[line.name]:
            reader.keep(_NAMES.get(line.name, line.name.capitalize()), value)
    elif value:
        reader.text[line.name] = value


def _read_org(reader: _Reader, line: Line) -> None:
    company, *units = [*filter(None, map(one_line, _fields(line.value)))] or [""]
    if company and "ORG" in reader.text:
        reader.keep("Company", company)
    elif company:
        reader.text["ORG"] = company
    if units:
        reader.keep("Department", ", ".join(units))


def _read_email(reader: _Reader, line: Line) -> None:
    for value, is_good in contact_points.emails(_plain(line.value)):
        if not is_good:
            reader.problems.append(("email", value[:200], "email_wrong"))
        reader.emails.append((_rank(line), value, reader.label(line)))


def _read_tel(reader: _Reader, line: Line) -> None:
    text = _plain(line.value)
    text = text[4:].partition(";")[0] if text[:4].lower() == "tel:" else text
    for phone in contact_points.phones(text):
        if phone.code:
            reader.problems.append(("phone", text[:200], phone.code))
        if phone.code == "not_a_phone":
            reader.note("Phone", phone.value)
        else:
            reader.phones.append((_rank(line), phone, reader.label(line)))


def _read_adr(reader: _Reader, line: Line) -> None:
    parts = [*map(lines, _fields(line.value)), "", "", "", "", "", "", ""]
    box, extended, street, city, region, postcode, country = parts[:7]
    whole = [part for part in (box, extended, street) if part]
    if any([*whole, city, region, postcode, country]):
        known = countries.code(country) if country else ""
        address = (", ".join(whole), city, postcode, region, known or country, reader.label(line))
        reader.addresses.append((_rank(line), address))


def _read_url(reader: _Reader, line: Line) -> None:
    if value := _plain(line.value):
        reader.urls.append((value, "" if (label := reader.label(line)) == "HomePage" else label))


def _read_bday(reader: _Reader, line: Line) -> None:
    text = _plain(line.value)
    value, code = dates.read(text.partition("T")[0], dates.DMY, reader.today, is_birthday=True)
    if code:
        reader.problems.append(("birthday", text[:200], code))
        reader.note("Birthday", text[:200])
    elif value:
        omitted = line.parameters.get("X-APPLE-OMIT-YEAR", "")
        reader.text["BDAY"] = f"-{value[4:]}" if omitted and value[:4] == omitted else value


def _read_note(reader: _Reader, line: Line) -> None:
    if value := _plain(line.value):
        reader.notes.append(value)


def _read_categories(reader: _Reader, line: Line) -> None:
    for name in _COMMA.sub("\\1\0", line.value).split("\0"):
        # Only a comma separates (RFC 6350, 6.7.1), but some programs write semicolons.
        plain = one_line(_plain(name))
        found = tags(plain) if _SEMICOLON.search(name) else (plain,)
        reader.tags.extend([tag for tag in found if tag and tag not in _GROUPS_OF_GOOGLE])


def _read_own_field(reader: _Reader, line: Line) -> None:
    """A field of one's own, as we write it: its name and its value."""
    name, value = [*_fields(line.value), ""][:2]
    if name and value:
        reader.custom[name] = value


def _read_own_id(reader: _Reader, line: Line) -> None:
    system, value = [*_fields(line.value), ""][:2]
    if system and value:
        reader.ids[system] = value


def _read_more(reader: _Reader, line: Line) -> None:
    """Owner and consent, as we write them."""
    field = line.name.removeprefix("X-SMALLCRM-").lower().replace("-", "_")
    value: str | None = one_line(_plain(line.value))
    if field == "consent":
        value = own_words.consent(value or "")
    elif field == "consent_on":
        value = own_words.day(value or "", reader.today)
    if value:
        reader.more[field] = value


def _other(reader: _Reader, line: Line) -> None:
    """Keep what we have no field for under its name."""
    value = _plain(line.value)
    if value.strip(" ;") and line.name not in _SILENT and not line.name.startswith("X-MS-OL"):
        own = reader.labels.get(line.group, "") if line.group else ""
        name = own or _NAMES.get(line.name) or line.name.removeprefix("X-").capitalize()
        reader.keep(name, value)


_READ: dict[str, Callable[[_Reader, Line], None]] = {
    "N": _read_n,
    "FN": _read_text,
    "NICKNAME": _read_text,
    "TITLE": _read_text,
    "UID": _read_text,
    "LANG": _read_text,
    "X-TAX-ID": _read_text,  # these three are what we write ourselves
    "X-CURRENCY": _read_text,
    "X-SOURCE": _read_text,
    "X-SMALLCRM-KIND": _read_text,
    "X-SMALLCRM-FIELD": _read_own_field,
    "X-SMALLCRM-ID": _read_own_id,
    **dict.fromkeys(_MORE, _read_more),
    "ORG": _read_org,
    "EMAIL": _read_email,
    "TEL": _read_tel,
    "ADR": _read_adr,
    "URL": _read_url,
    "BDAY": _read_bday,
    "NOTE": _read_note,
    "CATEGORIES": _read_categories,
}
