"""Erasing a contact on the command line."""

from __future__ import annotations


def test_erasing_is_said_twice(run):
    _, anna = run("contacts", "add", "--name", "Anna Keller")
    assert run("contacts", "erase", anna["id"])[0] == 1
    assert run("contacts", "show", anna["id"])[1]["name"] == "Anna Keller"
    status, answer = run("contacts", "erase", anna["id"], "--yes")
    assert (status, answer) == (0, {"id": anna["id"]})
    assert "Anna" not in str(run("contacts", "show", anna["id"])[1])
    assert run("check")[1]["ok"]


def test_lead_is_erased_when_it_is_said_twice(run):
    _, anna = run("leads", "add", "Anna Keller")
    assert run("leads", "erase", anna["id"])[0] == 1
    assert run("leads", "show", anna["id"])[1]["name"] == "Anna Keller"
    assert run("leads", "erase", anna["id"], "--yes") == (0, {"id": anna["id"]})
    assert "Anna" not in str(run("leads", "show", anna["id"])[1])
    assert run("check")[1]["ok"]
