"""Rows of a spreadsheet become lines; columns are known by what is in them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.ui.documents.pasting import PastedLine, cells, lines


def say(text):
    return [(one.text, one.quantity, one.price) for one in lines(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rose\t12\t95,00", [("Rose", 12, 95)]),
        ("Rose\t95.00\t12", [("Rose", 12, 95)]),
        ("12\tRose\t€95.00", [("Rose", 12, 95)]),
        ("Rose\t12\t95,00\t1.140,00", [("Rose", 12, 95)]),
        ("Rose\t3", [("Rose", None, 3)]),
        ("Rose", [("Rose", None, None)]),
        ("Item\tQty\tPrice\nRose\t1\t2,50", [("Rose", 1, Decimal("2.50"))]),
        ("Rose\t1\t1.500", [("Rose", 1, 1500)]),
        ("Box 2\t1\t3,00\nBox 3\t2\t4,00", [("Box 2", 1, 3), ("Box 3", 2, 4)]),
        ("Rose\t2\t7 руб.", [("Rose", 2, 7)]),
        ('"Rose\nlong"\t2\t3.5', [("Rose\nlong", 2, Decimal("3.5"))]),
        ("", []),
        ("\n \t \n", []),
    ],
)
def test_columns_are_known_by_their_content(text, expected):
    assert say(text) == expected


def test_codes_units_discounts_and_taxes_find_their_place():
    [one] = lines("0042\tRose\t2\tpcs\t1,50\t10%\t24%")
    assert one == PastedLine(
        "Rose", "0042", Decimal(2), "pcs", Decimal("1.50"), Decimal(10), Decimal(24)
    )


def test_one_column_of_per_cents_is_the_tax():
    [one] = lines("Rose\t2\t1,50\t13 %")
    assert (one.discount, one.tax) == (None, Decimal(13))


def test_heading_alone_is_a_line():
    assert [one.text for one in lines("Item\tQty\tPrice")] == ["Price"]


@given(st.text(max_size=200))
def test_any_text_is_understood_or_left_out(text):
    found = lines(text)
    assert len(found) <= len(cells(text))


@given(
    st.lists(
        st.tuples(st.integers(1, 999), st.decimals(Decimal("0.01"), 9999, places=2)),
        min_size=1,
        max_size=20,
    )
)
def test_quantity_and_price_come_back_exactly(rows):
    text = "\n".join(f"Thing {n} x\t{q}\t{p}" for n, (q, p) in enumerate(rows))
    assert [(one.quantity, one.price) for one in lines(text)] == rows
