"""Tasks on the command line."""

from __future__ import annotations

from datetime import datetime

import pytest
import time_machine

from smallcrm.cli.main import main
from smallcrm.core import clock


def test_task_is_added_listed_and_done(run):
    _, anna = run("contacts", "add", "--name", "Anna")
    when = ("--at", "2026-11-30 09:00", "--zone", "Europe/Athens")
    status, task = run("tasks", "add", "Call", "--contact", anna["id"], *when)
    assert status == 0
    _, found = run("tasks", "list", "--contact", anna["id"])
    assert found == {
        "total": 1,
        "rows": [
            {
                "id": task["id"],
                "title": "Call",
                "contact": anna["id"],
                "deal": None,
                "at": "2026-11-30 09:00",
                "zone": "Europe/Athens",
                "instant": "2026-11-30T07:00:00Z",
                "repeat": "",
                "priority": 0,
                "snoozed_until": None,
                "done": None,
            }
        ],
    }
    assert run("tasks", "done", task["id"]) == (0, {"id": task["id"]})
    assert run("tasks", "list")[1]["total"] == 0
    assert run("tasks", "list", "--all")[1]["rows"][0]["done"]


def test_wrong_time_is_refused_and_nothing_is_added(run):
    status, answer = run("tasks", "add", "Call", "--at", "some day")
    assert (status, answer["error"]["field"]) == (1, "due")
    assert run("tasks", "list")[1]["total"] == 0


def due(run, now, *more):
    return run("tasks", "due", "--now", now, *more)[1]["due"]


@pytest.fixture
def weekly(run):
    """Every Monday at nine in Athens, from 23 March on; its id."""
    when = ("--at", "2026-03-23 09:00", "--zone", "Europe/Athens")
    return run("tasks", "add", "Report", *when, "--repeat", "FREQ=WEEKLY;BYDAY=MO")[1]["id"]


def test_what_is_due_is_told_as_scripts_read_it(run, weekly):
    assert due(run, "2026-03-23T06:59:59Z") == []
    [item] = due(run, "2026-03-30T06:00:00Z", "--since", "2026-03-27T16:00:00Z")
    assert item == {
        "id": weekly,
        "title": "Report",
        "at": "2026-03-23 09:00",
        "zone": "Europe/Athens",
        "instant": "2026-03-23T07:00:00Z",
        "missed": False,
        "occurrences": 2,
    }
    [item] = due(run, "2026-03-30T06:00:01Z", "--since", "2026-03-27T16:00:00Z")
    assert item["missed"]


def test_done_handles_what_came_until_now(run, weekly):
    with time_machine.travel("2026-03-25T10:00:00Z", tick=False):
        run("tasks", "done", weekly)
    assert due(run, "2026-03-30T05:59:00Z") == []
    [item] = due(run, "2026-03-30T06:00:00Z")
    assert (item["instant"], item["occurrences"]) == ("2026-03-30T06:00:00Z", 1)


def test_snoozed_task_is_due_again_later_and_skipped_one_the_next_time(run, weekly):
    run("tasks", "snooze", weekly, "--until", "2026-03-24T08:00:00Z")
    assert due(run, "2026-03-24T07:59:00Z") == []
    assert [item["id"] for item in due(run, "2026-03-24T08:00:00Z")] == [weekly]
    run("tasks", "skip", weekly)
    assert due(run, "2026-03-24T08:00:00Z") == []
    assert run("tasks", "show", weekly)[1]["at"] == "2026-03-30 09:00"


def test_list_tells_until_when_a_reminder_was_put_off(run, weekly, data_file, capsys):
    with time_machine.travel("2026-03-23T08:00:00Z", tick=False):
        run("tasks", "snooze", weekly, "--until", "2026-03-24T08:30:00Z")
        [row] = run("tasks", "list")[1]["rows"]
        assert row["snoozed_until"] == "2026-03-24T08:30:00Z"
        main(["--file", str(data_file), "tasks", "list"])
    heading, line, _count = capsys.readouterr().out.splitlines()
    until = f"{clock.local(datetime(2026, 3, 24, 8, 30)):%Y-%m-%d %H:%M}"  # noqa: DTZ001 - in UTC
    assert heading.index("Put off until") == line.index(until)
    main(["--file", str(data_file), "tasks", "list"])  # it has come since
    assert until not in capsys.readouterr().out


def test_rule_is_taken_in_words_and_the_31st_stays(run):
    when = ("--at", "2026-01-31 09:00", "--repeat", "FREQ=MONTHLY")
    monthly = run("tasks", "add", "Rent", *when)[1]["id"]
    found = run("tasks", "show", monthly)[1]
    assert found["repeat"] == "FREQ=MONTHLY;BYMONTHDAY=31,-1;BYSETPOS=1"
    run("tasks", "set", monthly, "repeat=каждый понедельник", "remind=15,60", "priority=1")
    found = run("tasks", "show", monthly)[1]
    assert (found["repeat"], found["at"]) == ("FREQ=WEEKLY;BYDAY=MO", "2026-02-02 09:00")
    assert (found["remind"], found["priority"]) == ([15, 60], 1)


def test_task_goes_into_the_bin_and_comes_back(run, weekly):
    run("tasks", "remove", weekly)
    assert run("tasks", "list")[1]["total"] == 0
    assert run("tasks", "list", "--bin")[1]["total"] == 1
    assert due(run, "2026-04-01T00:00:00Z") == []
    run("tasks", "restore", weekly)
    assert len(due(run, "2026-04-01T00:00:00Z")) == 1
    run("tasks", "remove", weekly)
    run("undo")
    assert len(due(run, "2026-04-01T00:00:00Z")) == 1


def test_done_is_taken_back(run):
    task = run("tasks", "add", "Call", "--at", "2026-01-05")[1]["id"]
    run("tasks", "done", task)
    run("tasks", "undone", task)
    assert [item["id"] for item in due(run, "2026-01-06T00:00:00Z")] == [task]


def test_tasks_move_to_another_zone_with_their_time_of_day(run, weekly):
    answer = run("tasks", "zone", "Europe/Berlin", "--was", "Europe/Athens")
    assert answer == (0, {"tasks": 1})
    assert due(run, "2026-03-23T07:59:00Z") == []
    assert len(due(run, "2026-03-23T08:00:00Z")) == 1


def test_wrong_instants_rules_and_fields_are_refused(run, weekly):
    for words, name in (
        (("due", "--now", "soon"), "now"),
        (("snooze", weekly, "--until", "later"), "until"),
        (("add", "x", "--at", "2026-01-01", "--repeat", "now and then"), "rule"),
        (("add", "x", "--repeat", "FREQ=DAILY"), "due"),
        (("add", "x", "--repeat", "now and then"), "rule"),
        (("set", weekly, "color=red"), "color"),
        (("set", weekly, "minutes=long"), "minutes"),
        (("set", weekly, "remind=99999999"), "reminders"),
        (("zone", "Mars/Base", "--was", "Europe/Athens"), "zone"),
    ):
        status, answer = run("tasks", *words)
        assert (status, answer["error"]["field"]) == (1, name)


def test_digest_is_listed_and_seen(run):
    run("contacts", "add", "--name", "Anna")
    run("contacts", "set", 1, "birthday=1980-03-14")
    window = ("--since", "2026-03-13T12:00:00Z", "--now", "2026-03-14T12:00:00Z")
    [item] = run("tasks", "digest", *window)[1]["items"]
    assert (item["source"], item["id"], item["title"]) == ("birthday", 1, "Anna")
    run("tasks", "seen", item["source"], item["key"])
    assert run("tasks", "digest", *window)[1]["items"] == []
    assert run("tasks", "seen")[0] == 0


@pytest.mark.parametrize("zone", ["Pacific/Apia", "Etc/GMT+12"])
@pytest.mark.parametrize("due", ["0001-01-01", "9999-12-31 23:59"])
def test_day_at_the_ends_of_the_calendar_is_refused_with_a_sentence(run, due, zone):
    status, answer = run("tasks", "add", "Call", "--at", due, "--zone", zone)
    assert (status, answer["error"]["field"]) == (1, "due")


@pytest.mark.parametrize(
    "until",
    ["0001-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31 23:59", "9999-12-31T23:59:59-14:00"],
)
def test_task_cannot_be_put_off_beyond_the_calendar(run, weekly, until):
    status, answer = run("tasks", "snooze", weekly, "--until", until)
    assert (status, answer["error"]["field"]) == (1, "until")
