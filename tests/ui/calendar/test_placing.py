"""Where days and entries stand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from smallcrm.services.calendar import CalendarRow
from smallcrm.ui.calendar import placing

DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))
MIDNIGHT = datetime.fromisoformat("2026-11-30")


def row(number, begin, length):
    start = MIDNIGHT + timedelta(minutes=begin)
    end = start + timedelta(minutes=length)
    return CalendarRow("meeting", number, "Talk", start, end, is_all_day=False)


@given(DAYS, st.sampled_from([0, 5, 6]))
def test_month_is_whole_weeks_around_all_its_days(day, first_weekday):
    days = placing.month_of(day, first_weekday)
    assert days[0].weekday() == first_weekday
    assert [after - before for before, after in pairwise(days)] == ([timedelta(days=1)] * 41)
    assert {each for each in days if each.month == day.month} >= {day, day.replace(day=28)}


@given(DAYS, st.integers(-30, 30))
def test_another_month_keeps_the_day_or_has_its_last_one(day, months):
    moved = placing.months_later(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1


@given(st.lists(st.tuples(st.integers(0, 1400), st.integers(0, 300)), max_size=12))
def test_no_entry_hides_another(spans):
    rows = [row(number, *span) for number, span in enumerate(spans)]
    placed = placing.side_by_side(rows)
    assert sorted(one.row.id for one in placed) == list(range(len(rows)))
    for one in placed:
        assert 0 <= one.column < one.columns
        end = max(one.row.end, one.row.start + placing.SHORTEST)
        for other in placed:
            if one.row.start <= other.row.start < end and one is not other:
                assert one.columns == other.columns
                assert one.column != other.column


@given(st.lists(st.tuples(st.integers(0, 1400), st.integers(0, 300)), max_size=12))
def test_those_that_share_their_time_are_counted_once(spans):
    rows = [row(number, *span) for number, span in enumerate(spans)]
    found = placing.gathered(rows)
    assert sum(count for _first, count in found) == len(rows)
    for (before, _count), (after, _other) in pairwise(found):
        assert after.start >= max(before.end, before.start + placing.SHORTEST)


def test_up_and_down_stop_at_all_entries_and_at_the_time_between_them():
    long, short = row(1, 0, 23 * 60), row(2, 9 * 60, 0)
    free = [MIDNIGHT + timedelta(hours=23), MIDNIGHT + timedelta(hours=23, minutes=30)]
    assert placing.stops_of([short, long], MIDNIGHT.date()) == [long, short, *free]
