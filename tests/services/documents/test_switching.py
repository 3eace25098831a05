"""Prices change their kind, the customer pays the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from smallcrm.services.documents import Adjustment, DocumentDraft, LineDraft, compute
from smallcrm.services.documents.switching import recalculated

prices = st.decimals(Decimal("0.01"), Decimal(9999), places=2)
lines = st.builds(
    LineDraft,
    quantity=st.integers(1, 50).map(Decimal),
    price=prices,
    discount_percent=st.sampled_from([Decimal(0), Decimal(10)]),
    tax_rate=st.sampled_from([Decimal(24), Decimal(13), Decimal(6), Decimal(0)]),
)


def test_published_example_keeps_its_total():
    draft = DocumentDraft(
        prices_include_tax=True,
        lines=(LineDraft(quantity=Decimal(2), price=Decimal("21.53"), tax_rate=Decimal(21)),),
    )
    without = recalculated(draft, include_tax=False)
    assert without.lines[0].price == Decimal("17.793388")
    assert compute(without).total == compute(draft).total == Decimal("43.06")


def test_nothing_happens_where_nothing_is_asked():
    draft = DocumentDraft(lines=(LineDraft(price=Decimal(10), tax_rate=Decimal(24)),))
    assert recalculated(draft, include_tax=False) is draft


def test_discounts_in_money_follow_their_group_or_the_lines():
    draft = DocumentDraft(
        lines=(LineDraft(price=Decimal(100), tax_rate=Decimal(24)),),
        discounts=(
            Adjustment(amount=Decimal(10)),
            Adjustment(amount=Decimal(10), tax_category="S", tax_rate=Decimal(24)),
            Adjustment(percent=Decimal(5)),
        ),
    )
    with_tax = recalculated(draft, include_tax=True)
    amounts = [item.amount for item in with_tax.discounts]
    assert amounts == [Decimal("12.4"), Decimal("12.4"), None]
    assert compute(with_tax).total == compute(draft).total


@given(st.lists(lines, min_size=1, max_size=4), st.booleans())
def test_line_sums_move_by_a_cent_a_line_at_most(some, include_tax):
    draft = DocumentDraft(prices_include_tax=include_tax, lines=tuple(some))
    turned = recalculated(draft, include_tax=not include_tax)
    moved = abs(compute(turned).total - compute(draft).total)
    assert moved <= Decimal("0.02") * len(some) + Decimal("0.02")


def test_turning_twice_brings_the_price_back():
    draft = DocumentDraft(lines=(LineDraft(price=Decimal("95.5"), tax_rate=Decimal(24)),))
    there = recalculated(draft, include_tax=True)
    assert recalculated(there, include_tax=False) == replace(draft)


typed = st.decimals(Decimal("-9999"), Decimal(9999), places=4)
amounts = st.decimals(Decimal("0.01"), Decimal(500), places=2)
rates = st.sampled_from([Decimal(rate) for rate in ("24", "21", "13", "10", "6", "5.5", "0")])
adjustments = st.one_of(
    st.builds(Adjustment, amount=amounts),
    st.builds(Adjustment, amount=amounts, tax_category=st.just("S"), tax_rate=rates),
    st.builds(Adjustment, percent=st.decimals(0, 50, places=1)),
)
whole_lines = st.builds(
    LineDraft,
    quantity=st.decimals(Decimal("0.001"), 500, places=3),
    price=typed,
    price_per=st.sampled_from([Decimal(1), Decimal(100)]),
    discount_percent=st.decimals(0, 100, places=1),
    tax_rate=rates,
    discounts=st.lists(st.builds(Adjustment, amount=amounts), max_size=1).map(tuple),
)


@given(
    st.lists(whole_lines, min_size=1, max_size=4),
    st.lists(adjustments, max_size=2),
    st.lists(adjustments, max_size=2),
    st.booleans(),
)
def test_turning_twice_brings_everything_back_to_the_last_digit(some, discounts, charges, with_tax):
    draft = DocumentDraft(
        prices_include_tax=with_tax,
        lines=tuple(some),
        discounts=tuple(discounts),
        charges=tuple(charges),
    )
    there = recalculated(draft, include_tax=not with_tax)
    assert recalculated(there, include_tax=with_tax) == draft
