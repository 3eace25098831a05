"""Lists of calls on the command line."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

LIST = (
    "date,from,to,duration,status\n"
    "2026-11-02 10:00:00,6912345678,101,83,ANSWERED\n"
    "2026-11-02 11:00:00,6912345678,101,0,NO ANSWER\n"
    "2026-11-02 12:00:00,101,2310555555,9,ANSWERED\n"
    "2026-11-02 13:00:00,101,102,9,ANSWERED\n"
    "soon,101,6912345678,9,ANSWERED\n"
)


@pytest.fixture
def path(tmp_path, run):
    """A list, and the contact who called."""
    run("contacts", "add", "--name", "Anna", "--phone", "691 234 5678")
    path = tmp_path / "calls.csv"
    path.write_text(LIST)
    return path


def test_calls_come_in_once(run, path, tmp_path):
    run("staff", "add", "Maria")
    out = tmp_path / "unknown.xlsx"
    status, found = run("calls", "import", path, "--extension", "101=maria", "--unknown", out)
    assert status == 0
    assert {name: found[name] for name in ("rows", "noted", "known", "missed", "internal")} == {
        "rows": 5,
        "noted": 2,
        "known": 0,
        "missed": 1,
        "internal": 1,
    }
    assert [(one["number"], one["count"]) for one in found["unknown"]] == [("2310555555", 1)]
    assert [one["row"] for one in found["rejected"]] == [6]
    assert load_workbook(out).active["B2"].value == "2310555555"
    entries = run("contacts", "show", 1)[1]["timeline"]
    assert {entry["owner"] for entry in entries if entry["kind"] == "call"} == {"Maria"}
    again = run("calls", "import", path)[1]
    assert (again["noted"], again["known"], again["action"]) == (0, 2, None)
    assert run("undo", found["action"])[0] == 0
    assert run("calls", "import", path)[1]["noted"] == 2


def test_trial_changes_nothing(run, path):
    found = run("calls", "import", path, "--dry-run")[1]
    assert (found["noted"], found["action"]) == (2, None)
    assert run("calls", "import", path)[1]["noted"] == 2


def test_options_say_what_the_file_does_not(run, path, tmp_path):
    path.write_text("A;B;C\n03/04/2026 10:00;6912345678;83\n", "utf-16")
    columns = ("--map", "A=date", "--map", "B=callee", "--map", "C=talked")
    found = run("calls", "import", path, *columns, "--dates", "mdy", "--encoding", "utf-16")[1]
    assert (found["noted"], found["mapping"]) == (1, {"A": "date", "B": "callee", "C": "talked"})
    assert found["warnings"] == []
    again = run("calls", "import", path, *columns)[1]
    assert again["warnings"] == ["Days can be read in two ways; the day was taken first."]


def test_what_cannot_be_done_is_said(run, path, tmp_path):
    assert run("calls", "import", path, "--extension", "101=Nobody")[0] == 1
    assert run("calls", "import", path, "--map", "date=email")[0] == 1
    assert run("calls", "import", path, "--map", "date")[0] == 2
    notes = tmp_path / "notes.csv"
    notes.write_text("Name,City\nAnna,Athens\n")
    status, found = run("calls", "import", notes)
    assert status == 1
    assert "look like the time and the number" in found["error"]["message"]


def test_import_of_contacts_leads_to_the_command_for_calls(run, path):
    status, found = run("import", path)
    assert status == 1
    assert "smallcrm calls import calls.csv" in found["error"]["hint"]


def test_missed_calls_are_listed_ticked_off_and_brought_back(run):
    _, anna = run("contacts", "add", "--name", "Anna", "--phone", "+30 691 234 5678")
    how = ("--kind", "call", "--direction", "in", "--outcome", "no_answer")
    run("contacts", "log", anna["id"], *how)
    status, found = run("calls", "missed")
    [row] = found["rows"]
    assert (status, found["total"], row["contact"], row["calls"]) == (0, 1, anna["id"], 1)
    assert (row["name"], row["phone"]) == ("Anna", "+30 691 234 5678")
    assert run("today")[1]["todo"]["calls"] == found
    assert run("calls", "returned", row["id"])[0] == 0
    assert run("calls", "missed")[1]["total"] == 0
    run("undo")
    assert run("calls", "missed")[1]["total"] == 1
    assert run("calls", "returned", 999)[0] == 1
