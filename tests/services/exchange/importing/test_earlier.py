"""What came in before: when, how much of it, and whether it still stands."""

from __future__ import annotations

import pytest

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.exchange.importing.earlier import list_earlier

ROWS = [["Name", "Email", "Role"], ["Ann", "ann@mail.example", ""], ["Bob", "b@mail.example", ""]]


@pytest.fixture
def earlier(database):
    def earlier(limit=5):
        with database.read() as session:
            return list_earlier(session, limit)

    return earlier


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
