"""Expected against actual: what the file said when the month began, what is open, what came."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from smallcrm.core.money import Money
from smallcrm.models import Deal
from smallcrm.services import pipeline, reports
from smallcrm.services.reports import Scope


@pytest.fixture
def spring(shop):
    """Roof grew and was won in March, Wall was put off, Door came too late for the start."""
    shop.day(2, 20)
    march = {"expected_close": date(2026, 3, 20)}
    shop.roof = shop.add("Roof", "1000", stage="Quote sent", owner=shop.maria, **march)
    shop.wall = shop.add("Wall", "333.33", **march)
    shop.add("Dollars", "70", currency="USD", **march)
    shop.add("No amount", None, **march)
    shop.day(3, 5)
    shop.door = shop.add("Door", "50", expected_close=date(2026, 4, 10))
    change(shop, shop.roof, amount_minor=120000)
    change(shop, shop.wall, expected_close=date(2026, 4, 2))
    shop.day(3, 25)
    shop.do(pipeline.win_deal, shop.roof)
    shop.day(4, 15)
    return shop


def change(shop, deal_id, **values):
    def action(session):
        deal = session.get(Deal, deal_id)
        for name, value in values.items():
            setattr(deal, name, value)

    shop.do(action)


def probability(shop, stage):
    rows = shop.ask(pipeline.list_stages, shop.first)
    return next(row.probability for row in rows if row.name == stage)


def test_the_start_of_a_month_is_what_the_file_said_then(spring):
    found = spring.ask(reports.forecast, spring.scope)
    march, dollars = found
    assert (march.month, march.currency) == (date(2026, 3, 1), "EUR")
    assert march.at_start.deals == (spring.roof, spring.wall)
    assert march.at_start.whole == Money(133333)
    quoted, new = probability(spring, "Quote sent"), probability(spring, "New")
    exact = Decimal(100000 * quoted + 33333 * new) / 100
    assert march.at_start.weighted == Money(int(exact.quantize(Decimal(1), "ROUND_HALF_UP")))
    assert (march.now.deals, march.now.whole) == ((), Money(0))
    assert (march.won_deals, march.won) == ((spring.roof,), Money(120000))
    assert dollars.at_start.whole == dollars.now.whole == Money(7000, "USD")


def test_a_month_that_has_not_begun_or_was_before_the_history_says_nothing_of_its_start(spring):
    spring.add("May", "10", expected_close=date(2026, 5, 3))
    spring.add("Late", "10", expected_close=date(2025, 12, 3))
    scope = Scope(date(2025, 12, 1), date(2026, 5, 1), spring.first)
    found = {line.month: line for line in spring.ask(reports.forecast, scope)
             if line.currency == "EUR"}  # fmt: skip
    assert list(found) == [date(2025, 12, 1), date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)]
    assert found[date(2025, 12, 1)].at_start is None
    assert found[date(2026, 5, 1)].at_start is None
    april = found[date(2026, 4, 1)]
    assert april.at_start.deals == april.now.deals == (spring.wall, spring.door)
    table = spring.ask(reports.forecast_report, scope)
    assert table.rows[0].cells[1:3] == (None, None)
    assert [chart.title for chart in table.charts] == ["EUR", "USD"]


def test_owner_of_then_decides_who_expected_it(spring):
    change(spring, spring.roof, owner_id=spring.peter)
    maria = Scope(spring.scope.first, spring.scope.last, spring.first, owner_id=spring.maria)
    [line] = spring.ask(reports.forecast, maria)
    assert line.at_start.deals == (spring.roof,)
    assert line.won_deals == ()


def test_a_deal_of_the_bin_counts_where_it_was_not_there_yet(spring):
    spring.do(pipeline.archive_deal, spring.wall)
    march = spring.ask(reports.forecast, spring.scope)[0]
    assert spring.wall in march.at_start.deals
    april = Scope(date(2026, 4, 1), date(2026, 4, 30), spring.first)
    [line] = spring.ask(reports.forecast, april)
    assert (line.at_start.deals, line.now.deals) == ((spring.wall, spring.door), (spring.door,))
