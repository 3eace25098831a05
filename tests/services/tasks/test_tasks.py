"""What is to be done for a contact."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from smallcrm.core.errors import NotFound, UserError
from smallcrm.services import contacts, tasks
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.tasks import TaskDraft


def test_next_step_is_the_open_task_that_is_due_first(do, ask, anna):
    do(tasks.add_task, TaskDraft("Whenever", contact_id=anna))
    late = do(tasks.add_task, TaskDraft("Later", "2026-12-01", contact_id=anna))
    soon = do(tasks.add_task, TaskDraft(" Call  her ", "2026-11-30 9:00", "Europe/Athens", anna))
    do(tasks.add_task, TaskDraft("Not hers", "2026-01-01"))
    step = ask(tasks.find_next, anna)
    assert (step.id, step.title, step.due, step.contact) == (
        soon,
        "Call her",
        "2026-11-30 09:00",
        "Anna",
    )
    assert step.instant == datetime.fromisoformat("2026-11-30 07:00")
    do(tasks.finish_task, soon)
    assert ask(tasks.find_next, anna).id == late
    assert ask(tasks.list_task_ids, contact_id=anna, done=True) == [soon]


def test_next_steps_of_many_are_those_of_each(do, ask, anna):
    boris = do(contacts.create, ContactDraft("Boris"))
    idle = do(contacts.create, ContactDraft("Cleo"))
    for contact_id in (anna, boris):
        do(tasks.add_task, TaskDraft("Later", "2026-12-01", contact_id=contact_id))
        do(tasks.add_task, TaskDraft("Soon", "2026-11-30", contact_id=contact_id))
    found = ask(tasks.list_next, [anna, boris, idle])
    assert {key: step.title for key, step in found.items()} == {anna: "Soon", boris: "Soon"}
    assert found[boris] == ask(tasks.find_next, boris)


def test_contact_without_open_tasks_has_no_next_step(ask, anna):
    assert ask(tasks.find_next, anna) is None


def test_postponing_keeps_the_time_of_day(do, ask, anna):
    timed = do(tasks.add_task, TaskDraft("Call", "2026-11-01 16:30", contact_id=anna))
    whole = do(tasks.add_task, TaskDraft("Write", "2026-11-01", contact_id=anna))
    for task in (timed, whole):
        do(tasks.postpone_task, task, date(2026, 11, 30))
    assert ask(tasks.get_task, timed).due == "2026-12-01 16:30"
    assert ask(tasks.get_task, whole).due == "2026-12-01"


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (TaskDraft("  "), "title"),
        (TaskDraft("Call", "soon"), "due"),
        (TaskDraft("Call", "2026-11-30", "Nowhere/Land"), "zone"),
    ],
)
def test_what_is_no_task_is_refused(do, ask, draft, field):
    with pytest.raises(UserError) as error:
        do(tasks.add_task, draft)
    assert error.value.field == field
    assert ask(tasks.list_task_ids) == []


def test_task_for_nobody_who_exists_is_refused(do):
    with pytest.raises(NotFound):
        do(tasks.add_task, TaskDraft("Call", contact_id=99))


def test_lines_of_more_tasks_than_one_statement_takes_are_read(do, ask):
    last = do(tasks.add_task, TaskDraft("Call"))
    assert list(ask(tasks.list_task_rows, range(300_000, last - 1, -1))) == [last]
