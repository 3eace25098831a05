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


@pytest.mark.parametrize(
    ("language", "sunday", "week", "weeks"),
    [
        ("en", "Sun, 29 Nov 2026", "23–29 Nov 2026", "30 Nov – 6 Dec 2026"),
        ("ru", "Вс, 29 нояб. 2026 г.", "23–29 нояб. 2026 г.", "30 нояб. – 6 дек. 2026 г."),
        ("el", "Κυρ 29 Νοε 2026", "23–29 Νοε 2026", "30 Νοε – 6 Δεκ 2026"),
    ],
)
def test_headings_of_days_and_weeks_begin_like_a_sentence_and_repeat_nothing(
    language, sunday, week, weeks
):
    def plain(words):
        return words.replace("\u2009", " ").replace("\u202f", " ")

    monday, next_monday = date(2026, 11, 23), date(2026, 11, 30)
    assert plain(formats.day_heading(date(2026, 11, 29), language)) == sunday
    assert plain(formats.days(monday, date(2026, 11, 29), language)) == week
    assert plain(formats.days(next_monday, date(2026, 12, 6), language)) == weeks


def test_local_time_is_the_same_instant():
    instant = at("2026-07-01 12:00")
    local = clock.local(instant)
    assert local.tzinfo is not None
    assert local.utctimetuple()[:5] == instant.timetuple()[:5]
