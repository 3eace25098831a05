"""A contact as on a date is what was shown on that date."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import contacts, history
from smallcrm.services.contacts import (
    ActivityDraft,
    AddressDraft,
    ContactDraft,
    Labelled,
    RelationDraft,
)
from smallcrm.services.contacts.field_words import TITLES

WORDS = st.sampled_from(["Anna", "Борис", "Ελένη", "O'Neil & Sons", '"contact_id":[1]'])
SOME = st.lists(st.sampled_from(["111", "222", "333"]), unique=True, max_size=3)
LABELLED = SOME.map(lambda values: tuple(map(Labelled, values)))
DRAFTS = st.builds(
    ContactDraft,
    WORDS,
    kind=st.sampled_from(["person", "company"]),
    company=st.sampled_from(["", "Anthos", "Ромашка"]),
    role=st.sampled_from(["", "Owner"]),
    phones=LABELLED,
    urls=LABELLED,
    tags=SOME.map(tuple),
    addresses=SOME.map(lambda cities: tuple(AddressDraft(city=city) for city in cities)),
    birthday=st.sampled_from(["", "--02-29"]),
    note=st.sampled_from(["", "a\nb"]),
    consent=st.sampled_from(["", "given", "refused"]),
    consent_on=st.sampled_from([None, date(2026, 1, 1)]),
    custom=SOME.map(lambda values: dict.fromkeys(values, "x")),
    external=st.sampled_from([{}, {"google": "1"}, {"google": "2"}]),
)
WHICH = st.integers(0, 4)
START = datetime.fromisoformat("2026-01-01")


def shown(session: Any, contact_id: int) -> Any:
    """What the page of a contact shows now of what the past is asked for."""
    ties = contacts.list_relations(session, [contact_id]).get(contact_id, [])
    entries = contacts.list_timeline(session, contact_id, limit=1000)
    activities = {
        entry.id: contacts.get_activity(session, entry.id)
        for entry in entries
        if entry.kind in ("note", "call")
    }
    return (
        contacts.get_draft(session, contact_id),
        sorted((tie.name, tie.role, tie.is_mine) for tie in ties),
        activities,
    )


def was(session: Any, contact_id: int, action: int) -> Any:
    past = history.get_past(session, contact_id, action)
    ties = sorted((tie.name, tie.role, tie.is_mine) for tie in past.relations)
    return past.draft, ties, dict(past.activities)


class Life(RuleBasedStateMachine):
    """Does what people do to contacts, and keeps what their pages showed after each action."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(self.template, self.folder / "book.smallcrm")
        self.database = Database(self.folder / "book.smallcrm")
        self.pages: list[tuple[datetime, int, dict[int, Any]]] = []
        self.minutes = 0

    def teardown(self) -> None:
        everybody = {key for _, _, pages in self.pages for key in pages}
        with self.database.read() as session:
            for instant, action, pages in self.pages:
                assert history.last_action(session, instant) == action
                for contact_id in everybody:
                    if contact_id in pages:
                        assert was(session, contact_id, action) == pages[contact_id]
                    else:
                        with pytest.raises(NotFound):
                            history.get_past(session, contact_id, action)
            for contact_id in everybody:
                told = history.list_values(session, contact_id, {each[1] for each in self.pages})
                fields = {
                    action: {each.field for each in values} - {"company"}
                    for action, values in told.items()
                }
                found = {action: names for action, names in fields.items() if names}
                assert found == dict(self.differences(contact_id))
        self.database.close()
        shutil.rmtree(self.folder)

    def differences(self, contact_id):
        """What each action changed on the page of the contact; a company has a name of its own."""
        for (_, _, before), (_, action, after) in pairwise(self.pages):
            if contact_id in before and contact_id in after:
                then, now = before[contact_id][0], after[contact_id][0]
                fields = {name for name in TITLES if getattr(then, name) != getattr(now, name)}
                customs = {*then.custom, *now.custom}
                fields |= {
                    f"custom:{name}"
                    for name in customs
                    if then.custom.get(name, "") != now.custom.get(name, "")
                }
                if fields - {"company"}:
                    yield action, fields - {"company"}

    @rule(draft=DRAFTS)
    def add(self, draft):
        self.do(lambda session: contacts.create(session, draft))

    @rule(which=WHICH, draft=DRAFTS)
    def change(self, which, draft):
        self.do(lambda session: contacts.change(session, self.ids(session)[which], draft))

    @rule(which=WHICH, other=WHICH, role=st.sampled_from(["", "Sister"]))
    def relate(self, which, other, role):
        self.do(
            lambda session: contacts.relate(
                session,
                self.ids(session)[which],
                self.ids(session)[other],
                RelationDraft(role, is_main=bool(role)),
            )
        )

    @rule(which=WHICH, gone=st.booleans())
    def write_down(self, which, gone):
        def action(session):
            key = contacts.add_activity(
                session, self.ids(session)[which], ActivityDraft("call", "Rang", seconds=60)
            )
            if gone:
                contacts.remove_activity(session, key)

        self.do(action)

    @rule()
    def undo(self):
        self.at_next_minute(self.database.undo)

    @rule()
    def redo(self):
        self.at_next_minute(self.database.redo)

    def ids(self, session) -> list[int]:
        return sorted(contacts.list_ids(session))

    def do(self, command) -> None:
        def act():
            with self.database.write(T("Test")) as session:
                command(session)

        self.at_next_minute(act)

    def at_next_minute(self, act) -> None:
        self.minutes += 1
        instant = START + timedelta(minutes=self.minutes)
        with time_machine.travel(instant, tick=False), suppress(UserError, IndexError):
            act()
        with self.database.read() as session:
            pages = {key: shown(session, key) for key in contacts.list_ids(session)}
            self.pages.append((instant, history.last_action(session, instant), pages))


@pytest.fixture(scope="module", autouse=True)
def template(empty_file):
    Life.template = empty_file


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=25,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_contact_that_was_not_there_yet_is_told(database):
    with database.write(T("Add")) as session:
        anna = contacts.create(session, ContactDraft("Anna"))
    with database.read() as session, pytest.raises(NotFound, match="did not exist then"):
        history.get_past(session, anna, 0)


def test_company_is_shown_under_the_name_that_it_had(database):
    with database.write(T("Add")) as session:
        anna = contacts.create(session, ContactDraft("Anna", company="Anthos"))
        company = contacts.find_ids(session, "Anthos", kind="company")[0]
    with database.read() as session:
        action = history.list_actions(session)[0].action
    with database.write(T("Rename")) as session:
        contacts.change(session, company, ContactDraft("Anthos Flowers", "company"))
    with database.read() as session:
        assert history.get_past(session, anna, action).draft.company == "Anthos"
        assert contacts.get_draft(session, anna).company == "Anthos Flowers"


def test_single_value_is_put_back_and_everything_else_stays(database):
    with database.write(T("Add")) as session:
        draft = ContactDraft("Anna", phones=(Labelled("111"),), note="Old")
        anna = contacts.create(session, draft)
    with database.read() as session:
        action = history.list_actions(session)[0].action
    with database.write(T("Change")) as session:
        contacts.change(session, anna, ContactDraft("Anna K", phones=(Labelled("222"),)))
    with database.read() as session:
        now = contacts.get_draft(session, anna)
        then = history.get_past(session, anna, action).draft
        assert history.list_differences(then, now) == ("name", "phones", "note")
    with database.write(T("Put back")) as session:
        history.put_back(session, anna, action, "phones")
    with database.read() as session:
        now = contacts.get_draft(session, anna)
    assert (now.name, now.phones, now.note) == ("Anna K", (Labelled("111"),), "")
