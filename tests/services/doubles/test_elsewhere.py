"""Doubles that another process looks for: the same groups, with progress, stopped at once."""

from __future__ import annotations

import sys

import pytest

from smallcrm.core.errors import Cancelled, StorageError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts, doubles
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.doubles import elsewhere


@pytest.fixture
def twice(database):
    """Two that are one, and somebody else; the ids of the two."""
    people = [("Anna Keller", "2107654321"), ("Ana Keller", "+302107654321"), ("Boris Braun", "")]
    with database.write(T("Test")) as session:
        made = [
            contacts.create(session, ContactDraft(name, phones=(Labelled(phone),) if phone else ()))
            for name, phone in people
        ]
    return tuple(made[:2])


def look(database, progress, few=0):
    with database.read() as session:
        return elsewhere.look(session, database.path, progress, few)


def test_another_process_finds_what_this_one_finds(database, twice):
    told = []
    found = look(database, Progress(lambda done, total: told.append((done, total))))
    with database.read() as session:
        assert found == doubles.find_groups(session, Progress())
    assert [group.ids for group in found] == [twice]
    assert told[-1] == (100, 100)


def test_few_contacts_are_compared_here(database, twice, monkeypatch):
    monkeypatch.setattr(elsewhere, "_command", lambda: pytest.fail("a process was started"))
    assert [group.ids for group in look(database, Progress(), few=10)] == [twice]


def test_stopping_ends_the_other_process_at_once(database, twice, monkeypatch):
    forever = "import time; print(1, flush=True); time.sleep(600)"
    monkeypatch.setattr(elsewhere, "_command", lambda: [sys.executable, "-c", forever])
    progress = Progress(lambda _done, _total: progress.cancel())
    with pytest.raises(Cancelled):
        look(database, progress)


def test_a_process_that_ends_without_an_answer_is_told(database, twice, monkeypatch):
    monkeypatch.setattr(elsewhere, "_command", lambda: [sys.executable, "-c", "print(50)"])
    with pytest.raises(StorageError):
        look(database, Progress())
