"""Sources and campaigns: what they cost, and what was really paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.models import Campaign, Deal, DealDocument, Lead
from smallcrm.services import documents, payments, pipeline, reports, settings
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.payments import PaymentDraft


@pytest.fixture
def advertised(shop):
    """A campaign of 300 euro: two leads, one deal of 1000, of which 400 are paid in March."""
    shop.day(3, 2)

    def begin(session):
        business = {"name": "Anthos", "country": "GR", "tax_id": "123456783", "currency": "EUR"}
        settings.change(session, business)
        campaign = Campaign(name="Spring", source="Radio", cost_minor=30000, currency="EUR",
                            starts=date(2026, 3, 1))  # fmt: skip
        session.add(campaign)
        session.flush()
        session.add_all([Lead(name=name, campaign_id=campaign.id) for name in ("One", "Two")])
        session.add(Lead(name="Three", source="Site"))
        return campaign.id

    shop.campaign = shop.do(begin)
    shop.deal = shop.add("Garden", "1000")
    line = LineDraft("Work", price=Decimal(1000), tax_category="Z")
    draft = DocumentDraft(customer_id=shop.anna, lines=(line,), due_days=10, currency="EUR")
    with shop.database.write(T("Test"), can_undo=False) as session:
        session.get(Deal, shop.deal).campaign_id = shop.campaign
        invoice = documents.create_draft(session, draft)
        documents.issue(session, invoice)
        session.add(DealDocument(deal_id=shop.deal, document_id=invoice))
    shop.invoice = invoice
    shop.do(pipeline.win_deal, shop.deal)
    shop.day(3, 20)
    pay(shop, "400")
    shop.day(4, 3)
    pay(shop, "600")
    return shop


def pay(shop, amount):
    def action(session):
        draft = PaymentDraft(Decimal(amount), contact_id=shop.anna)
        payments.add_for(session, draft, [shop.invoice])

    shop.do(action)


def test_return_is_what_was_paid_less_the_cost(advertised):
    radio, site = advertised.ask(reports.sources, advertised.scope)
    assert (radio.source, radio.campaign, radio.leads) == ("Radio", "Spring", 2)
    assert (radio.deals, radio.won) == ((advertised.deal,), (advertised.deal,))
    assert (radio.cost, radio.won_sums) == ((Money(30000),), (Money(100000),))
    assert (radio.paid, radio.returned) == ((Money(40000),), (Money(10000),))
    assert (site.source, site.campaign, site.leads, site.returned) == ("Site", "", 1, ())
    found = advertised.ask(reports.sources_report, advertised.scope)
    assert [column.heading for column in found.columns][-1] == "Return"
    assert found.rows[0].cells[-1] == Money(10000)
    assert found.rows[1].cells[-1] is None


def test_what_went_back_from_a_credit_note_is_not_earned(advertised):
    advertised.day(4, 20)
    with advertised.database.write(T("Test"), can_undo=False) as session:
        documents.issue(session, documents.credit(session, advertised.invoice))
    draft = PaymentDraft(Decimal(250), contact_id=advertised.anna)
    advertised.do(payments.refund, draft)
    april = reports.Scope(date(2026, 4, 1), date(2026, 4, 30), advertised.first)
    [line] = advertised.ask(reports.sources, april)
    assert (line.cost, line.paid, line.returned) == ((), (Money(35000),), (Money(35000),))


def test_money_of_an_invoice_is_counted_where_the_older_of_its_deals_is_in_the_bin(advertised):
    second = advertised.add("Terrace", "500")

    def share(session):
        session.get(Deal, second).campaign_id = advertised.campaign
        session.add(DealDocument(deal_id=second, document_id=advertised.invoice))
        pipeline.archive_deal(session, advertised.deal)

    advertised.do(share)
    radio = advertised.ask(reports.sources, advertised.scope)[0]
    assert radio.paid == (Money(40000),)


def test_a_source_is_that_of_the_campaign_where_a_deal_has_none(advertised):
    radio = replace(advertised.scope, source="Radio")
    [line] = advertised.ask(reports.sources, radio)
    assert line.deals == (advertised.deal,)
    one = replace(advertised.scope, campaign_id=advertised.campaign)
    assert advertised.ask(reports.sources, one) == (line,)
    peter = replace(advertised.scope, owner_id=advertised.peter)
    found = advertised.ask(reports.sources, peter)
    assert [(each.leads, each.deals, each.cost) for each in found] == [(0, (), (Money(30000),))]
