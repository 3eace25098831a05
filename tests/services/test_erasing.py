"""Who is erased is nowhere in the file any more, but in what was issued."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.mentions import mention
from smallcrm.core.text import T
from smallcrm.db import inspection
from smallcrm.models import Lead
from smallcrm.services import (
    contacts,
    deals,
    documents,
    files,
    history,
    leads,
    pipeline,
    staff,
    tasks,
)
from smallcrm.services.contacts import ActivityDraft, AddressDraft, ContactDraft, Labelled
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.erasing import erase_contact, erase_lead
from smallcrm.services.leads import FOLDER, LeadDraft, RuleDraft
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.staff import StaffDraft
from smallcrm.services.tasks import TaskDraft

MARKS = (
    "Xanthippe",
    "Quibbleworth",
    "6987654321",
    "zyxwvu",
    "Fnordstrasse",
    "Secretive words",
    "Plan for her",
    "Her deal",
    "Her excuse",
    "Her new excuse",
    "Old name",
    "Bed for two",
    "King size",
    "Gone cheap",
    "Rang twice",
    "Sofa for her",
)


@pytest.fixture
def person(database):
    """Somebody with everything, changed and renamed; the id."""
    draft = ContactDraft(
        "Old name",
        company="Keller KG",
        phones=(Labelled("6987654321"),),
        emails=(Labelled("zyxwvu@shop.example"),),
        addresses=(AddressDraft("Fnordstrasse 1", "Athens"),),
        tags=("vip",),
        custom={"Shoe": "38"},
    )
    with database.write(T("Add {name}", name=draft.name)) as session:
        key = contacts.create(session, draft)
        contacts.add_activity(session, key, ActivityDraft("call", "Secretive words"))
        tasks.add_task(session, TaskDraft("Plan for her", contact_id=key))
        deal = pipeline.create_deal(session, DealDraft("Her deal", key, tags=("Wish",)))
        deals.change_details(session, deal, {"custom": {"Bed": "King size"}})
        deals.set_lines(session, deal, [LineDraft("Sofa for her", price=Decimal(9))])
        session.add(Lead(name="Xanthippe", message="Rang twice", contact_id=key))
        pipeline.lose_deal(session, deal, pipeline.find_reason(session, "Other"), "Her excuse")
    with database.write(T("Change why a deal was lost")) as session:
        pipeline.lose_deal(session, deal, pipeline.find_reason(session, "Price"), "Her new excuse")
    with database.write(T("Change deal")) as session:
        deals.set_lines(session, deal, [LineDraft("Bed for two", price=Decimal(10))])
        pipeline.lose_deal(session, deal, pipeline.list_reasons(session)[0].id, "Gone cheap")
    with database.write(T("Change {name}", name="Xanthippe")) as session:
        new = draft._replace(name="Xanthippe Quibbleworth", phones=())
        contacts.change(session, key, new)
    with database.write(T("New document")) as session:
        documents.create_draft(session, DocumentDraft(customer_id=key))
    return key


def test_nothing_of_the_person_is_left_in_the_file(database, person):
    stored = files.keep_bytes(database.files, b"Xanthippe's letter")
    with database.write(T("Add {name}", name="Quibbleworth.txt")) as session:
        files.attach(session, person, "Quibbleworth.txt", stored)
    erase_contact(database, person)
    assert database.files.state(stored.sha256) == "missing"
    with database.read() as session:
        assert inspection.problems(session.connection()) == []
        draft = contacts.get_draft(session, person)
        labels = [str(row.label) for row in history.list_actions(session)]
    database.close()
    data = b"".join(path.read_bytes() for path in database.path.parent.glob("test.smallcrm*"))
    for mark in MARKS:
        assert mark.encode() not in data, mark
        assert mark.casefold().encode() not in data.lower(), mark
    assert draft == ContactDraft(draft.name)
    assert labels[0] == "Erase a contact"


def test_erasing_is_final_and_earlier_steps_cannot_bring_the_person_back(database, person):
    erase_contact(database, person)
    with database.read() as session:
        actions = [row.action for row in history.list_actions(session)]
    for action in actions:
        try:
            database.undo(action)
        except UserError:
            continue
    with database.read() as session:
        assert contacts.get_draft(session, person).phones == ()
        assert "Xanthippe" not in str(contacts.get_view(session, person))


def test_file_that_somebody_else_has_too_stays(database, person):
    stored = files.keep_bytes(database.files, b"price list")
    with database.write(T("Add")) as session:
        other = contacts.create(session, ContactDraft("Boris"))
        for key in (person, other):
            files.attach(session, key, "prices.pdf", stored)
    erase_contact(database, person)
    assert database.files.state(stored.sha256) == "fine"


def test_others_are_left_as_they_are(database, person):
    with database.write(T("Add Boris")) as session:
        boris = contacts.create(session, ContactDraft("Boris", phones=(Labelled("111"),)))
    erase_contact(database, person)
    with database.read() as session:
        assert contacts.get_draft(session, boris).phones == (Labelled("111"),)
        assert contacts.list_ids(session, search="Boris") == [boris]
        assert contacts.list_ids(session, search="Quibbleworth") == []


def test_who_is_not_there_cannot_be_erased(database):
    with pytest.raises(NotFound):
        erase_contact(database, 99)


def test_the_notes_of_others_no_longer_name_who_is_erased(database):
    with database.write(T("Add contacts")) as session:
        gone = contacts.create(session, ContactDraft("Zoe Zimmer"))
        stays = contacts.create(session, ContactDraft("Ann Archer"))
        named = mention("Zoe Zimmer", contacts.get_uid(session, gone))
        contacts.add_note(session, stays, f"Heard of it from {named} first")
    erase_contact(database, gone)
    with database.read() as session:
        assert contacts.list_timeline(session, stays)[0].body == (
            f"Heard of it from Erased contact {gone} first"
        )
    database.close()
    assert b"Zimmer" not in database.path.read_bytes()


@pytest.fixture
def asker(database):
    """Somebody who asked, was renamed, answered, and is to be called; the id."""
    with database.write(T("Test")) as session:
        maria = staff.add(session, StaffDraft("Maria"))
        leads.add_rule(session, RuleDraft((maria,), call_within=15))
        other = leads.add(session, LeadDraft("Bob Keller"))
    draft = LeadDraft(
        "Old name", "Keller KG", "zyxwvu@shop.example", "69876", origin=FOLDER, origin_key="k"
    )
    with database.write(T("Bring in leads from {name}", name="inquiries")) as session:
        [lead_id] = leads.bring_in(session, [draft]).added
    with database.write(T("Change {name}", name="Old name")) as session:
        leads.change(session, lead_id, replace(draft, name="Xanthippe", message="Bed for two"))
    with database.write(T("Change {name}", name="Xanthippe")) as session:
        leads.answer(session, lead_id, "call", "Secretive words")
        leads.dismiss(session, [other])
    return lead_id


def test_nothing_of_who_asked_is_left_and_the_folder_does_not_bring_him_back(database, asker):
    erase_lead(database, asker)
    with database.read() as session:
        assert inspection.problems(session.connection()) == []
        row = leads.get(session, asker)
        labels = [str(action.label) for action in history.list_actions(session)]
        assert leads.list_known(session, ["k"]) == {"k"}
        assert leads.list_ids(session, search="Xanthippe") == []
        assert len(leads.list_ids(session, "dismissed")) == 1
    assert (row.name, row.state, row.message) == (f"Erased lead {asker}", "bin", "")
    assert labels[:2] == ["Erase a lead", "A change of a lead that is erased"]
    with pytest.raises(UserError):
        database.undo()
    database.close()
    data = b"".join(path.read_bytes() for path in database.path.parent.glob("test.smallcrm*"))
    for mark in (
        "Xanthippe",
        "Old name",
        "Keller KG",
        "zyxwvu",
        "69876",
        "Bed for two",
        "Secretive",
    ):
        assert mark.casefold().encode() not in data.lower(), mark
    assert b"Bob Keller" in data


def test_lead_that_became_a_contact_goes_with_the_contact_only(database, asker):
    with database.write(T("Test")) as session:
        leads.convert(session, asker, is_new=True)
    with pytest.raises(UserError):
        erase_lead(database, asker)
    with pytest.raises(NotFound):
        erase_lead(database, 99)
