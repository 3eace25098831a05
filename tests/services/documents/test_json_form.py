"""Drafts through JSON and back; mistakes are named with their place."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core.errors import UserError
from smallcrm.services.documents.drafts import (
    KINDS,
    Adjustment,
    DocumentDraft,
    LineDraft,
    PartyDraft,
)
from smallcrm.services.documents.json_form import draft_to_json, totals_to_json
from smallcrm.services.documents.json_reader import draft_from_json, parse
from smallcrm.services.documents.totals import compute

WHOLE = {
    "kind": "quote",
    "customer": {"name": "Ελένη", "country": "GR"},
    "date": "2026-11-22",
    "tax_date": "2026-11-21",
    "due_days": 30,
    "currency": "EUR",
    "language": "el",
    "prices_include_tax": True,
    "lines": [
        {
            "description": "Βιβλίο",
            "quantity": "2.5",
            "unit": "pcs",
            "price": "4.1",
            "price_per": "10",
            "discount_percent": "10",
            "discounts": [{"amount": "1"}],
            "charges": [{"percent": "2"}],
            "tax_category": "E",
            "tax_rate": "0",
            "item_code": "0042",
            "exemption_reason": "Books",
            "exemption_code": "VATEX-EU-132",
        }
    ],
    "discounts": [{"percent": "5", "reason": "Loyal", "tax_category": "S", "tax_rate": "24"}],
    "charges": [{"amount": "3.5", "reason": "Freight"}],
    "prepaid": "10",
    "payable_rounding": "-0.02",
    "note": "Thanks",
    "terms": "30 days",
    "exemption_reason": "Exempt",
    "delivery_date": "2026-11-20",
    "delivery_country": "DE",
    "exchange_rate": "1.084512",
    "tax_currency": "USD",
    "buyer_reference": "R1",
    "order_reference": "O1",
    "preceding": [7],
    "type_code": "380",
}


def test_every_documented_field_is_read_and_written():
    assert draft_to_json(draft_from_json(WHOLE)) == WHOLE


def test_numbers_may_be_json_numbers_and_stay_exact():
    draft = draft_from_json(parse('{"lines": [{"price": 0.1, "quantity": 3}]}'))
    assert draft.lines[0].price * draft.lines[0].quantity == Decimal("0.3")


def test_null_means_not_said():
    assert draft_from_json({"due_days": None, "customer": None}) == DocumentDraft()


def test_unsaid_fields_come_from_the_base():
    base = DocumentDraft(currency="RUB", prices_include_tax=True)
    draft = draft_from_json({"currency": "usd"}, base)
    assert (draft.currency, draft.prices_include_tax) == ("USD", True)


def test_customer_may_be_an_id():
    draft = draft_from_json({"customer": 12})
    assert draft.customer_id == 12
    assert draft_to_json(draft)["customer"] == 12


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"colour": "red"}, "colour"),
        ({"lines": [{"price": "1"}, {"prise": "1"}]}, "lines[1].prise"),
        ({"lines": [{"price": "1,5"}]}, "lines[0].price"),
        ({"lines": [{"price": "NaN"}]}, "lines[0].price"),
        ({"lines": [{"price": True}]}, "lines[0].price"),
        ({"lines": [{"price": "1_000"}]}, "lines[0].price"),
        ({"lines": [{"price": "1e40"}]}, "lines[0].price"),
        ({"lines": [{"price": "0.1234567"}]}, "lines[0].price"),
        ({"lines": [{"description": 5}]}, "lines[0].description"),
        ({"lines": {"price": "1"}}, "lines"),
        ({"lines": ["1"]}, "lines[0]"),
        ({"lines": [{"discounts": [{"amount": "1", "percent": "2"}]}]}, "lines[0].discounts[0]"),
        ({"discounts": [{}]}, "discounts[0]"),
        ({"kind": "bill"}, "kind"),
        ({"date": "22.11.2026"}, "date"),
        ({"due_days": -1}, "due_days"),
        ({"due_days": "30"}, "due_days"),
        ({"currency": "€"}, "currency"),
        ({"prices_include_tax": "yes"}, "prices_include_tax"),
        ({"customer": "Ann"}, "customer"),
        ({"customer": {"nmae": "Ann"}}, "customer.nmae"),
        ([], None),
    ],
)
def test_mistakes_are_named_with_their_place(data, field):
    with pytest.raises(UserError) as refused:
        draft_from_json(data)
    assert refused.value.field == field
    assert (field or "").split(".")[-1].split("[")[0] in str(refused.value)


@pytest.mark.parametrize("text", ["{", '{"prepaid": NaN}', ""])
def test_what_is_no_json_is_refused_in_a_sentence(text):
    with pytest.raises(UserError):
        parse(text)


def test_rate_without_a_category_is_the_standard_one():
    draft = draft_from_json({"charges": [{"amount": "5", "tax_rate": "24"}]})
    assert draft.charges[0].tax_category == "S"


def test_totals_have_all_decimals_of_the_currency():
    draft = draft_from_json({"lines": [{"price": "10", "tax_rate": "24.0"}]})
    assert totals_to_json(compute(draft)) == {
        "lines": [{"net": "10.00", "gross": "12.40"}],
        "sum_lines": "10.00",
        "discount_total": "0.00",
        "charge_total": "0.00",
        "total_without_tax": "10.00",
        "taxes": [{"category": "S", "rate": "24", "base": "10.00", "tax": "2.40"}],
        "tax_total": "2.40",
        "total": "12.40",
        "prepaid": "0.00",
        "rounding": "0.00",
        "due": "12.40",
        "currency": "EUR",
    }


NUMBERS = st.decimals(-99999, 99999, places=6)
ADJUSTMENTS = st.lists(
    st.builds(Adjustment, amount=NUMBERS, reason=st.text(max_size=5)), max_size=2
).map(tuple)
DRAFTS = st.builds(
    DocumentDraft,
    kind=st.sampled_from(KINDS),
    customer=st.none() | st.builds(PartyDraft, name=st.text(max_size=9), country=st.just("GR")),
    date=st.none() | st.dates(min_value=dt.date(1990, 1, 1)),
    due_days=st.none() | st.integers(0, 400),
    prices_include_tax=st.booleans(),
    lines=st.lists(
        st.builds(
            LineDraft,
            description=st.text(max_size=9),
            quantity=NUMBERS,
            price=NUMBERS,
            price_per=st.sampled_from([Decimal(1), Decimal(10)]),
            discounts=ADJUSTMENTS,
        ),
        max_size=3,
    ).map(tuple),
    charges=ADJUSTMENTS,
    prepaid=NUMBERS,
    note=st.text(max_size=9),
)


@given(DRAFTS)
def test_draft_survives_the_way_through_json(draft):
    written = json.dumps(draft_to_json(draft))
    assert draft_from_json(parse(written)) == draft
