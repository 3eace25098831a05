"""What advertising costs and brings in; amounts of two currencies are never added."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from smallcrm.core.errors import UserError
from smallcrm.services import campaigns, leads, pipeline
from smallcrm.services.campaigns import CampaignDraft
from smallcrm.services.leads import LeadDraft
from smallcrm.services.pipeline import DealDraft

FAIR = CampaignDraft("Fair 2026", "Fair", Decimal("800.50"), "EUR", date(2026, 5, 2))


def convert(do, ask, name, amount, currency):
    lead_id = do(leads.add, LeadDraft(name, campaign="fair 2026"))
    deal_id = do(leads.convert, lead_id).deal_id
    draft = ask(pipeline.list_deal_drafts, [deal_id])[deal_id]
    won = replace(draft, amount=Decimal(amount), currency=currency, stage="Won")
    do(pipeline.change_deal, deal_id, won)


def test_campaign_counts_its_leads_its_deals_and_what_was_won_by_currency(do, ask):
    key = do(campaigns.add, FAIR)
    do(leads.add, LeadDraft("Only asked", campaign="FAIR 2026"))
    for name, amount, currency in (("A", "100", "EUR"), ("B", "20.25", "EUR"), ("C", "5", "USD")):
        convert(do, ask, name, amount, currency)
    row = ask(campaigns.list_rows, [key])[key]
    assert (row.cost, row.leads, row.deals, row.won) == (Decimal("800.50"), 4, 3, 3)
    assert row.won_amounts == {"EUR": Decimal("120.25"), "USD": Decimal("5.00")}


def test_source_of_the_campaign_is_that_of_its_leads_and_deals(do, ask):
    do(campaigns.add, FAIR)
    convert(do, ask, "A", "100", "EUR")
    do(leads.add, LeadDraft("B", source="Site"))
    found = {row.source: (row.leads, row.deals, row.won) for row in ask(campaigns.list_sources)}
    assert found == {"Fair": (1, 1, 1), "Site": (1, 0, 0)}
    assert ask(campaigns.list_source_names) == ["Fair", "Site"]


def test_deal_that_is_not_won_brought_nothing_yet(do, ask):
    key = do(campaigns.add, FAIR)
    lead_id = do(leads.add, LeadDraft("A", campaign="Fair 2026"))
    do(leads.convert, lead_id)
    row = ask(campaigns.list_rows, [key])[key]
    assert (row.deals, row.won, dict(row.won_amounts)) == (1, 0, {})


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(FAIR, name=" "), "name"),
        (replace(FAIR, name="fair  2026"), "name"),
        (replace(FAIR, name="B", cost=Decimal(-1)), "cost"),
        (replace(FAIR, name="B", cost=Decimal("NaN")), "cost"),
        (replace(FAIR, name="B", currency="EURO"), "currency"),
        (replace(FAIR, name="B", ends=date(2026, 5, 1)), "ends"),
    ],
)
def test_campaign_that_cannot_be_is_refused_at_its_field(do, draft, field):
    do(campaigns.add, FAIR)
    with pytest.raises(UserError) as refused:
        do(campaigns.add, draft)
    assert refused.value.field == field


def test_campaign_that_is_taken_away_leaves_its_leads_alone(do, ask, database):
    key = do(campaigns.add, FAIR)
    lead_id = do(leads.add, LeadDraft("A", campaign="Fair 2026"))
    do(campaigns.remove, key)
    assert ask(campaigns.list_ids) == []
    assert ask(leads.get, lead_id).source == "Fair"
    database.undo()
    assert ask(campaigns.get_draft, key) == FAIR


def test_deal_of_a_contact_counts_for_its_source_alone(do, ask, anna):
    do(pipeline.create_deal, DealDraft("Wedding", anna, Decimal(50), "EUR", source="Friend"))
    [row] = ask(campaigns.list_sources)
    assert (row.source, row.leads, row.deals, row.won) == ("Friend", 0, 1, 0)
