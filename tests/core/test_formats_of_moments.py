"""Moments and days as lists and headings show them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from smallcrm.core import clock, formats

at = datetime.fromisoformat
TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (at("2026-11-22 09:05"), "09:05"),
        (at("2026-11-20 23:59"), "Fri 23:59"),
        (at("2026-11-16 00:00"), "Mon 00:00"),
        (at("2026-11-15 12:00"), "15 Nov"),
        (at("2026-11-23 12:00"), "23 Nov"),
        (at("2025-11-22 12:00"), "22 Nov 2025"),
    ],
)
def test_a_recent_moment_is_as_short_as_today_allows(moment, shown):
    assert formats.recent(moment, TODAY, "en") == shown


@pytest.mark.parametrize(
    ("language", "heading", "birthday"),
    [
        ("en", "March 2026", "14 March"),
        ("ru", "Март 2026\u202fг.", "14 марта"),
        ("el", "Μάρτιος 2026", "14 Μαρτίου"),
    ],
)
def test_months_and_days_follow_the_grammar(language, heading, birthday):
    day = date(2026, 3, 14)
    assert formats.month(day, language) == heading
    assert formats.month_day(day, language) == birthday


def test_local_time_is_the_same_instant():
    instant = at("2026-07-01 12:00")
    local = clock.local(instant)
    assert local.tzinfo is not None
    assert local.utctimetuple()[:5] == instant.timetuple()[:5]
