"""Deals: where they begin, what they are worth."""

from __future__ import annotations

from decimal import Decimal

import pytest

from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.services import contacts, pipeline
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.pipeline import DealDraft


@pytest.fixture
def ann(database):
    with database.write(T("Add contact")) as session:
        return contacts.create(session, ContactDraft("Ann Archer"))


@pytest.fixture
def make(database):
    def make(*drafts):
        with database.write(T("Add deals")) as session:
            ids = pipeline.create_deals(session, drafts)
        with database.read() as session:
            rows = pipeline.list_deal_rows(session, ids)
        return [rows[key] for key in ids]

    return make


@pytest.mark.parametrize(
    ("stage", "status", "found"),
    [
        ("", "", "New"),
        ("NEGOTIATION ", "", "Negotiation"),
        ("Somewhere", "", "New"),
        ("Somewhere", "won", "Won"),
        ("", "lost", "Lost"),
        ("Quote sent", "won", "Quote sent"),
    ],
)
def test_a_deal_begins_in_the_stage_that_is_named_else_by_its_status(
    make, ann, stage, status, found
):
    assert make(DealDraft("Roof", ann, stage=stage, status=status))[0].stage == found


def test_amounts_are_exact_and_in_the_currency_of_the_business(make, ann):
    first, second, third = make(
        DealDraft("A", ann, Decimal("19.995")),
        DealDraft("B", ann, Decimal("120000"), "JPY"),
        DealDraft("C", ann),
    )
    assert (first.amount, first.currency) == (Decimal("20.00"), "EUR")
    assert (second.amount, second.currency) == (Decimal(120000), "JPY")
    assert third.amount is None


def test_deals_stand_in_the_order_in_which_they_came(make, ann, database):
    make(DealDraft("A", ann), DealDraft("B", ann))
    make(DealDraft("C", ann))
    with database.read() as session:
        rows = pipeline.list_deal_rows(session, pipeline.list_deal_ids(session))
    assert [row.title for row in rows.values()] == ["A", "B", "C"]


def test_a_deal_without_title_is_refused(database, ann):
    with pytest.raises(UserError) as caught, database.write(T("Add deal")) as session:
        pipeline.create_deal(session, DealDraft("  ", ann))
    assert caught.value.field == "title"
