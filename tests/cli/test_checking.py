"""The command that looks over the data file."""

from __future__ import annotations

import json

import pytest

from smallcrm.cli.main import main
from smallcrm.core.text import T
from smallcrm.db.driver import sqlite
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft, Labelled


def run(capsys, *arguments):
    status = main(["--json", *map(str, arguments)])
    return status, json.loads(capsys.readouterr().out)


@pytest.fixture
def filled(database):
    with database.write(T("Add")) as session:
        contacts.create(session, ContactDraft("Ελένη", phones=(Labelled("210 123 4567"),)))
    database.close()
    return database.path


def by_hand(path, *statements):
    connection = sqlite.connect(str(path), isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_whole_file_is_told_to_be_whole(capsys, filled):
    assert run(capsys, "--file", filled, "check") == (0, {"ok": True, "problems": []})


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE search_text SET text = 'x'", "Search does not know 1 thing as it is now."),
        ("DELETE FROM search_text", "Search does not know 1 thing as it is now."),
        ("UPDATE journal_state SET action_id = 1", "an action that was never finished"),
        ("DROP TRIGGER journal_contact_update", "does not note every change"),
        (
            "INSERT INTO url (contact_id, position, value, label) VALUES (99, 0, 'x', '')",
            "refers to something in contact that is not there",
        ),
    ],
)
def test_what_was_done_by_force_is_named(capsys, filled, statement, said):
    by_hand(filled, statement)
    status, answer = run(capsys, "--file", filled, "check")
    assert status == 1
    assert not answer["ok"]
    assert any(said in problem for problem in answer["problems"])
