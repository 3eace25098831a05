"""Discounts and charges as one types them, with their reasons."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core.errors import UserError
from smallcrm.services.documents import Adjustment, LineDraft
from smallcrm.ui.documents import line_discounts

LOYAL = Adjustment(percent=Decimal(5), reason="loyal customer")
DAMAGED = Adjustment(amount=Decimal("12.50"), reason="damaged box")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("5 % loyal customer", LOYAL),
        ("5 loyal customer", LOYAL),
        ("12,50 € damaged box", DAMAGED),
        ("€12.50 damaged box", DAMAGED),
        ("12.50 EUR damaged box", DAMAGED),
        ("12.50 руб. damaged box", DAMAGED),
        ("2+3 %", Adjustment(percent=Decimal(5))),
        ("10 VIP", Adjustment(percent=Decimal(10), reason="VIP")),
        ("10 old stock", Adjustment(percent=Decimal(10), reason="old stock")),
    ],
)
def test_what_stands_behind_the_figure_is_the_reason(typed, expected):
    [(found, is_charge)] = line_discounts.read(typed)
    assert (found, is_charge) == (expected, False)


def test_plus_makes_a_charge_and_semicolons_part_several():
    line = line_discounts.typed_into(LineDraft("Rose"), "10; 2 € late; +3,50 € packing")
    assert line.discount_percent == 10
    assert line.discounts == (Adjustment(amount=Decimal(2), reason="late"),)
    assert line.charges == (Adjustment(amount=Decimal("3.50"), reason="packing"),)


def test_empty_words_take_everything_away():
    full = LineDraft("Rose", discount_percent=Decimal(1), discounts=(LOYAL,), charges=(DAMAGED,))
    assert line_discounts.typed_into(full, "  ") == LineDraft("Rose")


def test_calculator_works_for_amounts():
    [(found, _)] = line_discounts.read("3*12,50 € damaged")
    assert found == Adjustment(amount=Decimal("37.5"), reason="damaged")


@pytest.mark.parametrize("typed", ["loyal", "150 %", "x10", "-5 %"])
def test_what_is_no_discount_is_refused(typed):
    with pytest.raises(UserError):
        line_discounts.read(typed)


reasons = st.text(st.sampled_from("abcdefgh αβγ жзи"), max_size=12).map(
    lambda text: " ".join(text.split())
)
shares = st.builds(Adjustment, percent=st.decimals(0, 100, places=2).filter(bool), reason=reasons)
amounts = st.builds(Adjustment, amount=st.decimals(0, 9999, places=2).filter(bool), reason=reasons)


@given(
    st.lists(shares | amounts, max_size=3),
    st.lists(shares | amounts, max_size=2),
    st.sampled_from(["EUR", "RUB", "USD"]),
)
def test_what_is_shown_for_editing_is_read_back_as_it_was(off, charges, currency):
    line = LineDraft("Rose", discounts=tuple(off), charges=tuple(charges))
    again = line_discounts.typed_into(line, line_discounts.edited_text(line, currency))
    plain = Adjustment(percent=again.discount_percent)
    found = ([plain] if again.discount_percent else []) + list(again.discounts)
    assert found == off
    assert list(again.charges) == charges
