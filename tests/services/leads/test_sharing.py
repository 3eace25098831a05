"""New leads go to whose turn it is, or to who has the least to do, with the task to call."""

from __future__ import annotations

import contextlib
import shutil
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from smallcrm.core import clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.models import Deal, Task
from smallcrm.services import contacts, leads, pipeline, staff, tasks
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.leads import IMPORT, LEAST_BUSY, ROUND_ROBIN, LeadDraft, RuleDraft
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.staff import StaffDraft


def give_deals(session, staff_id, count):
    contact_id = contacts.create(session, ContactDraft("Old customer"))
    for deal_id in pipeline.create_deals(session, [DealDraft("Deal", contact_id)] * count):
        session.get_one(Deal, deal_id).owner_id = staff_id


def open_tasks(session):
    rows = tasks.list_task_rows(session, tasks.list_task_ids(session))
    return {row.title: session.get_one(Task, row.id).owner_id for row in rows.values()}


def test_without_a_rule_a_lead_belongs_to_nobody(add):
    lead = add()
    assert (lead.owner_id, lead.owner, lead.state) == (None, "", "new")


def test_round_robin_goes_round_and_begins_with_who_has_the_least_to_do(do, add, people):
    do(give_deals, people["Пётр"], 5)
    do(give_deals, people["Мария"], 2)
    do(leads.add_rule, RuleDraft(tuple(people.values())))
    assert [add().owner for _ in range(4)] == ["Мария", "Пётр", "Мария", "Пётр"]


def test_least_busy_counts_open_leads_and_open_deals(do, add, people):
    do(give_deals, people["Пётр"], 3)
    do(leads.add_rule, RuleDraft(tuple(people.values()), way=LEAST_BUSY))
    assert [add().owner for _ in range(5)] == ["Мария", "Мария", "Мария", "Пётр", "Мария"]


def test_what_is_over_keeps_nobody_busy(do, add, people):
    do(leads.add_rule, RuleDraft(tuple(people.values()), way=LEAST_BUSY))
    first, second = add(), add()
    do(leads.dismiss, [first.id])
    assert (first.owner, second.owner, add().owner) == ("Пётр", "Мария", "Пётр")


def test_first_rule_that_fits_the_source_decides(do, add, people):
    do(leads.add_rule, RuleDraft((people["Мария"],), source="Site"))
    do(leads.add_rule, RuleDraft((people["Пётр"],)))
    assert [add(source=source).owner for source in ("SITE", "Fair", "")] == [
        "Мария",
        "Пётр",
        "Пётр",
    ]


def test_moved_rule_decides_before_the_others(do, add, ask, people):
    do(leads.add_rule, RuleDraft((people["Мария"],)))
    second = do(leads.add_rule, RuleDraft((people["Пётр"],)))
    do(leads.move_rule, second, 0)
    assert add().owner == "Пётр"
    do(leads.remove_rule, second)
    assert add().owner == "Мария"
    assert [row.id for row in ask(leads.list_rules)] != [second]


def test_who_left_gets_nothing_and_a_rule_without_people_decides_nothing(do, add, people):
    do(leads.add_rule, RuleDraft((people["Мария"],)))
    do(leads.add_rule, RuleDraft((people["Пётр"],)))
    do(staff.remove, people["Мария"])
    assert add().owner == "Пётр"


def test_new_owner_is_to_call_within_the_minutes_of_the_rule(do, ask, add, people):
    do(leads.add_rule, RuleDraft((people["Мария"],), call_within=15))
    before = clock.now()
    add("Анна Смирнова")
    [task] = ask(tasks.list_task_rows, ask(tasks.list_task_ids)).values()
    assert task.title == "Call within 15 minutes: Анна Смирнова"
    assert ask(open_tasks) == {task.title: people["Мария"]}
    assert timedelta(minutes=14) <= task.instant - before <= timedelta(minutes=16)


def test_task_follows_the_lead_to_another_person_and_is_done_with_the_answer(do, ask, add, people):
    do(leads.add_rule, RuleDraft((people["Мария"],), call_within=15))
    lead = add("Anna 100%_off")
    do(leads.assign, [lead.id], people["Пётр"])
    assert list(ask(open_tasks).values()) == [people["Пётр"]]
    do(leads.answer, lead.id, "call")
    assert ask(open_tasks) == {}


def test_each_lead_has_its_own_task(do, ask, add, people):
    do(leads.add_rule, RuleDraft((people["Мария"],), call_within=15))
    first, _second = add("Anna"), add("Joanna")
    do(leads.answer, first.id)
    assert list(ask(open_tasks)) == ["Call within 15 minutes: Joanna"]


def test_task_is_known_whatever_anybody_calls_it(do, ask, add, people):
    do(leads.add_rule, RuleDraft((people["Мария"],), call_within=15))
    lead = add("Anna")
    do(lambda session: setattr(session.scalar(select(Task)), "title", "Ring her up"))
    do(leads.assign, [lead.id], None)
    assert ask(open_tasks) == {"Ring her up": None}
    do(leads.answer, lead.id)
    assert ask(open_tasks) == {}


@pytest.mark.parametrize(
    ("end", "look_again"), [(leads.dismiss, leads.take_back), (leads.archive, leads.restore)]
)
def test_task_goes_to_the_bin_with_its_lead_and_comes_back(  # noqa: PLR0913, PLR0917 - fixtures
    do, ask, add, people, database, end, look_again
):
    do(leads.add_rule, RuleDraft((people["Мария"],), call_within=15))
    lead = add("Anna")
    before = ask(open_tasks)
    do(end, [lead.id])
    assert ask(open_tasks) == {}
    assert ask(lambda session: session.scalar(select(Task.done_at))) is None
    do(look_again, [lead.id])
    assert ask(open_tasks) == before
    database.undo()
    database.undo()
    assert ask(open_tasks) == before


def test_imported_list_is_shared_out_without_tasks(do, ask, people):
    do(leads.add_rule, RuleDraft(tuple(people.values()), call_within=15))
    drafts = [LeadDraft(f"Person {n}", origin=IMPORT, origin_key=str(n)) for n in range(6)]
    do(leads.bring_in, drafts)
    rows = ask(leads.list_rows, ask(leads.list_ids)).values()
    assert sorted(row.owner for row in rows) == ["Мария"] * 3 + ["Пётр"] * 3
    assert ask(open_tasks) == {}


@pytest.mark.parametrize("draft", [RuleDraft(()), RuleDraft((1,), call_within=0)])
def test_rule_that_says_nothing_is_refused(do, people, draft):
    with pytest.raises(UserError):
        do(leads.add_rule, draft)


def test_rule_for_somebody_who_is_not_here_is_refused(do):
    with pytest.raises(NotFound):
        do(leads.add_rule, RuleDraft((77,)))


@given(
    way=st.sampled_from([ROUND_ROBIN, LEAST_BUSY]),
    count=st.integers(1, 12),
    heads=st.integers(1, 4),
)
def test_shares_never_differ_by_more_than_one(empty_session, way, count, heads):
    """Whatever the way: nobody who had as much as the others gets two more than anybody."""
    with empty_session() as session:
        ids = [staff.add(session, StaffDraft(f"P{n}")) for n in range(heads)]
        leads.add_rule(session, RuleDraft(tuple(ids), way=way))
        leads.bring_in(session, [LeadDraft(f"L{n}") for n in range(count)])
        counts = [len(leads.list_ids(session, owner_id=one)) for one in ids]
    assert sum(counts) == count
    assert max(counts) - min(counts) <= 1


class _Back(Exception):
    """Ends a transaction without leaving anything."""


@pytest.fixture(scope="module")
def empty_session(empty_file, tmp_path_factory):
    """A session whose work is taken back at its end."""
    path = tmp_path_factory.mktemp("sharing") / "shared.smallcrm"
    shutil.copy(empty_file, path)
    database = Database(path)

    @contextlib.contextmanager
    def session():
        with contextlib.suppress(_Back), database.write(T("Test")) as session:
            yield session
            raise _Back

    yield session
    database.close()
