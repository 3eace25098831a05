"""Lines of deals: their sums are those of the quote that is made of them."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import deals, documents, pipeline
from smallcrm.services.documents import INVOICE, LineDraft
from smallcrm.services.documents.drafts import Adjustment
from smallcrm.services.exchange.exporting.export import export
from smallcrm.services.pipeline import DealDraft
from tests.services.deals.conftest import line

MIXED = (
    line("A", "12.35", "3", tax_rate=Decimal(24)),
    line("B", "4.10", "2.5", tax_rate=Decimal(13), discount_percent=Decimal(10)),
    line("C", "0.85", "10", tax_rate=Decimal(6)),
    line("D", "149.90", tax_rate=Decimal(24), discount_percent=Decimal(15)),
)


def amount_of(ask, deal):
    return ask(deals.get_details, deal).amount


def test_amount_of_a_deal_is_the_total_of_its_lines(do, ask, deal):
    do(deals.set_lines, deal, MIXED)
    assert amount_of(ask, deal) == Decimal("223.36")  # scenario 16
    assert ask(deals.get_lines, deal).lines == MIXED


def test_undo_takes_the_lines_and_the_amount_back_in_one_step(database, do, ask, deal):
    do(deals.set_lines, deal, MIXED)
    do(deals.set_lines, deal, MIXED[:1])
    database.undo()
    assert ask(deals.get_lines, deal).lines == MIXED
    assert amount_of(ask, deal) == Decimal("223.36")
    database.undo()
    assert ask(deals.get_lines, deal).lines == ()
    assert amount_of(ask, deal) == Decimal(500)


def test_amount_of_a_deal_with_lines_cannot_be_typed_over(do, ask, deal):
    do(deals.set_lines, deal, MIXED)
    with pytest.raises(UserError) as caught:
        do(deals.change_details, deal, {"amount": Decimal(1)})
    assert caught.value.field == "amount"
    assert amount_of(ask, deal) == Decimal("223.36")
    do(deals.change_details, deal, {"amount": Decimal("223.36"), "title": "Bar"})  # as it is


def test_without_its_last_line_the_amount_stays_and_can_be_typed_again(do, ask, deal):
    do(deals.set_lines, deal, MIXED)
    do(deals.set_lines, deal, ())
    assert amount_of(ask, deal) == Decimal("223.36")
    do(deals.change_details, deal, {"amount": Decimal(20)})
    assert amount_of(ask, deal) == Decimal(20)


def test_prices_with_tax_stay_as_they_were_typed(do, ask, deal):
    do(deals.set_lines, deal, (line("A", "119"),))
    do(deals.set_prices_include_tax, deal, include=True)
    assert amount_of(ask, deal) == Decimal(119)
    do(deals.set_prices_include_tax, deal, include=False)
    assert amount_of(ask, deal) == Decimal("141.61")


def test_another_currency_keeps_the_figures(do, ask, deal):
    do(deals.set_lines, deal, (line("A", "10.55", tax_rate=Decimal(0)),))
    do(deals.change_details, deal, {"currency": "jpy"})
    found = ask(deals.get_details, deal)
    assert (found.amount, found.currency) == (Decimal(11), "JPY")


@pytest.mark.parametrize("name", ["discounts", "charges"])
def test_a_discount_that_is_an_amount_is_refused_with_its_place(do, ask, deal, name):
    odd = LineDraft("A", price=Decimal(10), **{name: (Adjustment(amount=Decimal(1)),)})
    with pytest.raises(UserError) as caught:
        do(deals.set_lines, deal, (line(), odd))
    assert caught.value.field == "lines[1].discounts"
    assert ask(deals.get_lines, deal).lines == ()


def test_lines_of_a_deal_that_is_gone_are_refused(do):
    with pytest.raises(NotFound):
        do(deals.set_lines, 99, (line(),))


def test_lines_tags_and_values_leave_as_json(do, ask, deal, tmp_path):
    do(deals.set_lines, deal, MIXED)
    do(deals.change_details, deal, {"tags": ("Oak",), "custom": {"Width": "60"}})
    path = tmp_path / "deals.json"
    ask(export, "deals", path, Progress())
    [found] = json.loads(path.read_text("utf-8"))
    assert [row["description"] for row in found["lines"]] == ["A", "B", "C", "D"]
    assert (found["tags"], found["custom"], found["amount"]) == (["Oak"], {"Width": "60"}, "223.36")


def test_a_deal_without_lines_makes_a_paper_of_its_title_and_its_amount(ask, deal):
    paper = ask(deals.paper_of, deal, INVOICE)
    assert [(row.description, row.price) for row in paper.lines] == [("Kitchen", Decimal(500))]
    assert documents.compute(paper).total == Decimal(500)


_AMOUNTS = st.decimals("-999.99", "9999.99", places=2)
_QUANTITIES = st.decimals("0", "99.999", places=3)
_LINES = st.builds(
    LineDraft,
    description=st.sampled_from(["Table", "Στέγη", "Дверь"]),
    quantity=_QUANTITIES,
    price=_AMOUNTS,
    price_per=st.sampled_from([Decimal(1), Decimal(100)]),
    discount_percent=st.decimals("0", "100", places=2),
    tax_rate=st.sampled_from([Decimal(0), Decimal(6), Decimal("5.5"), Decimal(19), Decimal(24)]),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_LINES, min_size=1, max_size=6), st.booleans(), st.sampled_from(["EUR", "JPY"]))
def test_amount_of_a_deal_is_what_its_quote_and_its_invoice_say(
    database, anna, lines, include, currency
):
    with database.write(T("Test")) as session:
        deal = pipeline.create_deal(session, DealDraft("Any", anna, currency=currency))
        deals.set_lines(session, deal, lines)
        deals.set_prices_include_tax(session, deal, include=include)
        amount = deals.get_details(session, deal).amount
        quote = deals.make_quote(session, deal)
        order = documents.convert(session, quote, documents.ORDER)
        invoice = documents.convert(session, order, documents.INVOICE)
        for paper in (quote, order, invoice):
            assert documents.get_totals(session, paper).total == amount
            assert documents.get_draft(session, paper).lines == tuple(lines)
        assert deals.list_document_ids(session, deal) == [invoice, order, quote]
