"""When repeating tasks come, checked against an independent reader of calendars."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from smallcrm.core import zones
from smallcrm.services.tasks import recurrence
from smallcrm.services.tasks.recurrence import Series, keep_day

ZONES = ("Europe/Athens", "Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Tokyo")
YEARS = (2026, 2027, 2028)
RULES = (
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=WEEKLY;BYDAY=MO",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=20",
    "FREQ=MONTHLY;BYMONTHDAY=31,-1;BYSETPOS=1",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYDAY=-1SU",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29,-1;BYSETPOS=1",
    "FREQ=DAILY;UNTIL=20270704T120000Z",
)


def utc(text):
    return datetime.fromisoformat(text)


def nights_of_change(zone):
    """The days in three years on which the clocks of *zone* are changed."""
    where, day = ZoneInfo(zone), date(YEARS[0], 1, 1)
    while day.year <= YEARS[-1]:
        noon = datetime.combine(day, time(12), where)
        if (
            noon.utcoffset()
            != datetime.combine(day + timedelta(days=1), time(12), where).utcoffset()
        ):
            yield day + timedelta(days=1)
        day += timedelta(days=1)


NIGHTS = {zone: list(nights_of_change(zone)) for zone in ZONES}


def read_by_others(rule, anchor, zone, first, last):
    """Wall times as the independent reader has them, from *first* to before *last*."""
    start = anchor.strftime("%Y%m%dT%H%M%S")
    calendar = Calendar.from_ical(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//test//EN\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        f"DTSTAMP:20260101T000000Z\r\nDTSTART;TZID={zone}:{start}\r\nDURATION:PT1M\r\n"
        f"RRULE:{rule}\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    found = recurring_ical_events.of(calendar).between(first, last)
    return sorted({event["DTSTART"].dt.replace(tzinfo=None) for event in found})


def ours(rule, anchor, zone, first, last):
    every = Series(rule, f"{anchor:%Y-%m-%d %H:%M}", zone)
    begin = zones.instant(first.isoformat(), zone) - timedelta(seconds=1)
    end = zones.instant(last.isoformat(), zone) - timedelta(seconds=1)
    return every.between(begin, end)


def compared(rule, anchor, zone, first, last):
    found = ours(rule, anchor, zone, first, last)
    others = read_by_others(rule, anchor, zone, first, last)
    walls = [datetime.fromisoformat(one.due) for one in found]
    assert walls == [wall for wall in others if wall >= anchor]
    where = ZoneInfo(zone)
    for wall, one in zip(walls, found, strict=True):
        shown = one.at.replace(tzinfo=UTC).astimezone(where).replace(tzinfo=None)
        exists = wall.replace(tzinfo=where).astimezone(UTC).astimezone(where)
        if exists.replace(tzinfo=None) == wall:
            assert shown == wall  # 09:00 stays 09:00
        else:
            assert wall < shown <= wall + timedelta(hours=1)  # the end of the gap
    assert len({one.at for one in found}) == len(found)


@settings(max_examples=60, deadline=None)
@given(
    rule=st.sampled_from(RULES),
    zone=st.sampled_from(ZONES),
    start=st.dates(date(2026, 1, 1), date(2028, 6, 30)),
    at=st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    ahead=st.integers(0, 500),
)
def test_it_comes_when_other_readers_say_so(rule, zone, start, at, ahead):
    every = recurrence.first(rule, f"{start.isoformat()} {at:%H:%M}", zone)
    if every is None:
        return  # it has ended before
    anchor = datetime.fromisoformat(every.due)
    first = anchor.date() + timedelta(days=ahead)
    compared(rule, anchor, zone, first, first + timedelta(days=120))


@pytest.mark.parametrize("zone", ZONES)
def test_every_night_of_change_in_three_years_is_as_others_read_it(zone):
    for night in NIGHTS[zone]:
        for minutes in range(0, 5 * 60, 30):
            anchor = datetime.combine(night - timedelta(days=2), time()) + timedelta(
                minutes=minutes
            )
            compared("FREQ=DAILY", anchor, zone, night, night + timedelta(days=2))


def test_athens_keeps_nine_o_clock_over_the_change():
    every = Series("FREQ=WEEKLY;BYDAY=MO", "2026-03-23 09:00", "Europe/Athens")
    found = every.between(None, utc("2026-03-31"))
    assert [one.at for one in found] == [utc("2026-03-23 07:00"), utc("2026-03-30 06:00")]


def test_time_that_a_night_leaves_out_comes_once_when_the_gap_ends():
    every = Series("FREQ=DAILY", "2026-03-28 03:30", "Europe/Athens")
    found = every.between(utc("2026-03-28 12:00"), utc("2026-03-29 23:00"))
    assert [one.at for one in found] == [utc("2026-03-29 01:00")]  # 04:00 on the wall


def test_time_that_a_night_has_twice_comes_once():
    every = Series("FREQ=DAILY", "2026-10-24 03:30", "Europe/Athens")
    found = every.between(utc("2026-10-24 12:00"), utc("2026-10-25 23:00"))
    assert [one.at for one in found] == [utc("2026-10-25 00:30")]


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=31"])
def test_the_31st_is_the_last_day_of_shorter_months_and_the_31st_again(rule):
    every = Series(keep_day(rule, "2026-01-31"), "2026-01-31 09:00", "Europe/Athens")
    found = every.between(None, utc("2026-05-01"))
    assert [one.due[:10] for one in found] == [
        *("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"),
    ]


def test_29_february_is_the_28th_in_other_years():
    every = Series(keep_day("FREQ=YEARLY", "2028-02-29"), "2028-02-29", "")
    found = [one.due for one in every.between(None, utc("2032-12-31"))]
    assert found == ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]


@pytest.mark.parametrize(
    ("rule", "anchor"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", "2026-01-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "2026-01-31"),
        ("FREQ=MONTHLY;BYDAY=2TU", "2026-01-31"),
        ("FREQ=YEARLY", "2026-03-31"),
    ],
)
def test_rules_that_leave_nothing_out_stay_as_they_are(rule, anchor):
    assert keep_day(rule, anchor) == rule


def test_days_without_a_time_repeat_as_days_and_exceptions_are_left_out():
    every = Series("FREQ=DAILY;COUNT=3", "2026-01-01", "", frozenset({"2026-01-02"}))
    assert [one.due for one in every.occurrences()] == ["2026-01-01", "2026-01-03"]


@pytest.mark.parametrize(
    "rule",
    [";", "weekly", "FREQ=SECONDLY", "FREQ=HOURLY", "FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY;X=1",
     "FREQ=DAILY;COUNT=2;UNTIL=20260101", "FREQ=DAILY;UNTIL=soon", "FREQ=DAILY;INTERVAL=0",
     "FREQ=DAILY;COUNT=0", "FREQ=MONTHLY;BYDAY=99MO", "FREQ=YEARLY;BYMONTH=12;BYDAY=1MO,7MO",
     "FREQ=YEARLY;BYDAY=54MO", "FREQ=WEEKLY;BYDAY=XX"],
)  # fmt: skip
def test_what_is_no_rule_is_refused(rule):
    with pytest.raises(ValueError, match=re.escape(rule)):
        recurrence.parts_of(rule)


def test_rule_without_any_day_is_found_out_at_once():
    assert recurrence.first("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-01-01", "") is None


def test_last_day_of_a_rule_is_told_on_the_wall():
    ended = recurrence.until(date(2026, 11, 30), zone="Europe/Athens", has_time=True)
    assert ended == "20261130T215900Z"
    assert recurrence.last_day(f"FREQ=DAILY;UNTIL={ended}", "Europe/Athens") == date(2026, 11, 30)
