"""Amounts and currencies of deals."""

from __future__ import annotations

import re
from functools import lru_cache

from smallcrm.core.errors import UserError
from smallcrm.core.fold import fold
from smallcrm.core.typed import read_number

_NUMBER = re.compile(r"[^\d\w]*-?[\d\s.,'’\xa0\u202f]*\d[\d\s.,'’\xa0\u202f]*\D{0,12}")
_BRACKETED = re.compile(r"[^\d\w(]*\(\D*\d[\d\s.,'’\xa0\u202f]*\D{0,12}\)\D{0,12}")
_MINUS = str.maketrans("−–", "--")  # as programs print what is to look well
_MOST = 10**15  # no deal is worth more; an article number in a wrong column may be
_CODE = re.compile(r"[A-Z]{3}")
_SIGNS = {"€": "EUR", "₽": "RUB", "$": "USD", "£": "GBP", "₸": "KZT", "₴": "UAH", "₺": "TRY"}
_SIGNS |= {"zł": "PLN", "руб": "RUB", "грн": "UAH", "тг": "KZT", "kč": "CZK", "р.": "RUB"}
_NAMES = {
    "рубль": "RUB", "рубли": "RUB", "евро": "EUR", "ευρω": "EUR", "euro": "EUR", "euros": "EUR",
    "доллар": "USD", "dollar": "USD", "гривна": "UAH", "гривня": "UAH", "тенге": "KZT",
    "фунт": "GBP", "pound": "GBP", "франк": "CHF", "franken": "CHF", "злотыи": "PLN",
    "белорусскии": "BYN",
}  # fmt: skip


def is_bracketed(text: str) -> bool:
    """Whether *text* is a figure in parentheses, as accountants write what is below zero."""
    return _BRACKETED.fullmatch(text) is not None


def amount(text: str, *, is_own: bool = False) -> str:
    """An amount such as ``1 234,50 €`` as ``1234.50``; empty where it is none.

    ``(5.00)`` and ``5.00-`` are below zero, ``5,-`` is not. In our own lists (*is_own*) any
    separator is that of the decimals.
    """
    text = text.translate(_MINUS)
    if not _NUMBER.fullmatch(text):
        return ""
    bare = re.sub(r"[^\d.,'’\s-]", "", text).strip(" .,'\u2019\xa0\u202f")
    if bare.endswith("-"):
        bare = bare.rstrip("-").rstrip()
        bare = bare.rstrip(".,") if bare.endswith((".", ",")) else f"-{bare}"
    try:
        number = read_number(bare, 6 if is_own else 2)
    except UserError:
        return ""
    if is_bracketed(text) and number > 0:
        number = -number
    return str(number) if abs(number) < _MOST else ""


@lru_cache(maxsize=1000)
def currency(text: str) -> str:
    """The ISO 4217 code of ``Российский рубль``, ``EUR`` or ``Бюджет ₸``; empty when unknown."""
    typed = text.strip()
    if _CODE.fullmatch(typed.upper()) and typed.isascii():
        return typed.upper()
    words = re.findall(r"[^\W\d]+", fold(typed))
    if "белорусскии" in words:
        return "BYN"
    for word in words:
        if word in _NAMES:
            return _NAMES[word]
    lower = typed.casefold()
    return next((code for sign, code in _SIGNS.items() if sign in lower), "")
