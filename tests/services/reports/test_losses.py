"""Losses: where, why, from which source, in whose hands; opened again they stay in the history."""

from __future__ import annotations

import io
from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import text as sql

from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.services import pipeline, reports
from smallcrm.services.reports import DIMENSIONS


@pytest.fixture
def lost(shop):
    """Three losses in March: one opened again, one in dollars; one more in February."""
    shop.day(2, 20)
    roof = shop.add("Roof", "1000", source="Fair", owner=shop.maria)
    wall = shop.add("Wall", "250.50", source="Site", owner=shop.peter)
    door = shop.add("Door", "99", source="Site", owner=shop.peter, currency="USD")
    gone = shop.add("Gone", "1")
    shop.day(2, 25)
    shop.lose(gone, "Price")
    shop.day(3, 2)
    shop.move(roof, "Quote sent")
    shop.day(3, 6)
    shop.lose(wall, "Price")
    shop.day(3, 9)
    shop.lose(door, "Other", "moved away")
    shop.day(3, 14)
    shop.lose(roof, "Price")
    shop.day(3, 20)
    shop.do(pipeline.reopen_deal, roof)
    shop.roof, shop.wall, shop.door = roof, wall, door
    return shop


def test_each_loss_has_its_stage_reason_source_person_amount_and_days(lost):
    found = lost.ask(reports.list_losses, lost.scope)
    assert [loss[2:] for loss in found] == [
        ("New", "Price", "Site", "Peter", Decimal(14), Money(25050)),
        ("New", "Other", "Site", "Peter", Decimal(17), Money(9900, "USD")),
        ("Quote sent", "Price", "Fair", "Maria", Decimal(12), Money(100000)),
    ]
    assert [loss.deal_id for loss in found] == [lost.wall, lost.door, lost.roof]


def test_losses_are_grouped_and_currencies_stay_apart(lost):
    found = lost.ask(reports.list_losses, lost.scope)
    price, other = reports.group(found, ["reason"])
    assert (price.keys, price.losses, price.sums) == (("Price",), 2, (Money(125050),))
    assert price.mean_days == Decimal("13.0")
    assert other.sums == (Money(9900, "USD"),)
    [whole] = reports.group(found, [])
    assert whole.sums == (Money(125050), Money(9900, "USD"))


def test_rows_and_columns_are_what_somebody_chose(lost):
    found = lost.ask(reports.losses_report, lost.scope, "reason", "stage")
    headings = [column.heading for column in found.columns]
    assert headings == [
        *("Reason", "New", "Quote sent", "Losses", "Share"),
        *("Amount, EUR", "Amount, USD", "Mean days"),
    ]
    price, other, total = (row.cells for row in found.rows)
    assert price == (
        *("Price", 1, 1, 2, Decimal("66.7")),
        *(Money(125050), None, Decimal("13.0")),
    )
    assert other[:5] == ("Other", 1, None, 1, Decimal("33.3"))
    assert total == (
        *("Total", 2, 1, 3, Decimal("100.0")),
        *(Money(125050), Money(9900, "USD"), Decimal("14.3")),
    )
    assert len(found.details[1]) == 3 + 1  # each combination, and the total


def test_a_deal_lost_twice_counts_twice_and_a_move_among_lost_ones_never(lost):
    lost.day(3, 25)
    lost.lose(lost.roof, "Timing")
    lost.day(3, 26)
    with lost.database.write(T("Test")) as session:
        draft = pipeline.StageDraft("Never", pipeline.LOST, 0)
        never = pipeline.add_stage(session, lost.first, draft)
        pipeline.move_deal(session, lost.roof, never)
    found = lost.ask(reports.list_losses, lost.scope)
    assert [loss.reason for loss in found if loss.deal_id == lost.roof] == ["Price", "Timing"]
    [whole] = reports.group(found, [])
    assert (whole.losses, len(whole.deals)) == (4, 3)


def test_many_sources_share_the_last_column(shop):
    for number in range(12):
        deal = shop.add(f"Deal {number}", source=f"Source {number:02}")
        shop.day(3, number + 1)
        shop.lose(deal, "Price")
    found = shop.ask(reports.losses_report, shop.scope, "reason", "source")
    assert [column.heading for column in found.columns][8:10] == ["Source 07", "All others"]
    assert found.rows[0].cells[9] == 4
    assert found.rows[-1].cells[9] == 4


def test_what_has_no_name_is_called_so(shop):
    deal = shop.add("Bare", None)
    shop.day(3, 3)
    shop.lose(deal, "Price")
    [row, _total] = shop.ask(reports.losses_report, shop.scope, "").rows
    assert row.cells[:4] == ("Price", "New", "No source", "Nobody")
    assert row.cells[4:] == (1, Decimal("100.0"), Decimal("60.0"))


def test_what_a_person_typed_is_no_formula_and_every_line_is_on_paper(shop, tmp_path):
    for number in range(60):
        deal = shop.add(f"Deal {number}", source=f"=1+{number}")
        shop.day(3, number % 20 + 1)
        shop.lose(deal, "Price")
    found = shop.ask(reports.losses_report, shop.scope, "source")
    paper = shop.ask(reports.paper_of)
    reports.save_report(tmp_path / "lost.xlsx", found, paper)
    page = load_workbook(tmp_path / "lost.xlsx").active
    cells = [page.cell(row, 1) for row in range(6, 66)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.value for cell in cells} == {f"=1+{number}" for number in range(60)}
    assert page.cell(6, 4).number_format == '#,##0.00 "EUR"'
    pages = [one.extract_text() for one in
             PdfReader(io.BytesIO(reports.print_report(found, paper))).pages]  # fmt: skip
    text = "\n".join(pages)
    assert all(text.count(f"=1+{number}\n") + text.count(f"=1+{number} ") >= 2
               for number in range(60))  # fmt: skip
    for number, one in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in one


_STEPS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(["lose", "reopen", "move", "win"]), st.integers()),
    max_size=25,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_STEPS)
def test_the_cells_of_any_grouping_add_up_to_what_the_file_has(shop, steps):
    """Each example goes on with the file of those before."""
    deals = [
        shop.add(f"Deal {n}", str(10 + n), source="AB"[n % 2], currency=("EUR", "USD")[n // 2])
        for n in range(4)
    ]
    for at, deed, number in steps:
        shop.moment.shift(timedelta(hours=7))
        card = shop.ask(pipeline.list_cards, [deals[at]])[deals[at]]
        if deed == "lose" and card.status != pipeline.LOST:
            shop.lose(deals[at], ("Price", "Timing")[number % 2])
        elif deed == "reopen" and card.status != pipeline.OPEN:
            shop.do(pipeline.reopen_deal, deals[at])
        elif deed == "win":
            shop.do(pipeline.win_deal, deals[at])
        elif deed == "move":
            shop.move(deals[at], ("New", "Contacted", "Quote sent")[number % 3])
    scope = reports.Scope(shop.scope.first.replace(month=1), shop.scope.last.replace(month=12),
                          shop.first)  # fmt: skip
    found = shop.ask(reports.list_losses, scope)
    rows = shop.ask(lambda session: session.execute(sql(_BY_HAND)).all())
    wanted = Counter({row.currency: row.minor for row in rows})
    for dimension in DIMENSIONS:
        cells = reports.group(found, [dimension])
        assert sum(cell.losses for cell in cells) == sum(row.losses for row in rows)
        sums = Counter()
        for cell in cells:
            sums.update({each.currency: each.minor for each in cell.sums})
        assert sums == wanted
    _the_funnel_adds_up(shop, scope)


_BY_HAND = """
    SELECT deal.currency, count(*) AS losses, sum(deal.amount_minor) AS minor
    FROM stage_stay JOIN stage ON stage.id = stage_stay.stage_id AND stage.kind = 'lost'
    JOIN deal ON deal.id = stage_stay.deal_id
    GROUP BY deal.currency
"""


def _the_funnel_adds_up(shop, scope):
    found = shop.ask(reports.funnel, scope)
    count = "SELECT count(*) FROM deal"
    assert len(found.deals) == shop.ask(lambda session: session.scalar(sql(count)))
    assert len(found.won) + len(found.lost) + len(found.open) == len(found.deals)
    assert sum(len(line.still_there) for line in found.stages) + len(found.lost) == len(found.deals)
    assert sum(len(line.lost) for line in found.stages) == len(found.lost)
    for line in found.stages:
        entered = "SELECT count(DISTINCT deal_id) FROM stage_stay WHERE stage_id = :stage"
        asked = sql(entered).bindparams(stage=line.stage_id)
        assert len(line.entered) == shop.ask(lambda session, asked=asked: session.scalar(asked))
        assert {*line.still_there, *line.lost, *line.went_on} <= {*line.entered}
