"""How long something took: typed, shown, typed again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core.durations import read_duration, write_duration, write_running, write_whole
from smallcrm.core.errors import UserError
from smallcrm.core.typed import read_time

LONGEST = 7 * 24 * 3600


@pytest.mark.parametrize(
    ("typed", "of_a_call", "of_a_visit"),
    [
        ("6", 360, 360),
        ("1,5", 90, 90),
        ("0.5", 30, 30),
        ("1:30", 90, 5400),
        ("90:05", 5405, 324300),
        (" 1:15:10 ", 4510, 4510),
        ("0", 0, 0),
    ],
)
def test_minutes_and_times_are_understood(typed, of_a_call, of_a_visit):
    assert read_duration(typed) == of_a_call
    assert read_duration(typed, in_hours=True) == of_a_visit


@pytest.mark.parametrize("typed", ["long", "1:75", "-5", "1:2:3:4", ":30", "6 min please", ""])
def test_what_is_no_duration_is_refused(typed):
    with pytest.raises(UserError) as error:
        read_duration(typed)
    assert error.value.field == "seconds"


@given(st.integers(0, LONGEST), st.booleans())
def test_what_is_shown_is_read_as_the_same(seconds, in_hours):
    shown = write_duration(seconds, in_hours=in_hours)
    assert read_duration(shown, in_hours=in_hours) == seconds


def test_a_timer_shows_minutes_and_seconds():
    assert [write_running(seconds) for seconds in (0, 5, 395, 4510)] == [
        *("00:00", "00:05", "06:35", "1:15:10")
    ]


def test_columns_have_hours_always():
    assert [write_whole(seconds) for seconds in (0, 395, 93909)] == [
        "0:00:00",
        "0:06:35",
        "26:05:09",
    ]


@given(st.times())
def test_a_time_of_day_is_read_in_every_manner(moment):
    for form in ("%H:%M", "%H.%M", "%H%M"):
        found = read_time(moment.strftime(form))
        assert (found.hour, found.minute) == (moment.hour, moment.minute)
    assert read_time(str(moment.hour)).hour == moment.hour


@pytest.mark.parametrize("typed", ["", "25", "9:7", "9:60", "nine", "12345"])
def test_what_is_no_time_of_day_is_refused(typed):
    with pytest.raises(UserError):
        read_time(typed)
