"""Telephone numbers in the one international form, E.164, so that they can be compared.

A number is always kept as typed; this form stands beside it. "Invalid" never means "dropped":
numbers of ranges that nobody was given still have an E.164 form.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from smallcrm.core.fold import digits as digits_of
from smallcrm.core.loading import load


class _Plan(NamedTuple):
    """How numbers of a country are written (libphonenumber's metadata).

    Attributes:
        code: The calling code, ``44``.
        trunk: What is dialed before a national number and left out after the code.
        lengths: How many digits a national number may have, the trunk prefix not counted.
        never: Digits that no national number begins with.
    """

    code: str
    trunk: str
    lengths: frozenset[int]
    never: str


# Countries whose numbers follow these plain rules; "-" is no trunk prefix. What does not fit,
# and every other country, goes to libphonenumber, which costs 25 microseconds a number.
_SIMPLE = """
RU 7 8 10 14|KZ 7 8 10 14|GB 44 0 7 9 10|DE 49 0 4 5 6 7 8 9 10 11 12 13 14 15|FR 33 0 9|ES 34 - 9
GR 30 - 10 11 12|PL 48 - 6 7 8 9 10|UA 380 0 9 10|TR 90 0 7 10 12 13|IT 39 - 6 7 8 9 10 11 12
AT 43 0 4 5 6 7 8 9 10 11 12 13|CH 41 0 9 12|BE 32 0 8 9|NL 31 0 5 6 7 8 9 10 11|DK 45 - 8
SE 46 0 6 7 8 9 10 12|NO 47 - 5 8|PT 351 - 9|IE 353 0 7 8 9 10|CY 357 - 8|BG 359 0 6 7 8 9 12
HU 36 06 8 9|CZ 420 - 9 10 11 12|SK 421 0 6 7 9|RO 40 0 6 9|HR 385 0 7 8 9|MK 389 0 8
RS 381 0 6 7 8 9 10 11 12|AL 355 0 6 7 8 9|BA 387 0 8 9|ME 382 0 8 9|MD 373 0 8|EE 372 - 7 8 10
LV 371 - 8|MT 356 - 8|GE 995 0 9|AM 374 0 8|AZ 994 0 9|UZ 998 - 9|KG 996 0 9 10|US 1 1 10
CA 1 1 10
"""
TAIL = 9  # digits that tell a number apart, with and without the country's code
_SHORTEST = 4  # digits; nothing shorter is a number that can be called from abroad
_SEPARATORS = str.maketrans("", "", " \t\xa0\u202f-.()/\u2010\u2011\u2012\u2013'")
_EXTENSION = re.compile(
    r"[\s,;]*(?:ext(?:ension|n)?|x|доб|вн|εσωτ|durchwahl|dw|poste|#)\.?\s*:?\s*\d{1,6}\s*$",
    re.IGNORECASE,
)


def _plans() -> dict[str, _Plan]:
    plans = {}
    for entry in _SIMPLE.replace("\n", "|").strip("|").split("|"):
        country, code, trunk, *lengths = entry.split()
        trunk = trunk.strip("-")
        never = "0" if code == "7" else "0" + trunk[-1:]  # +7 812 is St Petersburg
        plans[country] = _Plan(code, trunk, frozenset(map(int, lengths)), never)
    return plans


_BY_COUNTRY = _plans()
_BY_CODE = {plan.code: plan for plan in _BY_COUNTRY.values()}


def e164(value: str, country: str = "") -> str:
    """The number as ``+302101234567``, or nothing where that cannot be told.

    Args:
        value: As typed: ``8 (916) 123-45-67``, ``0030 210…``, ``+44 (0)20 …``, with an extension.
        country: The ISO 3166 code of the country that a national number belongs to.
    """
    found = plainly(value, country)
    return _exactly(value, country) if found is None else found


def plainly(value: str, country: str = "") -> str | None:
    """Like ``e164``, but None where only the library knows; ten times as fast."""
    plain = value.translate(_SEPARATORS)
    if not plain[1:].isdecimal():
        plain = _EXTENSION.sub("", value).translate(_SEPARATORS)
    if plain[:1] == "+":
        return _international(plain[1:])
    if plain[:2] == "00":
        return _international(plain[2:])
    if not (plain.isdecimal() and plain.isascii()):
        return None
    return _national(plain, country) if country else ""  # of nobody knows where


def tail(value: str) -> str:
    """What the spellings of one number have in common; all digits of one that is shorter."""
    return digits_of(value)[-TAIL:]


def bare(value: str) -> str:
    """*value* without the blanks and strokes that people write into a number."""
    return value.strip().translate(_SEPARATORS)


def calling_code(country: str) -> str:
    """What numbers of *country* (ISO 3166) begin with abroad, ``+30``; empty when unknown."""
    plan = _BY_COUNTRY.get(country)
    code = plan.code if plan else load("phonenumbers").country_code_for_region(country)
    return f"+{code}" if code else ""


def _international(digits: str) -> str | None:
    if not (digits.isdecimal() and digits.isascii()):
        return None
    for size in (2, 1, 3):
        plan = _BY_CODE.get(digits[:size])
        if plan is not None:
            _, trunk, lengths, never = plan
            first = digits[size : size + 1]
            if first not in never and len(digits) - size in lengths:
                return f"+{digits}"
            # A trunk prefix does not belong there, but people write it.
            return None if first in never or first == trunk else ""
    return None


def _national(digits: str, country: str) -> str | None:
    plan = _BY_COUNTRY.get(country)
    if plan is None:
        return None
    code, trunk, lengths, never = plan
    # Somebody may have typed the calling code without the plus, or, in Russia, dialed abroad:
    # that needs a closer look.
    if digits.startswith(code) and code != trunk:
        return None
    if code == "7" and digits.startswith("810"):
        return None
    number = digits.removeprefix(trunk)
    if len(number) in lengths and number[:1] not in never:
        return f"+{code}{number}"
    return None if number != digits or number[:1] in never else ""


@lru_cache(maxsize=20_000)
def _exactly(value: str, country: str) -> str:
    """Ask libphonenumber; it knows every country, and takes its time."""
    if sum(map(str.isdigit, value)) < _SHORTEST:
        return ""
    library = load("phonenumbers")
    text = _EXTENSION.sub("", value)
    if text[:2] == "00":
        text = "+" + text[2:]
    try:
        number = library.parse(text, country or None)
    except library.NumberParseException:
        return ""
    if library.is_possible_number_with_reason(number) != library.ValidationResult.IS_POSSIBLE:
        return ""
    return str(library.format_number(number, library.PhoneNumberFormat.E164))
