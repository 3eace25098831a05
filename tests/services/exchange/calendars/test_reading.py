"""Files of other calendars, read as they are: odd zones, broken lines, hostile rules."""

from __future__ import annotations

import pytest

from smallcrm.core.errors import ImportProblem
from smallcrm.services.exchange.calendars import child, opening
from smallcrm.services.exchange.reading import worker


@pytest.fixture
def read(tmp_path):
    """Reads components in this process; see ``test_child_process`` for the other one."""

    def run(*components, head=""):
        path = tmp_path / "calendar.ics"
        text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}" + "".join(components) + "END:VCALENDAR\n"
        path.write_text(text.replace("\n", "\r\n"), "utf-8")
        request = {"path": str(path), "encoding": ""}
        (_, facts), (_, lines) = child.frames(request)
        codes = [warning[3] for warning in facts["warnings"]]
        return [child.CalendarItem(*line) for line in lines], codes

    return run


def event(*lines, uid="1", name="VEVENT"):
    return "\n".join([f"BEGIN:{name}", f"UID:{uid}", "SUMMARY:Talk", *lines, f"END:{name}", ""])


def todo(*lines, uid="1"):
    return event(*lines, uid=uid, name="VTODO")


def test_event_is_a_meeting_with_all_that_it_says(read):
    [item], codes = read(
        event(
            "DTSTART;TZID=Europe/Athens:20261130T090000",
            "DTEND;TZID=Europe/Athens:20261130T103000",
            "DESCRIPTION:Bring\\nthe plan",
            "LOCATION:Office",
            "PRIORITY:2",
            "ATTENDEE;CN=Ann:mailto:ann@firm.example",
            "CONTACT:Ann Archer",
            "BEGIN:VALARM\nTRIGGER:-PT15M\nEND:VALARM",
            "BEGIN:VALARM\nTRIGGER;RELATED=END:-PT2H\nEND:VALARM",
            "BEGIN:VALARM\nTRIGGER;VALUE=DATE-TIME:20261129T070000Z\nEND:VALARM",
            "BEGIN:VALARM\nTRIGGER:PT5M\nEND:VALARM",
        )
    )
    assert not codes
    assert (item.uid, item.kind, item.title) == ("1", "meeting", "Talk")
    assert (item.due, item.zone, item.minutes) == ("2026-11-30 09:00", "Europe/Athens", 90)
    assert item.note == "Bring\nthe plan\nOffice"
    assert (item.priority, item.people, item.contact) == (1, ("ann@firm.example",), "Ann Archer")
    assert item.reminders == (15, 30, 24 * 60)


def test_task_is_due_by_its_end_and_may_be_done_or_have_no_day(read):
    items, _ = read(
        todo("DTSTART;VALUE=DATE:20261101", "DUE;VALUE=DATE:20261130", uid="1"),
        todo("STATUS:COMPLETED", "COMPLETED:20261101T080000Z", uid="2"),
        todo("DTSTART:20261130T090000", "DUE:20261130T170000", "RRULE:FREQ=DAILY", uid="3"),
    )
    assert [(item.due, item.done, item.done_at) for item in items] == [
        ("2026-11-30", False, ""),
        ("", True, "2026-11-01T08:00:00"),
        ("2026-11-30 09:00", False, ""),
    ]


WINTER = "BEGIN:STANDARD\nDTSTART:16011028T030000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\n"
SUMMER = "BEGIN:DAYLIGHT\nDTSTART:16010325T020000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\n"
BERLIN = (
    f"{WINTER}TZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\n"
    f"{SUMMER}TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\n"
)


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/Athens", "Europe/Athens"),
        ("GTB Standard Time", "Europe/Bucharest"),
        ("/freeassociation.sourceforge.net/Europe/Athens", "Europe/Athens"),
        ("W. Europe", "Europe/Berlin"),
        ("Somewhere", "Europe/Budapest"),  # the clock goes as it does there
        ('"Amsterdam, Berlin, Rome"', "Europe/Berlin"),
        ("Europe", ""),
        ("../../etc/passwd", ""),
    ],
)
def test_zone_is_found_by_the_names_that_programs_give_it(read, name, zone):
    plain = name.strip('"')
    defined = BERLIN if "Amsterdam" in plain or plain == "Somewhere" else ""
    head = f"BEGIN:VTIMEZONE\nTZID:{plain}\n{defined}END:VTIMEZONE\n" if defined else ""
    named = f'"{plain}"' if "," in plain else plain
    [item], codes = read(event(f"DTSTART;TZID={named}:20261130T090000"), head=head)
    assert (item.due, item.zone) == ("2026-11-30 09:00", zone)
    assert codes == ([] if zone else ["calendar_zone"])


def test_one_time_that_was_moved_is_left_out_of_the_rule_and_stands_alone(read):
    items, _ = read(
        event("DTSTART;TZID=Europe/Athens:20261102T090000", "RRULE:FREQ=WEEKLY;COUNT=5",
              "EXDATE;VALUE=DATE:20261116"),
        event("DTSTART;TZID=Europe/Athens:20261110T150000", "RECURRENCE-ID:20261109T070000Z"),
        event("DTSTART;TZID=Europe/Athens:20261123T090000", "STATUS:CANCELLED",
              "RECURRENCE-ID;TZID=Europe/Athens:20261123T090000"),
    )  # fmt: skip
    assert [(item.uid, item.due, item.exceptions) for item in items if not item.cancelled] == [
        ("1", "2026-11-02 09:00", ("2026-11-16 09:00", "2026-11-09 09:00", "2026-11-23 09:00")),
        ("1/2026-11-09 09:00", "2026-11-10 15:00", ()),
    ]
    assert [item.uid for item in items if item.cancelled] == ["1/2026-11-23 09:00"]


def test_days_beside_the_rule_stand_alone(read):
    days = "RDATE;VALUE=DATE:20261105,20261109,20261201"
    items, _ = read(event("DTSTART;VALUE=DATE:20261102", "RRULE:FREQ=WEEKLY;COUNT=3", days))
    assert [item.due for item in items] == ["2026-11-02", "2026-11-05", "2026-12-01"]
    assert len({item.uid for item in items}) == 3


def test_time_of_day_in_a_rule_is_that_of_its_beginning(read):
    [item], _ = read(event("DTSTART:20261102T090000", "RRULE:FREQ=DAILY;BYHOUR=9;BYMINUTE=0"))
    assert item.rule == "FREQ=DAILY"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["DTSTART:rubbish"], "calendar_no_day"),
        (["DTSTART:00010101T000000"], "calendar_no_day"),
        (["DTSTART:20261102T090000", "RRULE:FREQ=SECONDLY"], "calendar_rule"),
        (["DTSTART:20261102T090000", "RRULE:FREQ=DAILY;BYHOUR=9,17"], "calendar_rule"),
        (["DTSTART:20261102T090000", "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"], "calendar_rule"),
        (["DTSTART:20261102T090000", "RRULE:rubbish"], "calendar_rule"),
        (["DTSTART:20261102", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"], "calendar_rule"),
        (["DTSTART:20261102T090000", "STATUS:CANCELLED"], "calendar_cancelled"),
    ],
)
def test_what_cannot_come_in_is_told_and_costs_nothing_else(read, lines, code):
    items, codes = read(event(*lines), event("DTSTART:20261102T090000", uid="2"))
    assert [item.uid for item in items if not item.cancelled] == ["2"]
    assert codes == [code]


def test_broken_lines_and_open_ends_lose_only_themselves(read):
    items, codes = read(
        "END:VEVENT\nBEGIN:VEVENT\nUID:1\nSUMMARY:Open\nDTSTART:20261102T090000\n",
        event("DTSTART:20261102T090000", "no line at all", "RDATE:20131210Z", "BEGIN:VALARM",
              "TRIGGER:rubbish", "DTEND:rubbish", uid="2"),
        event("DTSTART:20261102T090000", "DURATION:P400D", uid="3"),
        event("DTSTART:20261102T090000", f"ATTACH:{'A' * 100_000}", f"X{'Y' * 100_000}", uid="4"),
    )  # fmt: skip
    assert [item.uid for item in items] == ["1", "2", "3", "4"]
    assert codes == ["calendar_long"]
    assert items[2].minutes == 31 * 24 * 60


def test_an_endless_rule_from_long_ago_is_read_at_once(read):
    items, _ = read(
        *[
            event("DTSTART:19000101T090000", "RRULE:FREQ=DAILY", uid=f"{number}")
            for number in range(300)
        ]
    )
    assert len(items) == 300


def test_too_many_entries_are_refused(read, monkeypatch):
    monkeypatch.setattr(child, "MOST", 2)
    with pytest.raises(ImportProblem, match="more than 2 entries"):
        read(*[event("DTSTART:20261102T090000", uid=str(number)) for number in range(3)])


def test_entry_without_a_name_has_the_same_one_each_time(read):
    lines = "BEGIN:VEVENT\nSUMMARY:Talk\nDTSTART:20261102T090000\nEND:VEVENT\n"
    [first], _ = read(lines)
    [second], _ = read(lines)
    assert first.uid == second.uid != ""


def test_child_process_reads_the_same(tmp_path):
    path = tmp_path / "calendar.txt"
    path.write_text(f"BEGIN:VCALENDAR\n{event('DTSTART:20261102T090000')}END:VCALENDAR\n", "utf-16")
    assert opening.is_calendar(path)
    facts, [item] = opening.read(path)
    assert (facts.format, facts.total, facts.holds) == ("ics", 1, worker.CALENDAR)
    assert (item.title, item.due, item.zone) == ("Talk", "2026-11-02 09:00", "")


def test_other_file_is_refused(tmp_path):
    path = tmp_path / "calendar.ics"
    path.write_text("Name,Phone\n")
    with pytest.raises(ImportProblem, match="not a calendar"):
        opening.read(path)
