"""Today on the command line: the same as the page, as JSON and in words."""

from __future__ import annotations

import json

from smallcrm.cli.main import main

NOW = ("--now", "2026-11-25T12:00:00Z")


def test_today_is_told_as_scripts_read_it(run):
    _, anna = run("contacts", "add", "--name", "Anna")
    when = ("--at", "2026-11-20 09:00", "--zone", "Europe/Athens")
    _, late = run("tasks", "add", "Call", "--contact", anna["id"], *when)
    run("tasks", "add", "Post", "--at", "2026-11-25")
    run("tasks", "add", "Next week", "--at", "2026-12-02")
    status, found = run("today", *NOW)
    assert status == 0
    assert found["date"] == "2026-11-25"
    assert found["todo"]["overdue"] == {
        "total": 1,
        "rows": [
            {
                "id": late["id"],
                "title": "Call",
                "contact": anna["id"],
                "deal": None,
                "at": "2026-11-20 09:00",
                "zone": "Europe/Athens",
                "instant": "2026-11-20T07:00:00Z",
                "snoozed_until": None,
            }
        ],
    }
    assert [row["title"] for row in found["todo"]["today"]["rows"]] == ["Post"]
    assert found["todo"]["next"] is None
    assert found["money"]["unpaid"] == {}
    assert found["slipping"]["deals"] == {"total": 0, "rows": []}
    assert found["slipping"]["new_leads"] == 0


def test_deal_without_a_next_step_is_told(run):
    _, anna = run("contacts", "add", "--name", "Anna")
    _, deal = run("deals", "add", "Wedding", "--contact", anna["id"], "--amount", "120.50")
    [row] = run("today")[1]["slipping"]["deals"]["rows"]
    assert (row["id"], row["amount"], row["step"]) == (deal["id"], "120.50", "none")


def test_people_read_headings_and_lines(run, data_file, capsys):
    run("tasks", "add", "Call Boris", "--at", "2026-11-20")
    assert main(["--file", str(data_file), "today", *NOW]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Wednesday, 25 November 2026\n\nOverdue tasks  1\n")
    assert "Call Boris" in said


def test_mine_needs_somebody(run):
    status, answer = run("today", "--mine")
    assert (status, answer["error"]["field"]) == (1, "who")


def test_mine_is_what_belongs_to_who_asks(run, data_file, capsys):
    _, nina = run("staff", "add", "Nina")
    run("tasks", "add", "For anybody", "--at", "2026-11-25")
    run("tasks", "add", "For Nina", "--at", "2026-11-25", "--owner", nina["id"])
    asked = ["--file", str(data_file), "--json", "--who", "Nina", "today", "--mine", *NOW]
    assert main(asked) == 0
    rows = json.loads(capsys.readouterr().out)["todo"]["today"]["rows"]
    assert [row["title"] for row in rows] == ["For Nina"]
