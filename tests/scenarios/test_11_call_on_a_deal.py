"""Scenario 11, its reminder: a call on a deal in 12 days is quiet until it is overdue."""

from __future__ import annotations

import pytest
import time_machine

from smallcrm.core.text import T
from smallcrm.services import contacts, pipeline, tasks
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.tasks import groups
from tests.scenarios.conftest import LANGUAGES


@pytest.fixture
def deal(file):
    def make(session):
        anna = contacts.create(session, ContactDraft("Anna"))
        return pipeline.create_deal(session, DealDraft("Wedding", anna))

    return file.write(make)


def test_command_line(file, run, deal):
    with time_machine.travel("2026-03-01T10:00:00Z", tick=False):
        assert file.read(tasks.find_next_of_deal, deal) is None
        when = ("--at", "2026-03-13 10:00", "--zone", "Europe/Athens")
        task = run("tasks", "add", "Call", "--deal", deal, *when)[1]["id"]
        step = file.read(tasks.find_next_of_deal, deal)
        assert (step.id, step.contact, step.deal) == (task, "Anna", "Wedding")
    assert run("tasks", "due", "--now", "2026-03-13T07:59:00Z")[1]["due"] == []
    assert len(run("tasks", "due", "--now", "2026-03-13T08:00:00Z")[1]["due"]) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_window_shows_the_call_as_late_only_then(sit_down, file, run, deal, language):
    run("tasks", "add", "Call", "--deal", deal, "--at", "2026-03-13 10:00")
    for now, group in (("2026-03-01 10:00", groups.LATER), ("2026-03-14 10:00", groups.OVERDUE)):
        with time_machine.travel(now, tick=True):
            owner = sit_down(language)
            owner.press("Ctrl+4")
            title = str(groups.TITLES[group])
            owner.until(lambda title=title, owner=owner: title in owner.rows(T("Tasks")))
