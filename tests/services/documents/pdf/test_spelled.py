"""Amounts in words: the cases that go wrong elsewhere, pinned."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.services.documents.pdf.spelled import spelled

RUSSIAN = {
    "0": "Ноль рублей 00 копеек",
    "1": "Один рубль 00 копеек",
    "2": "Два рубля 00 копеек",
    "5": "Пять рублей 00 копеек",
    "10": "Десять рублей 00 копеек",
    "11": "Одиннадцать рублей 00 копеек",
    "12.01": "Двенадцать рублей 01 копейка",
    "14.11": "Четырнадцать рублей 11 копеек",
    "21": "Двадцать один рубль 00 копеек",
    "101.22": "Сто один рубль 22 копейки",
    "111.11": "Сто одиннадцать рублей 11 копеек",
    "123.45": "Сто двадцать три рубля 45 копеек",
    "1000": "Одна тысяча рублей 00 копеек",
    "1001.21": "Одна тысяча один рубль 21 копейка",
    "2001": "Две тысячи один рубль 00 копеек",
    "2214.05": "Две тысячи двести четырнадцать рублей 05 копеек",
    "11000": "Одиннадцать тысяч рублей 00 копеек",
    "21000": "Двадцать одна тысяча рублей 00 копеек",
    "102002": "Сто две тысячи два рубля 00 копеек",
    "1000000": "Один миллион рублей 00 копеек",
    "2000001": "Два миллиона один рубль 00 копеек",
    "5000000000": "Пять миллиардов рублей 00 копеек",
    "1234567.89": "Один миллион двести тридцать четыре тысячи пятьсот шестьдесят семь рублей"
    " 89 копеек",
    "999999999999.99": "Девятьсот девяносто девять миллиардов девятьсот девяносто девять миллионов"
    " девятьсот девяносто девять тысяч девятьсот девяносто девять рублей 99 копеек",
}
GREEK = {
    "0": "Μηδέν ευρώ",
    "0.01": "Μηδέν ευρώ και ένα λεπτό",
    "1": "Ένα ευρώ",
    "2": "Δύο ευρώ",
    "5": "Πέντε ευρώ",
    "11": "Έντεκα ευρώ",
    "13.14": "Δεκατρία ευρώ και δεκατέσσερα λεπτά",
    "21": "Είκοσι ένα ευρώ",
    "100": "Εκατό ευρώ",
    "101": "Εκατόν ένα ευρώ",
    "123.45": "Εκατόν είκοσι τρία ευρώ και σαράντα πέντε λεπτά",
    "200": "Διακόσια ευρώ",
    "1000": "Χίλια ευρώ",
    "1100": "Χίλια εκατό ευρώ",
    "2001": "Δύο χιλιάδες ένα ευρώ",
    "3004": "Τρεις χιλιάδες τέσσερα ευρώ",
    "13000": "Δεκατρείς χιλιάδες ευρώ",
    "21000": "Είκοσι μία χιλιάδες ευρώ",
    "100000": "Εκατό χιλιάδες ευρώ",
    "204300": "Διακόσιες τέσσερις χιλιάδες τριακόσια ευρώ",
    "1000000": "Ένα εκατομμύριο ευρώ",
    "3000000000": "Τρία δισεκατομμύρια ευρώ",
    "1234567.89": "Ένα εκατομμύριο διακόσιες τριάντα τέσσερις χιλιάδες πεντακόσια εξήντα επτά ευρώ"
    " και ογδόντα εννέα λεπτά",
}
OTHERS = [
    ("21.02", "EUR", "ru", "Двадцать один евро 02 цента"),
    ("2.01", "EUR", "ru", "Два евро 01 цент"),
    ("1", "USD", "ru", "Один доллар США 00 центов"),
    ("1002", "USD", "ru", "Одна тысяча два доллара США 00 центов"),
    ("15.21", "USD", "ru", "Пятнадцать долларов США 21 цент"),
    ("1.01", "USD", "el", "Ένα δολάριο ΗΠΑ και ένα σεντ"),
    ("4.02", "RUB", "el", "Τέσσερα ρούβλια και δύο καπίκια"),
    ("1.005", "RUB", "ru", "Один рубль 01 копейка"),
]


@pytest.mark.parametrize("amount", RUSSIAN)
def test_roubles_in_russian(amount):
    assert spelled(Decimal(amount), "RUB", "ru") == RUSSIAN[amount]


@pytest.mark.parametrize("amount", GREEK)
def test_euro_in_greek(amount):
    assert spelled(Decimal(amount), "EUR", "el") == GREEK[amount]


@pytest.mark.parametrize(("amount", "currency", "language", "words"), OTHERS)
def test_other_currencies(amount, currency, language, words):
    assert spelled(Decimal(amount), currency, language) == words


@pytest.mark.parametrize(
    ("amount", "currency", "language"),
    [("5", "GBP", "ru"), ("5", "EUR", "en"), ("-1", "RUB", "ru"), ("1000000000000", "RUB", "ru")],
)
def test_what_cannot_be_spelled_is_left_out(amount, currency, language):
    assert spelled(Decimal(amount), currency, language) == ""


@given(st.integers(0, 10**14 - 1), st.sampled_from([("RUB", "ru"), ("EUR", "el")]))
def test_no_two_amounts_share_their_words(cents, kind):
    """The words can be read back: they are put together of distinct numbers below a thousand."""
    currency, language = kind
    words = spelled(Decimal(cents).scaleb(-2), currency, language)
    assert words == " ".join(words.split())
    assert words != spelled(Decimal((cents + 1) % 10**14).scaleb(-2), currency, language)


@pytest.mark.parametrize(("currency", "language"), [("RUB", "ru"), ("EUR", "el")])
def test_the_first_hundred_thousand_are_all_different(currency, language):
    step = range(0, 10**7, 97)
    words = {spelled(Decimal(number), currency, language) for number in step}
    assert len(words) == len(step)
