"""Who brought a deal to a stage, and whose a new deal is."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from smallcrm.cli.main import main
from smallcrm.core import who
from smallcrm.models import Deal, StageStay
from smallcrm.services import leads, pipeline, staff
from smallcrm.services.leads import LeadDraft
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.staff import StaffDraft


@pytest.fixture
def people(do, ask, database):
    """Пётр and Мария, who uses this computer; their ids by name."""
    people = {name: do(staff.add, StaffDraft(name)) for name in ("Пётр", "Мария")}
    ask(staff.be, database.path, people["Мария"])
    yield people
    who.use(None)


@pytest.fixture
def brought(ask, people):
    """Who brought a deal to its stages, the first one first."""
    names = {key: name for name, key in people.items()}

    def brought(deal_id):
        query = select(StageStay.staff_id).where(StageStay.deal_id == deal_id)
        found = ask(lambda session: session.scalars(query.order_by(StageStay.id)).all())
        return [names.get(key) for key in found]

    return brought


def owner(ask, deal_id):
    return ask(lambda session: session.get_one(Deal, deal_id).owner_id)


def test_new_deal_is_of_who_uses_this_computer_unless_it_says_whose(do, ask, anna, people, brought):
    mine = do(pipeline.create_deal, DealDraft("Roof", anna))
    his = do(pipeline.create_deal, DealDraft("Wall", anna, owner="Пётр"))
    assert (owner(ask, mine), owner(ask, his)) == (people["Мария"], people["Пётр"])
    assert brought(mine) == ["Мария"]


def test_move_is_of_who_uses_this_computer_not_of_the_owner(do, ask, anna, database, brought):
    his = do(pipeline.create_deal, DealDraft("Wall", anna, owner="Пётр"))
    do(pipeline.win_deal, his)
    assert brought(his) == ["Пётр", "Мария"]
    assert main(["--file", str(database.path), "--who", "Пётр", "deals", "reopen", str(his)]) == 0
    assert brought(his) == ["Пётр", "Мария", "Пётр"]


def test_move_is_of_the_owner_where_nobody_was_chosen(do, anna, brought):
    his = do(pipeline.create_deal, DealDraft("Wall", anna, owner="Пётр"))
    who.use(None)
    do(pipeline.win_deal, his)
    assert brought(his) == ["Пётр", "Пётр"]


def test_imported_deals_stay_with_nobody(do, ask, anna, people):
    [deal_id] = do(pipeline.create_deals, [DealDraft("Roof", anna)])
    assert owner(ask, deal_id) is None


def test_deal_of_a_lead_is_of_who_has_the_lead_else_of_who_converts_it(do, ask, people):
    ids = [do(leads.add, LeadDraft(name)) for name in ("Anna", "Boris")]
    do(leads.assign, ids[:1], people["Пётр"])
    deals = [do(leads.convert, lead_id).deal_id for lead_id in ids]
    assert [owner(ask, deal_id) for deal_id in deals] == [people["Пётр"], people["Мария"]]
