"""Amounts in Russian words: the noun follows its number in gender, number and case.

The fraction stays in figures (``45 копеек``), as payment orders and invoices in Russia have it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_ONES = ("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")
_FEMININE = {1: "одна", 2: "две"}
_TEENS = (
    *("десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать"),
    *("шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"),
)
_TENS = (
    *("", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят"),
    *("восемьдесят", "девяносто"),
)
_HUNDREDS = (
    *("", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот"),
    *("восемьсот", "девятьсот"),
)


class _Noun(NamedTuple):
    """A noun after one, after two to four, and after all others."""

    one: str
    few: str
    many: str
    is_feminine: bool = False

    def after(self, number: int) -> str:
        """The form that follows *number*: 21 рубль, 22 рубля, 11 рублей."""
        if 10 < number % 100 < 20:  # noqa: PLR2004 - the teens
            return self.many
        return {1: self.one, 2: self.few, 3: self.few, 4: self.few}.get(number % 10, self.many)


_GROUPS = (
    (10**9, _Noun("миллиард", "миллиарда", "миллиардов")),
    (10**6, _Noun("миллион", "миллиона", "миллионов")),
    (10**3, _Noun("тысяча", "тысячи", "тысяч", is_feminine=True)),
)
_CENT = _Noun("цент", "цента", "центов")
_CURRENCIES = {
    "RUB": (
        _Noun("рубль", "рубля", "рублей"),
        _Noun("копейка", "копейки", "копеек", is_feminine=True),
    ),
    "EUR": (_Noun("евро", "евро", "евро"), _CENT),
    "USD": (_Noun("доллар США", "доллара США", "долларов США"), _CENT),
}


def spelled(whole: int, hundredths: int, currency: str) -> str:
    """``сто двадцать три рубля 45 копеек``; nothing for a currency that is not known."""
    if currency not in _CURRENCIES:
        return ""
    unit, part = _CURRENCIES[currency]
    words = " ".join(_number(whole, unit)) or "ноль"
    return f"{words} {unit.after(whole)} {hundredths:02} {part.after(hundredths)}"


def _number(number: int, unit: _Noun) -> Iterator[str]:
    for size, noun in _GROUPS:
        count, number = divmod(number, size)
        if count:
            yield from _hundreds(count, is_feminine=noun.is_feminine)
            yield noun.after(count)
    yield from _hundreds(number, is_feminine=unit.is_feminine)


def _hundreds(number: int, *, is_feminine: bool) -> Iterator[str]:
    """The words of a number below a thousand."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    last = _FEMININE.get(ones, _ONES[ones]) if is_feminine else _ONES[ones]
    below = (_TEENS[ones],) if tens == 1 else (_TENS[tens], last)
    yield from filter(None, (_HUNDREDS[hundreds], *below))
