"""Quotes, orders and invoices of deals, and deals that follow their quotes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from smallcrm.services import contacts, deals, documents, pipeline
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import INVOICE, ORDER, QUOTE
from smallcrm.services.pipeline import DealDraft
from tests.services.deals.conftest import line

pytestmark = pytest.mark.usefixtures("seller")


@pytest.fixture
def stage(ask):
    """What the stage of a deal is called."""
    return lambda deal: ask(deals.get_view, deal).stage


@pytest.fixture
def move(ask, do):
    def run(deal, name):
        stages = ask(deals.get_view, deal).stages
        do(pipeline.move_deal, deal, next(row.id for row in stages if row.name == name))

    return run


def test_a_second_click_makes_no_second_quote_until_the_first_is_issued(do, ask, deal):
    do(deals.set_lines, deal, (line(),))
    first = do(deals.make_quote, deal)
    assert do(deals.make_quote, deal) == first
    do(documents.issue, first)
    second = do(deals.make_quote, deal)
    assert ask(deals.list_document_ids, deal) == [second, first]


def test_a_quote_is_for_the_contact_of_the_deal_in_its_currency(do, ask, anna):
    deal = do(pipeline.create_deal, DealDraft("Roof", anna, Decimal(9), "USD"))
    draft = ask(documents.get_draft, do(deals.make_quote, deal))
    assert (draft.kind, draft.customer_id, draft.currency) == (QUOTE, anna, "USD")


def test_a_deal_about_another_company_has_that_company_as_customer(do, ask, deal):
    company = do(contacts.create, ContactDraft("Keller", "company"))
    do(deals.change_details, deal, {"company_id": company})
    assert ask(documents.get_draft, do(deals.make_quote, deal)).customer_id == company


def test_undo_takes_the_quote_and_its_tie_to_the_deal_away(database, do, ask, deal):
    do(deals.make_quote, deal)
    database.undo()
    assert ask(deals.list_document_ids, deal) == []
    assert ask(documents.list_ids) == []


def test_the_deal_follows_its_quote_when_it_is_issued(do, deal, stage):
    quote = do(deals.make_quote, deal)
    assert stage(deal) == "New"
    do(documents.issue, quote)
    assert stage(deal) == "Quote sent"


@pytest.mark.parametrize("where", ["Quote sent", "Negotiation", "Won"])
def test_a_deal_never_goes_back_for_its_quote(do, ask, deal, move, stage, where):
    move(deal, where)
    quote = do(deals.make_quote, deal)
    do(documents.issue, quote)
    do(documents.mark_sent, quote)
    assert stage(deal) == where


def test_a_lost_deal_stays_lost(do, ask, deal, stage):
    reason = ask(pipeline.list_reasons)[0].id
    do(pipeline.lose_deal, deal, reason)
    do(documents.issue, do(deals.make_quote, deal))
    assert stage(deal) == "Lost"


def test_the_stage_is_known_in_every_language_and_none_of_that_name_moves_nothing(
    do, ask, deal, stage
):
    row = next(row for row in ask(deals.get_view, deal).stages if row.name == "Quote sent")
    do(pipeline.change_stage, row.id, pipeline.StageDraft("Offer", "open", 50))
    quote = do(deals.make_quote, deal)
    do(documents.issue, quote)
    assert stage(deal) == "New"
    do(pipeline.change_stage, row.id, pipeline.StageDraft("предложение ОТПРАВЛЕНО", "open", 50))
    do(documents.mark_sent, quote)
    assert stage(deal) == "предложение ОТПРАВЛЕНО"


def test_undo_of_sending_takes_the_move_back_too(database, do, deal, move, stage):
    quote = do(deals.make_quote, deal)
    do(documents.issue, quote)
    move(deal, "Contacted")
    do(documents.mark_sent, quote)
    assert stage(deal) == "Quote sent"
    database.undo()
    assert stage(deal) == "Contacted"


def test_an_accepted_quote_says_so_and_wins_nothing_by_itself(do, ask, deal, stage):
    quote = do(deals.make_quote, deal)
    do(documents.issue, quote)
    assert ask(deals.find_accepted, deal) == ""
    do(documents.accept, quote)
    assert ask(deals.find_accepted, deal) == ask(documents.get_row, quote).number
    assert stage(deal) == "Quote sent"


def test_order_and_invoice_of_the_quote_belong_to_its_deal(do, ask, deal):
    quote = do(deals.make_quote, deal)
    order = do(documents.convert, quote, ORDER)
    invoice = do(documents.convert, order, INVOICE)
    assert ask(deals.list_document_ids, deal) == [invoice, order, quote]
    assert do(deals.make_invoice, deal) == invoice


def test_an_invoice_is_made_of_the_accepted_quote_not_of_a_later_one(do, ask, deal):
    do(deals.set_lines, deal, (line("Oak"),))
    accepted = do(deals.make_quote, deal)
    do(documents.issue, accepted)
    do(documents.accept, accepted)
    do(deals.set_lines, deal, (line("Pine"),))
    do(deals.make_quote, deal)
    made = ask(documents.get_draft, do(deals.make_invoice, deal))
    assert [row.description for row in made.lines] == ["Oak"]


def test_a_declined_quote_makes_no_invoice(do, ask, deal):
    do(deals.set_lines, deal, (line("Oak"),))
    quote = do(deals.make_quote, deal)
    do(documents.issue, quote)
    do(documents.decline, quote)
    do(deals.set_lines, deal, (line("Pine"),))
    made = ask(documents.get_draft, do(deals.make_invoice, deal))
    assert [row.description for row in made.lines] == ["Pine"]


def test_an_invoice_without_quote_and_lines_is_over_title_and_amount(do, ask, deal):
    invoice = do(deals.make_invoice, deal)
    assert ask(documents.get_totals, invoice).total == Decimal(500)
    assert do(deals.make_invoice, deal) == invoice
    do(documents.delete_draft, invoice)
    assert ask(deals.list_document_ids, deal) == []
    assert do(deals.make_invoice, deal) != invoice
