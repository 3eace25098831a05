"""Any history of actions, undone step by step, leads back to where it began."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from smallcrm.core.errors import NotFound
from smallcrm.db import search
from smallcrm.db.database import Database
from smallcrm.services import contacts
from tests.db.conftest import Book

NAMES = st.sampled_from(["Anna", "Борис", "Ελένη", "O'Neil & Sons", 'ООО "Ромашка"'])
PHONES = st.lists(st.sampled_from(["111", "222", "333"]), unique=True, max_size=3).map(" ".join)
TAGS = st.lists(st.sampled_from(["vip", "old", "lead"]), unique=True, max_size=2).map(tuple)
COMPANIES = st.sampled_from(["", "Anthos", "Ромашка"])


class History(RuleBasedStateMachine):
    """Does what people do, and keeps what the tables held after each action."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(self.template, self.folder / "book.smallcrm")
        self.book = Book(Database(self.folder / "book.smallcrm"))
        self.states = [self.book.dump()]
        self.ahead: list[Any] = []

    def teardown(self) -> None:
        with self.book.database.read() as session:
            assert search.count_wrong(session.connection()) == 0
        indexed = self.book.indexed()
        with self.book.database.engine.begin() as connection:
            search.rebuild(connection)
        assert self.book.indexed() == indexed
        self.book.database.close()
        shutil.rmtree(self.folder)

    @rule(name=NAMES, phones=PHONES, tags=TAGS, company=COMPANIES)
    def add(self, name, phones, tags, company):
        self.book.add(name, phones=phones, tags=tags, company=company)
        self.did()

    @rule(which=st.integers(0, 9), name=NAMES, phones=PHONES, tags=TAGS, company=COMPANIES)
    def change(self, which, name, phones, tags, company):
        with suppress(IndexError):
            contact_id = self.ids()[which]
            kind = self.book.get(contact_id).kind
            company = "" if kind == contacts.COMPANY else company
            self.book.change(contact_id, name=name, phones=phones, tags=tags, company=company)
            self.did()

    @rule(which=st.integers(0, 9))
    def note(self, which):
        with suppress(IndexError):
            self.book.note(self.ids()[which])
            self.did()

    @rule(which=st.integers(0, 9), archived=st.booleans())
    def put_into_the_bin_or_take_out(self, which, archived):
        with suppress(IndexError, NotFound):
            command = contacts.archive if archived else contacts.restore
            self.book.do(command, [self.ids()[which]])
            self.did()

    @precondition(lambda self: len(self.states) > 1)
    @rule()
    def undo(self):
        assert self.book.database.undo().kept == ()
        self.ahead.append(self.states.pop())

    @precondition(lambda self: self.ahead)
    @rule()
    def redo(self):
        assert self.book.database.redo().kept == ()
        self.states.append(self.ahead.pop())

    @precondition(lambda self: len(self.states) > 1)
    @rule(back=st.integers(0, 5))
    def undo_an_older_one_and_take_that_back(self, back):
        """What was changed since stays as it is; taking the undoing back restores the rest."""
        actions = self.book.ask(
            "SELECT id FROM action WHERE can_undo AND undone_by IS NULL AND undoes IS NULL"
            " ORDER BY id DESC"
        )
        before = self.book.dump()
        undone = self.book.database.undo(actions[min(back, len(actions) - 1)][0])
        assert self.book.faults() == []
        if undone.action:
            self.book.database.undo(undone.action)
        self.ahead.clear()
        assert self.book.dump() == before

    @invariant()
    def tables_hold_what_they_should(self):
        assert self.book.dump() == self.states[-1]

    def ids(self) -> list[int]:
        return [row[0] for row in self.book.ask("SELECT id FROM contact ORDER BY id")]

    def did(self) -> None:
        """Note the new state; an action that changed nothing is none."""
        state = self.book.dump()
        if state != self.states[-1]:
            self.states.append(state)
            self.ahead.clear()


@pytest.mark.parametrize("examples", [6, pytest.param(100, marks=pytest.mark.slow)])
@pytest.mark.timeout(600)
def test_any_history_leads_back_to_its_beginning(empty_file, examples):
    History.template = empty_file
    machine = History.TestCase()
    machine.settings = settings(
        max_examples=examples,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine.runTest()
