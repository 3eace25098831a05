"""Wall time in a zone, and the instant that it means."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core import zones

ATHENS = "Europe/Athens"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2026-11-30", "2026-11-30"),
        (" 2026-11-30 9:05 ", "2026-11-30 09:05"),
        ("2026-11-30T23:59", "2026-11-30 23:59"),
    ],
)
def test_wall_time_is_stored_in_one_form(typed, stored):
    assert zones.wall_time(typed) == stored


@pytest.mark.parametrize("typed", ["", "tomorrow", "2026-02-30", "2026-11-30 24:00", "30.11.2026"])
def test_what_no_clock_shows_is_refused(typed):
    with pytest.raises(ValueError, match=r".*"):
        zones.wall_time(typed)


@pytest.mark.parametrize(
    ("due", "utc"),
    [
        ("2026-11-30 09:00", "2026-11-30 07:00"),
        ("2026-07-01 09:00", "2026-07-01 06:00"),  # summer time
        ("2026-03-29 03:30", "2026-03-29 01:00"),  # left out: when the gap ends, 04:00
        ("2026-10-25 03:30", "2026-10-25 00:30"),  # twice: the first time
        ("2026-11-30", "2026-11-29 22:00"),
    ],
)
def test_instant_follows_the_changes_of_the_clock(due, utc):
    assert zones.instant(due, ATHENS) == datetime.fromisoformat(utc)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system keeps its zone")
@pytest.mark.parametrize(
    ("due", "utc"),
    [
        ("2026-03-29 03:30", "2026-03-29 01:00"),
        ("2026-10-25 03:30", "2026-10-25 00:30"),
    ],
)
def test_clock_of_this_computer_changes_like_any_other(monkeypatch, due, utc):
    monkeypatch.setenv("TZ", ATHENS)
    time.tzset()
    found = zones.instant(due, "")
    monkeypatch.undo()
    time.tzset()
    assert found == datetime.fromisoformat(utc)


@given(st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2100-01-01")))
def test_instant_shows_the_wall_time_again_unless_the_clock_skips_it(moment):
    due = f"{moment:%Y-%m-%d %H:%M}"
    shown = zones.instant(due, ATHENS).replace(tzinfo=UTC).astimezone(ZoneInfo(ATHENS))
    assert f"{shown:%Y-%m-%d %H:%M}" == due or shown.hour == 4  # the hour after the gap


def test_zone_that_is_not_known_here_means_this_computers():
    assert zones.instant("2026-11-30 09:00", "Mars/North") == zones.instant("2026-11-30 09:00", "")
