"""Telephone numbers in the one international form, E.164, so that they can be compared.

A number is always kept as typed; this form stands beside it. "Invalid" never means "dropped":
numbers of ranges that nobody was given still have an E.164 form.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from smallcrm.core.loading import load


class _Plan(NamedTuple):
    """How numbers of a country are written (libphonenumber's metadata).

    Attributes:
        code: The calling code, ``44``.
        trunk: What is dialed before a national number and left out after the code.
        lengths: How many digits a national number may have, the trunk prefix not counted.
    """

    code: str
    trunk: str
    lengths: frozenset[int]


# Countries whose numbers follow these plain rules; "-" is no trunk prefix. What does not fit,
# and every other country, goes to libphonenumber, which costs 25 microseconds a number.
_SIMPLE = """
RU 7 8 10|KZ 7 8 10|GB 44 0 7 9 10|DE 49 0 6 7 8 9 10 11 12 13|GR 30 - 10|FR 33 0 9|ES 34 - 9
PL 48 - 9|UA 380 0 9|TR 90 0 10|IT 39 - 8 9 10 11|AT 43 0 7 8 9 10 11 12 13|CH 41 0 9|BE 32 0 8 9
NL 31 0 9|DK 45 - 8|SE 46 0 7 8 9|NO 47 - 8|PT 351 - 9|IE 353 0 7 8 9|CY 357 - 8|BG 359 0 8 9
HU 36 06 8 9|CZ 420 - 9|SK 421 0 9|RO 40 0 9|HR 385 0 8 9|RS 381 0 8 9|MK 389 0 8
AL 355 0 8 9|BA 387 0 8 9|ME 382 0 8 9|MD 373 0 8|EE 372 - 7 8|LV 371 - 8|MT 356 - 8|GE 995 0 9
AM 374 0 8|AZ 994 0 9|UZ 998 - 9|KG 996 0 9|US 1 1 10|CA 1 1 10
"""
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
        plans[country] = _Plan(code, trunk.strip("-"), frozenset(map(int, lengths)))
    return plans


_BY_COUNTRY = _plans()
_BY_CODE = {plan.code: plan for plan in _BY_COUNTRY.values()}


def e164(value: str, country: str = "") -> str:
    """The number as ``+302101234567``, or nothing where that cannot be told.

    Args:
        value: As typed: ``8 (916) 123-45-67``, ``0030 210…``, ``+44 (0)20 …``, with an extension.
        country: The ISO 3166 code of the country that a national number belongs to.
    """
    plain = value.translate(_SEPARATORS)
    if plain[:1] == "+":
        found = _international(plain[1:])
    elif plain[:2] == "00":
        found = _international(plain[2:])
    else:
        found = _national(plain, country)
    return found or _exactly(value, country)


def _international(digits: str) -> str:
    for size in (2, 1, 3):
        plan = _BY_CODE.get(digits[:size])
        if plan is not None:
            number = digits[size:]
            if _fits(number, plan) and digits.isascii() and digits.isdecimal():
                return f"+{digits}"
            return ""
    return ""


def _national(digits: str, country: str) -> str:
    plan = _BY_COUNTRY.get(country)
    if plan is None or not (digits.isascii() and digits.isdecimal()):
        return ""
    # Somebody may have typed the calling code without the plus, or, in Russia, dialed abroad:
    # that needs a closer look.
    if digits.startswith((plan.code, "810")) and plan.code != plan.trunk:
        return ""
    number = digits.removeprefix(plan.trunk)
    return f"+{plan.code}{number}" if _fits(number, plan) else ""


def _fits(number: str, plan: _Plan) -> bool:
    if len(number) not in plan.lengths or number[:1] == "0":
        return False
    return not (plan.trunk and number.startswith(plan.trunk) and plan.code != "7")


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
