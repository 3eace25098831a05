"""What happened with a contact, page by page."""

from __future__ import annotations

from datetime import datetime

import pytest
import time_machine

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.services import contacts, documents
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import DocumentDraft

at = datetime.fromisoformat


def write(database, action):
    with database.write(T("Test")) as session:
        return action(session)


@pytest.fixture
def anna(database):
    with time_machine.travel(at("2026-01-05 09:00"), tick=False):
        return write(database, lambda session: contacts.create(session, ContactDraft("Anna")))


def timeline(database, anna, **more):
    with database.read() as session:
        return contacts.list_timeline(session, anna, **more)


def test_everything_is_there_newest_first(database, anna):
    with time_machine.travel(at("2026-01-06 09:00"), tick=False):
        write(database, lambda session: contacts.add_note(session, anna, "Called back"))
    with time_machine.travel(at("2026-01-07 09:00"), tick=False):
        draft = DocumentDraft(customer_id=anna)
        write(database, lambda session: documents.create_draft(session, draft))
    found = timeline(database, anna)
    assert [entry.kind for entry in found] == ["invoice", "note", "created"]
    assert found[0].amount.currency == "EUR"
    assert found[1].body == "Called back"
    assert found[2].at == at("2026-01-05 09:00")


def test_pages_follow_each_other_without_gap_or_twin(database, anna):
    for number in range(7):
        write(database, lambda session, n=number: contacts.add_note(session, anna, f"Note {n}"))
    whole = timeline(database, anna)
    pages = [timeline(database, anna, start=start, limit=3) for start in (0, 3, 6)]
    assert [entry for page in pages for entry in page] == list(whole)
    assert [len(page) for page in pages] == [3, 3, 2]
    assert timeline(database, anna, start=8) == ()


def test_entries_of_others_are_not_there(database, anna):
    other = write(database, lambda session: contacts.create(session, ContactDraft("Petros")))
    write(database, lambda session: contacts.add_note(session, other, "Not Anna's"))
    assert [entry.kind for entry in timeline(database, anna)] == ["created"]


def test_a_note_gets_other_words_at_the_same_place(database, anna):
    note = write(database, lambda session: contacts.add_note(session, anna, "Gate 4471"))
    before = timeline(database, anna)[0].at
    write(database, lambda session: contacts.change_note(session, note, " Gate 4472 "))
    entry = timeline(database, anna)[0]
    assert (entry.body, entry.at) == ("Gate 4472", before)


def test_a_removed_note_comes_back_with_undo(database, anna):
    note = write(database, lambda session: contacts.add_note(session, anna, "Gate 4471"))
    write(database, lambda session: contacts.remove_note(session, note))
    assert [entry.kind for entry in timeline(database, anna)] == ["created"]
    database.undo()
    assert [entry.kind for entry in timeline(database, anna)] == ["note", "created"]


def test_a_note_that_is_gone_cannot_be_changed(database, anna):
    note = write(database, lambda session: contacts.add_note(session, anna, "Gate 4471"))
    with pytest.raises(UserError):
        write(database, lambda session: contacts.change_note(session, note, "  "))
    write(database, lambda session: contacts.remove_note(session, note))
    with pytest.raises(NotFound):
        write(database, lambda session: contacts.change_note(session, note, "Too late"))


def test_the_page_and_the_export_tell_the_same_story(database, anna):
    other = write(database, lambda session: contacts.create(session, ContactDraft("Petros")))
    for owner in (anna, other, anna):
        write(database, lambda session, key=owner: contacts.add_note(session, key, "Called"))
    with database.read() as session:
        views = contacts.list_views(session, [anna, other])
        assert views[anna].timeline == contacts.list_timeline(session, anna)
        assert contacts.get_view(session, anna, entries=1).timeline == views[anna].timeline[:1]
    assert len(views[anna].timeline) == 3
    assert len(views[other].timeline) == 2
