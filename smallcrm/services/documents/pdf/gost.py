"""The code by which a payment in roubles is made in Russia: GOST R 56042-2014.

``ST0001`` and ``2`` for UTF-8, then pairs of name and value with a bar between them. The first
five are compulsory and have this order.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from smallcrm.core import russian_banks
from smallcrm.core.money import rounded

_HEAD = "ST00012"
_BAR, _INSTEAD = "|", "/"
_NAME, _BANK, _PURPOSE = 160, 45, 210  # letters, by the table of attributes
_LARGEST = Decimal(10) ** 15


class RoublePayment(NamedTuple):
    """What is to be paid to whom.

    Attributes:
        account: Twenty digits; *correspondent* that of its bank at the Central Bank.
        amount: In roubles.
    """

    name: str
    account: str
    bank: str
    bik: str
    correspondent: str
    inn: str
    kpp: str
    amount: Decimal
    currency: str
    purpose: str


def payload(payment: RoublePayment) -> bytes:
    """The content of the code, or nothing where no transfer in roubles is possible.

    That is: another currency, no name of payee or bank, no amount, or an account whose control
    digit does not fit the bank. A bar inside a value would end it, so it becomes a slash.
    """
    name, bank = _value(payment.name, _NAME), _value(payment.bank, _BANK)
    is_possible = (
        payment.currency == "RUB"
        and name
        and bank
        and 0 < payment.amount < _LARGEST
        and russian_banks.belongs(payment.account, payment.bik)
        and russian_banks.is_correspondent(payment.correspondent, payment.bik)
    )
    if not is_possible:
        return b""
    pairs = (
        ("Name", name),
        ("PersonalAcc", payment.account),
        ("BankName", bank),
        ("BIC", payment.bik),
        ("CorrespAcc", payment.correspondent),
        ("PayeeINN", payment.inn if payment.inn.isdecimal() else ""),
        ("KPP", payment.kpp),
        ("Sum", str(int(rounded(payment.amount, 2).scaleb(2)))),  # kopecks
        ("Purpose", _value(payment.purpose, _PURPOSE)),
    )
    known = (f"{key}={value}" for key, value in pairs if value)
    return _BAR.join((_HEAD, *known)).encode()


def _value(text: str, longest: int) -> str:
    plain = " ".join(text.split()).replace(_BAR, _INSTEAD)
    return plain.encode("utf-8", "ignore").decode()[:longest].rstrip()
