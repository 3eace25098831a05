"""Scenario 25: a rent on the 31st of every month; what was missed is proposed once, in order."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest
import time_machine

from smallcrm.core import formats
from smallcrm.core.text import TN, T
from smallcrm.services import contacts, documents, recurring, settings
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.recurring import RecurringDraft, Rule
from tests.scenarios.conftest import LANGUAGES

NAME = "Villa Ioannou"
LATE = "2026-04-05"
MISSED = ["2026-01-31", "2026-02-28", "2026-03-31"]
LINE = LineDraft("Rent {{month}}", price=Decimal("500.00"), tax_category="Z")


def move_in(session):
    settings.change(session, {"name": "Anthos", "country": "GR", "tax_id": "123456783"})
    return contacts.create(session, ContactDraft(NAME))


def rent(session, customer):
    rule = Rule(dt.date(2026, 1, 31))
    draft = DocumentDraft(customer_id=customer, lines=(LINE,), due_days=14)
    return recurring.create(session, RecurringDraft(customer, draft, rule, "Rent", True))


def issued(file):
    """Number and date of each invoice, in the order of the numbers."""
    rows = file.read(lambda s: documents.list_rows(s, documents.list_ids(s, kind="invoice")))
    return sorted((row.number, row.date.isoformat()) for row in rows.values())


NUMBERED = [(f"2026-000{number}", day) for number, day in enumerate(MISSED, start=1)]


def test_command_line(run, file, tmp_path):
    customer = file.write(move_in)
    draft = tmp_path / "rent.json"
    line = {"description": LINE.description, "price": "500.00", "tax_category": "Z"}
    draft.write_text(json.dumps({"customer": customer, "lines": [line]}), "utf-8")
    when = ("--anchor", "2026-01-31", "--every", "1", "--unit", "month", "--issue")
    assert run("documents", "recurring", "add", draft, *when)[0] == 0
    due = run("documents", "recurring", "due", "--date", LATE)[1]["due"]
    assert [item["period"] for item in due] == MISSED
    for _ in range(2):
        run("documents", "recurring", "run", "--date", LATE)
    assert issued(file) == NUMBERED
    due = run("documents", "recurring", "due", "--date", "2026-05-15")[1]["due"]
    assert [item["period"] for item in due] == ["2026-04-30"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_window_makes_what_was_missed_once(sit_down, file, language):
    customer = file.write(move_in)
    file.write(rent, customer)
    with time_machine.travel(f"{LATE} 10:00", tick=True):
        owner = sit_down(language)
        owner.press("Ctrl+5")
        waits = TN(
            "{count} recurring document is waiting", "{count} recurring documents are waiting", 3
        )
        owner.click(owner.button(waits))
        table = T("Recurring documents")
        days = [formats.day(dt.date.fromisoformat(day)) for day in MISSED]
        owner.until(lambda: owner.rows(table) == days)
        owner.press("Ctrl+Return")
        owner.agrees(T("Make and issue them"))
        owner.until(lambda: len(issued(file)) == len(MISSED))
        assert issued(file) == NUMBERED
        owner.press("Ctrl+5")
        owner.until(lambda: not owner.buttons(waits))
        assert file.read(recurring.list_waiting, dt.date(2026, 4, 5)) == []
    with time_machine.travel("2026-04-30 09:00", tick=True):
        owner = sit_down(language)
        owner.press("Ctrl+5")
        one = TN(
            "{count} recurring document is waiting", "{count} recurring documents are waiting", 1
        )
        owner.reads(one)


def test_invoice_is_made_recurring_with_keys(sit_down, file):
    customer = file.write(move_in)

    def bill(session):
        made = documents.create_draft(session, DocumentDraft(customer_id=customer, lines=(LINE,)))
        return documents.issue(session, made, dt.date(2026, 1, 31))

    number = file.write(bill, can_undo=False)
    with time_machine.travel("2026-02-05 10:00", tick=True):
        owner = sit_down()
        owner.finds(number, f"Invoice {number}")
        owner.command(T("Make it recurring"))
        owner.until(lambda: owner.buttons(T("Make it recurring")))
        owner.press("Ctrl+A")
        owner.type("31/01/2026")
        owner.press("Tab")
        owner.mentions("28 Feb 2026")
        owner.press("Ctrl+Return")
        owner.until(lambda: file.read(recurring.list_ids))
    assert [item.period for item in file.read(recurring.list_waiting, dt.date(2026, 4, 5))] == [
        dt.date(2026, 2, 28),
        dt.date(2026, 3, 31),
    ]
