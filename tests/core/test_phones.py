"""The short way to E.164 says what libphonenumber says, and takes a tenth of the time."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core import phones
from smallcrm.core.phones import calling_code, e164


@pytest.mark.parametrize(
    ("typed", "country", "expected"),
    [
        ("8 (916) 123-45-67", "RU", "+79161234567"),
        ("+7 916 123 45 67", "", "+79161234567"),
        ("9161234567", "RU", "+79161234567"),
        ("0030 210 0000001", "RU", "+302100000001"),
        ("+44 (0)20 0000 0001", "", "+442000000001"),
        ("(0200) 000-0001", "GB", "+442000000001"),
        ("+7 495 000-00-01 доб. 12", "", "+74950000001"),
        ("+30 210 0000001 εσωτ. 12", "", "+302100000001"),
        ("+1 (212) 555-0100 x12", "", "+12125550100"),
        ("+99999", "", ""),
        ("210 0000001", "", ""),
        ("нет / none", "RU", ""),
        ("4,42079E+11", "GB", ""),
        ("112", "GR", ""),
        ("", "GR", ""),
    ],
)
def test_numbers_as_people_type_them(typed, country, expected):
    assert e164(typed, country) == expected


def libphonenumber(typed, country):
    try:
        number = phonenumbers.parse(typed, country)
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.is_possible_number_with_reason(number) != 0:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@given(
    st.sampled_from(sorted(phones._BY_COUNTRY)),
    st.text("0123456789", min_size=6, max_size=12),
    st.sampled_from(["+{code}{number}", "00{code}{number}", "{trunk}{number}", "{number}"]),
)
def test_the_short_way_agrees_with_libphonenumber(country, number, pattern):
    plan = phones._BY_COUNTRY[country]
    typed = pattern.format(code=plan.code, trunk=plan.trunk, number=number)
    plain = f"+{typed[2:]}" if typed.startswith("00") else typed
    assert e164(typed, country) in {libphonenumber(typed, country), libphonenumber(plain, country)}


@given(st.text(), st.sampled_from(["", "RU", "GR", "US", "ZZ", "x"]))
def test_any_text_is_a_number_or_nothing(typed, country):
    found = e164(typed, country)
    assert found == "" or (found[0] == "+" and found[1:].isdecimal())


@pytest.mark.parametrize(("country", "code"), [("GR", "+30"), ("LB", "+961"), ("", ""), ("AQ", "")])
def test_countries_have_the_code_that_their_numbers_begin_with(country, code):
    assert calling_code(country) == code
