"""Tasks on the command line."""

from __future__ import annotations


def test_task_is_added_listed_and_done(run):
    _, anna = run("contacts", "add", "--name", "Anna")
    when = ("--at", "2026-11-30 09:00", "--zone", "Europe/Athens")
    status, task = run("tasks", "add", "Call", "--contact", anna["id"], *when)
    assert status == 0
    _, found = run("tasks", "list", "--contact", anna["id"])
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
    assert run("tasks", "done", task["id"]) == (0, {"id": task["id"]})
    assert run("tasks", "list")[1]["total"] == 0
    assert run("tasks", "list", "--all")[1]["rows"][0]["done"]


def test_wrong_time_is_refused_and_nothing_is_added(run):
    status, answer = run("tasks", "add", "Call", "--at", "some day")
    assert (status, answer["error"]["field"]) == (1, "due")
    assert run("tasks", "list")[1]["total"] == 0
