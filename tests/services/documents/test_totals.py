"""EN 16931 sums: published invoices, the scenarios' figures, and laws that hold for all."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core.errors import UserError
from smallcrm.core.money import decimals
from smallcrm.services.documents.drafts import Adjustment, DocumentDraft, LineDraft
from smallcrm.services.documents.totals import compute

GOLDEN = json.loads((Path(__file__).parents[2] / "golden" / "invoices.json").read_text("utf-8"))[
    "invoices"
]


def line(quantity, price, rate="0", category="S", **more):
    return LineDraft(
        quantity=Decimal(quantity),
        price=Decimal(price),
        tax_rate=Decimal(rate),
        tax_category=category,
        **{
            name: Decimal(value) if isinstance(value, str) else value
            for name, value in more.items()
        },
    )


def document(*lines, **more):
    return DocumentDraft(lines=lines, **more)


def percent(value):
    return (Adjustment(percent=Decimal(value)),)


def taxes(totals):
    return [(str(row.rate), str(row.base), str(row.tax)) for row in totals.taxes]


def golden_draft(case):
    def adjustments(name):
        return tuple(
            Adjustment(
                amount=Decimal(item["amount"]),
                tax_category=item["tax_category"],
                tax_rate=Decimal(item["tax_rate"]),
            )
            for item in case.get(name, ())
        )

    return document(
        *(
            line(
                item["quantity"],
                item["price"],
                item["tax_rate"],
                item["tax_category"],
                price_per=item.get("price_per", "1"),
            )
            for item in case["lines"]
        ),
        currency=case["currency"],
        discounts=adjustments("discounts"),
        charges=adjustments("charges"),
        prepaid=Decimal(case.get("prepaid", 0)),
        payable_rounding=Decimal(case.get("payable_rounding", 0)),
    )


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["name"])
def test_published_invoices_come_out_to_the_cent(case):
    totals = compute(golden_draft(case))
    assert [item.net for item in totals.lines] == [Decimal(item["net"]) for item in case["lines"]]
    assert {(r.category, r.rate, r.base, r.tax) for r in totals.taxes} == {
        (category, *map(Decimal, numbers)) for category, *numbers in case["taxes"]
    }
    for name, value in case["totals"].items():
        assert getattr(totals, name) == Decimal(value), name


MIXED_RATES = (
    line("3", "12.35", "24"),
    line("2.5", "4.10", "13", discount_percent="10"),
    line("10", "0.85", "6"),
    line("1", "149.90", "24", discount_percent="15"),
)


def test_mixed_greek_rates_with_line_discounts():
    totals = compute(document(*MIXED_RATES))
    assert [str(item.net) for item in totals.lines] == ["37.05", "9.22", "8.50", "127.41"]
    assert [item.discounts for item in totals.lines] == [
        (),
        (Decimal("1.03"),),
        (),
        (Decimal("22.49"),),
    ]
    assert taxes(totals) == [
        ("24", "164.46", "39.47"),
        ("13", "9.22", "1.20"),
        ("6", "8.50", "0.51"),
    ]
    assert (totals.total_without_tax, totals.tax_total) == (Decimal("182.18"), Decimal("41.18"))
    assert totals.total == totals.due == Decimal("223.36")


def test_discount_on_the_total_is_split_over_the_rates():
    totals = compute(document(*MIXED_RATES, discounts=percent("5")))
    assert totals.discount_total == Decimal("9.11")
    assert [str(part.amount) for part in totals.discounts] == ["8.22", "0.46", "0.43"]
    assert taxes(totals) == [
        ("24", "156.24", "37.50"),
        ("13", "8.76", "1.14"),
        ("6", "8.07", "0.48"),
    ]
    assert totals.total == Decimal("212.19")


def test_prices_including_tax_keep_their_total():
    totals = compute(
        document(line("1", "340.00", "19"), line("1", "13.90", "19"), prices_include_tax=True)
    )
    assert totals.total == Decimal("353.90")
    assert taxes(totals) == [("19", "297.39", "56.51")]


def test_two_equal_lines_including_tax_differ_by_the_odd_cent():
    totals = compute(
        document(line("1", "21.53", "21"), line("1", "21.53", "21"), prices_include_tax=True)
    )
    assert [str(item.net) for item in totals.lines] == ["17.80", "17.79"]
    assert [str(item.gross) for item in totals.lines] == ["21.53", "21.53"]
    assert taxes(totals) == [("21", "35.59", "7.47")]
    assert totals.total == Decimal("43.06")


@pytest.mark.parametrize(("rate", "tax"), [("20", "308.16"), ("22", "333.42")])
def test_russian_retail_prices_survive_a_new_rate(rate, tax):
    totals = compute(
        document(
            line("3", "199.99", rate),
            line("1", "1249.00", rate),
            line("7", "54.90", "10", discount_percent="5"),
            prices_include_tax=True,
            currency="RUB",
        )
    )
    assert totals.total == Decimal("2214.05")
    assert [str(row.tax) for row in totals.taxes] == [tax, "33.19"]


def test_ten_percent_off_is_rounded_by_itself():
    totals = compute(document(line("1", "149.90", "24", discount_percent="10")))
    assert totals.sum_lines == Decimal("134.91")
    assert totals.lines[0].discounts == (Decimal("14.99"),)


def test_price_for_a_hundred_and_charges_on_the_line():
    totals = compute(
        document(
            line(
                "250",
                "9.99",
                "24",
                price_per="100",
                charges=(Adjustment(amount=Decimal("1.505")),),
                discounts=(Adjustment(amount=Decimal("0.50")), *percent("1")),
            )
        )
    )
    assert totals.lines[0].discounts == (Decimal("0.50"), Decimal("0.25"))
    assert totals.lines[0].charges == (Decimal("1.51"),)
    assert totals.sum_lines == Decimal("25.74")


def test_currencies_without_and_with_three_decimals():
    yen = compute(document(line("3", "333.5", "10"), currency="JPY"))
    assert (str(yen.sum_lines), str(yen.tax_total), str(yen.total)) == ("1001", "100", "1101")
    dinar = compute(document(line("3", "1.1115", "5"), currency="KWD"))
    assert (str(dinar.sum_lines), str(dinar.tax_total)) == ("3.335", "0.167")


def test_charge_may_bring_a_tax_group_of_its_own():
    charge = Adjustment(percent=Decimal(10), tax_category="S", tax_rate=Decimal(24))
    totals = compute(document(line("1", "100", "13"), charges=(charge,)))
    assert taxes(totals) == [("24", "10.00", "2.40"), ("13", "100.00", "13.00")]


def test_discount_with_a_category_is_of_that_category_only():
    discount = Adjustment(percent=Decimal(10), tax_category="S", tax_rate=Decimal(13))
    totals = compute(document(line("1", "100", "24"), line("1", "50", "13"), discounts=(discount,)))
    assert taxes(totals) == [("24", "100.00", "24.00"), ("13", "45.00", "5.85")]


def test_prepaid_and_cash_rounding_change_only_what_is_due():
    totals = compute(
        document(
            line("1", "99.97", "0", "Z"),
            prepaid=Decimal("50"),
            payable_rounding=Decimal("0.03"),
        )
    )
    assert (totals.total, totals.due) == (Decimal("99.97"), Decimal("50.00"))


def test_reason_for_no_tax_stands_in_the_tax_table():
    totals = compute(
        document(
            line("1", "10", "0", "AE"),
            replace(line("1", "10", "0", "E"), exemption_reason="Education"),
            exemption_reason="Reverse charge",
        )
    )
    assert [(row.category, row.exemption_reason) for row in totals.taxes] == [
        ("AE", "Reverse charge"),
        ("E", "Education"),
    ]


def test_document_without_lines_comes_to_nothing():
    totals = compute(document(discounts=percent("5")))
    assert (totals.total, totals.taxes) == (Decimal(0), ())


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (document(line("1", "1", "24", "X")), "lines[0].tax_category"),
        (document(line("1", "1", "24", "E")), "lines[0].tax_rate"),
        (document(line("1", "1", "-1")), "lines[0].tax_rate"),
        (document(line("1", "1"), line("1", "1", price_per="0")), "lines[1].price_per"),
        (document(line("1", "1", discount_percent="101")), "lines[0].discount_percent"),
        (document(line("1", "1"), discounts=percent("-5")), "discounts"),
        (
            document(charges=(Adjustment(amount=Decimal(1), tax_category="Q"),)),
            "charges[0].tax_category",
        ),
    ],
)
def test_impossible_figures_are_refused_with_their_place(draft, field):
    with pytest.raises(UserError) as refused:
        compute(draft)
    assert refused.value.field == field


def test_sums_beyond_all_bounds_are_refused():
    with pytest.raises(UserError, match="too large"):
        compute(document(line("99999999999", "99999999999")))


RATES = st.sampled_from(["0", "5.5", "6", "13", "19", "21", "24"]).map(Decimal)
AMOUNTS = st.decimals(0, 5000, places=3)
ADJUSTMENTS = st.one_of(
    st.builds(Adjustment, percent=st.decimals(0, 60, places=1)),
    st.builds(Adjustment, amount=st.decimals(0, 50, places=2)),
)
LINES = st.builds(
    LineDraft,
    quantity=st.decimals(-3, 40, places=2),
    price=AMOUNTS,
    price_per=st.sampled_from([Decimal(1), Decimal(3), Decimal(100)]),
    discount_percent=st.sampled_from([Decimal(0), Decimal(10), Decimal("33.3")]),
    discounts=st.lists(ADJUSTMENTS, max_size=2).map(tuple),
    charges=st.lists(ADJUSTMENTS, max_size=1).map(tuple),
    tax_rate=RATES,
)
DRAFTS = st.builds(
    DocumentDraft,
    lines=st.lists(LINES, min_size=1, max_size=6).map(tuple),
    discounts=st.lists(ADJUSTMENTS, max_size=2).map(tuple),
    charges=st.lists(ADJUSTMENTS, max_size=2).map(tuple),
    currency=st.sampled_from(["EUR", "JPY", "KWD"]),
    prices_include_tax=st.booleans(),
)


@given(DRAFTS)
def test_parts_add_up_to_the_totals(draft):
    totals = compute(draft)
    assert totals.sum_lines == sum(item.net for item in totals.lines)
    assert totals.discount_total == sum(part.amount for part in totals.discounts)
    assert totals.charge_total == sum(part.amount for part in totals.charges)
    assert (
        totals.total_without_tax
        == totals.sum_lines - totals.discount_total + totals.charge_total
        == sum(row.base for row in totals.taxes)
    )
    assert totals.tax_total == sum(row.tax for row in totals.taxes)
    assert totals.total == totals.total_without_tax + totals.tax_total
    assert totals.due == totals.total - totals.prepaid + totals.rounding
    for row in totals.taxes:
        parts = [
            i.net for i, d in zip(totals.lines, draft.lines, strict=True) if d.tax_rate == row.rate
        ]
        parts += [-part.amount for part in totals.discounts if part.rate == row.rate]
        parts += [part.amount for part in totals.charges if part.rate == row.rate]
        assert row.base == sum(parts)


@given(DRAFTS)
def test_typed_gross_prices_are_what_is_asked_for(draft):
    totals = compute(replace(draft, prices_include_tax=True))
    typed = sum(item.gross for item in totals.lines)
    typed += sum(part.gross for part in totals.charges)
    typed -= sum(part.gross for part in totals.discounts)
    assert totals.total == typed


@given(DRAFTS)
def test_tax_fits_its_base_to_the_smallest_unit(draft):
    totals = compute(draft)
    unit = Decimal(1).scaleb(-decimals(draft.currency))
    for row in totals.taxes:
        assert abs(row.base * row.rate / 100 - row.tax) < unit


@given(DRAFTS, st.randoms(use_true_random=False))
def test_order_of_lines_does_not_change_the_tax_table(draft, random):
    lines = list(draft.lines)
    random.shuffle(lines)
    shuffled = compute(replace(draft, lines=tuple(lines)))
    totals = compute(draft)
    assert shuffled.taxes == totals.taxes
    assert shuffled.total == totals.total


@given(st.lists(LINES, min_size=1, max_size=6), st.decimals(0, 9999, places=2))
def test_split_discount_adds_up(lines, amount):
    draft = DocumentDraft(lines=tuple(lines), discounts=(Adjustment(amount=amount),))
    assert compute(draft).discount_total == amount


@given(DRAFTS, st.sampled_from(["quote", "order", "invoice", "credit_note"]))
def test_kind_of_document_does_not_change_its_sums(draft, kind):
    assert compute(replace(draft, kind=kind)) == compute(draft)
