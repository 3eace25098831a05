"""The fields of one deal, its tags, its own fields, copies, its timeline and its way."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from smallcrm.core import clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.services import contacts, custom_fields, deals, documents, files, pipeline, tasks
from smallcrm.services.contacts import ActivityDraft, ContactDraft
from smallcrm.services.custom_fields import CONTACTS, DEALS, NUMBER
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.tasks import TaskDraft
from tests.services.deals.conftest import line


@pytest.fixture
def change(do, deal):
    return lambda **values: do(deals.change_details, deal, values)


@pytest.fixture
def found(ask, deal):
    return lambda: ask(deals.get_details, deal)


def test_fields_change_one_by_one_and_the_others_stay(change, found):
    before = found()
    change(title="  New   kitchen ", expected_close=date(2026, 12, 24))
    change(source="Site", note="Oak, not pine")
    after = found()
    assert (after.title, after.expected_close) == ("New kitchen", date(2026, 12, 24))
    assert (after.source, after.note) == ("Site", "Oak, not pine")
    assert (after.amount, after.currency) == (before.amount, before.currency)


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", " "), ("amount", Decimal("NaN")), ("currency", "XXQ")],
)
def test_what_is_not_right_is_refused_beside_its_field(change, found, field, value):
    before = found()
    with pytest.raises(UserError) as caught:
        change(source="Site", **{field: value})
    assert caught.value.field == field
    assert found() == before


@pytest.mark.parametrize("field", ["contact_id", "company_id", "owner_id", "campaign_id"])
def test_what_is_gone_cannot_be_pointed_at(change, field):
    with pytest.raises(NotFound):
        change(**{field: 99})


def test_the_company_of_the_person_is_that_of_the_deal_and_goes_with_the_person(do, ask, change):
    person = do(contacts.create, ContactDraft("Ben", company="Keller"))
    other = do(contacts.create, ContactDraft("Cleo", company="Adler"))
    deal = do(pipeline.create_deal, DealDraft("Roof", person))
    assert ask(deals.get_view, deal).company == "Keller"
    do(deals.change_details, deal, {"contact_id": other})
    assert ask(deals.get_view, deal).company == "Adler"
    do(deals.change_details, deal, {"company_id": None})
    assert ask(deals.get_view, deal).company == ""


def test_tags_are_those_of_contacts_and_undo_takes_them_back(database, do, change, found, anna):
    do(contacts.change, anna, ContactDraft("Anna", tags=("Oak",)))
    change(tags=("oak", "Urgent", " urgent "))
    assert found().tags == ("Oak", "urgent")
    change(tags=("Urgent",))
    assert found().tags == ("urgent",)
    database.undo()
    assert found().tags == ("Oak", "urgent")


def test_values_of_own_fields_are_of_their_kind(do, ask, change, found):
    do(custom_fields.add, "Width", NUMBER, (), (DEALS,))
    change(custom={"width": "1.234,5", "Color": "red"})
    assert found().custom == {"Width": "1234.5", "Color": "red"}
    with pytest.raises(UserError):
        change(custom={"Width": "wide"})
    change(custom={"Color": ""})
    assert found().custom == {"Width": "1234.5"}
    assert [row.name for row in ask(custom_fields.list_fields, DEALS)] == ["Width", "Color"]
    assert ask(custom_fields.list_fields, CONTACTS) == []


def test_a_field_that_both_use_is_for_both(do, ask, change, anna):
    do(contacts.change, anna, ContactDraft("Anna", custom={"Size": "4"}))
    change(custom={"Size": "5"})
    [row] = ask(custom_fields.list_fields)
    assert (row.for_contacts, row.for_deals) == (True, True)
    do(custom_fields.set_use, row.id, (DEALS,))
    do(contacts.create, ContactDraft("Ben", custom={"Size": "6"}))
    assert ask(custom_fields.get_field, row.id).for_contacts


def test_another_kind_moves_what_does_not_fit_to_the_note_of_the_deal(do, ask, change, found):
    change(custom={"Size": "large"})
    [row] = ask(custom_fields.list_fields)
    account = do(custom_fields.change, row.id, NUMBER)
    assert (account.misfits, found().custom, found().note) == (1, {}, "Size: large")


def test_a_field_goes_with_the_values_of_deals_and_undo_brings_them_back(
    database, do, ask, change, found
):
    change(custom={"Size": "large"})
    [row] = ask(custom_fields.list_fields)
    assert do(custom_fields.remove, row.id) == 1
    database.undo()
    assert found().custom == {"Size": "large"}


def test_a_field_for_nothing_is_refused(do):
    with pytest.raises(UserError):
        do(custom_fields.add, "Size", use=())


def test_a_copy_has_title_lines_tags_and_fields_but_no_history_and_no_documents(
    do, ask, deal, change
):
    change(tags=("Oak",), custom={"Size": "4"}, note="Soon", expected_close=date(2026, 1, 2))
    do(deals.set_lines, deal, (line(),))
    do(deals.set_prices_include_tax, deal, include=True)
    do(pipeline.win_deal, deal)
    do(deals.make_quote, deal)
    view, source = ask(deals.get_view, do(deals.copy, deal)), ask(deals.get_view, deal)
    assert view.details.title == "Kitchen (copy)"
    assert view.details.amount == source.details.amount == Decimal(100)
    assert (view.details.tags, view.details.custom) == (("Oak",), {"Size": "4"})
    assert (view.stage, view.details.expected_close, view.document_ids) == ("New", None, ())
    assert [stay.stage for stay in view.stays] == ["New"]
    assert ask(deals.get_lines, view.id).lines == ask(deals.get_lines, deal).lines


def test_stays_tell_how_long_and_why_it_was_lost(do, ask, deal, monkeypatch):
    start = clock.now()
    reason = ask(pipeline.list_reasons)[0]
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(days=12))
    do(pipeline.lose_deal, deal, reason.id, "Too dear")
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(days=15))
    do(pipeline.reopen_deal, deal)
    view = ask(deals.get_view, deal)
    assert [(stay.stage, stay.lasted.days) for stay in view.stays][1:] == [("Lost", 3), ("New", 12)]
    assert (view.stays[1].reason, view.stays[1].note) == (reason.name, "Too dear")
    assert (view.stage, view.kind) == ("New", "open")


def test_timeline_of_a_deal_has_only_what_is_about_it(do, ask, deal, anna, seller):
    do(contacts.add_note, anna, "About something else")
    do(contacts.add_activity, anna, ActivityDraft(body="About the kitchen", deal_id=deal))
    task = do(tasks.add_task, TaskDraft("Measure", contact_id=anna, deal_id=deal))
    assert ask(deals.get_view, deal).next_step.title == "Measure"
    do(tasks.finish_task, task)
    do(documents.issue, do(deals.make_quote, deal))
    kinds = [entry.kind for entry in ask(deals.list_timeline, deal)]
    assert sorted(kinds) == ["deal", "deal_moved", "note", "quote", "task"]
    assert kinds[-1] == "deal"
    assert ask(deals.list_groups, deal) == ("note", "task", "deal", "document")
    [note] = ask(deals.list_timeline, deal, group="note")
    assert note.body == "About the kitchen"
    assert len(ask(contacts.list_timeline, anna)) > len(kinds)


def test_files_of_a_deal_are_files_of_its_contact_too(database, do, ask, deal, anna):
    kept = files.keep_bytes(database.files, b"plan")
    file_id = do(files.attach, anna, "plan.txt", kept, deal)
    do(files.attach, anna, "other.txt", kept)
    assert ask(files.list_file_ids, anna, deal) == [file_id]
    assert len(ask(files.list_file_ids, anna)) == 2
    assert ask(deals.get_view, deal).file_count == 1
