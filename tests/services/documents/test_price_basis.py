"""Switching between net prices and prices including tax keeps what the customer pays."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.services.documents import Adjustment, DocumentDraft, LineDraft, compute
from smallcrm.services.documents.price_basis import restated

RATES = st.sampled_from([Decimal(0), Decimal("5.5"), Decimal(19), Decimal(24)])
DRAFTS = st.builds(
    DocumentDraft,
    lines=st.lists(
        st.builds(
            LineDraft,
            quantity=st.integers(1, 50).map(Decimal),
            price=st.decimals(0, 2000, places=2),
            discount_percent=st.sampled_from([Decimal(0), Decimal(10)]),
            discounts=st.lists(
                st.builds(Adjustment, amount=st.decimals(0, 9, places=2)), max_size=1
            ).map(tuple),
            tax_rate=RATES,
        ),
        min_size=1,
        max_size=5,
    ).map(tuple),
    prices_include_tax=st.booleans(),
)


@given(DRAFTS)
def test_customer_pays_the_same_but_for_a_rounding(draft):
    other = restated(draft, include_tax=not draft.prices_include_tax)
    # Each line, each of its discounts and each rate is rounded once on either side.
    roundings = 3 * len(draft.lines) + 2
    assert abs(compute(other).total - compute(draft).total) <= roundings * Decimal("0.01")


@given(DRAFTS)
def test_there_and_back_gives_the_typed_prices(draft):
    there = restated(draft, include_tax=not draft.prices_include_tax)
    back = restated(there, include_tax=draft.prices_include_tax)
    prices = zip(back.lines, draft.lines, strict=True)
    assert all(abs(one.price - other.price) <= Decimal("0.000002") for one, other in prices)


def test_same_basis_changes_nothing():
    draft = DocumentDraft(lines=(LineDraft(price=Decimal("0.1234567")),))
    assert restated(draft, include_tax=False) is draft


@pytest.mark.parametrize(
    ("discount", "wanted"),
    [
        (Adjustment(amount=Decimal("12.40")), "10"),
        (Adjustment(amount=Decimal("12.40"), tax_category="S", tax_rate=Decimal(24)), "10"),
        (Adjustment(percent=Decimal(5)), None),
    ],
)
def test_discount_on_the_total_is_converted_too(discount, wanted):
    line = LineDraft(price=Decimal(124), tax_rate=Decimal(24))
    draft = DocumentDraft(lines=(line,), discounts=(discount,), prices_include_tax=True)
    other = restated(draft, include_tax=False)
    assert other.lines[0].price == 100
    assert other.discounts[0].amount == (Decimal(wanted) if wanted else None)
    assert compute(other).total == compute(draft).total


def test_document_without_lines_may_change_its_basis():
    draft = DocumentDraft(discounts=(Adjustment(amount=Decimal(5)),))
    assert restated(draft, include_tax=True).discounts == draft.discounts
