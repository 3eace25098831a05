"""What a calendar shows: everything with a day, at its time on the wall, done things as done."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from smallcrm.core import zones
from smallcrm.services import calendar, contacts, documents, pipeline, settings, tasks
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.tasks import MEETING, TaskDraft

NOVEMBER = (date(2026, 11, 1), date(2026, 12, 1))
LINE = LineDraft("Rent", price=Decimal(100), tax_category="Z")


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-10 12:00+00:00", tick=False):
        yield


def here(text, zone):
    """A time on the wall of *zone*, as the wall of this computer shows it."""
    return zones.wall(zones.instant(text, zone).replace(tzinfo=UTC), "")


def days(rows):
    return [(row.title, row.start.day) for row in rows]


def test_every_kind_of_thing_stands_on_its_day(do, ask):
    do(settings.change, {"name": "Anthos", "country": "GR", "tax_id": "123456783"})
    anna = do(contacts.create, ContactDraft("Anna", birthday="1980-11-05"))
    do(contacts.create, ContactDraft("Boris", birthday="--12-05"))
    do(tasks.add_task, TaskDraft("Call", "2026-11-20", contact_id=anna))
    draft = TaskDraft("Talk", "2026-11-21 10:00", "Asia/Tokyo", minutes=90, kind=MEETING)
    talk = do(tasks.add_task, draft)
    do(tasks.add_task, TaskDraft("Some day"))
    draft = DocumentDraft(customer_id=anna, lines=(LINE,), due_days=14)
    invoice = do(documents.create_draft, draft)
    do(documents.issue, invoice, date(2026, 11, 9))
    do(documents.create_draft, draft)
    close = date(2026, 11, 30)
    deal = do(pipeline.create_deal, DealDraft("Roof", anna, expected_close=close))
    found = ask(calendar.list_between, *NOVEMBER)
    assert [(row.kind, row.title, row.start.day, row.is_all_day, row.contact) for row in found] == [
        ("birthday", "Anna", 5, True, "Anna"),
        ("task", "Call", 20, True, "Anna"),
        ("meeting", "Talk", here("2026-11-21 10:00", "Asia/Tokyo").day, False, ""),
        ("invoice", "2026-0001", 23, True, "Anna"),
        ("deal", "Roof", 30, True, "Anna"),
    ]
    meeting = found[2]
    assert meeting.start == here("2026-11-21 10:00", "Asia/Tokyo")
    assert meeting.end == here("2026-11-21 11:30", "Asia/Tokyo")
    assert [row.address for row in found[2:]] == [
        f"crm://task/{talk}",
        f"crm://document/{invoice}",
        f"crm://deal/{deal}",
    ]


def test_repeating_task_stands_at_all_its_times_but_those_left_out(do, ask):
    draft = TaskDraft("Report", "2026-10-30 09:00", "Europe/Athens", rule="FREQ=WEEKLY")
    report = do(tasks.add_task, draft)
    do(tasks.finish_task, report)  # until now: up to 6 November
    do(tasks.skip_occurrence, report)  # on the 13th
    found = ask(calendar.list_between, *NOVEMBER)
    assert [(row.start, row.is_done, row.due) for row in found] == [
        (here(f"2026-11-{day:02} 09:00", "Europe/Athens"), day == 6, f"2026-11-{day:02} 09:00")
        for day in (6, 20, 27)
    ]
    assert all(row.repeats for row in found)


def test_what_goes_over_the_edge_of_the_span_is_shown(do, ask):
    meeting = {"kind": MEETING, "minutes": 3 * 24 * 60}
    do(tasks.add_task, TaskDraft("Fair", "2026-10-31", **meeting))
    do(tasks.add_task, TaskDraft("Before", "2026-10-29", **meeting))
    do(tasks.add_task, TaskDraft("After", "2026-12-01"))
    [fair] = ask(calendar.list_between, *NOVEMBER)
    assert (fair.title, fair.start, fair.end) == (
        "Fair",
        datetime.fromisoformat("2026-10-31"),
        datetime.fromisoformat("2026-11-03"),
    )


def test_birthday_on_the_leap_day_is_a_day_earlier_in_other_years(do, ask):
    do(contacts.create, ContactDraft("Leo", birthday="2000-02-29"))
    spans = [(date(2027, 2, 1), date(2027, 3, 1)), (date(2028, 2, 1), date(2028, 3, 1))]
    found = [ask(calendar.list_between, *span) for span in spans]
    assert [days(rows) for rows in found] == [[("Leo", 28)], [("Leo", 29)]]


def test_what_is_in_the_bin_or_paid_or_won_is_not_shown(do, ask, anna):
    do(tasks.remove_tasks, [do(tasks.add_task, TaskDraft("Gone", "2026-11-20"))])
    do(tasks.finish_task, do(tasks.add_task, TaskDraft("Done", "2026-11-20")))
    found = ask(calendar.list_between, *NOVEMBER)
    assert [(row.title, row.is_done) for row in found] == [("Done", True)]
