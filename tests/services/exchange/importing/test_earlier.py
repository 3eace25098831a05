"""What came in before: when, how much of it, and whether it still stands."""

from __future__ import annotations

import pytest

from smallcrm.core import clock
from smallcrm.core.errors import NotFound
from smallcrm.core.text import T
from smallcrm.services import contacts, segments
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.exchange.importing.earlier import EarlierImport, get_import, list_earlier
from smallcrm.services.history import current_action
from smallcrm.services.segments import Wanted

ROWS = [["Name", "Email", "Role"], ["Ann", "ann@mail.example", ""], ["Bob", "b@mail.example", ""]]


@pytest.fixture
def earlier(database):
    def earlier(limit=5):
        with database.read() as session:
            return list_earlier(session, limit)

    return earlier


@pytest.fixture
def came_with(database):
    """Names those who are in the list of an import."""

    def came_with(action):
        with database.read() as session:
            ids = segments.list_ids(session, Wanted(action=action))
            return sorted(contacts.list_names(session, ids).values())

    return came_with


def test_each_import_tells_when_it_was_and_what_it_brought(bring, table, earlier, database):
    assert earlier() == []
    with database.write(T("New contact")) as session:
        contacts.create(session, ContactDraft("Ann", emails=()))
    bring(table(ROWS, "first.csv"), "fill")
    more = [*ROWS[:2], ["Bob", "b@mail.example", "Baker"], ["Cleo", "c@mail.example", ""]]
    report = bring(table(more, "second.csv"), "fill")
    bring(table(more, "second.csv"), "fill")  # changes nothing, so it is no step
    second, first = earlier()
    assert (second.action, second.file) == (report.action, "second.csv")
    assert (clock.now() - second.when).total_seconds() >= 0
    assert (second.added, second.completed, second.is_taken_back) == (1, 1, False)
    assert second.words == "1 contact added. 1 contact completed."
    assert first.file == "first.csv"
    assert earlier(1) == [second]


def test_an_import_that_was_taken_back_says_so_until_it_is_done_again(
    bring, table, earlier, database
):
    action = bring(table(ROWS)).action
    database.undo(action)
    assert [each.is_taken_back for each in earlier()] == [True]
    database.redo()
    assert [(each.is_taken_back, each.added) for each in earlier()] == [(False, 2)]


def test_products_are_called_products(bring, table, earlier):
    bring(table([["Product", "Price"], ["Pen", "1"], ["Ink", "2"]]))
    assert earlier()[0].words == "2 products added."


def test_list_of_an_import_has_whom_it_brought_and_whom_it_changed(
    bring, table, came_with, database
):
    with database.write(T("New contacts")) as session:
        for name in ("Ann", "Dora"):
            draft = ContactDraft(name, emails=(Labelled(f"{name.lower()}@mail.example"),))
            contacts.create(session, draft)
    rows = [
        ["Name", "Email", "Role", "Company"],
        ["Ann", "ann@mail.example", "Baker", ""],
        ["Bob", "b@mail.example", "", "Bell Ltd"],
        ["Dora", "dora@mail.example", "", ""],
    ]
    action = bring(table(rows), "fill").action
    bring(table([["Name", "Email"], ["Eve", "e@mail.example"]], "later.csv"))
    assert came_with(action) == ["Ann", "Bell Ltd", "Bob"]  # nothing of Dora was new


@pytest.mark.parametrize(
    "part",
    [
        ("Phone", "+30 210 1234567"),
        ("Second email", "other@mail.example"),
        ("City", "Volos"),
        ("Website", "https://ann.example"),
        ("Company", "Bell Ltd"),
        ("Tags", "Good"),
        ("Size", "38"),
    ],
)
def test_who_got_nothing_but_a_new_part_is_in_the_list_of_the_import(
    bring, table, came_with, earlier, database, part
):
    bring(table([["Company"], ["Bell Ltd"]]))
    bring(table(ROWS))
    heading, value = part
    rows = [["Name", "Email", heading], ["Ann", "ann@mail.example", value]]
    mapping = {"Size": "custom:Size"} if heading == "Size" else {}
    report = bring(table(rows, "more.csv"), "fill", mapping=mapping)
    assert (report.created, report.updated) == (0, 1)
    assert came_with(report.action) == ["Ann"]
    assert earlier()[0].has_contacts
    database.undo(report.action)
    assert came_with(report.action) == []
    assert not earlier()[0].has_contacts


def test_who_lost_nothing_but_a_part_is_in_the_list_too(bring, table, came_with, database):
    bring(table(ROWS))
    with database.write(T("Bring the changes of {file} back", file="list.xlsx")) as session:
        (ann,) = contacts.list_ids(session, search="Ann")
        contacts.change(session, ann, ContactDraft("Ann"))
        action = current_action(session)
    assert came_with(action) == ["Ann"]


def test_list_of_an_import_that_was_taken_back_has_who_was_kept(bring, table, came_with, database):
    action = bring(table(ROWS)).action
    with database.write(T("Change")) as session:
        (bob,) = contacts.list_ids(session, search="Bob")
        contacts.change(session, bob, ContactDraft("Bob Bell"))
    database.undo(action)
    assert came_with(action) == ["Bob Bell"]
    database.redo()
    assert came_with(action) == ["Ann", "Bob Bell"]


def test_contacts_whose_deals_came_are_in_the_list_of_the_import(bring, table, came_with):
    bring(table(ROWS))
    deals = [["Deal name", "Amount", "Email"], ["Fence", "100", "ann@mail.example"]]
    report = bring(table(deals, "deals.csv"), what="deals", mapping={"Deal name": "deal.title"})
    assert report.facts.holds == "deals"
    assert came_with(report.action) == ["Ann"]


def test_an_import_is_found_by_its_number_and_says_whether_contacts_came(
    bring, table, database, time_machine
):
    time_machine.move_to("2026-05-12 10:00")
    action = bring(table(ROWS, "may.csv")).action
    products = bring(table([["Product", "Price"], ["Pen", "1"], ["Ink", "2"]], "pens.csv")).action
    with database.write(T("Change")) as session:
        other = contacts.create(session, ContactDraft("Zoe"))
    with database.read() as session:
        found = get_import(session, action)
        assert str(found.title) == "Import of 12 May: may.csv"
        assert found.has_contacts
        assert not get_import(session, products).has_contacts
        with pytest.raises(NotFound):
            get_import(session, products + other)


def test_the_middle_of_a_long_file_name_is_left_out_of_the_title():
    found = EarlierImport(1, "customers of the shop in Volos, spring 2026.xlsx", clock.now())
    assert str(found.title).endswith(": customers of…026.xlsx")
