"""Visits and messages, and who of the staff it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from smallcrm.core import who
from smallcrm.core.text import T
from smallcrm.services import contacts, deals, doubles, history, pipeline, staff
from smallcrm.services.contacts import ActivityDraft, ContactDraft
from smallcrm.services.contacts.activities import NOBODY
from smallcrm.services.contacts.json_form import to_json
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.staff import StaffDraft

VISIT = ActivityDraft("visit", "Measured the hall", "Hall", seconds=5400)
MESSAGE = ActivityDraft("message", "The offer is fine", direction="in", outcome="whatsapp")


@pytest.fixture
def do(database):
    def run(action, *arguments):
        with database.write(T("Test")) as session:
            return action(session, *arguments)

    return run


@pytest.fixture
def anna(do):
    return do(contacts.create, ContactDraft("Anna"))


@pytest.fixture
def maria(do, ask, restore_who):
    """Maria, who uses the program."""
    key = do(staff.add, StaffDraft("Maria"))
    who.use(who.Person(ask(staff.get, key).uid, "Maria"))
    return key


@pytest.fixture
def restore_who():
    yield
    who.use(None)


def test_a_visit_and_a_message_keep_what_they_have(do, ask, anna):
    for draft in (VISIT, MESSAGE):
        key = do(contacts.add_activity, anna, draft)
        found = ask(contacts.get_activity, key)
        assert found == replace(draft, at=found.at)
    assert ask(contacts.list_groups, anna) == ("visit", "message")
    [visit] = ask(contacts.list_timeline, anna, group="visit")
    assert (visit.title, visit.seconds) == ("Hall", 5400)


@pytest.mark.parametrize("draft", [VISIT, MESSAGE])
def test_whoever_was_visited_or_written_to_is_no_longer_silent(do, ask, anna, draft):
    do(contacts.add_note, anna, "For ourselves")
    assert ask(contacts.get_view, anna).last_contact is None
    do(contacts.add_activity, anna, draft)
    assert ask(contacts.get_view, anna).last_contact.kind == draft.kind


def test_a_new_entry_is_of_whoever_uses_the_program(do, ask, anna, maria):
    mine = do(contacts.add_activity, anna, VISIT)
    nobodys = do(contacts.add_activity, anna, replace(MESSAGE, owner_id=NOBODY))
    assert ask(contacts.get_activity, mine).owner_id == maria
    assert ask(contacts.get_activity, nobodys).owner_id is None
    assert [entry.owner for entry in ask(contacts.list_timeline, anna)] == ["", "Maria", ""]
    assert to_json(ask(contacts.get_view, anna))["timeline"][1]["owner"] == "Maria"


def test_a_change_says_who_it_was_and_undo_says_who_before(do, ask, database, anna, maria):
    petros = do(staff.add, StaffDraft("Petros"))
    key = do(contacts.add_activity, anna, VISIT)
    do(contacts.change_activity, key, replace(VISIT, owner_id=petros))
    assert ask(contacts.get_activity, key).owner_id == petros
    last = ask(history.get_past, anna, 2**62)
    assert last.activities[key].owner_id == petros
    database.undo()
    assert ask(contacts.get_activity, key).owner_id == maria


def test_an_entry_of_somebody_who_left_says_so_still(do, ask, anna, maria):
    do(contacts.add_activity, anna, VISIT)
    do(staff.remove, maria)
    assert ask(contacts.list_timeline, anna)[0].owner == "Maria"
    after = do(contacts.add_activity, anna, MESSAGE)
    assert ask(contacts.get_activity, after).owner_id is None


@pytest.mark.parametrize("draft", [VISIT, MESSAGE])
def test_what_was_removed_comes_back_as_it_was(do, ask, database, anna, draft):
    key = do(contacts.add_activity, anna, draft)
    before = ask(contacts.list_timeline, anna)
    do(contacts.remove_activity, key)
    assert ask(contacts.list_groups, anna) == ()
    database.undo()
    assert ask(contacts.list_timeline, anna) == before


def test_nothing_comes_in_twice_from_the_same_mail(do, ask, anna):
    key = do(contacts.add_activity, anna, replace(MESSAGE, origin_key="m-1"))
    do(contacts.change_activity, key, replace(MESSAGE, body="Better words"))
    assert ask(contacts.get_activity, key).origin_key == "m-1"
    with pytest.raises(IntegrityError):
        do(contacts.add_activity, anna, replace(MESSAGE, origin_key="m-1"))


def test_who_it_was_stays_when_two_contacts_become_one(do, ask, anna, maria):
    other = do(contacts.create, ContactDraft("Anna P."))
    do(contacts.add_activity, other, VISIT)
    do(doubles.merge, anna, [other])
    [visit] = ask(contacts.list_timeline, anna, group="visit")
    assert visit.owner == "Maria"


def test_a_deal_shows_the_same(do, ask, anna, maria):
    deal = do(pipeline.create_deal, DealDraft("Kitchen", anna))
    do(contacts.add_activity, anna, replace(VISIT, deal_id=deal))
    do(contacts.add_activity, anna, replace(MESSAGE, deal_id=deal, owner_id=NOBODY))
    [message, visit, _] = ask(deals.list_timeline, deal)
    assert (visit.kind, visit.owner) == ("visit", "Maria")
    assert (message.kind, message.owner, message.outcome) == ("message", "", "whatsapp")
    assert ask(deals.list_groups, deal) == ("visit", "message", "deal")
