"""Days, times, spans and rules in a line, in five languages."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from smallcrm.services.quick_add import TASK, parse

TODAY, NOW = date(2026, 11, 22), datetime(2026, 11, 22, 10, 15)  # noqa: DTZ001 - on the wall
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.mark.parametrize(
    ("line", "words", "day", "at"),
    [
        ("позвонить Ивану завтра в 9", "позвонить Ивану", MONDAY, time(9)),
        ("τηλέφωνο Μαρία Τρίτη 16:30", "τηλέφωνο Μαρία", TUESDAY, time(16, 30)),
        ("τηλέφωνο Μαρία Τρι 16:30", "τηλέφωνο Μαρία", TUESDAY, time(16, 30)),
        ("τηλέφωνο Μαρία την Πέμ 9:00", "τηλέφωνο Μαρία", date(2026, 11, 26), time(9)),
        ("κλήση αύριο στις 9", "κλήση", MONDAY, time(9)),
        ("Anruf Maria Dienstag um 9 Uhr", "Anruf Maria", TUESDAY, time(9)),
        ("appeler Marie demain à 16h30", "appeler Marie", MONDAY, time(16, 30)),
        ("call Anna at 4", "call Anna", TODAY, time(16)),
        ("call Anna at 9", "call Anna", MONDAY, time(9)),
        ("κλήση σήμερα 9:00", "κλήση", TODAY, time(9)),
        ("call Anna next Monday", "call Anna", MONDAY, None),
        ("встреча 30 ноября в 15:00", "встреча", date(2026, 11, 30), time(15)),
        ("pay rent 1 January", "pay rent", date(2027, 1, 1), None),
        ("call tomorrow morning", "call", MONDAY, time(9)),
        ("call in 2 hours", "call", TODAY, time(12, 15)),
        ("κλήση σε 30 λεπτά", "κλήση", TODAY, time(10, 45)),
        ("позвонить через неделю", "позвонить", date(2026, 11, 29), None),
        ("Anruf in einer Woche", "Anruf", date(2026, 11, 29), None),
        ("relancer dans 3 jours", "relancer", date(2026, 11, 25), None),
        ("renew in 3 months", "renew", date(2027, 2, 22), None),
        ("meet in Paris 3 days", "meet in Paris 3 days", None, None),
        ("sell 9 at cost", "sell 9 at cost", None, None),
    ],
)
def test_moment_is_read(line, words, day, at):
    parsed = parse(line, TODAY, NOW)
    assert (parsed.kind, " ".join(parsed.words), parsed.day, parsed.time) == (TASK, words, day, at)


@pytest.mark.parametrize(
    ("line", "words", "rule", "day"),
    [
        ("every Monday 9:00 report", "report", "FREQ=WEEKLY;BYDAY=MO", MONDAY),
        ("отчёт каждый понедельник в 9", "отчёт", "FREQ=WEEKLY;BYDAY=MO", MONDAY),
        ("αναφορά κάθε Δευτέρα 9:00", "αναφορά", "FREQ=WEEKLY;BYDAY=MO", MONDAY),
        ("Bericht jeden Montag um 9", "Bericht", "FREQ=WEEKLY;BYDAY=MO", MONDAY),
        ("rapport tous les lundis à 9h", "rapport", "FREQ=WEEKLY;BYDAY=MO", MONDAY),
        ("rent monthly on the last day 9:00", "rent", "FREQ=MONTHLY;BYMONTHDAY=-1",
         date(2026, 11, 30)),
        ("walk every Sunday 9:00", "walk", "FREQ=WEEKLY;BYDAY=SU", date(2026, 11, 29)),
        ("call Tue every week 9:00", "call", "FREQ=WEEKLY;BYDAY=TU", TUESDAY),
        ("every day 9:00 backup", "backup", "FREQ=DAILY", MONDAY),
        ("κάθε δεύτερη Δευτέρα στις 9 παραγγελία", "παραγγελία",
         "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", MONDAY),
        ("κάθε δεύτερη Δευτέρα του μήνα 9:00 καταμέτρηση", "καταμέτρηση",
         "FREQ=MONTHLY;BYDAY=2MO", date(2026, 12, 14)),
    ],
)  # fmt: skip
def test_rule_is_read_and_its_first_day_is_to_come(line, words, rule, day):
    parsed = parse(line, TODAY, NOW)
    assert (" ".join(parsed.words), parsed.rule, parsed.day) == (words, rule, day)
    assert parsed.time == time(9)
