"""Scenario 13: reminders keep their time on the wall over the nights when the clocks change."""

from __future__ import annotations

import pytest
import time_machine

from smallcrm.core.text import T
from smallcrm.services import tasks
from smallcrm.services.tasks import TaskDraft
from tests.scenarios.conftest import LANGUAGES

ATHENS = "Europe/Athens"
WEEKLY = ("--repeat", "FREQ=WEEKLY;BYDAY=MO")


def add(run, title, at, *more):
    return run("tasks", "add", title, "--at", at, "--zone", ATHENS, *more)[1]["id"]


def due(run, now):
    return [
        (item["title"], item["instant"]) for item in run("tasks", "due", "--now", now)[1]["due"]
    ]


def test_weekly_reminder_fires_at_nine_on_the_wall(run):
    task = add(run, "Report", "2026-03-23 09:00", *WEEKLY)
    assert due(run, "2026-03-23T06:59:59Z") == []
    assert due(run, "2026-03-23T07:00:00Z") == [("Report", "2026-03-23T07:00:00Z")]
    with time_machine.travel("2026-03-23T07:05:00Z", tick=False):
        run("tasks", "done", task)
    assert due(run, "2026-03-30T05:59:59Z") == []
    assert due(run, "2026-03-30T06:00:00Z") == [("Report", "2026-03-30T06:00:00Z")]


@pytest.mark.parametrize(
    ("at", "instant", "before"),
    [
        ("2026-03-29 03:30", "2026-03-29T01:00:00Z", "2026-03-29T00:59:59Z"),
        ("2026-10-25 03:30", "2026-10-25T00:30:00Z", "2026-10-25T00:29:59Z"),
    ],
)
def test_time_that_is_missing_or_doubled_fires_once(run, at, instant, before):
    task = add(run, "Night", at, "--repeat", "FREQ=DAILY")
    assert due(run, before) == []
    assert due(run, instant) == [("Night", instant)]
    with time_machine.travel(instant, tick=False):
        run("tasks", "done", task)
    assert due(run, f"{at[:10]}T23:00:00Z") == []


def test_monthly_on_the_31st_goes_back_to_31(run):
    task = add(run, "Rent", "2026-01-31 09:00", "--repeat", "FREQ=MONTHLY")
    found = []
    for moment in ("2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01"):
        [item] = run("tasks", "due", "--now", f"{moment}T12:00:00Z")[1]["due"]
        found.append(item["at"][:10])
        with time_machine.travel(f"{moment}T12:00:00Z", tick=False):
            run("tasks", "done", task)
    assert found == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]


def test_another_zone_keeps_the_wall_on_request(run):
    add(run, "Report", "2026-03-30 09:00")
    run("tasks", "zone", "Europe/Berlin", "--was", ATHENS)
    assert due(run, "2026-03-30T06:59:59Z") == []
    assert due(run, "2026-03-30T07:00:00Z") == [("Report", "2026-03-30T07:00:00Z")]


@pytest.fixture
def move(monkeypatch):
    """Carries the computer into a zone."""
    return lambda zone: monkeypatch.setattr("smallcrm.core.zones.of_system", lambda: zone)


ANSWERS = [
    ("Keep the time on the clock", "Europe/Berlin", "2026-03-30 07:00:00"),
    ("Keep the moment", ATHENS, "2026-03-30 06:00:00"),
]


@pytest.mark.parametrize("case", [(code, *rest) for code in LANGUAGES for rest in ANSWERS])
def test_window_asks_once_when_the_computer_moved(sit_down, file, program, move, case):
    language, answer, zone, instant = case
    with time_machine.travel("2026-03-27T16:00:00Z", tick=True):
        move(ATHENS)
        task = file.write(tasks.add_task, TaskDraft("Report", "2026-03-30 09:00", ATHENS))
        owner = sit_down(language)
        owner.until(lambda: program._settings.note("tasks.zone") == ATHENS)
        program.close()
        move("Europe/Berlin")
        owner = sit_down(language)
        owner.click(owner.button(T(answer)))
        owner.until(lambda: file.read(tasks.get_task, task).zone == zone)
        assert str(file.read(tasks.get_task, task).instant) == instant
        program.close()
        owner = sit_down(language)
        owner.until(lambda: program._settings.note("tasks.zone") == "Europe/Berlin")
        assert not owner.buttons(T(answer))
