"""Calls of lists come onto timelines once, each on the contact whose number it is."""

from __future__ import annotations

from datetime import datetime

import pytest
from openpyxl import load_workbook

from smallcrm.core.errors import Cancelled, NotFound, UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import calls, contacts, history, settings, staff
from smallcrm.services.contacts import ActivityDraft, ContactDraft, Labelled
from smallcrm.services.exchange.calls.lines import CallLine
from smallcrm.services.staff import StaffDraft

ANNA, OFFICE = "+30 691 234 5678", "210 123 4567"


def line(row, number, at="2026-11-02 07:15:01", **values):
    return CallLine(row, at, number, direction=values.pop("direction", "in"), **values)


@pytest.fixture
def people(database):
    """Anna, and the company Acme with two who work there and have its number too."""
    with database.write(T("Add contacts")) as session:
        return {
            name: contacts.create(session, ContactDraft(name, kind, phones=(Labelled(phone),)))
            for name, kind, phone in (
                ("Anna", "person", ANNA),
                ("Bob", "person", OFFICE),
                ("Acme", "company", OFFICE),
                ("Cleo", "person", OFFICE),
            )
        }


@pytest.fixture
def bring(database):
    """Brings lines in."""

    def bring(*lines, **said):
        with database.write(T("Calls from {file}", file="list.csv")) as session:
            return calls.bring_in(session, lines, **said)

    return bring


def timeline(database, contact_id):
    with database.read() as session:
        entries = contacts.list_timeline(session, contact_id, group="call")
        return [(entry.direction, entry.seconds, entry.outcome) for entry in entries]


@pytest.mark.parametrize(
    "number", ["+306912345678", "6912345678", "00306912345678", "691 234 5678", "306912345678"]
)
def test_call_is_on_whom_the_number_belongs_to_however_it_is_written(
    database, people, bring, number
):
    assert bring(line(1, number, seconds=83)).told.noted == 1
    assert timeline(database, people["Anna"]) == [("in", 83, "")]


def test_number_of_no_known_country_is_found_too(database, bring):
    with database.write(T("Add contact")) as session:
        settings.change(session, {"country": ""})
        draft = ContactDraft("Heike", phones=(Labelled("0171 1234567"),))
        heike = contacts.create(session, draft)
    bring(line(1, "+491711234567", seconds=5))
    assert len(timeline(database, heike)) == 1


def test_missed_call_says_so_and_counts_as_missed(database, people, bring):
    found = bring(line(1, ANNA, is_answered=False), line(2, ANNA, direction="out", seconds=3))
    assert (found.told.noted, found.told.missed) == (2, 1)
    assert sorted(timeline(database, people["Anna"])) == [("in", None, "no_answer"), ("out", 3, "")]


def test_same_list_and_overlapping_lists_bring_nothing_twice(people, bring):
    first = [line(1, ANNA, seconds=5), line(2, ANNA, at="2026-11-02 08:00:00", seconds=7)]
    assert bring(*first).told.noted == 2
    assert (bring(*first).told.noted, bring(*first).told.known) == (0, 2)
    more = [first[1]._replace(row=9, number="6912345678"), line(3, ANNA, at="2026-11-03 08:00:00")]
    told = bring(*more).told
    assert (told.noted, told.known) == (1, 1)


def test_two_rows_that_are_alike_are_two_calls_of_one_list(people, bring):
    twice = [line(1, ANNA, is_answered=False), line(2, ANNA, is_answered=False)]
    assert bring(*twice).told.noted == 2
    assert bring(*twice).told.noted == 0


def test_legs_of_one_call_are_one_and_the_answered_one_stays(database, people, bring):
    legs = [
        line(1, ANNA, unique="17.1", is_answered=False),
        line(2, ANNA, unique="17.1", seconds=60),
        line(3, ANNA, unique="17.1", is_answered=False),
    ]
    told = bring(*legs).told
    assert (told.noted, told.known) == (1, 2)
    assert timeline(database, people["Anna"]) == [("in", 60, "")]


def test_systems_that_count_from_one_in_every_list_lose_no_call(people, bring):
    assert bring(line(1, ANNA, unique="1")).told.noted == 1
    assert bring(line(1, ANNA, at="2026-12-01 10:00:00", unique="1")).told.noted == 1


def test_shared_number_is_the_companys_until_one_has_talked_to_somebody(database, people, bring):
    bring(line(1, OFFICE))
    assert len(timeline(database, people["Acme"])) == 1
    with database.write(T("Add entry")) as session:
        at = datetime.fromisoformat("2026-11-20 10:00:00")
        contacts.add_activity(session, people["Cleo"], ActivityDraft("call", at=at))
    bring(line(1, OFFICE, at="2026-11-21 10:00:00"))
    assert len(timeline(database, people["Cleo"])) == 2
    with database.read() as session:
        names = [who.name for who in calls.who_calls(session, OFFICE)]
    assert names == ["Cleo", "Acme", "Bob"]


def test_numbers_that_nobody_has_are_listed_and_make_no_contact(database, people, bring, tmp_path):
    strangers = [
        line(1, "2310555555", name="Taxi"),
        line(2, "+302310555555", at="2026-11-03 07:00:00"),
        line(3, "", at="2026-11-04 07:00:00"),
    ]
    with database.read() as session:
        told = calls.foretell(session, strangers)
        count = contacts.count(session)
    assert bring(*strangers).told == told
    assert (told.noted, told.strangers) == (0, 3)
    assert [(one.number, one.name, one.calls) for one in told.unknown] == [
        ("2310555555", "Taxi", 2),
        ("", "", 1),
    ]
    with database.read() as session:
        assert contacts.count(session) == count
    assert calls.save_unknown(tmp_path / "out.xlsx", told.unknown) == 1
    rows = list(load_workbook(tmp_path / "out.xlsx").active.values)
    assert rows[1][:3] == ("Taxi", "2310555555", 2)


def test_rows_add_up(people, bring):
    told = bring(
        line(1, ANNA),
        line(2, "2310555555"),
        line(3, "", problem="internal"),
        line(4, ANNA, at="", problem="call_no_moment"),
    ).told
    parts = (told.noted, told.known, told.strangers, told.internal, len(told.rejected))
    assert parts == (1, 0, 1, 1, 1)
    assert sum(parts) == told.rows
    assert told.rejected[0].row == 4


def test_whose_an_extension_is_is_said_once_and_remembered(database, people, bring):
    with database.write(T("Add people")) as session:
        maria, petros = (staff.add(session, StaffDraft(name)) for name in ("Maria Papa", "Petros"))

    def owners(*lines, **said):
        told = bring(*lines, **said).told
        return {one.text: one.staff_id for one in told.employees}

    lines = [line(1, ANNA, employee="101"), line(2, ANNA, employee="Maria")]
    assert owners(*lines) == {"101": None, "Maria": maria}
    later = "2026-11-05 07:00:00"
    assert owners(line(1, ANNA, at=later, employee="101"), said={"101": petros}) == {"101": petros}
    third = line(1, ANNA, at="2026-11-06 07:00:00", employee="101 Maria")
    assert owners(third) == {"101 Maria": petros}
    with database.read() as session:
        entries = contacts.list_timeline(session, people["Anna"], group="call")
    assert sorted(entry.owner for entry in entries) == ["", "Maria Papa", "Petros", "Petros"]


def test_bringing_in_is_one_step_and_what_was_undone_comes_again(database, people, bring):
    lines = [line(number, ANNA, at=f"2026-11-02 07:{number:02}:00") for number in range(1, 50)]
    bring(*lines)
    database.undo()
    assert timeline(database, people["Anna"]) == []
    assert bring(*lines).told.noted == 49


def test_entry_taken_off_the_timeline_stays_away(database, people, bring):
    found = bring(line(1, ANNA))
    contact_id, entry = found.newest
    with database.write(T("Remove entry")) as session:
        contacts.remove_activity(session, entry)
    assert contact_id == people["Anna"]
    assert bring(line(1, ANNA)).told.known == 1


def test_call_stays_known_when_its_contact_is_gone(database, people, bring):
    bring(line(1, ANNA))
    with database.write(T("Bin")) as session:
        contacts.archive(session, [people["Anna"]])
    told = bring(line(1, ANNA)).told
    assert (told.known, told.strangers) == (1, 0)


def test_stopping_leaves_nothing_behind(database, people):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled), database.write(T("Calls")) as session:
        calls.bring_in(session, [line(1, ANNA)], progress=progress)
    assert timeline(database, people["Anna"]) == []


def test_looking_into_a_list_of_strangers_is_stopped_too(database, people):
    progress = Progress()
    progress.cancel()
    strangers = [line(row, f"69900000{row:02}") for row in range(10)]
    with database.read() as session, pytest.raises(Cancelled):
        calls.foretell(session, strangers, progress=progress)
    with database.read() as session, pytest.raises(Cancelled):
        calls.foretell(session, [line(1, ANNA)], progress=progress)
    with pytest.raises(Cancelled), database.write(T("Calls")) as session:
        calls.bring_in(session, strangers, progress=progress)


def test_contacts_in_the_bin_have_no_number(database, people, bring):
    with database.write(T("Bin")) as session:
        contacts.archive(session, [people["Anna"]])
    assert bring(line(1, ANNA)).told.strangers == 1


def test_number_is_added_to_a_contact_behind_the_others(database, people):
    with database.write(T("Add number")) as session:
        calls.add_number(session, people["Anna"], "2310555555")
    with database.read() as session:
        assert [who.name for who in calls.who_calls(session, "+302310555555")] == ["Anna"]
        phones = contacts.get_draft(session, people["Anna"]).phones
    assert [phone.value for phone in phones] == [ANNA, "2310555555"]
    with pytest.raises(UserError, match="already"), database.write(T("Again")) as session:
        calls.add_number(session, people["Anna"], "2310 555555")
    with pytest.raises(NotFound), database.write(T("Gone")) as session:
        calls.add_number(session, 999, "2310555555")


def test_history_names_the_list(database, people, bring):
    bring(line(1, ANNA))
    with database.read() as session:
        assert str(history.next_undo(session)) == "Calls from list.csv"
