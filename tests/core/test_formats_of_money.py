"""Money and numbers as accountants read them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core import formats
from smallcrm.core.typed import read_number


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "−€1,101.35"),
        ("el", "−1.101,35\N{NO-BREAK SPACE}€"),
        ("ru", "−1\N{NO-BREAK SPACE}101,35\N{NO-BREAK SPACE}€"),
        ("de", "−1.101,35\N{NO-BREAK SPACE}€"),
    ],
)
def test_a_negative_amount_has_a_true_minus_before_it(language, shown):
    assert formats.money(Decimal("-1101.35"), "EUR", language) == shown


@pytest.mark.parametrize("language", ["en", "el", "ru", "de", "fr"])
@given(value=st.decimals(-99999, 99999, places=2))
def test_what_is_shown_can_be_typed_again(language, value):
    shown = formats.amount(value, "EUR", language)
    assert not set(shown) & {"-", " "}  # no line ends inside
    assert shown.startswith("−") == (value < 0)
    assert read_number(shown, 2) == value
