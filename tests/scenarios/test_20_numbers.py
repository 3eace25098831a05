"""Scenario 20: numbers are given at issue, in order, without a gap, and never go back."""

from __future__ import annotations

import datetime as dt

import pytest

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services import documents
from smallcrm.ui.documents import words
from tests.scenarios import paperwork
from tests.scenarios.paperwork import MIXED

DATA = paperwork.draft("invoice", MIXED)


def look_at(file, year):
    """The first number is void with its credit note, the second follows; nothing is missing."""
    found = [(row.kind, row.number, row.status) for row in paperwork.rows_of(file)]
    assert found == [
        ("invoice", f"ΤΙΜ/{year}/0001", "void"),
        ("credit_note", f"CN-{year}-0001", "issued"),
        ("invoice", f"ΤΙΜ/{year}/0002", "issued"),
    ]
    assert file.read(documents.check) == (True, [], [], [])


def test_command_line(run, file, tmp_path):
    paperwork.prepare(file, **{"series.invoice": "ΤΙΜ/{year}/{counter:4}"})
    first, second = (paperwork.stored(run, tmp_path, DATA) for _ in range(2))
    run("documents", "delete", first)
    assert run("documents", "issue", second)[1]["number"].endswith("/0001")
    run("documents", "void", second)
    paperwork.issued(run, tmp_path, DATA)
    year = clock.today().year
    look_at(file, year)
    late = paperwork.stored(run, tmp_path, DATA)
    status, error = run("documents", "issue", late, "--date", f"{year - 1}-12-31")
    assert (status, error["error"]["field"]) == (1, "date")
    run("settings", "set", "back_dating=yes")
    assert run("documents", "issue", late, "--date", f"{year - 1}-12-31")[0] == 1
    run("documents", "delete", late)
    assert run("documents", "check")[1] == {"ok": True, "gaps": [], "twins": [], "broken": []}


@pytest.mark.parametrize(
    ("draft_says", "issued_on", "number"),
    [("2026-12-31", "2027-01-02", "2027-0001"), ("2026-12-31", None, "2026-0001")],
)
def test_year_is_that_of_the_issue_date(run, file, tmp_path, draft_says, issued_on, number):
    paperwork.prepare(file)
    late = paperwork.stored(run, tmp_path, {**DATA, "date": draft_says})
    options = ("--date", issued_on) if issued_on else ()
    assert run("documents", "issue", late, *options)[1]["number"] == number


def test_window(sit_down, file):
    paperwork.prepare(file, **{"series.invoice": "ΤΙΜ/{year}/{counter:4}"})
    owner = sit_down("el")
    paperwork.types_document(owner, "Ctrl+Shift+I", MIXED[:1])
    owner.command(T("Delete draft"))
    owner.reads(T("Draft deleted."))  # the list that comes then takes the keyboard
    paperwork.types_document(owner, "Ctrl+Shift+I", MIXED)
    paperwork.issues(owner, "invoice")
    owner.command(T("Cancel by a credit note"))
    page = owner.window.host.page
    owner.until(page.issued.panel.isVisible)
    owner.mentions(f"CN-{clock.today().year}-0001")
    owner.press("Ctrl+Return")
    owner.reads(T("Void"))
    editor = paperwork.types_document(owner, "Ctrl+Shift+I", MIXED[:1])
    last_year = dt.date(clock.today().year - 1, 12, 31)
    date = editor.form.head._date
    owner.come_to(date)
    owner.type(last_year.isoformat())
    owner.press("Tab")
    owner.press("Ctrl+Return")
    owner.until(editor.panel.isVisible)
    number = f"ΤΙΜ/{clock.today().year}/0002"
    owner.reads(words.with_number(words.ISSUE_NUMBERED, "invoice", number))
    owner.mentions("2")  # what the draft said is told, with why it cannot be
    assert editor.panel._day._caution.isVisible()
    owner.press("Ctrl+Return")
    owner.until(lambda: page.headline().startswith(words.title("invoice", number)))
    look_at(file, clock.today().year)
    owner.command(T("Check numbers and PDFs"))
    owner.mentions(
        T(
            "Everything is in order: no number is missing or was given twice, "
            "and every stored PDF is as it was issued."
        )
    )
