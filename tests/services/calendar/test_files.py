"""Calendars in, out and in again: the same times for everybody who reads them."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import recurring_ical_events
import time_machine
from icalendar import Calendar

from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import calendar, contacts, tasks
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.exchange.calendars import child, opening
from smallcrm.services.exchange.calendars.items import CalendarItem
from smallcrm.services.exchange.exporting.export import export
from smallcrm.services.tasks import MEETING, TaskDraft

SAMPLES = sorted(Path(os.environ.get("SMALLCRM_CALENDARS", "/nowhere")).rglob("*.ics"))
ATHENS = "TZID=Europe/Athens"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-10 12:00+00:00", tick=False):
        yield


def entry(*lines, uid="1", name="VEVENT"):
    return "\r\n".join([f"BEGIN:{name}", f"UID:{uid}", "DTSTAMP:20261101T000000Z", "SUMMARY:Talk",
                        *lines, f"END:{name}", ""])  # fmt: skip


def calendar_of(*entries):
    body = "".join(entries)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n{body}END:VCALENDAR\r\n"


def items_of(path):
    """What is in the file, read in this process."""
    *_, (_, lines) = child.frames({"path": str(path), "encoding": ""})
    return [CalendarItem(*line) for line in lines]


def times(text, first, last):
    """All times in a calendar as an independent reader has them: instants, and days."""
    found = recurring_ical_events.of(Calendar.from_ical(text), components=["VEVENT", "VTODO"])
    return sorted(str(_instant(each)) for each in found.between(first, last))


def _instant(component):
    start = component.get("DTSTART", component.get("DUE")).dt
    if not isinstance(start, datetime):
        return start
    return (start if start.tzinfo else start.astimezone()).astimezone(UTC)


def in_and_out(do, ask, path):
    do(calendar.bring_in, items_of(path))
    out = path.with_name("out.ics")
    ask(export, "tasks", out, Progress())
    return out


def assert_nothing_to_do(ask, path):
    told = ask(calendar.foretell, items_of(path))
    assert (told.touched, told.conflicts) == (0, ())


GENERATED = {
    "every week, two left out, one moved": (
        entry(f"DTSTART;{ATHENS}:20260105T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=MO,TH",
              f"EXDATE;{ATHENS}:20260112T090000,20260115T090000"),
        entry(f"DTSTART;{ATHENS}:20260120T150000", f"RECURRENCE-ID;{ATHENS}:20260119T090000"),
    ),
    "last day of each month, all day": (
        entry("DTSTART;VALUE=DATE:20260131", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"),
    ),
    "two days every other week in New York": (
        entry("DTSTART;TZID=America/New_York:20260106T083000", "DURATION:P2D",
              "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270601T000000Z"),
    ),
    "twenty times, in UTC": (entry("DTSTART:20260301T120000Z", "RRULE:FREQ=DAILY;COUNT=20"),),
    "one meeting, one day, one task": (
        entry(f"DTSTART;{ATHENS}:20261224T180000", "DURATION:PT3H", uid="1"),
        entry("DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261228", uid="2"),
        entry(f"DUE;{ATHENS}:20261231T120000", uid="3", name="VTODO"),
        entry("DUE;VALUE=DATE:20261231", uid="4", name="VTODO"),
    ),
    "a task every first Monday": (
        entry(f"DTSTART;{ATHENS}:20260105T090000", f"DUE;{ATHENS}:20260105T090000",
              "RRULE:FREQ=MONTHLY;BYDAY=1MO", name="VTODO"),
    ),
    "days beside the rule": (
        entry("DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=YEARLY",
              "RDATE;VALUE=DATE:20260301,20260401"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GENERATED)
def test_calendar_that_came_in_leaves_with_the_same_times(do, ask, tmp_path, name):
    path = tmp_path / "in.ics"
    path.write_bytes(calendar_of(*GENERATED[name]).encode())
    out = in_and_out(do, ask, path)
    span = date(2026, 1, 1), date(2028, 1, 1)
    wanted = times(path.read_bytes(), *span)
    assert wanted
    assert times(out.read_bytes(), *span) == wanted
    assert {item.uid for item in items_of(out)} == {item.uid for item in items_of(path)}
    assert_nothing_to_do(ask, out)


@pytest.mark.skipif(not SAMPLES, reason="there are no sample calendars here")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_sample_calendar_leaves_with_the_same_times(do, ask, tmp_path, path):
    copy = tmp_path / "in.ics"
    copy.write_bytes(path.read_bytes())
    try:
        items = items_of(copy)
    except Exception:  # noqa: BLE001 - whatever it is
        pytest.skip("no calendar")
    if not items:
        pytest.skip("nothing in it can be read")
    first = date.fromisoformat(min(item.due for item in items if item.due)[:10])
    span = first - timedelta(days=2), first + timedelta(days=731)
    out = in_and_out(do, ask, copy)
    readable = re.sub(rb"RDATE:\d{8}Z\r?\n", b"", copy.read_bytes())  # on it the other one fails
    assert times(out.read_bytes(), *span) == times(readable, *span)
    assert_nothing_to_do(ask, copy)
    assert_nothing_to_do(ask, out)


def test_the_same_file_twice_makes_nothing_twice(do, ask, tmp_path):
    path = tmp_path / "in.ics"
    path.write_bytes(calendar_of(*GENERATED["every week, two left out, one moved"]).encode())
    first = do(calendar.bring_in, items_of(path))
    assert (first.told.meetings, first.told.repeating, first.told.known) == (2, 1, 0)
    do(tasks.remove_tasks, first.added[:1])
    assert ask(calendar.foretell, items_of(path)).known == 2
    second = do(calendar.bring_in, items_of(path))
    assert (second.added, second.told.known) == ((), 2)


def test_import_is_one_step_that_undo_takes_back(database, tmp_path):
    path = tmp_path / "in.ics"
    path.write_bytes(calendar_of(*GENERATED["one meeting, one day, one task"]).encode())
    with database.write(T("Import")) as session:
        assert len(calendar.bring_in(session, items_of(path)).added) == 4
    database.undo()
    with database.read() as session:
        assert tasks.list_task_ids(session, done=None) == []
        assert calendar.foretell(session, items_of(path)).known == 0


def test_what_is_over_is_done_and_does_not_remind(do, ask, tmp_path):
    path = tmp_path / "in.ics"
    text = calendar_of(
        entry("DTSTART:20200101T090000Z", "DURATION:PT1H", uid="past"),
        entry("DTSTART:20200101T090000Z", "RRULE:FREQ=DAILY;COUNT=3", uid="past series"),
        entry("DTSTART:20261110T113000Z", "DURATION:PT1H", uid="now"),
        entry("DTSTART:20200106T090000Z", "RRULE:FREQ=WEEKLY", uid="weekly"),
        entry("DUE:20261101T090000Z", uid="late", name="VTODO"),
    )
    path.write_bytes(text.encode())
    made = do(calendar.bring_in, items_of(path)).added
    rows = ask(tasks.list_task_rows, made)
    assert [rows[key].done_at is not None for key in made] == [True, True, False, False, False]
    assert rows[made[3]].due == "2026-11-16 09:00"
    now = datetime(2026, 11, 10, 12, 0, 0)  # noqa: DTZ001 - in UTC
    assert {one.id for one in ask(tasks.due, now)} == {made[2], made[4]}


def test_meeting_is_about_the_contact_who_takes_part(do, ask, tmp_path):
    mail = (Labelled("ann@firm.example"),)
    ann = do(contacts.create, ContactDraft("Ann Archer", emails=mail))
    do(contacts.create, ContactDraft("Twin"))
    do(contacts.create, ContactDraft("Twin"))
    path = tmp_path / "in.ics"
    text = calendar_of(
        entry("DTSTART:20270101T090000Z", "ATTENDEE:mailto:me@own.example",
              "ATTENDEE:MAILTO:Ann@Firm.example", uid="1"),
        entry("CONTACT:ann archer", uid="2", name="VTODO"),
        entry("CONTACT:Twin", uid="3", name="VTODO"),
    )  # fmt: skip
    path.write_bytes(text.encode())
    made = do(calendar.bring_in, items_of(path)).added
    rows = ask(tasks.list_task_rows, made)
    assert [rows[key].contact_id for key in made] == [ann, ann, None]


def test_all_that_a_meeting_says_comes_back_in_another_data_file(do, ask, tmp_path):
    draft = TaskDraft(
        "Plan, talk; eat", "2026-11-30 09:00", "Europe/Athens", rule="FREQ=DAILY;UNTIL=20261210",
        reminders=(15, 60), priority=1, minutes=45, note="Bring\nthe plan", kind=MEETING,
    )  # fmt: skip
    do(tasks.add_task, draft)
    do(tasks.add_task, TaskDraft("Write", "2026-11-30", minutes=20, reminders=(30,)))
    out = tmp_path / "out.ics"
    ask(export, "tasks", out, Progress())
    facts, items = opening.read(out)
    assert not facts.warnings
    meeting = next(item for item in items if item.kind == "meeting")
    write = next(item for item in items if item.kind == "task")
    assert (meeting.title, meeting.note) == (draft.title, draft.note)
    assert (meeting.due, meeting.zone) == (draft.due, draft.zone)
    assert (meeting.reminders, meeting.minutes, meeting.priority) == ((15, 60), 45, 1)
    assert (write.due, write.reminders, write.minutes) == ("2026-11-30", (30,), 20)
    assert ask(calendar.foretell, items).known == 2
