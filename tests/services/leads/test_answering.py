"""How long somebody waited for the first answer, and what is in which list."""

from __future__ import annotations

from datetime import timedelta

import pytest

from smallcrm.core import clock
from smallcrm.core.errors import UserError
from smallcrm.services import contacts, leads
from smallcrm.services.contacts import ActivityDraft
from smallcrm.services.leads import LeadDraft, RuleDraft


def ago(**span):
    return clock.now() - timedelta(**span)


def test_first_answer_ends_the_wait_and_later_ones_do_not_move_it(do, ask, add):
    lead = add(received_at=ago(minutes=10))
    do(leads.answer, lead.id, "call", "Wants 20 bouquets")
    first = ask(leads.get, lead.id)
    do(leads.answer, lead.id, "email")
    assert first.state == "answered"
    assert ask(leads.get, lead.id).answered_at == first.answered_at
    assert first.message.endswith("Wants 20 bouquets")


def test_call_on_the_timeline_of_the_contact_is_an_answer_too(do, ask, add):
    lead = add(received_at=ago(minutes=30))
    done = do(leads.convert, lead.id)
    assert ask(leads.get, lead.id).answered_at is None
    for direction, minutes in (("in", 20), ("out", 10), ("out", 5)):
        draft = ActivityDraft("call", direction=direction, at=ago(minutes=minutes))
        do(contacts.add_activity, done.contact_id, draft)
    [speed] = [ask(leads.measure_speeds).total]
    assert 19 * 60 <= speed.seconds <= 21 * 60


def test_average_wait_is_told_by_person_and_by_source(do, ask, add, people):
    do(leads.add_rule, RuleDraft((people["Мария"],), source="Site"))
    do(leads.add_rule, RuleDraft((people["Пётр"],)))
    for source, minutes in (("Site", 10), ("Site", 20), ("Fair", 60), ("", 120)):
        lead = add(source=source, received_at=ago(minutes=minutes))
        do(leads.answer, lead.id)
    add(source="Site", received_at=ago(days=1))  # waits still
    old = add(source="Site", received_at=ago(days=91))
    do(leads.answer, old.id)
    found = ask(leads.measure_speeds)

    def told(speeds):
        return {speed.who: (round(speed.seconds / 60), speed.leads) for speed in speeds}

    assert told([found.total]) == {"": (52, 4)}
    assert told(found.by_owner) == {"Мария": (15, 2), "Пётр": (90, 2)}
    assert told(found.by_source) == {"Site": (15, 2), "Fair": (60, 1)}


def test_nobody_answered_yet_is_no_average(ask, add):
    add()
    assert ask(leads.measure_speeds).total is None


def test_each_lead_is_in_one_list(do, ask, add):
    ids = [add(name).id for name in ("new", "answered", "converted", "dismissed", "bin")]
    do(leads.answer, ids[1])
    do(leads.convert, ids[2])
    do(leads.dismiss, [ids[3]])
    do(leads.archive, [ids[4]])
    assert [ask(leads.list_ids, state) for state in leads.STATES] == [[each] for each in ids]
    assert [ask(leads.get, each).state for each in ids] == list(leads.STATES)
    assert ask(leads.count_states) == dict.fromkeys(leads.STATES, 1)
    assert ask(leads.list_ids) == [*ids[3::-1]]
    assert ask(leads.count_new) == 1


def test_what_was_ended_can_begin_again(do, ask, add, database):
    lead = add()
    do(leads.dismiss, [lead.id])
    do(leads.take_back, [lead.id])
    do(leads.archive, [lead.id])
    do(leads.restore, [lead.id])
    assert ask(leads.get, lead.id) == lead
    do(leads.dismiss, [lead.id])
    database.undo()
    assert ask(leads.get, lead.id) == lead


@pytest.mark.parametrize(
    "typed", ["анна", "smirnova", "9161234567", "916 123", "букет анна", "1234567"]
)
def test_lead_is_found_by_any_of_its_words(ask, add, typed):
    lead = add("Анна", company="Smirnova", phone="+7 916 123-45-67", message="20 букетов")
    add("Bob")
    assert ask(leads.list_ids, search=typed) == [lead.id]
    assert ask(leads.list_ids, search="...") == []


def test_lead_says_something_or_is_none(do, add):
    with pytest.raises(UserError):
        do(leads.add, LeadDraft("  ", message="\n"))
    lead = add()
    with pytest.raises(UserError):
        do(leads.change, lead.id, LeadDraft())


def test_long_and_invisible_words_are_kept_as_far_as_there_is_room(add):
    lead = add("A\0b\u0007" * 400, phone="1" * 100, message="x" * 60_000)
    assert (len(lead.name), len(lead.phone), len(lead.message)) == (300, 60, 50_000)
    assert lead.name.startswith("AbAb")
