"""Amounts in Greek words: the numeral agrees with its noun.

Names of money are neuter (``τρία ευρώ``), only thousands are feminine (``τρεις χιλιάδες``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_ONES = ("", "ένα", "δύο", "τρία", "τέσσερα", "πέντε", "έξι", "επτά", "οκτώ", "εννέα")
_TEENS = (
    *("δέκα", "έντεκα", "δώδεκα", "δεκατρία", "δεκατέσσερα", "δεκαπέντε"),
    *("δεκαέξι", "δεκαεπτά", "δεκαοκτώ", "δεκαεννέα"),
)
_FEMININE = {
    "ένα": "μία",
    "τρία": "τρεις",
    "τέσσερα": "τέσσερις",
    "δεκατρία": "δεκατρείς",
    "δεκατέσσερα": "δεκατέσσερις",
}
_TENS = (
    *("", "", "είκοσι", "τριάντα", "σαράντα", "πενήντα", "εξήντα", "εβδομήντα"),
    *("ογδόντα", "ενενήντα"),
)
_HUNDREDS = (  # with α after them, or ες
    *("διακόσι", "τριακόσι", "τετρακόσι", "πεντακόσι", "εξακόσι"),
    *("επτακόσι", "οκτακόσι", "εννιακόσι"),
)
_HUNDRED = 100


class _Noun(NamedTuple):
    one: str
    many: str

    def after(self, number: int) -> str:
        """The form that follows *number*."""
        return self.one if number == 1 else self.many


_GROUPS = (
    (10**9, _Noun("δισεκατομμύριο", "δισεκατομμύρια")),
    (10**6, _Noun("εκατομμύριο", "εκατομμύρια")),
)
_CURRENCIES = {
    "EUR": (_Noun("ευρώ", "ευρώ"), _Noun("λεπτό", "λεπτά")),
    "USD": (_Noun("δολάριο ΗΠΑ", "δολάρια ΗΠΑ"), _Noun("σεντ", "σεντ")),
    "RUB": (_Noun("ρούβλι", "ρούβλια"), _Noun("καπίκι", "καπίκια")),
}


def spelled(whole: int, hundredths: int, currency: str) -> str:
    """``εκατόν είκοσι τρία ευρώ και σαράντα πέντε λεπτά``; nothing for an unknown currency.

    Without hundredths the amount ends with its first noun: ``δύο χιλιάδες ένα ευρώ``.
    """
    if currency not in _CURRENCIES:
        return ""
    unit, part = _CURRENCIES[currency]
    words = f"{_joined(whole)} {unit.after(whole)}"
    return f"{words} και {_joined(hundredths)} {part.after(hundredths)}" if hundredths else words


def _joined(number: int) -> str:
    return " ".join(_number(number)) or "μηδέν"


def _number(number: int) -> Iterator[str]:
    for size, noun in _GROUPS:
        count, number = divmod(number, size)
        if count:
            yield from _below_thousand(count)
            yield noun.after(count)
    thousands, rest = divmod(number, 1000)
    if thousands == 1:
        yield "χίλια"
    elif thousands:
        yield from _below_thousand(thousands, is_feminine=True)
        yield "χιλιάδες"
    yield from _below_thousand(rest)


def _below_thousand(number: int, *, is_feminine: bool = False) -> Iterator[str]:
    hundreds, rest = divmod(number, _HUNDRED)
    tens, ones = divmod(rest, 10)
    if hundreds == 1:
        yield "εκατόν" if rest else "εκατό"
    elif hundreds:
        yield _HUNDREDS[hundreds - 2] + ("ες" if is_feminine else "α")
    words = (_TEENS[ones],) if tens == 1 else (_TENS[tens], _ONES[ones])
    for word in filter(None, words):
        yield _FEMININE.get(word, word) if is_feminine else word
