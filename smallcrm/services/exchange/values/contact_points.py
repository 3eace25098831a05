"""E-mail addresses, telephone numbers and their labels, as they stand in cells."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from smallcrm.core.fold import digits, fold

# One complete address.
_PART = r"[^\s@,;:<>()\[\]\"'/|\\.]+"
EMAIL = re.compile(rf"[^\s@,;:<>()\[\]\"'/|\\]+@{_PART}(?:\.{_PART})+")
_MAIL_TO = re.compile(rf"(?:mailto:|e-?mail:)?\s*{EMAIL.pattern}", re.IGNORECASE)
_SEPARATED = re.compile(r"\s*(?::::|[;|\n\r]|,\s)\s*")
_NOTHING = re.compile(r"[\s\-–—.?x]*|n/?a|null|none|нет|—|nicht angegeben|keine", re.IGNORECASE)
PHONE = re.compile(r"\+?(?:[\s().\-\xa0]*\d){5,20}[\s\xa0]*", re.ASCII)
_EXPONENT = re.compile(r"(\d)(?:[.,](\d+))?[eEеЕ]\+?(\d{1,2})")
_ENDED = re.compile(r"(\d+)\.0+")  # 9161234567.0, as programs write numbers into text
_OR = r"\s+(?:и|или|or|oder|ή|ou)\s+"  # codespell:ignore oder
_PARTS = re.compile(rf"\s*(?::::|[;|\n\r])\s*|\s+/\s+|,\s*(?=[+\d(])|{_OR}")
_BARE_SLASH = re.compile(r"/(?=[+\d(])")
_LONG, _SHORT, _SHORTEST = 7, 5, 3
_LONGEST_LABEL = 60
_LABEL_WORDS = {
    "work": "work business office рабочий рабочая εργασια δουλεια geschaftlich dienstlich arbeit "
    "bureau professionnel travail",
    "home": "home private personal домашний личный οικια σπιτι privat zuhause domicile personnel",
    "mobile": "mobile cell cellular iphone мобильный κινητο mobil handy portable",
    "fax": "fax workfax homefax факс φαξ telefax",
    "main": "main primary pref основной κυριο haupt principal",
    "other": "other другой другое αλλο sonstige weitere autre",
    "pager": "pager",
}
_LABELS = {fold(word): label for label, words in _LABEL_WORDS.items() for word in words.split()}


class Phone(NamedTuple):
    """A number to keep as typed; *is_lost* when a spreadsheet destroyed its last digits."""

    value: str
    code: str = ""
    is_lost: bool = False


def emails(text: str) -> list[tuple[str, bool]]:
    """The addresses in a cell, and whether each of them can be one; all that is written is kept."""
    text = text.strip()
    if EMAIL.fullmatch(text):
        return [(text, True)]
    if _NOTHING.fullmatch(text):
        return []
    found: list[tuple[str, bool]] = []
    for piece in _SEPARATED.split(text):
        inside = EMAIL.findall(piece)
        if inside:
            found.extend([(address.removesuffix("."), True) for address in inside])
        elif piece and not _NOTHING.fullmatch(piece):
            found.append((piece, False))
    return found


def says_more(text: str) -> bool:
    """Whether words or numbers stand beside an address in its cell: a name, who reads it."""
    pieces = [piece for piece in _SEPARATED.split(text) if EMAIL.search(piece)]
    return any(map(str.isalnum, "".join([_MAIL_TO.sub("", piece) for piece in pieces])))


def phones(text: str) -> list[Phone]:
    """The numbers in a cell as typed, and the codes (``reasons``) of what is odd about them."""
    text = text.strip().lstrip("'‘’`").strip()
    if PHONE.fullmatch(text) and text[-2:] != ".0":
        return [Phone(text)]
    if _NOTHING.fullmatch(text):
        return []
    pieces = [piece.strip(" ,'") for piece in _PARTS.split(text)]
    if len(pieces) == 1 and "/" in text:
        pieces = _BARE_SLASH.split(text)
        if min([len(digits(piece)) for piece in pieces]) < _LONG:
            pieces = [text]
    numbers = [piece for piece in pieces if len(digits(piece)) >= _SHORT]
    if len(numbers) > 1 and len(numbers) == len([piece for piece in pieces if piece]):
        return [_one(piece) for piece in numbers]
    return [_one(text)]


def _one(text: str) -> Phone:
    if match := _EXPONENT.fullmatch(text.replace(" ", "")):
        return _repaired(match)
    if match := _ENDED.fullmatch(text):
        return Phone(match[1])
    count = len(digits(text))
    if count >= _SHORTEST:
        return Phone(text)
    return Phone(text, "phone_short" if count else "not_a_phone")


def _repaired(match: re.Match[str]) -> Phone:
    """Write 4,42079E+11 out; the digits that it does not show are gone."""
    shown = match[1] + (match[2] or "")
    length = int(match[3]) + 1
    if len(shown) >= length:
        return Phone(shown[:length], "phone_repaired")
    return Phone(shown.ljust(length, "0"), "phone_digits_lost", is_lost=True)


@lru_cache(maxsize=2000)
def label(text: str) -> str:
    """A label in our words where there is one, else the user's own; Apple's marks taken off."""
    plain = text.strip().removeprefix("_$!<").removesuffix(">!$_").lstrip("* ").strip()
    return _LABELS.get(fold(plain), plain[:_LONGEST_LABEL])
