"""What an import would do, before anything is changed: what it then does, to the row."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.exchange.drafts import ReadOptions
from smallcrm.services.exchange.importing.bringing_in import bring_in
from smallcrm.services.exchange.importing.deciding import OnDouble, Outcome, Wishes
from smallcrm.services.exchange.importing.forecast import forecast
from smallcrm.services.exchange.reading.inspection import inspect

NOBODY = frozenset()
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
MESSY = [
    ["Name", "Company", "Email", "Phone", "Tax id", "Birthday", "Deal name", "Deal value"],
    ["Ann Archer", "Archer Ltd", "ann@mail.example", "+44 1632 960001", "", "31.04.1980", "A", "5"],
    ["Ann Archer", "Archer Ltd", "ann@mail.example", "+44 1632 960001", "", "31.04.1980", "A", "5"],
    ["Archer Ltd", "Archer Ltd", "", "+44 1632 960009", "GB123456789", "", "", ""],
    ["", "", "", "", "", "", "", "7"],
    ["Cleo Cole", "", "not an address", "12", "", "", "Roof", "12.50"],
    ["Cleo Cole", "", "cleo@mail.example", "", "", "", "", ""],
    ["C. Cole", "", "cleo@mail.example", "+44 1632 960005", "", "", "", ""],
    ["Somebody", "", "", "+44 1632 960005", "", "", "", ""],
    ["Dora Day", "Bell Ltd", "dora@mail.example", "4,42079E+11", "", "", "", ""],
    ["Dora Day", "Bell Limited", "", "", "", "1980", "", ""],
    ["Archer Limited", "Archer Limited", "archer@mail.example", "", "123456789", "", "", ""],
    ["", "", "eve@mail.example", "", "", "", "", ""],
    ["Eve Eden", "", "EVE@mail.example", "", "", "", "", ""],
    ["", "", "", "", "", "01.01.1990", "", ""],
]


@pytest.fixture
def known(database):
    with database.write(T("Add contacts")) as session:
        for name, email in (("A. Archer", "ann@mail.example"), ("Cleo Cole", "old@mail.example")):
            contacts.create(session, ContactDraft(name, emails=(Labelled(email),)))
        contacts.create(session, ContactDraft("Dora Day", role="Baker"))
        company = ContactDraft("Archer Workshops", "company", tax_id="GB123456789")
        contacts.create(session, company)


@pytest.fixture
def foresee(database):
    def foresee(path, on_double="fill", joined=NOBODY):
        preview = inspect(path, ReadOptions(home="GB"))
        wishes = Wishes(path.name, OnDouble(on_double), joined)
        with database.read() as session:
            return preview, wishes, forecast(session, preview, wishes, Progress())

    return foresee


@pytest.fixture
def found(known, foresee, table):
    return foresee(table(ROWS))[2]


def test_every_row_is_counted_once(found):
    report = found.report
    assert (report.created, report.updated, report.unchanged) == (4, 1, 2)
    assert report.rows == len(ROWS) - 1


def test_a_row_that_repeats_another_one_is_marked(found):
    report = found.report
    assert (report.repeated, report.completed, report.there) == (1, 0, 2)
    assert found.marks[4].other_row == 3
    assert not found.marks[4].is_unclear


def test_a_namesake_that_brings_something_new_is_unclear(found):
    assert found.unclear == 2
    cleo, eve = found.pairs
    assert (cleo.row, cleo.old.name, cleo.new.emails[0].value) == (
        5,
        "Cleo Cole",
        "cleo@mail.example",
    )
    assert cleo.existing is not None
    assert (eve.row, eve.existing, eve.other_row) == (8, None, 7)
    assert found.marks[5].outcome is Outcome.CREATED


def test_a_namesake_that_is_the_same_contact_completes_it(known, foresee, table):
    found = foresee(table(ROWS), joined=frozenset([5]))[2]
    assert found.marks[5].outcome is Outcome.UPDATED
    assert (found.report.created, found.report.updated) == (3, 2)


def test_nothing_is_to_be_decided_where_all_is_new(foresee, table):
    assert not foresee(table(ROWS[:3]))[2].marks


@pytest.mark.parametrize("wish", [*product(OnDouble, [None, NOBODY, frozenset([7, 9])])])
@pytest.mark.parametrize("rows", [ROWS, MESSY])
def test_the_import_does_what_the_preview_says(known, foresee, database, table, rows, wish):
    preview, wishes, expected = foresee(table(rows, delimiter=";"), *wish)
    trial = bring_in(database, preview, wishes, Progress(), trial=True)
    done = bring_in(database, preview, wishes, Progress())
    assert replace(trial, action=done.action) == done
    only_stored = {"first": None, "action": None}
    assert replace(done, **only_stored) == expected.report
    assert done.to_json() | only_stored == expected.report.to_json() | only_stored
    counts = preview.counts
    assert (done.persons, done.companies) == (counts.persons, counts.companies)
    assert len(done.rejected) == counts.rejected


def test_the_same_file_again_changes_nothing_whatever_is_wanted(known, foresee, database, table):
    path = table(MESSY, delimiter=";")
    preview, wishes, _ = foresee(path, "fill", None)
    bring_in(database, preview, wishes, Progress())
    again = foresee(path, "fill", None)[2].report
    assert (again.created, again.updated, again.deals_created) == (0, 0, 0)


def test_companies_that_come_along_are_counted_and_named_beforehand(database, bring, table):
    add = [["Name", "Company"], ["", "Old Ltd"]]
    bring(table(add))
    rows = [
        ["Name", "Company", "Email"],
        ["Ann", "New Ltd", "ann@mail.example"],
        ["Bob", "NEW LTD.", "bob@mail.example"],
        ["Cid", "Old Ltd", "cid@mail.example"],
        ["Dot", "Own Ltd", "dot@mail.example"],
        ["", "Own Ltd", "own@mail.example"],
    ]
    preview = inspect(table(rows), ReadOptions(home="GR"))
    with database.read() as session:
        found = forecast(session, preview, Wishes("list.csv"), Progress())
    assert found.companies == ("New Ltd",)
    assert bring(table(rows)).companies_created == found.report.companies_created == 1
