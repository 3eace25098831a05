"""Contacts whose words another process put together are found as if the data file had done it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from smallcrm.core.text import T
from smallcrm.db import search
from smallcrm.models import Action, Relation
from smallcrm.services import contacts
from smallcrm.services.contact_values.drafts import (
    COMPANY,
    PERSON,
    AddressDraft,
    ContactDraft,
    Labelled,
)
from smallcrm.services.contact_values.found_by import words_of
from smallcrm.services.contact_values.plain_rows import COLUMNS, columns_of, received, sent
from smallcrm.services.contacts import bulk
from smallcrm.services.contacts.rows import ContactRows

SIGNS = "aÄßΣςЁй1 .-@<>'\"\n\ue000"
texts = st.text(SIGNS, max_size=8) | st.just("@Anna <crm://contact/0-1>")
names = texts.filter(str.strip)
COMPANIES = ["", "Ρόδον Α.Ε.", "ΡΟΔΟΝ ΑΕ", "Ромашка", "ООО «Ромашка»", "Shop"]
labelled = st.lists(st.builds(Labelled, names), max_size=2).map(tuple)
drafts = st.builds(
    ContactDraft,
    name=names | st.sampled_from(COMPANIES[1:]),
    kind=st.sampled_from([PERSON, COMPANY]),
    given_name=texts,
    family_name=texts,
    company=st.sampled_from(COMPANIES),
    role=texts,
    emails=labelled,
    phones=st.lists(st.builds(Labelled, st.text("+0123 ", min_size=1)), max_size=2).map(tuple),
    addresses=st.lists(st.builds(AddressDraft, street=names, city=texts), max_size=2).map(tuple),
    tags=st.lists(st.sampled_from(["vip", "VIP", "late payer", "Ά"]), max_size=3).map(tuple),
    tax_id=texts,
    note=texts,
)


def bring(session, some):
    """As from another process; the ids of *some*."""
    rows = ContactRows(session, "GR")
    made = rows.rows_of(some)
    words = words_of(columns_of(some), made.tables)
    ids = rows.reserve(len(some))
    rows.add_packed(received(sent(made, words), rows.now), ids[0])
    return ids, words


def count_wrong(database):
    with database.read() as session:
        return search.count_wrong(session.connection())


@hypothesis_settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(some=st.lists(drafts, min_size=1, max_size=4))
def test_their_words_are_those_that_the_data_file_would_put_together(database, some):
    with database.write(T("Before")) as session:
        contacts.create(session, ContactDraft("«Ромашка»", COMPANY, tags=("Vip",)))
    with database.write(T("Import")) as session:
        bring(session, some)
    assert count_wrong(database) == 0
    database.undo()
    assert count_wrong(database) == 0


def test_signs_that_stand_for_what_is_missing_leave_it_to_the_data_file():
    some = [ContactDraft("Anna"), ContactDraft("Bo\ue001ris \ue001")]
    tables = {"email": [], "phone": [], "address": []}
    assert words_of(columns_of(some), tables) == []
    assert words_of(columns_of(some[:1]), tables) == ["  anna", "", ""]


def test_names_of_fields_that_differ_in_case_only_are_one_field(database):
    some = [ContactDraft("Anna", custom={"Size": "38", "SIZE": "39", "Colour": "red"})]
    with database.write(T("Import")) as session:
        (key, *_), _words = bring(session, some)
        assert dict(contacts.get_draft(session, key).custom) == {"Size": "39", "Colour": "red"}


def rename(session, key):
    contacts.change(session, key, contacts.get_draft(session, key)._replace(name="Zoe"))


def other_phone(session, key):
    other = (Labelled("777 98765"),)
    contacts.change(session, key, contacts.get_draft(session, key)._replace(phones=other))


def rename_company(session, key):
    company = session.scalar(select(Relation.company_id).where(Relation.contact_id == key))
    rename(session, company)


def remove_tag(session, key):
    bulk.untag(session, [key], "vip")


@pytest.mark.parametrize("change", [rename, other_phone, rename_company, remove_tag])
def test_what_the_same_action_does_to_them_afterwards_is_found(database, change):
    phones = (Labelled("555 12345"),)
    some = [ContactDraft("Anna", company="Ρόδον Α.Ε.", phones=phones, tags=("vip",))]
    with database.write(T("Import")) as session:
        (key, *_), words = bring(session, some)
        assert words
        change(session, key)
    made = stored(database)
    assert count_wrong(database) == 0
    database.undo()
    assert count_wrong(database) == 0
    assert not any(stored(database).values())
    database.redo()
    assert count_wrong(database) == 0
    assert stored(database) == made


def stored(database):
    """How many rows each table has that contacts are kept in."""
    with database.read() as session:
        count = session.connection().exec_driver_sql
        return {table: count(f"SELECT count(*) FROM {table}").scalar() for table in COLUMNS}


def test_undo_keeps_whole_what_was_changed_since(database):
    with database.write(T("Import")) as session:
        (key, other), _ = bring(session, [ContactDraft("Anna"), ContactDraft("Boris")])
        other_phone(session, key)
        other_phone(session, other)
    with database.write(T("Rename")) as session:
        rename(session, key)
        action = session.scalar(select(func.max(Action.id))) - 1
    database.undo(action)
    assert count_wrong(database) == 0
    assert {name: count for name, count in stored(database).items() if count} == {
        "contact": 1,
        "phone": 1,
    }
