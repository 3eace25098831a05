"""The days of a recurring document: in order, no day twice, no ratchet."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from smallcrm.services.recurring import schedule
from smallcrm.services.recurring.schedule import Rule

DAYS = some.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))
UNITS = some.sampled_from(schedule.UNITS)
RULES = some.builds(Rule, DAYS, some.integers(1, 40), UNITS, some.none())


def day(text):
    return dt.date.fromisoformat(text)


def shown(rule, last):
    return [each.isoformat() for each in schedule.periods(rule, day(last))]


def test_last_day_of_every_month_without_ratchet():
    """Scenario 25."""
    assert shown(Rule(day("2026-01-31")), "2026-05-30") == [
        *("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30")
    ]


def test_leap_day_comes_back():
    rule = Rule(day("2024-02-29"), 1, "year")
    assert shown(rule, "2028-12-31")[-2:] == ["2027-02-28", "2028-02-29"]


def test_weeks_and_days_and_the_end():
    assert shown(Rule(day("2026-01-01"), 2, "week"), "2026-02-01") == [
        *("2026-01-01", "2026-01-15", "2026-01-29")
    ]
    until = Rule(day("2026-01-01"), 1, "day", day("2026-01-02"))
    assert shown(until, "2026-02-01") == ["2026-01-01", "2026-01-02"]
    assert schedule.following(until, day("2026-01-02")) is None
    assert schedule.end_of(Rule(day("2026-01-31")), 4) == day("2026-04-30")


def test_end_of_the_calendar_is_no_error():
    rule = Rule(day("9999-12-01"))
    assert list(schedule.periods(rule, dt.date.max)) == [day("9999-12-01")]
    assert schedule.following(rule, day("9999-12-01")) is None


@given(RULES, some.integers(0, 3000))
def test_days_grow_and_none_comes_twice(rule, length):
    last = rule.anchor + dt.timedelta(days=length)
    found = list(schedule.periods(rule, last))
    assert found[:1] == [rule.anchor]
    assert all(first < second for first, second in pairwise(found))
    assert all(each <= last for each in found)


@given(RULES, some.integers(0, 200))
def test_day_of_the_month_stays_where_the_month_has_it(rule, number):
    found = schedule.period(rule, number)
    if rule.unit in ("month", "year"):
        longest = monthrange(found.year, found.month)[1]
        assert found.day == min(rule.anchor.day, longest)
    else:
        assert (found - rule.anchor).days % rule.every == 0


@given(RULES, DAYS, some.integers(0, 1000))
def test_asking_in_steps_gives_the_same_days(rule, start, length):
    """However often the program starts: what a later look adds are the days since."""
    first, last = start, start + dt.timedelta(days=length)
    before, after = list(schedule.periods(rule, first)), list(schedule.periods(rule, last))
    assert after[: len(before)] == before
    for each in after[len(before) :]:
        assert first < each <= last
