"""Bank accounts in Russia: 20 digits, one of which ties them to the bank's BIK.

Source: the Central Bank's order of 8 September 1997, No. 515 (control key of account numbers).
"""

from __future__ import annotations

import re

_BIK, _ACCOUNT = re.compile(r"\d{9}"), re.compile(r"\d{20}")
_WEIGHTS = (7, 1, 3)
_AT_CENTRAL_BANK = frozenset({"000", "001", "002"})  # last digits of a BIK without an own number


def is_bik(text: str) -> bool:
    """Whether *text* has the form of a BIK: nine digits."""
    return _BIK.fullmatch(text) is not None


def is_account(text: str) -> bool:
    """Whether *text* has the form of an account: twenty digits."""
    return _ACCOUNT.fullmatch(text) is not None


def belongs(account: str, bik: str) -> bool:
    """Whether the control digit of a customer's *account* fits the bank with the *bik*."""
    if not (is_account(account) and is_bik(bik)):
        return False
    own = bik[-3:]
    return _is_keyed((f"0{bik[4:6]}" if own in _AT_CENTRAL_BANK else own) + account)


def is_correspondent(account: str, bik: str) -> bool:
    """Whether *account* is the one that the bank with the *bik* has at the Central Bank."""
    return is_account(account) and is_bik(bik) and _is_keyed(f"0{bik[4:6]}{account}")


def _is_keyed(digits: str) -> bool:
    weighed = (int(digit) * _WEIGHTS[place % 3] for place, digit in enumerate(digits))
    return sum(weighed) % 10 == 0
