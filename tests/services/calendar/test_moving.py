"""What is dragged comes at its new time: one time or all of them, and the rest stays."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from smallcrm.core import zones
from smallcrm.core.errors import UserError
from smallcrm.services import calendar, tasks
from smallcrm.services.tasks import TaskDraft


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-10 12:00+00:00", tick=False):
        yield


def here(text):
    """A time in Athens, as the wall of this computer shows it."""
    return zones.wall(zones.instant(text, "Europe/Athens").replace(tzinfo=UTC), "")


def shown(ask):
    found = ask(calendar.list_between, date(2026, 11, 9), date(2026, 12, 1))
    return [row.due for row in found]


def add(do, rule="", due="2026-11-16 09:00"):
    return do(tasks.add_task, TaskDraft("Talk", due, "Europe/Athens", rule=rule, minutes=30))


def test_task_that_comes_once_moves_and_stretches(do, ask):
    talk = add(do)
    start = here("2026-11-17 11:15")
    assert do(calendar.move, talk, "2026-11-16 09:00", start, 90, only_this=False) == talk
    draft = ask(tasks.get_draft, talk)
    assert (draft.due, draft.zone, draft.minutes) == ("2026-11-17 11:15", "Europe/Athens", 90)
    do(calendar.move, talk, draft.due, date(2026, 11, 18), None, only_this=False)
    assert ask(tasks.get_draft, talk).due == "2026-11-18"


def test_one_time_moves_alone_and_the_others_stay(do, ask):
    talk = add(do, "FREQ=WEEKLY;BYDAY=MO")
    start = here("2026-11-24 10:00")
    alone = do(calendar.move, talk, "2026-11-23 09:00", start, 30, only_this=True)
    assert alone != talk
    assert not ask(tasks.get_draft, alone).rule
    assert shown(ask) == ["2026-11-16 09:00", "2026-11-24 10:00", "2026-11-30 09:00"]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY", ["2026-11-17 10:00", "2026-11-24 10:00"]),
        ("FREQ=WEEKLY;BYDAY=MO", ["2026-11-17 10:00", "2026-11-24 10:00"]),
        ("FREQ=MONTHLY;BYMONTHDAY=16", ["2026-11-17 10:00"]),
    ],
)
def test_all_times_move_with_the_days_of_their_rule(do, ask, rule, days):
    talk = add(do, rule)
    start = here("2026-11-17 10:00")
    do(calendar.move, talk, "2026-11-16 09:00", start, 30, only_this=False)
    assert shown(ask) == days


def test_days_that_cannot_be_moved_are_refused_but_their_time_can(do, ask):
    talk = add(do, "FREQ=WEEKLY;BYDAY=MO,TH")
    with pytest.raises(UserError, match="cannot be moved"):
        do(calendar.move, talk, "2026-11-16 09:00", date(2026, 11, 17), None, only_this=False)
    start: datetime = here("2026-11-16 10:00")
    do(calendar.move, talk, "2026-11-16 09:00", start, 30, only_this=False)
    assert shown(ask)[:2] == ["2026-11-16 10:00", "2026-11-19 10:00"]
