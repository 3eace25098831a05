"""The journal notes what each action did, whoever made the change."""

from __future__ import annotations

import getpass
import json
import platform

import pytest
from sqlalchemy.exc import IntegrityError

from smallcrm.core.changes import ALL
from smallcrm.core.text import T
from smallcrm.db import bulk, journal
from smallcrm.db.schema import UNJOURNALED, Schema
from smallcrm.models import Base
from smallcrm.services import contacts, settings
from smallcrm.services.contact_values.drafts import ContactDraft
from smallcrm.services.contact_values.plain_rows import COLUMNS, Derived, columns_of, contact_rows


def noted(book, *, action: int | None = None):
    """Table, row and operation of each entry of the last action."""
    number = action or book.last_action()
    return book.ask(
        f"SELECT table_name, row_id, operation FROM change WHERE action_id = {number} ORDER BY id"
    )


def old_values(book, table: str):
    found = book.ask(
        f"SELECT old FROM change WHERE action_id = {book.last_action()} AND table_name = '{table}'"
    )
    return [json.loads(row[0]) for row in found]


def test_new_contact_is_noted_once_without_its_parts(book):
    contact_id = book.add("Anna", phones="111 222", emails="a@shop.example", tags=("vip",))
    assert sorted(noted(book)) == [("contact", contact_id, "I"), ("tag", 1, "I")]


def test_part_of_an_old_contact_is_noted(book):
    contact_id = book.add("Anna")
    note_id = book.note(contact_id)
    assert noted(book) == [("activity", note_id, "I")]


def test_parts_of_old_contacts_are_noted_beside_new_ones(book):
    old = book.add("Anna")

    def add_to_both(session):
        new = contacts.create(session, book.draft("Boris", phones="111"))
        contacts.add_note(session, old, "Old")
        contacts.add_note(session, new, "New")

    book.do(add_to_both)
    assert [row[0] for row in noted(book)] == ["contact", "activity"]


def test_part_that_is_handed_from_a_new_contact_to_an_old_one_is_noted(book):
    old = book.add("Anna")

    def hand_over(session):
        contacts.create(session, book.draft("Boris", phones="111"))
        session.connection().exec_driver_sql(f"UPDATE phone SET contact_id = {old}")

    book.do(hand_over)
    assert [row[0::2] for row in noted(book)] == [("contact", "I"), ("phone", "U")]


def test_change_keeps_the_old_values_of_what_changed_only(book):
    contact_id = book.add("Anna", role="Owner")
    book.sql(
        f"UPDATE contact SET name = 'Boris', deleted_at = '2026-01-01' WHERE id = {contact_id}"
    )
    assert old_values(book, "contact") == [{"name": ["Anna"], "deleted_at": [None]}]


def test_statement_that_changes_nothing_notes_nothing(book):
    book.add("Anna")
    before = book.last_action()
    book.sql("UPDATE contact SET name = name")
    assert book.last_action() == before


def test_deletion_keeps_everything_and_what_went_along(book):
    contact_id = book.add("Anna", phones="111 222")
    book.note(contact_id, "Late")
    book.sql(f"DELETE FROM contact WHERE id = {contact_id}")
    assert sorted(row[0::2] for row in noted(book)) == [
        ("activity", "D"),
        ("contact", "D"),
        ("phone", "D"),
        ("phone", "D"),
    ]
    (contact,) = old_values(book, "contact")
    assert contact["name"] == ["Anna"]
    assert set(contact) == {column.name for column in Base.metadata.tables["contact"].columns}


def test_insert_or_replace_notes_the_row_that_went(book):
    book.sql("INSERT INTO tag (id, name, folded) VALUES (7, 'a', 'a')")
    book.sql("INSERT OR REPLACE INTO tag (id, name, folded) VALUES (8, 'b', 'a')")
    assert noted(book) == [("tag", 7, "D"), ("tag", 8, "I")]


def test_action_that_fails_leaves_nothing(book):
    before = book.ask("SELECT count(*) FROM action")

    def fail(session):
        contacts.create(session, book.draft("Anna"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        book.do(fail)
    assert book.ask("SELECT count(*) FROM action") == before
    assert book.ask("SELECT action_id FROM journal_state") == [(None,)]
    assert book.ask("SELECT * FROM journal_mark") == []


def test_nothing_is_left_of_what_an_action_needs_only_while_it_runs(book):
    book.add("Anna")
    assert book.ask("SELECT action_id FROM journal_state") == [(None,)]
    assert book.ask("SELECT * FROM journal_mark") == []


def test_action_says_who_where_and_what(book):
    with book.database.write(T("Greet {name}", name="Ελένη")) as session:
        settings.change(session, {"name": "Anthos"})
    label, who, device, can_undo = book.ask(
        "SELECT label, who, device, can_undo FROM action ORDER BY id DESC LIMIT 1"
    )[0]
    assert json.loads(label) == ["Greet {name}", None, 1, {"name": "Ελένη"}]
    assert (who, device, can_undo) == (getpass.getuser(), platform.node(), 1)


def test_windows_hear_which_rows_changed_and_who_did_it(book):
    told = []
    book.database.watch(told.append)
    contact_id = book.add("Anna")
    with book.database.write(T("Note"), origin="window") as session:
        contacts.add_note(session, contact_id, "A word")
    assert told[0].ids("contact") == {contact_id}
    assert not told[0].touches("activity", "deal")
    assert told[1].touches("activity")
    assert told[1].origin == "window"


def test_very_many_rows_are_told_as_all(book):
    told = []
    book.database.watch(told.append)
    names = ", ".join(f"('{number}', '{number}')" for number in range(1001))
    book.sql(f"INSERT INTO tag (name, folded) VALUES {names}")
    assert told[0].ids("tag") is ALL


def test_action_without_changes_is_told_to_nobody(book):
    told = []
    book.database.watch(told.append)
    book.do(lambda session: None)
    assert told == []


def test_every_table_but_the_derived_ones_is_noted(book):
    with book.database.read() as session:
        schema = Schema(session.connection())
    assert set(schema.columns) == set(Base.metadata.tables) - UNJOURNALED
    triggers = {name for (name,) in book.ask("SELECT name FROM sqlite_master WHERE type='trigger'")}
    wanted = {f"journal_{table}_{event}" for table in schema.columns for event in _EVENTS}
    assert wanted <= triggers


def test_every_part_belongs_to_a_thing_that_is_no_part_itself(book):
    with book.database.read() as session:
        schema = Schema(session.connection())
    parts = {key.table for key in schema.foreign_keys if key.cascades}
    assert set(schema.owners) == parts
    assert not {key.parent for keys in schema.owners.values() for key in keys} & parts


def test_ids_are_never_given_twice(book):
    first = book.add("Anna", phones="111")
    book.database.undo()
    assert book.add("Boris", phones="222") > first
    assert book.ask("SELECT id FROM phone") == [(2,)]
    plain = [
        name
        for (name, sql) in book.ask("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        if name in set(Base.metadata.tables) - UNJOURNALED and "AUTOINCREMENT" not in sql
    ]
    assert plain == []


_EVENTS = ("insert", "update", "delete")


def urls(session, contact_id, count):
    rows = [(contact_id, number, "shop.example", "") for number in range(count)]
    columns = ("contact_id", "position", "value", "label")
    bulk.insert_rows(session.connection(), "url", columns, rows)


def people(session, first, count):
    drafts = columns_of([ContactDraft("A")] * count)
    made = [Derived("a", "")] * count
    rows = list(contact_rows(range(first, first + count), drafts, made, "2026-01-01"))
    bulk.insert_rows(session.connection(), "contact", COLUMNS["contact"], rows)


@pytest.mark.parametrize("is_new", [True, False])
def test_rows_that_are_noted_together_are_noted_like_others(book, is_new):
    old = book.add("Anna")
    owner = old + 1 if is_new else old
    triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    before = book.ask(triggers)

    def work(session):
        with journal.Together(session.connection()) as together:
            with together.into("contact"):
                people(session, old + 1, 2)
            for _ in range(2):
                with together.into("url"):
                    urls(session, owner, 1)

    book.do(work)
    people_noted = [("contact", old + 1, "I"), ("contact", old + 2, "I")]
    assert noted(book) == people_noted + ([] if is_new else [("url", 1, "I"), ("url", 2, "I")])
    assert book.ask(triggers) == before
    book.database.undo()
    assert book.ask("SELECT count(*) FROM contact")[0][0] == 1
    assert book.ask("SELECT count(*) FROM url")[0][0] == 0


def test_the_trigger_is_there_again_when_rows_fail_that_are_noted_together(book):
    old = book.add("Anna")

    def work(session):
        together = journal.Together(session.connection())
        with pytest.raises(IntegrityError), together, together.into("url"):
            urls(session, old + 100, 1)
        urls(session, old, 1)

    book.do(work)
    assert [row[0] for row in noted(book)] == ["url"]


def test_what_comes_to_new_things_that_are_taken_for_old_is_noted(book):
    def work(session):
        new = contacts.create(session, book.draft("Boris", phones="111"))
        journal.settle(session.connection(), "contact", new)
        urls(session, new, 1)

    book.do(work)
    assert [row[0] for row in noted(book)] == ["contact", "url"]
    book.database.undo()
    assert book.ask("SELECT count(*) FROM url")[0][0] == 0
    assert book.ask("SELECT count(*) FROM contact")[0][0] == 0
