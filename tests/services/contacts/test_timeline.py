"""What happened with a contact, page by page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import select

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.models import Document, Stage
from smallcrm.services import contacts, documents, dunning, pipeline, settings, tasks
from smallcrm.services.contacts import ActivityDraft, ContactDraft
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.tasks import TaskDraft

at = datetime.fromisoformat


def write(database, action):
    with database.write(T("Test")) as session:
        return action(session)


def change(session, note, words):
    contacts.change_activity(session, note, ActivityDraft("note", words))


@pytest.fixture
def anna(database):
    with time_machine.travel(at("2026-01-05 09:00"), tick=False):
        return write(database, lambda session: contacts.create(session, ContactDraft("Anna")))


def timeline(database, anna, **more):
    with database.read() as session:
        return contacts.list_timeline(session, anna, **more)


def test_everything_is_there_newest_first(database, anna):
    with time_machine.travel(at("2026-01-06 09:00"), tick=False):
        write(database, lambda session: contacts.add_note(session, anna, "Called back"))
    with time_machine.travel(at("2026-01-07 09:00"), tick=False):
        draft = DocumentDraft(customer_id=anna)
        write(database, lambda session: documents.create_draft(session, draft))
    found = timeline(database, anna)
    assert [entry.kind for entry in found] == ["invoice", "note", "created"]
    assert found[0].amount.currency == "EUR"
    assert found[1].body == "Called back"
    assert found[2].at == at("2026-01-05 09:00")


def test_reminder_is_one_entry_for_all_its_invoices(database, anna):
    def bill(session):
        settings.change(session, {"name": "Anthos", "country": "GR", "tax_id": "094215776"})
        for price in ("10", "20"):
            line = LineDraft("Work", price=Decimal(price), tax_category="Z")
            draft = DocumentDraft(customer_id=anna, lines=(line,), due_days=0)
            documents.issue(session, documents.create_draft(session, draft))

    with time_machine.travel(at("2026-02-01 09:00"), tick=False):
        write(database, bill)
    with time_machine.travel(at("2026-02-10 09:00"), tick=False):
        sent = write(database, lambda session: dunning.send(session, date(2026, 2, 10)))
    assert len(sent) == 1
    first, *_older = timeline(database, anna, group="document")
    assert (first.kind, first.title, first.body) == ("reminder", "2026-0001, 2026-0002", "1")
    assert (first.at, first.amount) == (at("2026-02-10 09:00"), Money(3000, "EUR"))
    assert first.id == 1
    with database.read() as session:
        assert contacts.get_view(session, anna).last_contact == first


def test_pages_follow_each_other_without_gap_or_twin(database, anna):
    for number in range(7):
        write(database, lambda session, n=number: contacts.add_note(session, anna, f"Note {n}"))
    whole = timeline(database, anna)
    pages = [timeline(database, anna, start=start, limit=3) for start in (0, 3, 6)]
    assert [entry for page in pages for entry in page] == list(whole)
    assert [len(page) for page in pages] == [3, 3, 2]
    assert timeline(database, anna, start=8) == ()


def test_entries_of_others_are_not_there(database, anna):
    other = write(database, lambda session: contacts.create(session, ContactDraft("Petros")))
    write(database, lambda session: contacts.add_note(session, other, "Not Anna's"))
    assert [entry.kind for entry in timeline(database, anna)] == ["created"]


def test_a_note_gets_other_words_at_the_same_place(database, anna):
    note = write(database, lambda session: contacts.add_note(session, anna, "Gate 4471"))
    before = timeline(database, anna)[0].at
    write(
        database,
        lambda session: contacts.change_activity(
            session, note, ActivityDraft("note", " Gate 4472 ")
        ),
    )
    entry = timeline(database, anna)[0]
    assert (entry.body, entry.at) == ("Gate 4472", before)


def test_a_removed_note_comes_back_with_undo(database, anna):
    note = write(database, lambda session: contacts.add_note(session, anna, "Gate 4471"))
    write(database, lambda session: contacts.remove_activity(session, note))
    assert [entry.kind for entry in timeline(database, anna)] == ["created"]
    database.undo()
    assert [entry.kind for entry in timeline(database, anna)] == ["note", "created"]


def test_a_note_that_is_gone_cannot_be_changed(database, anna):
    note = write(database, lambda session: contacts.add_note(session, anna, "Gate 4471"))
    with pytest.raises(UserError):
        write(
            database,
            lambda session: change(session, note, "  "),
        )
    write(database, lambda session: contacts.remove_activity(session, note))
    with pytest.raises(NotFound):
        write(
            database,
            lambda session: contacts.change_activity(
                session, note, ActivityDraft("note", "Too late")
            ),
        )


def test_call_keeps_how_it_went(database, anna):
    call = ActivityDraft("call", "Wants peonies", direction="in", seconds=360, outcome="Ordered")
    key = write(database, lambda session: contacts.add_activity(session, anna, call))
    entry = timeline(database, anna)[0]
    assert entry[0] == "call"
    assert (entry.body, entry.direction, entry.seconds, entry.outcome) == (
        "Wants peonies",
        "in",
        360,
        "Ordered",
    )
    with database.read() as session:
        assert contacts.get_activity(session, key) == replace(call, at=entry.at)
        assert contacts.get_view(session, anna).last_contact == entry


@pytest.mark.parametrize(
    ("draft", "field"),
    [(ActivityDraft("note", " "), "body"), (ActivityDraft("call", seconds=10**9), "seconds")],
)
def test_entry_that_cannot_be_is_refused(database, anna, draft, field):
    with pytest.raises(UserError) as error:
        write(database, lambda session: contacts.add_activity(session, anna, draft))
    assert error.value.field == field


def test_entry_of_another_day_stands_at_its_place(database, anna):
    write(database, lambda session: contacts.add_note(session, anna, "Now"))
    old = ActivityDraft("meeting", title="Fair", at=at("2026-01-05 10:00"))
    with time_machine.travel(at("2026-01-06 09:00"), tick=False):
        write(database, lambda session: contacts.add_activity(session, anna, old))
    assert [entry.title for entry in timeline(database, anna)] == ["", "Fair", ""]


def stage(session, name):
    return session.scalar(select(Stage).where(Stage.name == name))


def test_deal_is_there_when_it_begins_and_whenever_it_moves(database, anna):
    with time_machine.travel(at("2026-01-06 09:00"), tick=False):
        deal = DealDraft("Wedding", anna, Decimal(2400))
        deal_id = write(database, lambda session: pipeline.create_deal(session, deal))
    for day, name in ((7, "Contacted"), (8, "Won")):
        with time_machine.travel(at(f"2026-01-0{day} 09:00"), tick=False):
            write(database, lambda session, to=name: move(session, deal_id, to))
    kinds = [(entry.kind, entry.body, entry.outcome) for entry in timeline(database, anna)]
    assert kinds == [
        ("deal_moved", "Won", "won"),
        ("deal_moved", "Contacted", "open"),
        ("deal", "", ""),
        ("created", "", ""),
    ]
    database.undo()
    assert [entry.kind for entry in timeline(database, anna)] == ["deal_moved", "deal", "created"]
    database.redo()
    assert timeline(database, anna)[0].body == "Won"


def move(session, deal_id, name):
    pipeline.move_deal(session, deal_id, stage(session, name).id)


def test_what_became_of_a_document_is_told(database, anna):
    draft = DocumentDraft(kind="quote", customer_id=anna)
    document = write(database, lambda session: documents.create_draft(session, draft))

    def accept(session):
        session.get(Document, document).accepted_at = at("2027-01-08 09:00")

    write(database, accept)
    assert [entry.kind for entry in timeline(database, anna)] == ["accepted", "quote", "created"]


def test_task_is_there_when_it_is_done(database, anna):
    draft = TaskDraft("Call back", contact_id=anna)
    task = write(database, lambda session: tasks.add_task(session, draft))
    assert len(timeline(database, anna)) == 1
    write(database, lambda session: tasks.finish_task(session, task))
    assert timeline(database, anna)[0][:4:3] == ("task", "")


def test_timeline_is_narrowed_to_one_group(database, anna):
    call = ActivityDraft("call", "Rang")
    for number in range(3):
        write(database, lambda session, n=number: contacts.add_note(session, anna, f"Note {n}"))
        write(database, lambda session: contacts.add_activity(session, anna, call))
    assert [entry.kind for entry in timeline(database, anna, group="call")] == ["call"] * 3
    assert [entry.body for entry in timeline(database, anna, group="note", start=1, limit=1)] == [
        "Note 1"
    ]
    assert timeline(database, anna, group="deal") == ()
    with database.read() as session:
        assert contacts.list_groups(session, anna) == ("note", "call")


def test_the_page_and_the_export_tell_the_same_story(database, anna):
    other = write(database, lambda session: contacts.create(session, ContactDraft("Petros")))
    for owner in (anna, other, anna):
        write(database, lambda session, key=owner: contacts.add_note(session, key, "Called"))
    with database.read() as session:
        views = contacts.list_views(session, [anna, other])
        assert views[anna].timeline == contacts.list_timeline(session, anna)
        assert contacts.get_view(session, anna, entries=1).timeline == views[anna].timeline[:1]
    assert len(views[anna].timeline) == 3
    assert len(views[other].timeline) == 2
