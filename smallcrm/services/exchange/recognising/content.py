"""What the values of a column look like, whatever its heading says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from smallcrm.services.exchange.values.kinds import kind_of_word

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|.*<[^\s@]+@[^\s@]+>")
_PHONE = re.compile(r"'?[+(\d][\d\s()./+\-\xa0]{5,24}(?:\s*\D{1,10}\d{1,6})?")
_DATE = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}(?:[ T].*)?|--\d\d-?\d\d|\d{1,2}\.? \w+ \d{4}")
_DAY = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_TAX = re.compile(r"[A-Z]{2}[0-9A-Z]{8,12}|\d{8,12}")
_WORD = re.compile(r"[^\W\d_][^\d@,;]{0,60}")
_DIGITS = re.compile(r"\d")
_ENOUGH, _NEARLY_ALL = 0.6, 0.9
_FEWEST_DIGITS = 7


def share(values: Sequence[str], pattern: re.Pattern[str]) -> float:
    """The part of *values* that *pattern* matches as a whole; 0 where there are none."""
    return sum([pattern.fullmatch(each) is not None for each in values]) / len(values or " ")


def fits(base: str, values: Sequence[str]) -> bool | None:
    """Whether *values* are what the field *base* holds; None where that cannot be told."""
    rule = _RULES.get(base)
    if rule is None or not values:
        return None
    fitting, enough = rule
    return sum([bool(fitting(each)) for each in values]) > len(values) * enough


def field_of(values: Sequence[str]) -> str:
    """The field that *values* speak for by themselves; empty where they do not."""
    if not values:
        return ""
    if share(values, _EMAIL) > _ENOUGH:
        return "email"
    if share(values, _URL) > _ENOUGH:
        return "url"
    if share(values, _DATE) > _ENOUGH:
        return ""
    is_phone = share(values, _PHONE) > _ENOUGH and _mostly_numbers(values, _FEWEST_DIGITS)
    if is_phone and any(each.lstrip("'(")[:1] in "+0" or " " in each for each in values):
        return "phone"
    return ""


def are_days(values: Sequence[str]) -> bool:
    """Whether *values* are dates in numbers, without a time of day."""
    return share(values, _DAY) > _NEARLY_ALL


def are_emails(values: Sequence[str]) -> bool:
    """Whether all *values* are addresses, and hardly ever the same: not those of a few sellers."""
    return bool(values) and share(values, _EMAIL) == 1 and len(set(values)) * 2 > len(values)


def has_digits(values: Sequence[str]) -> bool:
    """Whether most *values* hold a digit."""
    return sum([_has_digit(each) for each in values]) * 2 > len(values)


def is_name(values: Sequence[str]) -> bool:
    """Whether *values* may be names: words without digits, and hardly ever the same."""
    return share(values, _WORD) > _NEARLY_ALL and len(set(values)) * 2 > len(values)


def _mostly_numbers(values: Sequence[str], digits: int) -> bool:
    enough = sum([len(_DIGITS.findall(each)) >= digits for each in values])
    return enough > len(values) * 0.5


def _has_digit(value: str) -> bool:
    return _DIGITS.search(value) is not None


def _has_word(value: str) -> bool:
    return any(map(str.isalpha, value))


_RULES: dict[str, tuple[Callable[[str], object], float]] = {
    "email": (lambda value: "@" in value, 0.3),
    "phone": (lambda value: len(_DIGITS.findall(value)) >= _FEWEST_DIGITS - 3, 0.5),
    "kind": (kind_of_word, 0.7),
    "birthday": (_has_digit, 0.5),
    "tax_id": (_has_digit, 0.5),
    **dict.fromkeys(
        ("name", "given_name", "family_name", "company", "account", "city"), (_has_word, 0.5)
    ),
}
