"""The funnel: who came in, who went on, who stayed, and for how long."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from smallcrm.core.errors import UserError
from smallcrm.models import Deal
from smallcrm.services import pipeline, reports


@pytest.fixture
def spring(shop):
    """Five deals of March and one of February.

    A: 1 March in, 3 March contacted, 8 March quoted, 10 March won.
    B: 2 March in, 6 March contacted, lost on 16 March.
    C: 3 March in, stays there.  D: 4 March straight into Quote sent, won on 9 March.
    E: 5 March in, 10 March contacted, 12 March back, 20 March contacted again; there it is.
    """
    shop.day(2, 27)
    shop.old = shop.add("Old")
    shop.day(3, 1)
    shop.a = shop.add("A", source="Fair", owner=shop.maria)
    shop.day(3, 2)
    shop.b = shop.add("B")
    shop.day(3, 3)
    shop.c = shop.add("C")
    shop.move(shop.a, "Contacted")
    shop.day(3, 4)
    shop.d = shop.add("D", stage="Quote sent")
    shop.day(3, 5)
    shop.e = shop.add("E")
    shop.day(3, 6)
    shop.move(shop.b, "Contacted")
    shop.day(3, 8)
    shop.move(shop.a, "Quote sent")
    shop.day(3, 9)
    shop.do(pipeline.win_deal, shop.d)
    shop.day(3, 10)
    shop.do(pipeline.win_deal, shop.a)
    shop.move(shop.e, "Contacted")
    shop.day(3, 12)
    shop.move(shop.e, "New")
    shop.day(3, 16)
    shop.lose(shop.b, "Price")
    shop.day(3, 20)
    shop.move(shop.e, "Contacted")
    shop.day(4, 2)
    return shop


def lines(shop, scope):
    return {line.stage: line for line in shop.ask(reports.funnel, scope).stages}


def test_each_stage_is_counted_as_by_hand(spring):
    found = spring.ask(reports.funnel, spring.scope)
    a, b, c, d, e = spring.a, spring.b, spring.c, spring.d, spring.e
    assert found.deals == (a, b, c, d, e)
    assert (found.won, found.lost, found.open) == ((a, d), (b,), (c, e))
    stages = {line.stage: line for line in found.stages}
    assert list(stages) == ["New", "Contacted", "Quote sent", "Negotiation", "Won"]
    new = stages["New"]
    assert (new.entered, new.went_on, new.won) == ((a, b, c, e), (a, b, e), (a,))
    assert (new.still_there, new.lost) == ((c,), ())
    # 2, 4, 30 (until 2 April) and 5 + 8 days
    assert (new.mean_days, new.median_days) == (Decimal("12.3"), Decimal("8.5"))
    contacted = stages["Contacted"]
    assert (contacted.entered, contacted.went_on, contacted.won) == ((a, b, e), (a,), (a,))
    assert (contacted.still_there, contacted.lost) == ((e,), (b,))
    # 5, 10 and 2 + 13 days
    assert (contacted.mean_days, contacted.median_days) == (Decimal("10.0"), Decimal("10.0"))
    assert stages["Quote sent"].entered == (a, d)
    assert stages["Quote sent"].went_on == (a, d)
    assert stages["Quote sent"].mean_days == Decimal("3.5")
    assert stages["Negotiation"].entered == ()
    assert stages["Negotiation"].mean_days is None
    assert stages["Won"].entered == (a, d)


def test_owner_source_and_days_narrow_it_and_the_bin_does_not_count(spring):
    scope = spring.scope
    assert spring.ask(reports.funnel, replace(scope, source="Fair")).deals == (spring.a,)
    mine = replace(scope, owner_id=spring.maria)
    assert spring.ask(reports.funnel, mine).deals == (spring.a,)
    february = replace(scope, first=date(2026, 2, 1), last=date(2026, 2, 28))
    assert spring.ask(reports.funnel, february).deals == (spring.old,)
    day = replace(scope, first=date(2026, 3, 3), last=date(2026, 3, 3))
    assert spring.ask(reports.funnel, day).deals == (spring.c,)
    spring.do(pipeline.archive_deal, spring.c)
    assert spring.ask(reports.funnel, day).deals == ()


def test_the_table_says_what_the_figures_say(spring):
    found = spring.ask(reports.funnel_report, spring.scope)
    row = found.rows[0]
    figures = (4, 3, Decimal("75.0"), Decimal("25.0"), 1, 0, Decimal("12.3"), Decimal("8.5"))
    assert row.cells == ("New", *figures)
    assert row.deals == (spring.a, spring.b, spring.c, spring.e)
    assert found.rows[-1].cells == ("Won", 2, None, None, Decimal("100.0"), 2, None, None, None)
    assert "5 deals came in: 2 won, 1 lost, 2 open." in found.about
    assert found.scope.startswith("1 Mar 2026 – 31 Mar 2026")
    assert found.charts[0].groups[0].bars[0].shown == "4 (80 %)".replace(" %", "\xa0%")
    assert "New: Entered 4" in found.charts[0].spoken()


def test_a_file_without_deals_has_an_empty_report(shop):
    found = shop.ask(reports.funnel_report, shop.scope)
    assert (found.rows, found.charts) == ((), ())


def test_a_removed_stage_is_listed_where_somebody_was_in_it(spring):
    spring.do(pipeline.remove_stage, spring.stages["Negotiation"])
    assert "Negotiation" not in lines(spring, spring.scope)
    deal = spring.d
    assert spring.ask(lambda session: session.get(Deal, deal).title) == "D"


def test_days_in_the_wrong_order_are_refused(shop):
    wrong = replace(shop.scope, first=date(2026, 4, 1))
    for query in (reports.funnel, reports.list_losses, reports.forecast, reports.sources):
        with pytest.raises(UserError):
            shop.ask(query, wrong)
