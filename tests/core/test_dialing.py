"""Only a number gets into an address that another program is started with."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core import dialing, phones

HOSTILE = (
    *("+302101234567;phone-context=evil.example", "+302101234567?body=x", "+30210 1234567"),
    *("+302101234567\n", "+302101234567&app=1", "+30210%0A", "javascript:alert(1)", "file:///etc"),
    *("+３０２１０１２３４５６７", "+30210١٢٣٤", "++302101234567", "+0302101234567", "", "+", "-1"),
    *("+302101234567#", "+302101234567/../x", "+1234567890123456", '+30210"', "+30210 --help"),
)
ADDRESSES = re.compile(
    r"tel:\+?[0-9]+|sip:\+[0-9]+(@[A-Za-z0-9.:-]+)?|https://wa\.me/[0-9]+"
    r"|viber://chat\?number=%2B[0-9]+|sms:\+[0-9]+"
)


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("tel", "tel:+302101234567"),
        ("sip", "sip:+302101234567"),
        ("whatsapp", "https://wa.me/302101234567"),
        ("viber", "viber://chat?number=%2B302101234567"),
        ("sms", "sms:+302101234567"),
    ],
)
def test_each_way_has_its_address(way, expected):
    assert dialing.address(way, "+302101234567") == expected


def test_sip_may_need_a_domain():
    number = "+302101234567"
    assert dialing.address("sip", number, "pbx.example") == "sip:+302101234567@pbx.example"
    assert dialing.address("sip", number, "10.0.0.5:5060") == "sip:+302101234567@10.0.0.5:5060"


@pytest.mark.parametrize("way", dialing.WAYS)
@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_numbers_get_into_no_address(way, value):
    with pytest.raises(ValueError, match=way):
        dialing.address(way, value)


@pytest.mark.parametrize(
    "domain",
    ["a b", "evil.example;x=1", "x@y", "x?y", "-x.example", "x/y", "x\n", "é.example", "a" * 300],
)
def test_hostile_domains_get_into_no_address(domain):
    assert not dialing.is_domain(domain)
    with pytest.raises(ValueError, match="sip"):
        dialing.address("sip", "+302101234567", domain)


def test_there_is_no_other_way():
    with pytest.raises(KeyError):
        dialing.address("file", "+302101234567")


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(dialing.WAYS))
def test_whatever_a_file_holds_an_address_is_one_of_five(e164, typed, way):
    number = dialing.number_of(e164, typed)
    if number and (way == dialing.TEL or dialing.is_international(number)):
        assert ADDRESSES.fullmatch(dialing.address(way, number))


@pytest.mark.parametrize(
    ("typed", "country", "expected"),
    [
        ("210 123 4567", "GR", "+302101234567"),
        ("210 123-4567", "", "2101234567"),
        ("101", "", "101"),
        ("210 1234567 ext. 12", "", ""),
        ("ask Maria", "GR", ""),
        ("+30 210 1234567;ext=5", "", "+302101234567"),
        ("", "", ""),
    ],
)
def test_a_number_that_is_known_here_alone_can_be_dialed_here(typed, country, expected):
    assert dialing.number_of(phones.e164(typed, country), typed) == expected
