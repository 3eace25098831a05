"""Scenario 14: off from Friday to Tuesday; one digest, in order, each item handled once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine

from smallcrm.core import clock
from smallcrm.core.text import TN, T
from smallcrm.services import contacts, digest, documents, recurring, settings, tasks
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.recurring import RecurringDraft, Rule
from smallcrm.services.tasks import TaskDraft
from smallcrm.ui.tasks import addresses
from tests.scenarios.conftest import LANGUAGES

FRIDAY, TUESDAY = "2026-03-27 18:00", "2026-03-31 10:00"
LINE = LineDraft("Rent", price=Decimal(100), tax_category="Z")
WALLS = ("2026-03-27 19:00", "2026-03-28 09:00", "2026-03-28 12:00", "2026-03-29 03:30",
         "2026-03-30 08:00", "2026-03-30 17:00", "2026-03-31 09:30")  # fmt: skip


def fill(session):
    settings.change(session, {"name": "Anthos", "country": "GR", "tax_id": "123456783"})
    customer = contacts.create(session, ContactDraft("Nikos Georgiou"))
    for number, wall in enumerate(WALLS, start=1):
        tasks.add_task(session, TaskDraft(f"Call {number}", wall))
    for days in (14, 15, 16):
        draft = DocumentDraft(customer_id=customer, lines=(LINE,), due_days=days)
        made = documents.create_draft(session, draft)
        documents.issue(session, made, dt.date(2026, 3, 13))
    rent = DocumentDraft(customer_id=customer, lines=(LINE,))
    rule = Rule(dt.date(2026, 3, 31))
    recurring.create(session, RecurringDraft(customer, rent, rule, "Rent"))


def order(items):
    return [(item["title"], item["at"]) for item in items]


def utc(wall):
    moment = dt.datetime.fromisoformat(wall).astimezone(dt.UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


@pytest.fixture
def friday(file):
    """Everything is planned on Friday evening."""
    with time_machine.travel(utc(FRIDAY), tick=False):
        file.write(fill, can_undo=False)
    return file


WANTED = [
    ("Call 1", WALLS[0]), ("2026-0001", "2026-03-28 00:00"), ("Call 2", WALLS[1]),
    ("Call 3", WALLS[2]), ("2026-0002", "2026-03-29 00:00"), ("Call 4", WALLS[3]),
    ("2026-0003", "2026-03-30 00:00"), ("Call 5", WALLS[4]), ("Call 6", WALLS[5]),
    ("Rent", "2026-03-31 00:00"), ("Call 7", WALLS[6]),
]  # fmt: skip


def test_command_line_lists_what_was_missed_in_order(friday, run):
    window = ("--now", utc(TUESDAY), "--since", utc(FRIDAY))
    due = run("tasks", "due", *window)[1]["due"]
    assert [item["title"] for item in due] == [f"Call {number}" for number in range(1, 8)]
    assert all(item["missed"] for item in due)
    with time_machine.travel(utc(TUESDAY), tick=False):
        items = run("tasks", "digest", *window)[1]["items"]
        assert order(items) == [(title, utc(wall)) for title, wall in WANTED]
        for item in items:
            if item["source"] == "task":
                run("tasks", "done", item["id"])
            else:
                run("tasks", "seen", item["source"], item["key"])
        assert run("tasks", "digest", *window)[1]["items"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_window_shows_one_list_and_each_line_is_handled_once(sit_down, program, friday, language):
    with time_machine.travel(utc(TUESDAY), tick=True):
        owner = sit_down(language)
        owner.until(lambda: owner.window.host.address == addresses.MISSED)
        name = T("What was missed")
        owner.until(lambda: len(owner.rows(name, 1)) == len(WANTED))
        for (title, _wall), shown in zip(WANTED, owner.rows(name, 1), strict=True):
            assert title in shown
        owner.mentions(TN("{count} reminder", "{count} reminders", 7))
        owner.mentions(TN("{count} overdue invoice", "{count} overdue invoices", 3))
        owner.come_to(owner.table(name))
        for rest in range(len(WANTED) - 1, 6, -1):
            owner.press("Space")
            owner.until(lambda rest=rest: len(owner.rows(name, 1)) == rest)
        left = owner.rows(name, 1)
        program.close()
        owner = sit_down(language)  # as after a crash: nothing is repeated, nothing lost
        owner.until(lambda: owner.window.host.address == addresses.MISSED)
        owner.until(lambda: owner.rows(name, 1) == left)
        owner.come_to(owner.table(name))
        owner.press("Ctrl+A")
        owner.press("Space")
        owner.until(lambda: friday.read(digest.collect, clock.now()) == [])
        program.close()
        owner = sit_down(language)
        owner.until(lambda: program._settings.note("tasks.zone"))
        assert owner.window.host.address != addresses.MISSED
