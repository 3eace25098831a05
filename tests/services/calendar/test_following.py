"""A newer calendar file changes what came in of an older one, and asks where both were changed."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from smallcrm.core import clock, formats
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import calendar, tasks
from smallcrm.services.exchange.calendars import child
from smallcrm.services.exchange.calendars.items import CalendarItem
from smallcrm.services.exchange.exporting.export import export
from smallcrm.services.tasks import MEETING, TASK, TaskDraft

ATHENS = "TZID=Europe/Athens"
SERIES = (f"DTSTART;{ATHENS}:20261102T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY")


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-10 12:00+00:00", tick=False):
        yield


def entry(*lines, uid="1", name="VEVENT", title="Talk"):
    return "\r\n".join([f"BEGIN:{name}", f"UID:{uid}", f"SUMMARY:{title}", *lines,
                        f"END:{name}", ""])  # fmt: skip


@pytest.fixture
def items(tmp_path):
    """Reads what a calendar file of these entries holds."""

    def read(*entries):
        path = tmp_path / "calendar.ics"
        path.write_text(f"BEGIN:VCALENDAR\r\n{''.join(entries)}END:VCALENDAR\r\n", newline="")
        return items_of(path)

    return read


def items_of(path):
    *_, (_, lines) = child.frames({"path": str(path), "encoding": ""})
    return [CalendarItem(*line) for line in lines]


@pytest.fixture
def own(ask, tmp_path):
    """Reads what is exported from here now."""

    def read():
        path = tmp_path / "own.ics"
        ask(export, "tasks", path, Progress())
        return items_of(path)

    return read


def numbers(told):
    return told.touched, len(told.conflicts), told.known


def test_all_that_a_newer_file_says_is_taken_over_in_place(do, ask, items):
    [key] = do(calendar.bring_in, items(entry(*SERIES))).added
    newer = items(
        entry(f"DTSTART;{ATHENS}:20261103T101500", "DURATION:PT2H", "RRULE:FREQ=WEEKLY;INTERVAL=2",
              f"EXDATE;{ATHENS}:20261117T101500", "DESCRIPTION:In room 5", "PRIORITY:1",
              "BEGIN:VALARM", "TRIGGER:-PT30M", "END:VALARM", title="Long talk")
    )  # fmt: skip
    assert [str(each) for each in ask(calendar.foretell, newer).sentences] == [
        "1 entry changes to what the file says now."
    ]
    assert do(calendar.bring_in, newer).added == ()
    draft = ask(tasks.get_draft, key)
    assert (draft.title, draft.note, draft.priority) == ("Long talk", "In room 5", 1)
    assert (draft.due, draft.zone) == ("2026-12-01 10:15", "Europe/Athens")
    assert (draft.rule, draft.minutes) == ("FREQ=WEEKLY;INTERVAL=2", 120)
    assert draft.reminders == (30,)
    assert numbers(ask(calendar.foretell, newer)) == (0, 0, 1)


def test_what_the_file_knows_nothing_of_stays(do, ask, items):
    [key] = do(calendar.bring_in, items(entry(*SERIES))).added
    do(tasks.finish_task, key)
    due = ask(tasks.get_task, key).due
    do(calendar.bring_in, items(entry(*SERIES, title="Long talk")))
    row = ask(tasks.get_task, key)
    assert (row.title, row.due) == ("Long talk", due) == ("Long talk", "2026-11-23 09:00")


def test_series_that_another_program_writes_anew_keeps_what_was_handled(do, ask, own):
    rule = "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO"
    draft = TaskDraft("Talk", "2026-11-02 09:00", "Europe/Athens", rule=rule, kind=MEETING)
    key = do(tasks.add_task, draft)
    do(tasks.finish_task, key)
    theirs = [item._replace(title="Their talk", rule="FREQ=WEEKLY;BYDAY=MO") for item in own()]
    do(calendar.bring_in, theirs, None, calendar.TAKE)
    row = ask(tasks.get_task, key)
    assert (row.title, row.due) == ("Their talk", "2026-11-16 09:00")


def test_day_and_time_stay_when_the_file_says_them_in_another_zone(do, ask, own):
    key = do(tasks.add_task, TaskDraft("Talk", "2026-12-02 09:00", "Asia/Tokyo", kind=MEETING))
    do(
        calendar.bring_in,
        [item._replace(title="Their talk") for item in own()],
        None,
        calendar.TAKE,
    )
    row = ask(tasks.get_task, key)
    assert (row.title, row.due, row.zone) == ("Their talk", "2026-12-02 09:00", "Asia/Tokyo")


def test_following_is_one_step_with_undo(database, do, ask, items):
    keys = do(calendar.bring_in, items(entry(*SERIES), entry("DTSTART:20261201T090000Z", uid="2")))
    before = {key: ask(tasks.get_draft, key) for key in keys.added}
    newer = items(
        entry(*SERIES, title="Long talk"),
        entry("DTSTART:20261201T090000Z", "STATUS:CANCELLED", uid="2"),
        entry("DTSTART:20261202T090000Z", uid="3"),
    )
    with database.write(T("Import")) as session:
        calendar.bring_in(session, newer)
    assert len(ask(tasks.list_task_ids)) == 2
    database.undo()
    assert {key: ask(tasks.get_draft, key) for key in ask(tasks.list_task_ids)} == before
    assert numbers(ask(calendar.foretell, newer)) == (3, 0, 0)


def test_what_was_cancelled_goes_to_the_bin_and_comes_back_with_the_file(do, ask, items):
    meeting = entry("DTSTART:20261201T090000Z")
    off = entry("DTSTART:20261201T090000Z", "STATUS:CANCELLED")
    assert numbers(ask(calendar.foretell, items(off))) == (0, 0, 0)
    [key] = do(calendar.bring_in, items(meeting)).added
    assert ask(calendar.foretell, items(off)).cancelled == 1
    do(calendar.bring_in, items(off))
    assert ask(tasks.list_task_ids) == []
    assert numbers(ask(calendar.foretell, items(off))) == (0, 0, 1)
    do(calendar.bring_in, items(meeting))
    assert ask(tasks.list_task_ids) == [key]


def test_single_time_that_is_moved_and_then_given_up_leaves_its_series(do, ask, items):
    [series] = do(calendar.bring_in, items(entry(*SERIES))).added
    moved = entry(f"DTSTART;{ATHENS}:20261118T150000", f"RECURRENCE-ID;{ATHENS}:20261116T090000")
    told = do(calendar.bring_in, items(entry(*SERIES), moved)).told
    assert (told.meetings, told.changed) == (1, 1)
    rows = ask(tasks.list_task_rows, ask(tasks.list_task_ids))
    assert {row.due for row in rows.values()} == {"2026-11-18 15:00", "2026-11-23 09:00"}
    given_up = items(entry(*SERIES, f"EXDATE;{ATHENS}:20261116T090000"))
    assert ask(calendar.foretell, given_up).cancelled == 1
    do(calendar.bring_in, given_up)
    assert ask(tasks.list_task_ids) == [series]
    do(calendar.bring_in, items(entry(*SERIES)))
    assert ask(tasks.get_task, series).due == "2026-11-16 09:00"


def test_single_time_that_is_cancelled_goes_to_the_bin(do, ask, items):
    at = f"RECURRENCE-ID;{ATHENS}:20261116T090000"
    moved = entry(f"DTSTART;{ATHENS}:20261118T150000", at)
    series, _ = do(calendar.bring_in, items(entry(*SERIES), moved)).added
    off = entry(f"DTSTART;{ATHENS}:20261116T090000", at, "STATUS:CANCELLED")
    assert do(calendar.bring_in, items(entry(*SERIES), off)).told.cancelled == 1
    assert ask(tasks.list_task_ids) == [series]


def test_meeting_that_was_over_and_is_moved_to_come_is_open_again(do, ask, items):
    [key] = do(calendar.bring_in, items(entry("DTSTART:20261101T090000Z"))).added
    assert ask(tasks.get_task, key).done_at is not None
    do(calendar.bring_in, items(entry("DTSTART:20261201T090000Z")))
    assert ask(tasks.get_task, key).done_at is None


def test_task_that_is_done_in_the_file_is_done_here(do, ask, items):
    [key] = do(calendar.bring_in, items(entry("DUE:20261201T090000Z", name="VTODO"))).added
    done = entry("DUE:20261201T090000Z", "COMPLETED:20261109T080000Z", name="VTODO")
    do(calendar.bring_in, items(done))
    assert str(ask(tasks.get_task, key).done_at) == "2026-11-09 08:00:00"


def differs(conflict):
    return [str(each.what) for each in conflict.differences]


def changed_on_both_sides(do, ask, items):
    [key] = do(calendar.bring_in, items(entry("DTSTART:20261201T090000Z"))).added
    do(tasks.change_task, key, replace(ask(tasks.get_draft, key), title="My talk"))
    newer = items(entry("DTSTART:20261202T090000Z", title="Their talk"))
    [conflict] = ask(calendar.foretell, newer).conflicts
    assert (conflict.title, differs(conflict)) == ("My talk", ["title", "time"])
    return key, newer


@pytest.mark.parametrize(
    ("choice", "title", "conflicts"),
    [("", "My talk", 1), (calendar.KEEP, "My talk", 0), (calendar.TAKE, "Their talk", 0)],
)
def test_what_both_sides_changed_waits_for_a_choice(do, ask, items, choice, title, conflicts):
    key, newer = changed_on_both_sides(do, ask, items)
    do(calendar.bring_in, newer, None, choice)
    assert ask(tasks.get_task, key).title == title
    assert len(ask(calendar.foretell, newer).conflicts) == conflicts


def test_each_conflict_says_what_was_and_what_would_be_and_is_chosen_for_itself(do, ask, items):
    before = entry("DTSTART:20261201T090000Z"), entry("DTSTART:20261201T090000Z", uid="2")
    first, second = do(calendar.bring_in, items(*before)).added
    for key in (first, second):
        mine = replace(ask(tasks.get_draft, key), title="My talk", note="In room 5")
        do(tasks.change_task, key, mine)
    lines = ("DTSTART:20261202", "RRULE:FREQ=WEEKLY", "PRIORITY:1", "DURATION:P2D")
    alarm = ("BEGIN:VALARM", "TRIGGER:-PT30M", "END:VALARM")
    newer = items(entry(*lines, *alarm), entry(*lines, *alarm, uid="2"))
    found = ask(calendar.foretell, newer).conflicts
    assert [each.uid for each in found] == ["1", "2"]
    told = {str(each.what): (each.here, each.there) for each in found[0].differences}
    time = clock.local(datetime(2026, 12, 1, 9))  # noqa: DTZ001 - in UTC
    day = formats.short_day(time.date())
    assert told == {
        "title": ("My talk", "Talk"),
        "time": (f"{day} {formats.time_of_day(time)}", formats.short_day(date(2026, 12, 2))),
        "repetition": ("", "every week on Wednesday"),
        "reminders": ("", "30 min"),
        "length": ("", "2 days"),
        "priority": ("Usual", "High"),
        "note": ("In room 5", ""),
    }
    assert str(found[0].differences[0].sentence) == "title: My talk → Talk"
    do(calendar.bring_in, newer, None, calendar.KEEP, {"2": calendar.TAKE})
    assert [ask(tasks.get_task, key).title for key in (first, second)] == ["My talk", "Talk"]
    assert ask(calendar.foretell, newer).conflicts == ()


def differing(do, ask, items, older, newer):
    """What is told of an entry that has another title here by now."""
    [key] = do(calendar.bring_in, items(older)).added
    do(tasks.change_task, key, replace(ask(tasks.get_draft, key), title="My talk"))
    [conflict] = ask(calendar.foretell, items(newer)).conflicts
    return [str(each.sentence) for each in conflict.differences]


def test_conflict_says_when_a_series_ends(do, ask, items):
    ended = (*SERIES[:-1], f"{SERIES[-1]};COUNT=5")
    assert differing(do, ask, items, entry(*SERIES), entry(*ended)) == [
        "title: My talk → Talk",
        "repetition: every week on Monday → every week on Monday, 5 times",
    ]


def test_conflict_shows_nothing_twice_that_looks_the_same(do, ask, items):
    note = "DESCRIPTION:" + "words " * 60
    told = differing(do, ask, items, entry(*SERIES, note + "end"), entry(*SERIES, note + "END"))
    assert told == ["title: My talk → Talk", "note"]


def test_choice_holds_until_the_file_says_something_else_again(do, ask, items):
    _, newer = changed_on_both_sides(do, ask, items)
    do(calendar.bring_in, newer, None, calendar.KEEP)
    newest = items(entry("DTSTART:20261203T090000Z", title="Their talk"))
    assert len(ask(calendar.foretell, newest).conflicts) == 1


def test_what_was_thrown_away_here_stays_away_and_is_a_conflict_when_the_file_changes_it(
    do, ask, items
):
    same, newer = entry("DTSTART:20261201T090000Z"), entry("DTSTART:20261202T090000Z")
    [key] = do(calendar.bring_in, items(same)).added
    do(tasks.remove_tasks, [key])
    assert numbers(ask(calendar.foretell, items(same))) == (0, 0, 1)
    [conflict] = ask(calendar.foretell, items(newer)).conflicts
    assert (conflict.title, differs(conflict)) == ("Talk", ["in the bin here"])
    do(calendar.bring_in, items(newer), None, calendar.TAKE)
    assert ask(tasks.get_task, key).due[:10] == "2026-12-02"


def test_own_export_has_nothing_to_bring_also_after_a_change_here(do, ask, items, own):
    [key] = do(calendar.bring_in, items(entry(*SERIES))).added
    do(tasks.skip_occurrence, key)
    do(tasks.change_task, key, replace(ask(tasks.get_draft, key), title="My talk"))
    assert numbers(ask(calendar.foretell, own())) == (0, 0, 1)


def test_older_own_export_changes_nothing_without_a_choice(do, ask, own):
    key = do(tasks.add_task, TaskDraft("Call", "2026-12-01"))
    older = own()
    do(tasks.change_task, key, TaskDraft("Call Ann", "2026-12-01"))
    assert numbers(ask(calendar.foretell, older)) == (0, 1, 0)
    do(calendar.bring_in, older)
    assert ask(tasks.get_task, key).title == "Call Ann"


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\\;,:\n\"'"), max_size=80
)
TITLES = WORDS.map("Talk {}".format)
RULES = st.sampled_from([
    *("", "FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TH", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=5"),
    *("FREQ=MONTHLY;BYMONTHDAY=31,-1;BYSETPOS=1", "FREQ=YEARLY", "FREQ=DAILY;UNTIL=20280105"),
    "FREQ=WEEKLY;UNTIL=20280105T100000Z",
])  # fmt: skip
DRAFTS = st.builds(
    TaskDraft,
    title=TITLES,
    due=st.sampled_from(["2026-11-30", "2026-10-25 03:30", "2027-03-28 03:30", "2026-12-31 23:45"]),
    zone=st.sampled_from(["", "UTC", "Europe/Athens", "America/New_York", "Asia/Kolkata"]),
    rule=RULES,
    reminders=st.lists(st.integers(1, 10_000), max_size=3).map(tuple),
    priority=st.sampled_from([0, 1, 9]),
    minutes=st.none() | st.integers(1, 4000),
    note=WORDS,
    kind=st.sampled_from([TASK, MEETING]),
) | st.builds(TaskDraft, title=TITLES, note=WORDS, kind=st.just(MEETING))


@pytest.fixture(scope="module")
def one_file(tmp_path_factory):
    """A data file for all examples, which undo what they write."""
    database = Database.create(tmp_path_factory.mktemp("following") / "data.smallcrm")
    yield database
    database.close()


@settings(max_examples=40)
@given(drafts=st.lists(DRAFTS, min_size=1, max_size=5), done=st.booleans())
def test_export_says_what_the_tasks_say_also_written_anew_by_others(one_file, drafts, done):
    with one_file.write(T("Add")) as session:
        keys = [tasks.add_task(session, draft) for draft in drafts]
        if done:
            tasks.finish_tasks(session, keys)
    try:
        with one_file.read() as session, tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "own.ics"
            export(session, "tasks", path, Progress())
            told = calendar.foretell(session, items_of(path))
            path.write_bytes(Calendar.from_ical(path.read_bytes()).to_ical())
            rewritten = calendar.foretell(session, items_of(path))
        for each in (told, rewritten):
            assert (numbers(each), each.conflicts) == ((0, 0, len(drafts)), ())
    finally:
        one_file.undo()
