"""Scenario 29, what each of the staff did in March: calls, talks, deals won, invoiced and paid.

The calls come from the list of the telephone system; the workbook has live numbers.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from openpyxl import load_workbook

from smallcrm.services import settings
from tests.scenarios import paperwork
from tests.scenarios.conftest import LANGUAGES

MARIA, PETER = "Мария", "Πέτρος"
MARCH = ("--from", "2026-03-01", "--to", "2026-03-31")
# The first and the last second of March, and those beside them.
CALLS = """date,from,to,duration,status
2026-02-28 23:59:59,6912345678,101,60,ANSWERED
2026-03-01 00:00:00,6912345678,101,125,ANSWERED
2026-03-05 11:00:00,101,6912345678,3600,ANSWERED
2026-03-06 11:00:00,101,6912345678,0,NO ANSWER
2026-03-09 09:00:00,6912345678,102,0,NO ANSWER
2026-03-31 23:59:59,6912345678,102,15,ANSWERED
2026-04-01 00:00:00,6912345678,102,600,ANSWERED
"""
WORDS = {
    "en": ("Staff", "Employee", "Nobody", "Total"),
    "ru": ("Сотрудники", "Сотрудник", "Не указан", "Итого"),
    "el": ("Προσωπικό", "Υπάλληλος", "Κανείς", "Σύνολο"),
}
# Calls, outgoing, taken, missed, talk time, meetings; won; sum won, invoiced, paid.
FIGURES = {
    MARIA: (3, 2, 1, 0, timedelta(hours=1, minutes=2, seconds=5), 1, 1, 1240, 1240, 500),
    PETER: (2, 0, 1, 1, timedelta(seconds=15), 1, 1, 300, None, None),
}


@pytest.fixture
def worked(run, file, tmp_path):
    """The work of March, noted on the command line."""

    def do(*words):
        status, answer = run(*words)
        assert status == 0, answer
        return answer

    file.write(settings.change, paperwork.BUSINESS)
    do("contacts", "add", "--name", paperwork.CUSTOMER, "--phone", "691 234 5678")
    for name in (MARIA, PETER):
        do("staff", "add", name)
    path = tmp_path / "calls.csv"
    path.write_text(CALLS)
    whose = ("--extension", f"101={MARIA}", "--extension", f"102={PETER}")
    assert do("calls", "import", path, *whose)["noted"] == 7
    assert do("calls", "import", path)["noted"] == 0
    meeting = ("contacts", "log", 1, "--minutes", "1:30", "--at", "2026-03-12 10:00")
    do(*meeting[:-1], "2026-03-08 10:00", "--kind", "meeting", "--by", MARIA)
    do(*meeting, "--kind", "visit", "--by", PETER)
    with time_machine.travel("2026-03-10T10:00:00Z", tick=False):
        garden = do("deals", "add", "Garden", "--contact", 1)["id"]
        do("deals", "set", garden, f"owner={MARIA}")
        do("deals", "lines", garden, "--add", "Work", "--price", 1000, "--tax-rate", 24)
        do("deals", "win", garden)
        wall = ("deals", "add", "Wall", "--contact", 1, "--amount", 300, "--currency", "USD")
        wall = do(*wall)["id"]
        do("deals", "set", wall, f"owner={PETER}")
        do("deals", "win", wall)
        invoice = do("deals", "invoice", garden)["id"]
        do("documents", "issue", invoice)
    for day, amount in (("2026-03-31", 500), ("2026-04-01", 740)):
        do("payments", "add", amount, "--invoice", invoice, "--date", day)


@pytest.mark.usefixtures("worked")
def test_figures_are_those_of_march_alone(run):
    maria, peter, nobody = run("reports", "staff", *MARCH)[1]["staff"]
    names = ("calls", "outgoing_calls", "answered_calls", "missed_calls", "talk_seconds")
    assert [maria[name] for name in names] == [3, 2, 1, 0, 3725]
    assert [peter[name] for name in names] == [2, 0, 1, 1, 15]
    assert [line["meetings"] for line in (maria, peter, nobody)] == [1, 1, 0]
    # The missed call was answered by Peter, on the visit three days later.
    assert (peter["first_answers"], peter["median_wait_seconds"]) == (1, 3 * 86_400 + 3600)
    sums = ("won", "invoiced", "paid")
    assert [maria[name] for name in sums] == [
        {"EUR": "1240.00"},
        {"EUR": "1240.00"},
        {"EUR": "500.00"},
    ]
    assert [peter[name] for name in sums] == [{"USD": "300.00"}, {}, {}]
    assert [nobody[name] for name in sums] == [{}, {}, {}]
    april = run("reports", "staff", "--from", "2026-04-01", "--to", "2026-04-30")[1]["total"]
    assert (april["calls"], april["talk_seconds"], april["won"]) == (1, 600, {})
    assert april["paid"] == {"EUR": "740.00"}


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize("language", LANGUAGES)
def test_workbook_has_live_numbers(tell, tmp_path, language):
    out = tmp_path / "staff.xlsx"
    said = "\n".join(tell("reports", "staff", *MARCH, out, lang=language))
    title, employee, nobody, total = WORDS[language]
    for words in (MARIA, PETER, nobody, "1:02:05"):
        assert words in said
    page = load_workbook(out)[title]
    rows = list(page.iter_rows(min_row=5))
    assert rows[0][0].value == employee
    assert [row[0].value for row in rows[1:]] == [MARIA, PETER, nobody, total, f"{total}, USD"]
    found = {row[0].value: row[1:] for row in rows[1:]}
    for name, figures in FIGURES.items():
        cells = found[name]
        assert tuple(cell.value for cell in (*cells[:6], *cells[-4:])) == figures
    assert all(cell.data_type in "nd" for cells in found.values() for cell in cells if cell.value)
    assert [found[MARIA][-1].number_format, found[PETER][-3].number_format] == [
        '#,##0.00 "EUR"',
        '#,##0.00 "USD"',
    ]
