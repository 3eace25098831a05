"""What is due and not handled; what done, snooze, skip and the bin do to it; all taken back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import event

from smallcrm.core import clock
from smallcrm.core.errors import UserError
from smallcrm.models import Task
from smallcrm.services import contacts, tasks
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.tasks import TaskDraft, groups, snoozing
from smallcrm.services.tasks.queries import Wanted

ATHENS = "Europe/Athens"
DAILY = TaskDraft("Open the shop", "2026-03-23 09:00", ATHENS, rule="FREQ=DAILY")


def utc(text):
    return datetime.fromisoformat(text)


def at(text):
    return time_machine.travel(f"{text}Z", tick=False)


def titles(found):
    return [item.title for item in found]


def test_everything_that_is_not_handled_is_due_in_order_of_its_time(do, ask):
    do(tasks.add_task, TaskDraft("Second", "2026-03-23 10:00", ATHENS))
    do(tasks.add_task, TaskDraft("First", "2020-01-01", ATHENS))
    do(tasks.add_task, TaskDraft("Never"))
    do(tasks.add_task, TaskDraft("Later", "2026-03-23 10:01", ATHENS))
    assert titles(ask(tasks.due, utc("2026-03-23 08:00"))) == ["First", "Second"]


def test_reminder_comes_before_its_task_and_again_at_its_time(do, ask):
    do(tasks.add_task, TaskDraft("Meet", "2026-03-23 10:00", ATHENS, reminders=(15, 60)))
    assert ask(tasks.due, utc("2026-03-23 06:59")) == []
    calls = [
        ask(tasks.due, utc(f"2026-03-23 {moment}"))[0].called_at
        for moment in ("07:00", "07:44", "07:45", "08:00", "09:00")
    ]
    assert [f"{moment:%H:%M}" for moment in calls] == ["07:00", "07:00", "07:45", "08:00", "08:00"]


def test_only_what_called_while_nobody_was_there_was_missed(do, ask):
    for hour in (8, 9, 10):
        do(tasks.add_task, TaskDraft(str(hour), f"2026-03-23 {hour:02}:00", ATHENS))
    found = ask(tasks.due, utc("2026-03-23 08:00"), utc("2026-03-23 06:30"))
    assert [(item.title, item.missed) for item in found] == [
        ("8", False),
        ("9", True),
        ("10", False),
    ]


def test_repeating_task_is_one_item_and_done_handles_what_came(do, ask):
    task = do(tasks.add_task, DAILY)
    [item] = ask(tasks.due, utc("2026-03-25 07:00"))
    assert (item.occurrences, item.due) == (3, "2026-03-23 09:00")
    with at("2026-03-25 07:30"):
        do(tasks.finish_task, task)
    assert ask(tasks.due, utc("2026-03-26 06:59")) == []
    assert ask(tasks.due, utc("2026-03-26 07:00"))[0].due == "2026-03-26 09:00"
    assert ask(tasks.get_task, task).done_at is None


def test_repeating_task_that_is_done_early_comes_the_time_after_next(do, ask):
    task = do(tasks.add_task, DAILY)
    with at("2026-03-22 20:00"):
        do(tasks.finish_task, task)
    assert ask(tasks.get_task, task).due == "2026-03-24 09:00"


def test_task_that_comes_no_more_is_done_and_can_be_opened_again(do, ask):
    task = do(tasks.add_task, TaskDraft("Pay", "2026-03-23", ATHENS, rule="FREQ=DAILY;COUNT=2"))
    with at("2026-03-25 07:00"):
        do(tasks.finish_task, task)
        assert ask(tasks.get_task, task).done_at is not None
        do(tasks.reopen_tasks, [task])
        assert [item.due for item in ask(tasks.due, clock.now())] == ["2026-03-23"]


def test_snoozed_task_keeps_its_day_and_calls_later(do, ask):
    task = do(tasks.add_task, TaskDraft("Call", "2026-03-23 09:00", ATHENS))
    do(tasks.snooze_tasks, [task], utc("2026-03-24 07:00"))
    assert ask(tasks.due, utc("2026-03-24 06:59")) == []
    [item] = ask(tasks.due, utc("2026-03-24 07:00"))
    assert item.due == "2026-03-23 09:00"
    do(tasks.finish_task, task)
    assert ask(tasks.due, utc("2027-01-01 00:00")) == []


def test_task_without_a_day_calls_when_it_was_put_off_until(do, ask):
    task = do(tasks.add_task, TaskDraft("Call"))
    do(tasks.snooze_tasks, [task], utc("2026-03-24 07:00"))
    assert titles(ask(tasks.due, utc("2026-03-24 07:00"))) == ["Call"]


@pytest.mark.parametrize(
    ("now", "choice", "wanted"),
    [
        ("2026-03-27 08:10", snoozing.HOUR, "2026-03-27 09:10"),
        ("2026-03-27 08:10", snoozing.EVENING, "2026-03-27 18:00"),
        ("2026-03-27 18:10", snoozing.EVENING, "2026-03-27 19:10"),
        ("2026-03-27 08:10", snoozing.TOMORROW, "2026-03-28 09:00"),
        ("2026-03-27 08:10", snoozing.MONDAY, "2026-03-30 09:00"),
        ("2026-03-30 08:10", snoozing.MONDAY, "2026-04-06 09:00"),
    ],
)
def test_choices_of_snooze_are_meant_on_the_wall_here(now, choice, wanted):
    here = clock.local(utc(now))
    shift = (here.utcoffset() or timedelta()).total_seconds()
    seen = utc(now) - timedelta(seconds=shift)
    assert clock.local(snoozing.until(choice, seen)).replace(tzinfo=None) == utc(wanted)


def test_skipped_time_does_not_come(do, ask):
    task = do(tasks.add_task, DAILY)
    do(tasks.skip_occurrence, task)
    assert ask(tasks.due, utc("2026-03-23 12:00")) == []
    assert ask(tasks.get_task, task).due == "2026-03-24 09:00"
    once = do(tasks.add_task, TaskDraft("Once", "2026-03-23"))
    with pytest.raises(UserError, match="only once"):
        do(tasks.skip_occurrence, once)


def test_tomorrow_of_a_repeating_task_leaves_its_days(do, ask):
    task = do(tasks.add_task, DAILY)
    do(tasks.postpone_task, task, date(2026, 3, 23))
    assert ask(tasks.due, utc("2026-03-24 06:59")) == []
    [item] = ask(tasks.due, utc("2026-03-24 07:00"))
    assert (item.due, item.occurrences) == ("2026-03-23 09:00", 2)


def test_each_change_is_taken_back_in_one_step(database, do, ask):
    task = do(tasks.add_task, DAILY)

    def everything():
        with database.read() as session:
            row = session.get(Task, task)
            return {column.name: getattr(row, column.name) for column in Task.__table__.columns}

    before = everything()
    for command, *arguments in (
        (tasks.finish_task, task),
        (tasks.snooze_tasks, [task], utc("2026-04-01 00:00")),
        (tasks.skip_occurrence, task),
        (tasks.postpone_task, task, date(2026, 3, 23)),
        (tasks.remove_tasks, [task]),
        (tasks.change_task, task, TaskDraft("Other", "2026-05-01", rule="FREQ=MONTHLY")),
        (tasks.keep_wall_time, ATHENS, "Europe/Berlin"),
    ):
        do(command, *arguments)
        assert everything() != before
        assert database.undo().restored == 1
        assert everything() == before


def test_change_of_words_keeps_what_is_handled_and_another_day_begins_anew(do, ask):
    task = do(tasks.add_task, DAILY)
    with at("2026-03-25 07:30"):
        do(tasks.finish_task, task)
    draft = ask(tasks.get_draft, task)
    assert draft.due == "2026-03-26 09:00"
    do(tasks.change_task, task, TaskDraft("Close", draft.due, ATHENS, rule=draft.rule))
    assert ask(tasks.due, utc("2026-03-25 12:00")) == []
    do(tasks.change_task, task, TaskDraft("Close", "2026-03-24 09:00", ATHENS, rule=draft.rule))
    assert ask(tasks.due, utc("2026-03-24 07:00"))[0].occurrences == 1


def test_first_day_is_the_first_that_the_rule_has(do, ask):
    task = do(
        tasks.add_task, TaskDraft("x", "2026-03-25 09:00", ATHENS, rule="FREQ=WEEKLY;BYDAY=MO")
    )
    assert ask(tasks.get_task, task).due == "2026-03-30 09:00"


def test_phone_and_name_of_the_contact_are_there(do, ask):
    phones = (Labelled("+30 210 1"), Labelled("+30 210 2"))
    anna = do(contacts.create, ContactDraft("Anna", phones=phones))
    do(tasks.add_task, TaskDraft("Call", "2026-01-01", contact_id=anna))
    [item] = ask(tasks.due, utc("2026-03-25 12:00"))
    assert (item.contact, item.phone) == ("Anna", "+30 210 1")


def test_move_keeps_what_is_handled(do, ask):
    task = do(tasks.add_task, DAILY)
    with at("2026-03-25 07:00"):
        do(tasks.finish_task, task)
        assert do(tasks.keep_wall_time, ATHENS, "Europe/Berlin") == 1
    assert ask(tasks.due, utc("2026-03-25 12:00")) == []  # not again when Berlin has nine
    assert len(ask(tasks.due, utc("2026-03-26 08:00"))) == 1
    assert ask(tasks.count_in_zone, "Europe/Berlin") == 1


def test_instants_are_worked_out_anew_where_zones_changed(do, ask, database):
    task = do(tasks.add_task, DAILY)
    assert not ask(tasks.is_astray)

    def old_zones(session):
        row = session.get(Task, task)
        row.due_at = row.next_at = utc("2026-03-23 06:00")

    do(old_zones)
    assert ask(tasks.is_astray)
    assert do(tasks.refresh) == 1
    assert not ask(tasks.is_astray)
    assert len(ask(tasks.due, utc("2026-03-23 07:00"))) == 1


def test_due_asks_twice_and_finds_by_index_among_ten_thousand(do, ask, database):
    def fill(session):
        rows = [{"title": str(n), "due": "2030-01-01", "next_at": utc("2030-01-01")}
                for n in range(10_000)]  # fmt: skip
        session.execute(Task.__table__.insert(), [row | _record(n) for n, row in enumerate(rows)])

    def _record(number):
        return {"uid": f"u{number}", "created_at": clock.now(), "updated_at": clock.now()}

    do(fill)
    do(tasks.add_task, TaskDraft("Now", "2026-03-23"))
    asked = []
    with database.read() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *call: asked.append(call[2]))
        assert titles(tasks.due(session, utc("2026-04-01"))) == ["Now"]
        plan = session.connection().exec_driver_sql(
            "EXPLAIN QUERY PLAN " + asked[0], (utc("2026-04-01").isoformat(" "),)
        )
        assert any("ix_task_next_at" in row[3] for row in plan)
    assert len([one for one in asked if "EXPLAIN" not in one]) <= 2


def test_tasks_are_grouped_by_their_days(do, ask):
    with time_machine.travel("2026-03-25T09:00:00", tick=False):
        here = [("Late", "2026-03-25 07:00"), ("Day", "2026-03-25"), ("Now", "2026-03-25 20:00"),
                ("Next", "2026-03-26"), ("Week", "2026-03-31"), ("Far", "2026-04-01"),
                ("Old", "2026-03-24"), ("None", "")]  # fmt: skip
        ids = {title: do(tasks.add_task, TaskDraft(title, due)) for title, due in here}
        names = {key: title for title, key in ids.items()}
        found = ask(groups.list_groups, Wanted(), clock.now())
        assert {group.name: [names[key] for key in group.ids] for group in found} == {
            groups.OVERDUE: ["Old", "Late"],
            groups.TODAY: ["Day", "Now"],
            groups.TOMORROW: ["Next"],
            groups.WEEK: ["Week"],
            groups.LATER: ["Far"],
            groups.NO_DATE: ["None"],
        }
        do(tasks.finish_tasks, list(ids.values()))
        assert [
            group.name for group in ask(groups.list_groups, Wanted(done=True), clock.now())
        ] == [groups.DONE]
        do(tasks.remove_tasks, [ids["Far"]])
        [binned] = ask(groups.list_groups, Wanted(binned=True), clock.now())
        assert binned.ids == [ids["Far"]]
        do(tasks.restore_tasks, binned.ids)
        assert ask(groups.list_groups, Wanted(binned=True), clock.now()) == []
