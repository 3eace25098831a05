"""How often a task came is counted as if all its times were gone through."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from smallcrm.services.tasks import counting, recurrence
from smallcrm.services.tasks.recurrence import Series

BEGIN = date(2026, 1, 5)
RULES = st.builds(
    "FREQ={}{}{}".format,
    st.sampled_from([
        *("DAILY", "DAILY;INTERVAL=3", "WEEKLY", "WEEKLY;INTERVAL=2", "WEEKLY;BYDAY=SA"),
        *("WEEKLY;BYDAY=MO,TH", "DAILY;BYDAY=MO,TU,WE,TH,FR", "WEEKLY;INTERVAL=1;BYDAY=SU,MO"),
    ]),
    st.sampled_from(["", ";WKST=SU"]),
    st.sampled_from(["", ";UNTIL=20261025", ";UNTIL=20261025T003000Z", ";UNTIL=20260329T010000"]),
)  # fmt: skip
ZONES = st.sampled_from(["Europe/Athens", "America/New_York", "Pacific/Apia", "UTC"])
TIMES = st.sampled_from(["", " 00:00", " 02:30", " 03:30", " 23:45"])
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1))  # noqa: DTZ001 - in UTC


@given(
    rule=RULES,
    zone=ZONES,
    time=TIMES,
    span=st.tuples(st.none() | INSTANTS, INSTANTS, st.integers(0, 3000)),
    gone=st.sets(st.integers(0, 500), max_size=4),
)
def test_count_is_that_of_all_times(rule, zone, time, span, gone):
    handled, now, lead = span
    days = [BEGIN + timedelta(days=number) for number in gone]
    exceptions = frozenset(f"{day}{time}" for day in days)
    series = Series(rule, f"{BEGIN}{time}", zone, exceptions)
    first = series.following(handled)
    assume(first is not None)
    until = now + timedelta(minutes=lead)
    every = [one.at for one in series.between(handled, until)]
    found = counting.came(series, first.due, now, until)
    assert found.times == len(every)
    assert list(found.latest) == every[::-1][: len(found.latest)]
    before = [at for at in every if at < now]
    assert not before or found.latest[-1] == before[-1]


def test_rule_that_is_not_plain_is_gone_through():
    rules = ("FREQ=MONTHLY", "FREQ=DAILY;COUNT=5", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH")
    assert [counting.pace_of(rule) for rule in rules] == [None, None, None]


def test_end_of_a_rule_is_told_on_its_wall():
    end = recurrence.wall_end_of("FREQ=DAILY;UNTIL=20261130T220000Z", "Europe/Athens")
    assert str(end) == "2026-12-01 00:00:00"
