"""Reports on the command line: JSON, a workbook with live figures, and PDF in three alphabets."""

from __future__ import annotations

from datetime import timedelta

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from smallcrm.cli.main import main
from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import contacts
from smallcrm.services.contacts import ActivityDraft


@pytest.fixture
def lost(run):
    """Two deals lost this year, one won, one open."""
    anna = run("contacts", "add", "--name", "Anna")[1]["id"]

    def add(title, *more):
        return run("deals", "add", title, "--contact", anna, *more)[1]["id"]

    roof = add("Roof", "--amount", "1000", "--source", "Fair")
    wall = add("Wall", "--amount", "99.50", "--currency", "USD", "--source", "Сайт")
    door = add("Door", "--amount", "20")
    add("Open", "--amount", "5", "--closes", "2999-01-01")
    run("deals", "move", roof, "--stage", "Quote sent")
    run("deals", "lose", roof, "--reason", "Price")
    run("deals", "lose", wall, "--reason", "Timing")
    run("deals", "win", door)


def test_the_funnel_is_told(run, lost):
    status, answer = run("reports", "funnel")
    assert status == 0
    assert [answer[name] for name in ("deals", "won", "lost", "open")] == [4, 1, 2, 1]
    new = answer["stages"][0]
    assert {**new, "deals": None} == {
        "stage": "New",
        "kind": "open",
        "entered": 4,
        "went_on": 2,
        "won": 1,
        "still_there": 1,
        "lost": 1,
        "mean_days": "0.0",
        "median_days": "0.0",
        "deals": None,
    }


def test_losses_are_told_and_written_with_live_figures(run, lost, tmp_path):
    out = tmp_path / "lost.xlsx"
    status, answer = run("reports", "losses", "--rows", "stage", "--columns", "reason", out)
    assert (status, answer["losses"], answer["file"]) == (0, 2, str(out))
    assert answer["cells"][0] == {
        "reason": "Price",
        "stage": "Quote sent",
        "source": "Fair",
        "person": "",
        "losses": 1,
        "amounts": {"EUR": "1000.00"},
        "mean_days": "0.0",
        "deals": [1],
    }
    book = load_workbook(out)
    page = book["Losses"]
    rows = list(page.iter_rows(min_row=5, values_only=True))
    assert rows[0][:5] == ("Stage", "Price", "Timing", "Losses", "Share")
    assert rows[0][5:] == ("Amount, EUR", "Amount, USD", "Mean days")
    assert rows[1] == ("New", None, 1, 1, 0.5, None, 99.5, 0)
    assert rows[3] == ("Total", 1, 1, 2, 1, 1000, 99.5, 0)
    assert page["F7"].number_format.startswith("#,##0.00")
    assert {cell.data_type for cell in page[8][1:]} == {"n"}
    details = list(book["Each combination"].iter_rows(values_only=True))
    assert details[1][:4] == ("Price", "Quote sent", "Fair", "Nobody")


def test_months_are_dates_in_the_workbook(run, lost, tmp_path):
    out = tmp_path / "forecast.xlsx"
    status, answer = run("reports", "forecast", out)
    assert status == 0
    [month] = answer["months"]
    assert (month["won"], month["won_deals"], month["at_start"]) == ("20.00", 1, None)
    cell = load_workbook(out).active["A6"]
    assert cell.is_date
    assert f"{cell.value:%Y-%m}" == month["month"]


def test_sources_are_told(run, lost):
    answer = run("reports", "sources", "--source", "Сайт")[1]
    assert answer["sources"] == [
        {
            "source": "Сайт",
            "campaign": "",
            "leads": 0,
            "deals": 1,
            "won_deals": 0,
            "cost": {},
            "won": {},
            "paid": {},
            "return": {},
        }
    ]


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Losses"), ("ru", "Потери"), ("el", "Απώλειες")]
)
def test_a_report_is_written_as_pdf(data_file, lost, tmp_path, capsys, language, title):
    out = tmp_path / "lost.pdf"
    words = ["--file", str(data_file), "--lang", language, "reports", "losses", str(out)]
    assert main(words) == 0
    [page] = PdfReader(out).pages
    text = page.extract_text()
    assert text.startswith(title)
    assert "Timing" in text
    assert "99" in text
    assert "1" in text.splitlines()[-1]
    assert "Timing" in capsys.readouterr().out


@pytest.fixture
def worked(data_file, run, lost):
    """Maria called for an hour and a minute and took Door over, Peter did a task late."""
    for name in ("Maria", "Peter"):
        run("staff", "add", name)
    run("deals", "set", 3, "owner=Maria")
    task = run("tasks", "add", "Order", "--at", f"{clock.today().year - 1}-12-31", "--owner", 2)
    run("tasks", "done", task[1]["id"])
    database = Database(data_file)
    at = clock.start_of(clock.today())
    with database.write(T("Test")) as session:
        for kind, direction, seconds, owner_id, minute in (
            ("message", "in", None, 2, 0),
            ("call", "out", 3660, 1, 5),
        ):
            when = at + timedelta(minutes=minute)
            draft = ActivityDraft(kind, "", "", direction, seconds, at=when, owner_id=owner_id)
            contacts.add_activity(session, 1, draft)
    database.close()


def test_what_each_of_the_staff_did_is_told_in_seconds_and_sums(run, worked):
    status, answer = run("reports", "staff")
    assert status == 0
    maria, peter, nobody = answer["staff"]
    assert maria == {
        "person": "Maria",
        "works_here": True,
        "calls": 1,
        "outgoing_calls": 1,
        "answered_calls": 0,
        "missed_calls": 0,
        "talk_seconds": 3660,
        "meetings": 0,
        "tasks_done": 0,
        "tasks_done_late": 0,
        "tasks_overdue": 0,
        "first_answers": 1,
        "median_wait_seconds": 300,
        "most_wait_seconds": 300,
        "not_answered": 0,
        "won_deals": 1,
        "won": {"EUR": "20.00"},
        "invoiced": {},
        "paid": {},
    }
    assert (peter["person"], peter["tasks_done"], peter["tasks_done_late"]) == ("Peter", 1, 1)
    assert (nobody["person"], nobody["calls"], nobody["median_wait_seconds"]) == ("", 0, None)
    assert answer["total"] == {
        **{key: value for key, value in maria.items() if key not in ("person", "works_here")},
        "tasks_done": 1,
        "tasks_done_late": 1,
    }
    assert [line["person"] for line in run("reports", "staff", "--owner", "peter")[1]["staff"]] == [
        "Peter"
    ]


def test_what_a_figure_of_the_staff_counts_is_listed(run, worked):
    listed = ("reports", "staff", "--list")
    status, answer = run(*listed, "calls")
    assert (status, answer["total"]) == (0, 1)
    [call] = answer["rows"]
    assert (call["kind"], call["direction"], call["seconds"]) == ("call", "out", 3660)
    assert (call["contact"], call["person"]) == (1, "Maria")
    [late] = run(*listed, "late")[1]["rows"]
    assert (late["title"], late["late"], late["person"]) == ("Order", True, "Peter")
    assert late["done"]
    assert run(*listed, "late", "--owner", "Maria")[1]["total"] == 0


def test_what_a_figure_counts_is_not_written_and_that_is_said(run, worked, tmp_path):
    status, answer = run("reports", "staff", "--list", "calls", tmp_path / "calls.xlsx")
    assert (status, answer["error"]["field"]) == (1, "out")
    assert list(tmp_path.glob("calls*")) == []


def test_the_staff_is_written_with_times_and_sums_that_can_be_added(run, worked, tmp_path):
    out = tmp_path / "staff.xlsx"
    status, answer = run("reports", "staff", "--out", out)
    assert (status, answer["file"]) == (0, str(out))
    rows = list(load_workbook(out)["Staff"].iter_rows(min_row=5, values_only=True))
    assert rows[0][:3] == ("Employee", "Calls", "Outgoing")
    assert rows[1][:8] == ("Maria", 1, 1, 0, 0, timedelta(hours=1, minutes=1), 0, 0)
    assert rows[1][13:] == (1, 20, None, None)
    assert [row[0] for row in rows[1:]] == ["Maria", "Peter", "Nobody", "Total"]


@pytest.mark.parametrize(
    ("language", "title", "nobody"),
    [("en", "Staff", "Nobody"), ("ru", "Сотрудники", "Не указан"), ("el", "Προσωπικό", "Κανείς")],
)
@pytest.mark.usefixtures("worked")
def test_the_staff_is_told_and_printed_in_three_languages(
    data_file, capsys, language, title, nobody
):
    out = data_file.with_name("staff.pdf")
    words = ["--file", str(data_file), "--lang", language, "reports", "staff", str(out)]
    assert main(words) == 0
    told = capsys.readouterr().out
    assert nobody in told
    assert "1:01:00" in told
    text = "".join(page.extract_text() for page in PdfReader(out).pages)
    assert text.startswith(title)
    assert nobody in text
    assert "1:01:00" in text


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (["--owner", "Nobody"], "staff"),
        (["--campaign", "None"], "campaign"),
        (["--from", "2026-02-01", "--to", "2026-01-01"], "last"),
        (["out.docx"], "path"),
    ],
)
def test_what_cannot_be_counted_is_refused(run, words, field, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, answer = run("reports", "funnel", *words)
    assert (status, answer["error"]["field"]) == (1, field)
    assert list(tmp_path.glob("out.*")) == []


def test_nothing_to_count_is_said(data_file, capsys):
    assert main(["--file", str(data_file), "reports", "losses"]) == 0
    assert "Nothing of this happened" in capsys.readouterr().out


@pytest.mark.parametrize("report", ["funnel", "losses", "forecast", "sources", "staff"])
def test_days_far_away_are_refused_with_a_sentence_and_two_hundred_years_are_counted(run, report):
    status, answer = run("reports", report, "--from", "0001-01-01", "--to", "9999-12-31")
    assert (status, answer["error"]["field"]) == (1, "first")
    assert run("reports", report, "--from", "2000-01-01", "--to", "9999-12-31")[0] == 1
    assert run("reports", report, "--from", "1826-01-01", "--to", "2026-12-31")[0] == 0
