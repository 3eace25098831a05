"""Money is exact: halves go up, parts add up, currencies stay apart."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core.money import Money, apportion, decimals, rounded

AMOUNTS = st.decimals(-(10**12), 10**12, places=6)


@pytest.mark.parametrize(
    ("amount", "whole"),
    [("0.005", "0.01"), ("-0.005", "-0.01"), ("1.004", "1.00"), ("2.675", "2.68"), ("0", "0.00")],
)
def test_halves_go_away_from_zero(amount, whole):
    assert rounded(Decimal(amount)) == Decimal(whole)
    assert Money.of(amount).amount == Decimal(whole)


@pytest.mark.parametrize(("currency", "digits"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("XXX", 2)])
def test_currencies_have_their_own_smallest_unit(currency, digits):
    assert decimals(currency) == digits
    assert Money.of("1234.5678", currency).minor == int(
        rounded(Decimal("1234.5678"), digits).scaleb(digits)
    )


def test_currencies_are_never_added_together():
    assert Money(100) + -Money(30) == Money(70)
    with pytest.raises(ValueError, match="cannot add"):
        Money(1, "EUR") + Money(1, "USD")


@given(AMOUNTS)
def test_rounding_is_exact_to_half_a_unit(amount):
    assert abs(Money.of(amount).amount - amount) <= Decimal("0.005")


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=8))
def test_parts_add_up_to_the_whole(total, weights):
    parts = apportion(total, weights)
    assert len(parts) == len(weights)
    assert sum(parts) == total


def test_apportioning_by_negative_weights_favors_the_largest_remainder_too():
    assert apportion(10, [1, 2]) == [3, 7]
    assert apportion(10, [-1, -2]) == [3, 7]
