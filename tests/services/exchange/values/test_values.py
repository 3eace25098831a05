"""What stands in cells: dates, numbers, phones, addresses of all kinds."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum.gr import vat
from stdnum.ru import inn

from smallcrm.services.exchange.sources.cells import cell_text
from smallcrm.services.exchange.values import amounts, contact_points, countries, dates, tax_ids
from smallcrm.services.exchange.values.kinds import is_company_name, kind_of_word
from smallcrm.services.exchange.values.tags import in_one_cell, tags

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (9161234567.0, "9161234567"),
        (0.0, "0"),
        (12.5, "12.5"),
        (1e-7, "0.0000001"),
        (1e22, "10000000000000000000000"),
        (float("nan"), ""),
        (float("inf"), ""),
        (7, "7"),
        (True, "TRUE"),
        (date(1980, 6, 5), "1980-06-05"),
        (datetime(1980, 6, 5), "1980-06-05"),  # noqa: DTZ001 - a spreadsheet has no zones
        (datetime(1980, 6, 5, 14, 30), "1980-06-05 14:30:00"),  # noqa: DTZ001
        (time(9, 30), "09:30:00"),
        (" as typed ", " as typed "),
    ],
)
def test_a_cell_is_exact_text(value, text):
    assert cell_text(value) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1980-06-05", "1980-06-05"),
        ("5.6.1980", "1980-06-05"),
        ("05/06/1980", "1980-06-05"),
        ("13/06/1980", "1980-06-13"),
        ("06/13/1980", "1980-06-13"),
        ("19800605", "1980-06-05"),
        ("05.06.80", "1980-06-05"),
        ("05.06.05", "2005-06-05"),
        ("29377", "1980-06-05"),
        ("5. März 1980", "1980-03-05"),
        ("5 Ιουνίου 1980", "1980-06-05"),
        ("5 июня 1980 г.", "1980-06-05"),
        ("5 juin 1980", "1980-06-05"),
        ("5 août 1980", "1980-08-05"),
        ("5 Μαΐου 1980", "1980-05-05"),
        ("June 5, 1980", "1980-06-05"),
        ("22.08.2020 14:30:00", "2020-08-22"),
        ("--05-12", "--05-12"),
        ("--0512", "--05-12"),
        ("1604-05-12", "--05-12"),
        ("--02-29", "--02-29"),
    ],
)
def test_birthdays_in_every_manner(text, found):
    assert dates.read(text, "dmy", TODAY, is_birthday=True) == (found, "")


@pytest.mark.parametrize("text", ["0/0/00", "0.0.00", "00.00.0000", "0000-00-00", "n/a"])
def test_what_programs_write_for_no_date_is_none(text):
    assert dates.read(text, "dmy", TODAY, is_birthday=True) == ("", "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("30.02.1980", "date_impossible"),
        ("31.04.1980", "date_impossible"),
        ("12/31/2999", "birthday_in_future"),
        ("last spring", "date_unreadable"),
        ("1980", "date_unreadable"),
    ],
)
def test_odd_birthdays_are_told_apart(text, code):
    assert dates.read(text, "dmy", TODAY, is_birthday=True) == ("", code)


def test_the_order_of_a_column_is_proven_by_one_row():
    assert dates.order_of(["03/04/2026", "", "13/04/2026"], "", "US") == ("dmy", 1, True, 0)
    assert dates.order_of(["03/04/2026", "04/13/2026"], "", "GR") == ("mdy", 1, True, 0)
    assert dates.order_of(["01/01/2026", "03/04/2026"], "", "GR") == ("dmy", 1, False, 1)
    assert dates.order_of(["03/04/2026"], "", "US") == ("mdy", 1, False, 0)
    assert dates.order_of(["03/04/2026"], "mdy", "GR").order == "mdy"
    assert dates.order_of(["03.04.2026", "2026-03-04"], "", "GR").ambiguous == 0
    both = dates.order_of(["13/04/2026", "04/13/2026", "01/02/2026"], "", "GR")
    assert (both.order, both.proven) == ("dmy", False)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ann@mail.example", [("ann@mail.example", True)]),
        (" IVAN@MAIL.EXAMPLE\xa0", [("IVAN@MAIL.EXAMPLE", True)]),
        ("mailto:ann@mail.example", [("ann@mail.example", True)]),
        ("Ann Smith <ann@mail.example>", [("ann@mail.example", True)]),
        ("a@b.example; c@d.example", [("a@b.example", True), ("c@d.example", True)]),
        ("a@b.example ::: c@d.example", [("a@b.example", True), ("c@d.example", True)]),
        ("nikos at mail.example", [("nikos at mail.example", False)]),
        ("ann@@mail.example", [("ann@@mail.example", False)]),
        ("-", []),
        ("нет", []),
    ],
)
def test_emails_in_a_cell(text, found):
    assert contact_points.emails(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8 (916) 123-45-67", [("8 (916) 123-45-67", "", False)]),
        ("'+44 200 0000001", [("+44 200 0000001", "", False)]),
        ("9161234567.0", [("9161234567", "", False)]),
        ("4,42079E+11", [("442079000000", "phone_digits_lost", True)]),
        ("9,16123E+09", [("9161230000", "phone_digits_lost", True)]),
        ("9.161234567E+09", [("9161234567", "phone_repaired", False)]),
        ("+7 495 0000001 доб. 12", [("+7 495 0000001 доб. 12", "", False)]),
        ("030/1234567", [("030/1234567", "", False)]),
        (
            "+7 495 0000001, 84950000002",
            [("+7 495 0000001", "", False), ("84950000002", "", False)],
        ),
        ("2100000001 / 2100000002", [("2100000001", "", False), ("2100000002", "", False)]),
        ("2100000001/2100000002", [("2100000001", "", False), ("2100000002", "", False)]),
        ("нет / none", [("нет / none", "not_a_phone", False)]),
        ("1", [("1", "phone_short", False)]),
        ("n/a", []),
    ],
)
def test_phones_in_a_cell(text, found):
    assert [tuple(phone) for phone in contact_points.phones(text)] == found


def test_labels_are_ours_or_the_users():
    said = ["* Work", "CELL", "_$!<Home>!$_", "Κινητό", "Λογιστήριο", "Fax"]
    assert [contact_points.label(each) for each in said] == [
        "work",
        "mobile",
        "home",
        "mobile",
        "Λογιστήριο",
        "fax",
    ]


@pytest.mark.parametrize(
    ("text", "scheme", "found"),
    [
        ("123456783", "gr", ("123456783", "")),
        ("12345670", "gr", ("012345670", "zero_restored")),
        ("123456789", "gr", ("123456789", "tax_id_wrong")),
        ("EL123456783", "", ("EL123456783", "")),
        ("EL123456789", "", ("EL123456789", "tax_id_wrong")),
        ("7707083893", "ru", ("7707083893", "")),
        ("500100732259", "ru", ("500100732259", "")),
        ("770708389", "ru", ("0770708389", "zero_restored")),
        ("7707083890", "ru", ("7707083890", "tax_id_wrong")),
        ("GB 123 4567 89", "", ("GB 123 4567 89", "")),
        ("123456789", "", ("123456789", "")),
    ],
)
def test_tax_numbers_are_text_with_their_zeros(text, scheme, found):
    assert tax_ids.read(text, scheme) == found


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12345.67", "12345.67"),
        ("1 234,50 €", "1234.50"),
        ("1.234,56", "1234.56"),
        ("€1,234.50", "1234.50"),
        ("1.234.567,8 руб.", "1234567.8"),
        ("-5", "-5"),
        ("−€1.234,50", "-1234.50"),
        ("99999999999999999999", ""),
        ("much", ""),
        ("", ""),
    ],
)
def test_amounts_in_every_manner(text, amount):
    assert amounts.amount(text) == amount


def test_currencies_by_code_name_and_sign():
    said = ["Российский рубль", "eur", "Бюджет ₸", "Доллар США", "Бюджет", "Белорусский рубль"]
    assert [amounts.currency(each) for each in said] == ["RUB", "EUR", "KZT", "USD", "", "BYN"]


def test_countries_by_name_in_many_languages():
    said = ["Ελλάδα", "Greece", "gr", "EL", "UK", "Deutschland", "Бельгия", "Türkiye", "XX", "Ё"]
    assert [countries.code(each) for each in said] == [
        "GR", "GR", "GR", "GR", "GB", "DE", "BE", "TR", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["ООО «Ромашка»", "Köhler GmbH", "Φούρνος Α.Ε.", "Wal PLC", "Meble Sp. z o.o.", "Fırın A.Ş."],
)
def test_a_legal_form_makes_a_company(name):
    assert is_company_name(name)


@pytest.mark.parametrize("name", ["Ann As", "Asa Gray", "Иван Тов", "ΑΕΚ", "Maria S. A. Lopez", ""])
def test_people_are_no_companies(name):
    assert not is_company_name(name)


def test_words_for_the_kind():
    said = ["компания", "Юридическое лицо", "Individual", "Физическое лицо", "?"]
    assert [kind_of_word(each) for each in said] == ["company", "company", "person", "person", ""]


def test_tags_without_those_of_the_program():
    assert tags("* myContacts ::: Πελάτες ::: Πελάτες") == ("Πελάτες",)
    assert tags("vip, wholesale;news | old") == ("vip", "wholesale", "news", "old")


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("094215778", "GR", ""),
        ("094215775", "GR", "tax_id_wrong"),
        ("12345", "GR", ""),
        ("7707083893", "RU", ""),
        ("7707083890", "RU", "tax_id_wrong"),
        ("500100732259", "RU", ""),
        ("500100732250", "RU", "tax_id_wrong"),
        ("094215775", "DE", ""),
        ("094215775", "", ""),
    ],
)
def test_a_number_without_a_scheme_is_checked_by_the_country_and_kept(text, country, code):
    assert tax_ids.read(text, "", country) == (text, code)


@given(st.integers(0, 10**12 - 1))
def test_check_digits_are_those_of_a_library(number):
    for text, mine, other in (
        (f"{number % 10**9:09}", tax_ids.is_afm, vat.is_valid),
        (f"{number % 10**10:010}", tax_ids.is_inn, inn.is_valid),
        (f"{number:012}", tax_ids.is_inn, inn.is_valid),
    ):
        for last in range(10):
            one = f"{text[:-1]}{last}"
            assert mine(one) == other(one)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Sales, north", VIP', ("Sales, north", "VIP")),
        ('VIP; "a ""b"" c"', ("VIP", 'a "b" c')),
        ('5" pipe, VIP', ('5" pipe', "VIP")),
        ('"open, VIP', ('"open', "VIP")),
        ('"*", * myContacts', ("*",)),
    ],
)
def test_a_tag_in_quotes_is_one(text, expected):
    assert tags(text) == expected


@example(['"', '"'])
@example(['"open', 'VIP "b"'])
@given(st.lists(st.text(max_size=12).map(lambda text: " ".join(text.split())).filter(bool)))
@example(['"', '"'])
@example(['"open', 'close"'])
def test_tags_come_out_of_one_cell_as_they_went_in(names):
    assert tags(in_one_cell(names)) == tuple(dict.fromkeys(names))
