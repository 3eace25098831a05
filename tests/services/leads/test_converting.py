"""A lead becomes one contact, one company, one deal, however often and by whom it is asked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from smallcrm.core.errors import NotFound, UserError
from smallcrm.models import Deal, Task
from smallcrm.services import campaigns, contacts, leads, pipeline, tasks
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.leads import LeadDraft, RuleDraft

HARNESS = "tests.services.leads.convert_harness"
ROOT = Path(__file__).parents[3]
ANNA = LeadDraft(
    "Анна Смирнова",
    "ООО «Лён»",
    "anna@mail.example",
    "+7 916 123-45-67",
    "20 букетов",
    source="Site",
    campaign="May",
)


def everything(session):
    rows = contacts.list_rows(session, contacts.list_ids(session))
    names = sorted(row.name for row in rows.values())
    return {"contacts": names, "deals": len(pipeline.list_deal_ids(session))}


def test_lead_becomes_contact_company_deal_and_its_message_the_first_note(do, ask, people):
    do(leads.add_rule, RuleDraft((people["Мария"],), call_within=15))
    lead_id = do(leads.add, ANNA)
    done = do(leads.convert, lead_id)
    view = ask(contacts.get_draft, done.contact_id)
    assert (view.name, view.company, view.source, view.owner) == (
        *("Анна Смирнова", "ООО «Лён»", "Site"),
        "Мария",
    )
    assert ask(everything) == {"contacts": ["Анна Смирнова", "ООО «Лён»"], "deals": 1}
    timeline = ask(contacts.list_timeline, done.contact_id)
    assert [entry.body for entry in timeline if entry.kind == "note"] == ["20 букетов"]
    deal = ask(lambda session: session.get_one(Deal, done.deal_id))
    assert (deal.source, deal.company_id, deal.owner_id) == (
        "Site",
        done.company_id,
        people["Мария"],
    )
    assert ask(campaigns.list_names)[deal.campaign_id] == "May"
    assert ask(leads.get, lead_id).state == "converted"
    assert ask(tasks.find_next, done.contact_id).title.endswith(": Анна Смирнова")


@pytest.mark.parametrize("is_dismissed", [False, True])
def test_task_to_call_becomes_one_of_the_contact_and_the_deal(
    do, ask, people, database, is_dismissed
):
    do(leads.add_rule, RuleDraft((people["Мария"],), call_within=15))
    lead_id = do(leads.add, ANNA)
    if is_dismissed:
        do(leads.dismiss, [lead_id])

    def task(session):
        found = session.scalar(select(Task))
        return found.contact_id, found.deal_id, found.lead_id, found.deleted_at

    before = ask(task)
    done = do(leads.convert, lead_id)
    assert ask(task) == (done.contact_id, done.deal_id, lead_id, None)
    database.undo()
    assert ask(task) == before


def test_second_time_changes_nothing_and_tells_the_same(do, ask, database):
    lead_id = do(leads.add, ANNA)
    first, second = do(leads.convert, lead_id), do(leads.convert, lead_id)
    assert first.is_new
    assert second == first._replace(is_new=False)
    assert ask(everything) == {"contacts": ["Анна Смирнова", "ООО «Лён»"], "deals": 1}
    database.undo()
    assert ask(everything) == {"contacts": [], "deals": 0}
    assert ask(leads.get, lead_id).state == "new"


def test_two_processes_at_once_make_one_of_each(do, ask, database):
    lead_id = do(leads.add, ANNA)
    started = [
        subprocess.Popen(
            [sys.executable, "-m", HARNESS, database.path, str(lead_id)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for _ in range(2)
    ]
    assert [each.stdout.readline().strip() for each in started] == ["ready", "ready"]
    for each in started:
        each.stdin.write("go\n")
        each.stdin.flush()
    said = [each.communicate(timeout=60)[0].split() for each in started]
    assert said[0][:3] == said[1][:3]
    assert sorted(words[3] for words in said) == ["False", "True"]
    assert ask(everything) == {"contacts": ["Анна Смирнова", "ООО «Лён»"], "deals": 1}


def test_who_may_be_there_already_is_proposed_and_not_made_twice(do, ask):
    old = do(contacts.create, ContactDraft("A. Smirnova", emails=(Labelled("ANNA@mail.example"),)))
    lead_id = do(leads.add, ANNA)
    [found] = ask(leads.propose, lead_id)
    assert (found.contact_id, found.key) == (old, "email")
    with pytest.raises(UserError) as refused:
        do(leads.convert, lead_id)
    assert refused.value.field == "contact"
    assert ask(leads.get, lead_id).contact_id is None


def test_contact_that_is_there_learns_what_only_the_lead_knows(do, ask):
    draft = ContactDraft("A. Smirnova", emails=(Labelled("anna@mail.example"),), source="Friend")
    old = do(contacts.create, draft)
    lead_id = do(leads.add, ANNA)
    done = do(leads.convert, lead_id, old)
    known = ask(contacts.get_draft, old)
    assert done.contact_id == old
    assert (known.name, known.source, known.company) == ("A. Smirnova", "Friend", "ООО «Лён»")
    assert [phone.value for phone in known.phones] == ["+7 916 123-45-67"]
    assert len(ask(pipeline.list_deal_ids)) == 1


def test_company_that_is_there_gets_the_new_contact(do, ask):
    company = do(contacts.create, ContactDraft("ООО «Лён»", "company"))
    assert do(leads.convert, do(leads.add, ANNA)).company_id == company
    with pytest.raises(UserError):
        do(leads.convert, do(leads.add, LeadDraft(company="ООО «Лён»")))
    assert ask(everything)["contacts"] == ["Анна Смирнова", "ООО «Лён»"]


def test_new_contact_is_made_beside_one_that_is_like_it_when_somebody_says_so(do, ask):
    do(contacts.create, ContactDraft("A. Smirnova", emails=(Labelled("anna@mail.example"),)))
    do(leads.convert, do(leads.add, ANNA), is_new=True)
    assert len(ask(contacts.list_ids)) == 3


@pytest.mark.parametrize(
    ("draft", "name", "kind"),
    [
        (LeadDraft(company="ООО «Лён»"), "ООО «Лён»", "company"),
        (LeadDraft(email="bob@shop.example"), "bob@shop.example", "person"),
        (LeadDraft(phone="210 123 4567"), "210 123 4567", "person"),
        (LeadDraft("Bob", email="bob at shop"), "Bob", "person"),
    ],
)
def test_lead_with_little_in_it_becomes_a_contact_too(do, ask, draft, name, kind):
    done = do(leads.convert, do(leads.add, draft))
    made = ask(contacts.get_draft, done.contact_id)
    assert (made.name, made.kind) == (name, kind)
    assert made.note == ("bob at shop" if draft.email == "bob at shop" else "")


def test_message_alone_is_nobody(do, ask):
    lead_id = do(leads.add, LeadDraft(message="Call me"))
    with pytest.raises(UserError):
        do(leads.convert, lead_id)
    assert ask(everything) == {"contacts": [], "deals": 0}


def test_lead_that_is_gone_cannot_be_converted(do):
    lead_id = do(leads.add, ANNA)
    do(leads.archive, [lead_id])
    with pytest.raises(NotFound):
        do(leads.convert, lead_id)


def test_dismissed_lead_that_is_converted_after_all_is_not_dismissed_any_more(do, ask):
    lead_id = do(leads.add, ANNA)
    do(leads.dismiss, [lead_id])
    do(leads.convert, lead_id)
    assert ask(leads.get, lead_id).dismissed_at is None
    with pytest.raises(UserError):
        do(leads.dismiss, [lead_id])
