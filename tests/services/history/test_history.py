"""What the journal tells about the past."""

from __future__ import annotations

from contextlib import closing

import pytest
from sqlalchemy import delete, update

from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.models import Activity, Phone
from smallcrm.services import contacts, history
from smallcrm.services.contacts import ContactDraft, Labelled


def add(database, name):
    with database.write(T("Add {name}", name=name)) as session:
        return contacts.create(session, ContactDraft(name, phones=(Labelled("210 123 4567"),)))


def test_newest_action_stands_first_and_says_what_it_was(database):
    add(database, "Anna")
    add(database, "Boris")
    with database.read() as session:
        rows = history.list_actions(session, limit=2)
    assert [str(row.label) for row in rows] == ["Add Boris", "Add Anna"]
    assert all(row.rows and row.who is not None and not row.undone for row in rows)


def test_action_that_was_taken_back_is_marked(database):
    add(database, "Anna")
    database.undo()
    with database.read() as session:
        undoing, undone = history.list_actions(session, limit=2)
    assert undone.undone
    assert undoing.undoes == undone.action


def test_history_of_a_contact_has_only_what_touched_it(database):
    anna, boris = add(database, "Anna"), add(database, "Boris")
    with database.write(T("Change Anna's phone")) as session:
        draft = contacts.get_draft(session, anna)
        contacts.change(session, anna, ContactDraft(draft.name, phones=(Labelled("2109999999"),)))
    with database.read() as session:
        of_anna = history.list_actions(session, contact_id=anna)
        of_boris = history.list_actions(session, contact_id=boris)
    assert [str(row.label) for row in of_anna] == ["Change Anna's phone", "Add Anna"]
    assert [str(row.label) for row in of_boris] == ["Add Boris"]


def test_next_undo_is_the_last_action_that_stands(database):
    add(database, "Anna")
    add(database, "Boris")
    database.undo()
    with database.read() as session:
        assert str(history.next_undo(session)) == "Add Anna"
    database.undo()
    with database.read() as session:
        assert history.next_undo(session) is None


def test_final_step_stops_undo_after_a_restart_too(data_file):
    with closing(Database(data_file)) as database:
        add(database, "Anna")
        with database.write(T("Issue invoice"), can_undo=False) as session:
            contacts.create(session, ContactDraft("Zoe"))
    with closing(Database(data_file)) as database:
        with database.read() as session:
            turns = history.next_turns(session)
        assert turns.undo is None
        assert str(turns.final) == "Issue invoice"
        with pytest.raises(UserError, match="last step, “Issue invoice”, cannot be undone"):
            database.undo()
        add(database, "Boris")
        assert str(database.undo().label) == "Add Boris"
        with database.read() as session:
            assert len(contacts.list_ids(session)) == 2


def test_notes_are_part_of_the_history_of_their_contact(database):
    anna, boris = add(database, "Anna"), add(database, "Boris")
    with database.write(T("Add note")) as session:
        contacts.add_note(session, anna, "A word")
    with database.read() as session:
        of_anna = history.list_actions(session, contact_id=anna)
        of_boris = history.list_actions(session, contact_id=boris)
    assert [str(row.label) for row in of_anna] == ["Add note", "Add Anna"]
    assert [str(row.label) for row in of_boris] == ["Add Boris"]


def test_history_of_a_contact_keeps_what_was_added_and_is_gone_since(database):
    anna, boris = add(database, "Anna"), add(database, "Boris")
    with database.write(T("Add note")) as session:
        note = contacts.add_note(session, anna, "A word")
    with database.write(T("Add phone")) as session:
        phones = (Labelled("210 123 4567"), Labelled("210 765 4321"))
        contacts.change(session, anna, ContactDraft("Anna", phones=phones))
    with database.write(T("Delete note")) as session:
        session.execute(delete(Activity).where(Activity.id == note))
    with database.write(T("Remove phones")) as session:
        session.execute(delete(Phone).where(Phone.contact_id == anna))
    with database.read() as session:
        of_anna = history.list_actions(session, contact_id=anna)
        of_boris = history.list_actions(session, contact_id=boris)
    labels = ["Remove phones", "Delete note", "Add phone", "Add note", "Add Anna"]
    assert [str(row.label) for row in of_anna] == labels
    assert [str(row.label) for row in of_boris] == ["Add Boris"]


def test_part_that_went_to_another_contact_is_in_the_history_of_both(database):
    anna, boris = add(database, "Anna"), add(database, "Boris")
    with database.write(T("Hand over")) as session:
        session.execute(update(Phone).where(Phone.contact_id == anna).values(contact_id=boris))
    with database.read() as session:
        for contact_id in (anna, boris):
            rows = history.list_actions(session, contact_id=contact_id)
            assert str(rows[0].label) == "Hand over"


def test_each_step_tells_the_values_that_it_changed(database):
    with database.write(T("Add")) as session:
        draft = ContactDraft("Anna", company="Anthos", tags=("Fair",), custom={"Size": "4"})
        anna = contacts.create(session, draft)
    with database.write(T("Change")) as session:
        changed = draft._replace(company="Flora", role="Baker", tags=(), custom={"Size": "5"})
        contacts.change(session, anna, changed)
    undone = database.undo().action
    with database.read() as session:
        steps = [row.action for row in history.list_actions(session, contact_id=anna)]
        told = history.list_values(session, anna, steps)
    back, change, _add = steps
    assert back == undone
    assert [each.words() for each in told[change]] == [
        "Company: Anthos → Flora",
        "Role: – → Baker",
        "Tags: Fair → –",
        "Size: 4 → 5",
    ]
    assert [(each.old, each.new) for each in told[back]] == [
        (each.new, each.old) for each in told[change]
    ]
    assert list(told) == [back, change]
