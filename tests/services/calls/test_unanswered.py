"""Whom to call back: who called and was missed, until somebody answers or ticks it off."""

from __future__ import annotations

from datetime import timedelta

import pytest

from smallcrm.core import clock
from smallcrm.core.errors import NotFound
from smallcrm.models import Staff
from smallcrm.services import calls, contacts, digest, tasks
from smallcrm.services.contacts import ActivityDraft, ContactDraft, Labelled
from smallcrm.services.contacts.activities import (
    BUSY,
    CALL,
    EMAIL,
    INCOMING,
    MEETING,
    MESSAGE,
    NO_ANSWER,
    NOBODY,
    NOTE,
    OUTGOING,
    REACHED,
    VISIT,
    VOICEMAIL,
)
from smallcrm.services.tasks import TaskDraft


@pytest.fixture
def missed(do):
    """Notes a missed call of so many hours ago; its id."""

    def missed(contact_id, hours, outcome=NO_ANSWER, **more):
        return note(do, contact_id, hours, CALL, INCOMING, outcome, **more)

    return missed


def note(do, contact_id, hours, kind, direction="", outcome="", **more):
    at = clock.now() - timedelta(hours=hours)
    body = "Words" if kind == NOTE else ""
    more = {"owner_id": NOBODY} | more
    draft = ActivityDraft(kind, body, direction=direction, outcome=outcome, at=at, **more)
    return do(contacts.add_activity, contact_id, draft)


@pytest.fixture
def waiting(ask):
    """The contacts that wait for a call, in their order."""
    return lambda owner_id=None: [
        row.contact_id for row in ask(calls.list_unanswered, clock.now(), owner_id)
    ]


@pytest.fixture
def boris(do):
    phones = (Labelled("+30 691 234 5678"), Labelled("+30 210 123 4567"))
    return do(contacts.create, ContactDraft("Boris", phones=phones))


def test_one_line_for_each_who_called_and_who_waits_longest_is_first(
    ask, waiting, missed, anna, boris
):
    missed(boris, 3)
    missed(anna, 5, VOICEMAIL)
    last = missed(anna, 1, BUSY)
    assert waiting() == [anna, boris]
    first, second = ask(calls.list_unanswered, clock.now())
    assert (first.id, first.times, first.phone, first.number) == (last, 2, "", "")
    assert first.at - first.since >= timedelta(hours=3.9)
    assert (second.name, second.phone, second.number) == (
        *("Boris", "+30 691 234 5678", "+306912345678"),
    )


@pytest.mark.parametrize(
    "entry",
    [
        (CALL, OUTGOING, REACHED),
        (CALL, OUTGOING, NO_ANSWER),
        (CALL, INCOMING, REACHED),
        (MESSAGE, OUTGOING, "viber"),
        (EMAIL, OUTGOING, ""),
        (MEETING, "", ""),
        (VISIT, "", ""),
    ],
)
def test_what_is_not_one_sided_any_more_answers(do, waiting, missed, anna, entry):
    note(do, anna, 6, *entry)  # before it: answers nothing
    missed(anna, 5)
    assert waiting() == [anna]
    note(do, anna, 4, *entry)
    assert waiting() == []
    missed(anna, 3)
    assert waiting() == [anna]


@pytest.mark.parametrize(
    "entry",
    [(NOTE, "", ""), (EMAIL, INCOMING, ""), (MESSAGE, INCOMING, ""), (CALL, INCOMING, NO_ANSWER)],
)
def test_a_note_and_another_question_do_not_answer(do, waiting, missed, anna, entry):
    missed(anna, 5)
    note(do, anna, 4, *entry)
    assert waiting() == [anna]


def test_answer_that_was_taken_off_the_timeline_is_none(do, waiting, missed, anna):
    missed(anna, 5)
    answer = note(do, anna, 4, CALL, OUTGOING, REACHED)
    do(contacts.remove_activity, answer)
    assert waiting() == [anna]


def test_task_that_was_made_for_it_answers_when_it_is_done(do, waiting, missed, anna, boris):
    missed(anna, 1)
    missed(boris, 1)
    task = do(tasks.add_task, TaskDraft("Call Anna", contact_id=anna))
    assert waiting() == [anna, boris]
    do(tasks.finish_task, task)
    assert waiting() == [boris]


def test_task_of_before_is_about_something_else(do, ask, waiting, missed, anna):
    task = do(tasks.add_task, TaskDraft("Order peonies", contact_id=anna))
    missed(anna, -0.001)  # a moment after it was made
    do(tasks.finish_task, task)
    later = clock.now() + timedelta(minutes=1)
    assert waiting() == []  # it is still to come
    assert [row.contact_id for row in ask(calls.list_unanswered, later)] == [anna]


def test_ticked_off_needs_nothing_any_more_until_the_next_call(
    do, ask, waiting, missed, anna, boris
):
    missed(boris, 9)
    missed(anna, 5)
    last = missed(anna, 3)
    do(calls.note_returned, last)
    do(calls.note_returned, last)  # twice is as good as once
    assert waiting() == [boris]
    missed(anna, 4)  # of a list that was read later
    assert waiting() == [boris]
    missed(anna, 1)
    assert waiting() == [boris, anna]
    assert ask(calls.list_unanswered, clock.now())[1].times == 1


def test_ticking_off_is_undone(do, waiting, missed, anna, database):
    last = missed(anna, 3)
    do(calls.note_returned, last)
    assert waiting() == []
    database.undo()
    assert waiting() == [anna]


def test_what_was_ticked_off_stays_so_when_the_digest_was_seen(do, waiting, missed, anna):
    last = missed(anna, 3)
    do(calls.note_returned, last)
    do(digest.mark_all, clock.now())
    assert waiting() == []


def test_only_a_missed_call_that_is_there_is_ticked_off(do, missed, anna):
    gone, answered = missed(anna, 3), note(do, anna, 2, CALL, INCOMING, REACHED)
    do(contacts.remove_activity, gone)
    for entry in (gone, answered, 999):
        with pytest.raises(NotFound):
            do(calls.note_returned, entry)


def test_calls_of_long_ago_and_of_contacts_in_the_bin_are_left_out(
    do, waiting, missed, anna, boris
):
    missed(anna, 31 * 24)
    missed(boris, 1)
    do(contacts.archive, [boris])
    assert waiting() == []


def test_ones_own_are_those_that_name_one_and_those_that_name_nobody(
    do, waiting, missed, anna, boris
):
    def hire(session):
        people = [Staff(name=name) for name in ("Nina", "Oleg")]
        session.add_all(people)
        session.flush()
        return [person.id for person in people]

    nina, oleg = do(hire)
    missed(anna, 2, owner_id=nina)
    missed(boris, 1)
    assert waiting(nina) == [anna, boris]
    assert waiting(oleg) == [boris]


def test_digest_tells_what_came_since_and_only_once(do, ask, missed, anna, waiting):
    before = clock.now() - timedelta(minutes=1)
    last = missed(anna, 30)  # read from a list today
    found = ask(digest.collect, clock.now(), before)
    assert [(each.source, each.key, each.title, each.id) for each in found] == [
        (digest.CALL, str(last), "Anna", anna)
    ]
    assert ask(digest.collect, clock.now(), clock.now()) == []
    do(digest.mark_seen, digest.CALL, str(last))
    assert ask(digest.collect, clock.now(), before) == []
    assert waiting() == [anna]  # seen is not answered
