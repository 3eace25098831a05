"""How many rows are new, the same or unclear, before anything is changed."""

from __future__ import annotations

import pytest

from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.exchange.doubles import forecast
from smallcrm.services.exchange.drafts import ReadOptions
from smallcrm.services.exchange.reading import inspect

ROWS = [
    ["Name", "Email", "Phone"],
    ["Ann Archer", "ann@mail.example", ""],
    ["Bob Bell", "bob@mail.example", ""],
    ["Bob Bell", "bob@mail.example", "+44 1632 960002"],
    ["Cleo Cole", "cleo@mail.example", ""],
    ["Dora Day", "", ""],
    ["Eve Eden", "eve@mail.example", ""],
    ["Eve Eden", "other-eve@mail.example", ""],
]


@pytest.fixture
def found(database, table):
    with database.write(T("Add contacts")) as session:
        for name, email in (("A. Archer", "ann@mail.example"), ("Cleo Cole", "old@mail.example")):
            contacts.create(session, ContactDraft(name, emails=(Labelled(email),)))
        contacts.create(session, ContactDraft("Dora Day", role="Baker"))
    preview = inspect(table(ROWS), ReadOptions(home="GB"))
    with database.read() as session:
        return forecast(session, preview, Progress())


def test_every_contact_of_the_file_is_counted_once(found):
    counts = (found.new, found.same, found.repeated, len(found.unclear))
    assert counts == (2, 2, 1, 2)
    assert sum(counts) == len(ROWS) - 1


def test_a_namesake_that_brings_something_new_is_unclear(found):
    assert found.unclear == {5, 8}
    cleo, eve = found.pairs
    assert (cleo.row, cleo.old.name, cleo.new.emails[0].value) == (
        5,
        "Cleo Cole",
        "cleo@mail.example",
    )
    assert cleo.existing is not None
    assert (eve.row, eve.existing, eve.other_row) == (8, None, 7)


def test_nothing_is_to_be_decided_where_all_is_new(database, table):
    preview = inspect(table(ROWS[:3]))
    with database.read() as session:
        assert not forecast(session, preview, Progress()).has_doubles
