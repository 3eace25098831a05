"""Erasing a contact on the command line."""

from __future__ import annotations

import json

from smallcrm.cli.main import main


def run(capsys, data_file, *arguments):
    status = main(["--file", str(data_file), "--json", *map(str, arguments)])
    return status, json.loads(capsys.readouterr().out)


def test_erasing_is_said_twice(capsys, data_file):
    _, anna = run(capsys, data_file, "contacts", "add", "--name", "Anna Keller")
    assert run(capsys, data_file, "contacts", "erase", anna["id"])[0] == 1
    assert run(capsys, data_file, "contacts", "show", anna["id"])[1]["name"] == "Anna Keller"
    status, answer = run(capsys, data_file, "contacts", "erase", anna["id"], "--yes")
    assert (status, answer) == (0, {"id": anna["id"]})
    assert "Anna" not in str(run(capsys, data_file, "contacts", "show", anna["id"])[1])
    assert run(capsys, data_file, "check")[1]["ok"]
