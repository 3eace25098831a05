"""Tasks on the command line."""

from __future__ import annotations

import json

from smallcrm.cli.main import main


def run(capsys, data_file, *arguments):
    status = main(["--file", str(data_file), "--json", *map(str, arguments)])
    return status, json.loads(capsys.readouterr().out)


def test_task_is_added_listed_and_done(capsys, data_file):
    _, anna = run(capsys, data_file, "contacts", "add", "--name", "Anna")
    when = ("--at", "2026-11-30 09:00", "--zone", "Europe/Athens")
    status, task = run(capsys, data_file, "tasks", "add", "Call", "--contact", anna["id"], *when)
    assert status == 0
    _, found = run(capsys, data_file, "tasks", "list", "--contact", anna["id"])
    assert found == {
        "total": 1,
        "rows": [
            {
                "id": task["id"],
                "title": "Call",
                "contact": anna["id"],
                "at": "2026-11-30 09:00",
                "zone": "Europe/Athens",
                "instant": "2026-11-30T07:00:00Z",
                "done": None,
            }
        ],
    }
    assert run(capsys, data_file, "tasks", "done", task["id"]) == (0, {"id": task["id"]})
    assert run(capsys, data_file, "tasks", "list")[1]["total"] == 0
    assert run(capsys, data_file, "tasks", "list", "--all")[1]["rows"][0]["done"]


def test_wrong_time_is_refused_and_nothing_is_added(capsys, data_file):
    status, answer = run(capsys, data_file, "tasks", "add", "Call", "--at", "some day")
    assert (status, answer["error"]["field"]) == (1, "due")
    assert run(capsys, data_file, "tasks", "list")[1]["total"] == 0
