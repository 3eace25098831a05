"""Numbers, small sums and dates as people type them."""

import contextlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core import languages
from smallcrm.core.errors import UserError
from smallcrm.core.typed import read_date, read_number

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "decimals", "value"),
    [
        ("1234.5", 2, "1234.5"),
        ("1234,5", 2, "1234.5"),
        ("1.234,50", 2, "1234.50"),
        ("1,234.50", 2, "1234.50"),
        ("1 234,50", 2, "1234.50"),
        ("1\u202f234,50", 2, "1234.50"),
        ("1'234.50", 2, "1234.50"),
        ("1.234.567", 2, "1234567"),
        ("1.234", 2, "1234"),
        ("1.234", 6, "1.234"),
        ("0,125", 2, "0.13"),
        ("0,125", 6, "0.125"),
        (",5", 2, "0.5"),
        ("-3", 2, "-3"),
        ("−3,50", 2, "-3.50"),
        ("€ 12,50", 2, "12.50"),
        ("12.50 EUR", 2, "12.50"),
        ("3*12,50", 2, "37.50"),
        ("3 × 12,50", 2, "37.50"),
        ("100/3", 2, "33.33"),
        ("(1+2)*-4", 2, "-12"),
        ("10-4-3", 2, "3"),
        ("10 %", 2, "10"),
        ("-2,5%", 2, "-2.5"),
        ("180-20%", 2, "144"),
        ("100 + 24 %", 2, "124"),
        ("80*15%", 2, "12"),
        ("180-2*10%", 2, "179.80"),
        ("2.345", 2, "2345"),
        ("1/8", 2, "0.13"),
    ],
)
def test_number_is_read_as_people_type_it(typed, decimals, value):
    assert read_number(typed, decimals) == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "1..2",
        "1,23,45.6",
        "1/0",
        "3*",
        "(1",
        "2**3",
        "1e5",
        "٣",
        "12a3",
        "9" * 90,
        "()",
        "%",
        "10%+5",
    ],
)
def test_what_is_no_number_is_refused_with_a_sentence(typed):
    with pytest.raises(UserError, match="is not a number"):
        read_number(typed, 2)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_plain_decimal_is_read_as_itself_with_point_and_comma(value):
    text = f"{value:f}"
    assert read_number(text, 2) == value
    assert read_number(text.replace(".", ","), 2) == value


@given(st.text(max_size=80))
def test_any_text_gives_a_number_or_a_sentence(text):
    with contextlib.suppress(UserError):
        assert isinstance(read_number(text), Decimal)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3/12/2026", date(2026, 12, 3)),
        ("3.12.26", date(2026, 12, 3)),
        ("3-12", date(2026, 12, 3)),
        ("3 12 99", date(1999, 12, 3)),
        ("0312", date(2026, 12, 3)),
        ("031226", date(2026, 12, 3)),
        ("03122027", date(2027, 12, 3)),
        ("5", date(2026, 11, 5)),
        ("2027-01-31", date(2027, 1, 31)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 23)),
        ("+14", date(2026, 12, 6)),
        ("-1", date(2026, 11, 21)),
        ("31.12.", date(2026, 12, 31)),
    ],
)
def test_date_is_read_as_people_type_it(typed, day):
    assert read_date(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("χθες", date(2026, 11, 21)),
        ("Χθές", date(2026, 11, 21)),
        ("σημερα", TODAY),
        ("ΑΥΡΙΟ", date(2026, 11, 23)),
    ],
)
def test_greek_words_for_days_are_read_with_and_without_accents(typed, day):
    languages.use("el")
    try:
        assert read_date(typed, TODAY) == day
    finally:
        languages.use("en")


@pytest.mark.parametrize(
    "typed", ["31/2/2026", "x", "1/2/3/4", "2026-13-01", "32", "1/1/0", "1/1/126"]
)
def test_what_is_no_date_is_refused_with_an_example(typed):
    with pytest.raises(UserError, match="22/11/2026"):
        read_date(typed, TODAY)


@given(st.text(max_size=20))
def test_any_text_gives_a_date_or_a_sentence(text):
    languages.use("en")
    with contextlib.suppress(UserError):
        assert isinstance(read_date(text, TODAY), date)
