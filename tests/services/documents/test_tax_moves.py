"""A tax date that moves over a change of rate offers the new rate, and leaves prices alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from smallcrm.services import documents
from smallcrm.services.documents import Adjustment, DocumentDraft, LineDraft, tax_moves
from smallcrm.services.settings import TaxRateRow

RATES = (
    TaxRateRow(1, "22", "S", Decimal(22), date(2026, 1, 1), None, True, ""),
    TaxRateRow(2, "20", "S", Decimal(20), date(2019, 1, 1), date(2025, 12, 31), False, ""),
    TaxRateRow(3, "10", "S", Decimal(10), None, None, False, ""),
)
RETAIL = DocumentDraft(
    currency="RUB",
    prices_include_tax=True,
    lines=(
        LineDraft("Чайник", Decimal(3), price=Decimal("199.99"), tax_rate=Decimal(20)),
        LineDraft("Самовар", price=Decimal(1249), tax_rate=Decimal(20)),
        LineDraft(
            "Чай", Decimal(7), price=Decimal("54.90"), discount_percent=Decimal(5),
            tax_rate=Decimal(10),
        ),
    ),
)  # fmt: skip


def test_with_tax_in_the_prices_the_customer_pays_the_same():
    move = tax_moves.offered(RETAIL, RATES, date(2026, 1, 2))
    before, after = documents.compute(RETAIL), documents.compute(move.draft)
    assert move.changed == ((Decimal(20), Decimal(22)),)
    assert [row.tax for row in before.taxes] == [Decimal("308.16"), Decimal("33.19")]
    assert [row.tax for row in after.taxes] == [Decimal("333.42"), Decimal("33.19")]
    assert before.total == after.total == Decimal("2214.05")


def test_without_tax_in_the_prices_they_stay_and_the_total_changes():
    net = replace(RETAIL, prices_include_tax=False)
    move = tax_moves.offered(net, RATES, date(2026, 1, 2))
    assert [line.price for line in move.draft.lines] == [line.price for line in net.lines]
    assert documents.compute(move.draft).total > documents.compute(net).total


def test_discount_of_a_tax_group_goes_with_its_lines():
    discount = Adjustment(amount=Decimal(10), tax_category="S", tax_rate=Decimal(20))
    draft = replace(RETAIL, discounts=(discount,), charges=(Adjustment(amount=Decimal(5)),))
    moved = tax_moves.offered(draft, RATES, date(2026, 1, 2)).draft
    assert moved.discounts[0].tax_rate == Decimal(22)
    assert moved.charges == draft.charges


def test_credit_note_keeps_the_rates_of_its_invoice():
    note = replace(RETAIL, kind="credit_note", preceding=(1,))
    assert tax_moves.offered(note, RATES, date(2026, 1, 2)) is None


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2019, 1, 1)])
def test_nothing_is_offered_while_the_rates_hold(day):
    assert tax_moves.offered(RETAIL, RATES, day) is None
