"""The board: sums, cards with their next steps, deals that rot, filters, the forecast."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
import time_machine

from smallcrm.core.money import Money
from smallcrm.models import Deal, DealTag, Staff, Tag, Task
from smallcrm.services import contacts, pipeline, tasks
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.pipeline import DealDraft, DealFilter, NextStep, StageDraft

NOON = "2026-11-22 12:00"


@pytest.fixture(autouse=True)
def noon():
    """A day that the tests know."""
    with time_machine.travel(datetime.fromisoformat(NOON), tick=False) as clock:
        yield clock


@pytest.fixture
def first(ask):
    return ask(pipeline.find_pipeline, "")


@pytest.fixture
def column(ask, first):
    """A column of the board by its name."""

    def column(name, filters=pipeline.EVERYTHING):
        columns = ask(pipeline.board, first, filters)
        return next(each for each in columns if each.stage.name == name)

    return column


@pytest.fixture
def card(ask):
    return lambda deal_id: ask(pipeline.list_cards, [deal_id])[deal_id]


@pytest.fixture
def plan(do):
    """Plan a step of a deal; return its id."""

    def plan(deal_id, due, title="Call"):
        def add(session):
            task_id = tasks.add_task(session, tasks.TaskDraft(title, due))
            session.get(Task, task_id).deal_id = deal_id
            return task_id

        return do(add)

    return plan


def test_sums_are_exact_and_currencies_are_never_added(do, ask, anna, first, column):
    quote = ask(pipeline.list_stages, first)[2]
    do(pipeline.change_stage, quote.id, StageDraft("Смета", probability=40))
    amounts = ("120000", "45000", "30000")
    drafts = [DealDraft("Ремонт", anna, Decimal(each), "RUB", stage="Смета") for each in amounts]
    do(pipeline.create_deals, [*drafts, DealDraft("Tuning", anna, Decimal(500), stage="Смета")])
    found = column("Смета")
    assert found.count == 4
    assert found.sums == (Money.of(500, "EUR"), Money.of(195000, "RUB"))
    assert found.weighted == (Money.of(200, "EUR"), Money.of(78000, "RUB"))


def test_a_weighted_sum_is_rounded_half_up_once():
    assert pipeline.weighted(Money(125), 50) == Money(63)
    assert pipeline.weighted(Money(-125), 50) == Money(-63)


def test_a_deal_whose_amount_nobody_knows_counts_and_adds_nothing(do, anna, column):
    do(pipeline.create_deals, [DealDraft("A", anna)])
    assert (column("New").count, column("New").sums) == (1, ())


@pytest.mark.parametrize(
    ("due", "found"),
    [
        ("2026-11-19", ("late", -3)),
        ("2026-11-22 09:00", ("late", 0)),
        ("2026-11-22 16:30", ("today", 0)),
        ("2026-11-22", ("today", 0)),
        ("2026-11-27", ("planned", 5)),
    ],
)
def test_a_card_says_when_the_first_of_its_steps_is_due(do, anna, plan, card, due, found):
    deal = do(pipeline.create_deal, DealDraft("A", anna))
    assert card(deal).step == NextStep()
    plan(deal, "")
    assert (card(deal).step.state, card(deal).step.days) == ("planned", None)
    plan(deal, "2027-01-01")
    plan(deal, due)
    assert (card(deal).step.state, card(deal).step.days) == found


def test_a_card_names_contact_company_and_owner(do, card):
    eva = do(contacts.create, ContactDraft("Eva", company="Anthos"))
    deal = do(pipeline.create_deal, DealDraft("A", eva, Decimal("1.5"), source="Fair"))
    do(lambda s: s.add(Staff(name="Maria")))
    do(lambda s: setattr(s.get(Deal, deal), "owner_id", 1))
    found = card(deal)
    assert (found.contact, found.company, found.owner) == ("Eva", "Anthos", "Maria")
    assert (found.amount, found.currency, found.stage, found.status) == (
        Decimal("1.50"),
        "EUR",
        "New",
        "open",
    )


@pytest.fixture
def two(do, ask, anna, first):
    """Two deals in a stage that leaves them alone for five days."""
    stage = ask(pipeline.list_stages, first)[0]
    do(pipeline.change_stage, stage.id, StageDraft("New", stale_days=5))
    return do(pipeline.create_deals, [DealDraft(name, anna) for name in "AB"])


def test_a_deal_rots_only_when_nothing_is_planned_or_what_was_planned_is_late(
    do, two, plan, card, noon
):
    planned, left = two
    call = plan(planned, "2026-12-04")  # in twelve days
    assert card(left).step.state == "none"  # yellow at once
    assert not card(left).is_stale
    noon.move_to(datetime.fromisoformat("2026-11-27 12:00"))
    assert not card(left).is_stale  # five days are allowed
    noon.move_to(datetime.fromisoformat("2026-11-28 12:00"))
    assert (card(left).is_stale, card(left).idle_days, card(left).stale_days) == (True, 6, 5)
    assert not card(planned).is_stale
    noon.move_to(datetime.fromisoformat("2026-12-04 23:00"))
    assert not card(planned).is_stale
    noon.move_to(datetime.fromisoformat("2026-12-05 12:00"))
    assert (card(planned).is_stale, card(planned).step.state) == (True, "late")
    do(tasks.finish_task, call)
    assert (card(planned).is_stale, card(planned).idle_days) == (False, 0)


def test_a_won_deal_does_not_rot(do, two, card, noon):
    deal = two[0]
    do(pipeline.win_deal, deal)
    noon.move_to(datetime.fromisoformat("2027-01-28 12:00"))
    assert (card(deal).is_stale, card(deal).days_in_stage) == (False, 67)


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        (DealFilter(), ["Roof", "Wall", "Door"]),
        (DealFilter(search="βερα wall"), []),
        (DealFilter(search="ΒΕΡΑ"), ["Wall", "Door"]),
        (DealFilter(search="roo"), ["Roof"]),
        (DealFilter(search="."), []),
        (DealFilter(status="won"), ["Door"]),
        (DealFilter(source="Fair"), ["Roof"]),
        (DealFilter(owner_id=1), ["Wall"]),
        (DealFilter(tag="hot"), ["Roof"]),
        (DealFilter(created_to=date(2026, 11, 21)), []),
        (DealFilter(created_from=date(2026, 11, 22)), ["Roof", "Wall", "Door"]),
        (DealFilter(closes_from=date(2026, 12, 1), closes_to=date(2026, 12, 31)), ["Wall"]),
        (DealFilter(closed_from=date(2026, 11, 23)), ["Roof", "Wall"]),
        (DealFilter(closed_from=date(2026, 11, 22)), ["Roof", "Wall", "Door"]),
    ],
)
def test_filters_leave_what_fits(do, ask, anna, first, filters, titles):
    vera = do(contacts.create, ContactDraft("Βέρα"))
    december = DealDraft("Wall", vera, expected_close=date(2026, 12, 24))
    drafts = [DealDraft("Roof", anna, source="Fair"), december, DealDraft("Door", vera)]
    roof, wall, door = do(pipeline.create_deals, drafts)
    do(lambda s: s.add_all([Staff(name="Maria"), Tag(name="hot", folded="hot")]))
    do(lambda s: setattr(s.get(Deal, wall), "owner_id", 1))
    do(lambda s: s.add(DealTag(deal_id=roof, tag_id=1)))
    do(pipeline.win_deal, door)
    columns = ask(pipeline.board, first, filters)
    cards = ask(pipeline.list_cards, [roof, wall, door])
    assert [cards[key].title for column in columns for key in column.deals] == titles
    assert [column.count for column in columns] == [len(column.deals) for column in columns]
    assert len(ask(pipeline.list_deal_ids, filters=filters)) == len(titles)


def test_what_deals_can_be_filtered_by_is_listed(do, ask, anna):
    do(pipeline.create_deals, [DealDraft("A", anna, source=each) for each in ("web", "Fair", "")])
    do(
        lambda s: s.add_all(
            [Staff(name="Maria"), Tag(name="hot", folded="hot"), Tag(name="cold", folded="cold")]
        )
    )
    do(lambda s: s.add(DealTag(deal_id=1, tag_id=1)))
    assert ask(pipeline.list_sources) == ("Fair", "web")
    assert ask(pipeline.list_deal_tags) == ("hot",)
    assert ask(pipeline.list_owners) == ((1, "Maria"),)


def test_the_forecast_goes_by_the_month_each_currency_on_its_own(do, ask, anna, first):
    january = date(2027, 1, 15)
    drafts = [
        DealDraft("A", anna, Decimal("100.01"), stage="Negotiation", expected_close=january),
        DealDraft("B", anna, Decimal("100.01"), stage="New", expected_close=january),
        DealDraft("C", anna, Decimal(500), "USD", expected_close=january),
        DealDraft("D", anna, Decimal(7)),
        DealDraft("E", anna, Decimal(80), expected_close=january),
        DealDraft("F", anna, Decimal(80), stage="Lost", expected_close=january),
    ]
    ids = do(pipeline.create_deals, drafts)
    do(pipeline.win_deal, ids[4])
    found = ask(pipeline.forecast, first)
    assert ask(pipeline.forecast, first, DealFilter(closed_from=date(2026, 11, 1))) == found
    assert [(row.month, row.currency, row.deals, row.won_deals) for row in found] == [
        (date(2026, 11, 1), "EUR", 0, 1),
        (date(2027, 1, 1), "EUR", 2, 0),
        (date(2027, 1, 1), "USD", 1, 0),
        (None, "EUR", 1, 0),
    ]
    assert found[0].won == Money.of(80)
    assert (found[1].open, found[1].weighted) == (Money.of("200.02"), Money.of("85.01"))
