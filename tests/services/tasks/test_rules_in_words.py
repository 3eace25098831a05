"""What is said of a rule in a language is read back as the same rule."""

from __future__ import annotations

from datetime import date

import pytest

from smallcrm.core import languages
from smallcrm.services.tasks import rule_reading, rule_words

START = date(2026, 1, 31)
RULES = (
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    *(f"FREQ=WEEKLY;BYDAY={day}" for day in rule_words.DAYS),
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYMONTHDAY=15",
    "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1",
    "FREQ=MONTHLY;BYMONTHDAY=31,-1;BYSETPOS=1",
    "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=30,-1;BYSETPOS=1",
    *(f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY=14" for month in range(1, 13)),
    "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29,-1;BYSETPOS=1",
)


@pytest.fixture(params=["en", "ru", "el"])
def language(request):
    languages.use(request.param)
    yield request.param
    languages.use("en")


@pytest.mark.parametrize("rule", RULES)
def test_words_of_a_rule_are_read_as_the_same_rule(language, rule):
    words = rule_words.how_often(rule, START.isoformat())
    assert rule_reading.read_rule(words, START) == rule


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("every week on Monday", "FREQ=WEEKLY;BYDAY=MO"),
        ("monthly on the last day", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("Mondays", "FREQ=WEEKLY;BYDAY=MO"),
        ("every month", "FREQ=MONTHLY;BYMONTHDAY=31,-1;BYSETPOS=1"),
        ("каждые две недели", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"),
        ("every second Monday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("every other week on Monday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("каждый второй понедельник", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("κάθε δεύτερη Δευτέρα", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("κάθε δεύτερη μέρα", "FREQ=DAILY;INTERVAL=2"),
        ("jeden zweiten Montag", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("every second Monday of the month", "FREQ=MONTHLY;BYDAY=2MO"),
        ("каждый первый понедельник месяца", "FREQ=MONTHLY;BYDAY=1MO"),
        ("κάθε τελευταία Παρασκευή του μήνα", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("every first Monday", None),
        ("каждый месяц 15-го числа", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("ежемесячно в последний день", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("по понедельникам и средам", "FREQ=WEEKLY;BYDAY=MO,WE"),
        ("по будням", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("κάθε μήνα την τελευταία ημέρα", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("κάθε Δευτέρα και Τετάρτη", "FREQ=WEEKLY;BYDAY=MO,WE"),
        ("jeden Montag", "FREQ=WEEKLY;BYDAY=MO"),
        ("tous les lundis", "FREQ=WEEKLY;BYDAY=MO"),
        ("every", None),
        ("every 31 Monday", None),
        ("every Anna", None),
        ("last", None),
        ("every year on 31 February", None),
    ],
)
def test_words_are_read(words, rule):
    assert rule_reading.read_rule(words, START) == rule


def test_end_of_a_rule_is_told_and_a_strange_rule_is_told_as_one():
    said = rule_words.sentence("FREQ=DAILY;COUNT=3", "2026-01-31", "")
    assert said == "every day, 3 times"
    own = "by a rule of its own"
    until = rule_words.sentence("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261130", "2026-01-31", "")
    assert until == "every week on Monday, until 30 Nov 2026"
    assert rule_words.sentence("FREQ=MONTHLY;BYDAY=2TU,WE", "2026-01-31", "") == own
    assert rule_words.sentence("", "", "") == ""


@pytest.mark.parametrize(
    ("code", "rule", "words"),
    [
        ("en", "FREQ=MONTHLY;BYDAY=2TU", "every month on Tuesday number 2"),
        ("en", "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", "every 3 months on the last Friday"),
        ("ru", "FREQ=MONTHLY;BYDAY=2WE", "каждый месяц по 2-м средам"),
        ("ru", "FREQ=MONTHLY;BYDAY=-1SU", "каждый месяц в последнее воскресенье"),
        ("el", "FREQ=MONTHLY;BYDAY=2MO", "κάθε μήνα τη 2η Δευτέρα"),
        ("el", "FREQ=MONTHLY;BYDAY=-1SA", "κάθε μήνα το τελευταίο Σάββατο"),
    ],
)
def test_one_weekday_of_the_month_is_told(code, rule, words):
    languages.use(code)
    said = rule_words.how_often(rule, "2026-01-31")
    languages.use("en")
    assert said == words
