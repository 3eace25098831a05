"""How a command ends: its status, what stands where, and what a fault of ours leaves behind."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from smallcrm import __main__
from smallcrm.cli import contacts as commands
from smallcrm.cli.main import main
from smallcrm.core import paths
from smallcrm.services import segments

ROOT = Path(__file__).parents[2]
PERSON = "Ελένη 6912345678"


@pytest.fixture
def run(data_file, capsys):
    """Run a command with --json; return its status, its answer and what it said beside."""

    def run(*arguments):
        status = main(["--file", str(data_file), "--json", *map(str, arguments)])
        printed = capsys.readouterr()
        return status, json.loads(printed.out), printed.err

    return run


def test_mistake_of_the_user_is_one_sentence_with_a_hint(run):
    status, answer, beside = run("contacts", "set", "1", "shoesize=44")
    assert status == 1
    assert answer["error"]["message"] in beside
    status, answer, beside = run("contacts", "add", "--name", " ")
    assert (status, answer["error"]["field"]) == (1, "name")
    assert answer["error"]["hint"] in beside


def test_wrong_usage_says_so_beside_the_answer(capsys, data_file):
    assert main(["--file", str(data_file), "contacts", "list", "--limit", "many"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "--limit" in printed.err


def test_fault_of_ours_names_the_log_and_tells_nothing_about_people(run, monkeypatch):
    def fail(*_arguments, **_more):
        raise ValueError(PERSON)

    monkeypatch.setattr(segments, "list_ids", fail)
    status, answer, beside = run("contacts", "list", "--search", PERSON)
    log = paths.logs_folder() / "smallcrm.log"
    assert status == 3
    assert str(log) in answer["error"]["hint"]
    assert str(log) in beside
    written = log.read_text("utf-8")
    assert "ValueError" in written
    assert "cli/contact_list.py" in written
    assert PERSON not in written + beside
    if os.name == "posix":
        assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_command_that_fails_has_changed_nothing(run):
    before = run("contacts", "list")[1]
    actions = run("history")[1]
    assert run("contacts", "set", 99, "city=Athens")[0] == 1
    assert run("settings", "set", "name=Anthos", "country=nowhere")[0] == 1
    assert run("settings", "set", "name=Anthos", "currency=foo")[0] == 1
    assert run("contacts", "list")[1] == before
    assert run("history")[1] == actions
    assert run("settings", "show")[1]["settings"]["name"] == ""


@pytest.mark.parametrize("which", [(), ("--contact", 1)])
def test_history_says_which_value_became_what(run, data_file, capsys, which):
    run("contacts", "add", "--name", "Anna")
    run("contacts", "set", 1, "role=Baker")
    changes = [step["changes"] for step in run("history", *which)[1]["actions"]]
    assert changes[0] == [{"field": "role", "old": "", "new": "Baker"}]
    assert changes[1] == []
    main(["--file", str(data_file), "history", *map(str, which)])
    assert "Change Anna · Role: – → Baker" in capsys.readouterr().out


def test_what_another_program_changed_meanwhile_stays(run, monkeypatch):
    run("contacts", "add", "--name", "Anna")
    real = commands.contacts.get_draft
    seen = []

    def get_draft(session, contact_id):
        draft = real(session, contact_id)
        if not seen:  # right after the first look somebody else is quicker
            seen.append(draft)
            other = [sys.executable, "-m", "smallcrm", "contacts", "set", "1", "city=Athens"]
            variables = os.environ | {"PYTHONPATH": str(ROOT)}
            file = session.get_bind().url.database
            subprocess.run(other, env=variables | {"SMALLCRM_FILE": file}, check=True)
        return draft

    monkeypatch.setattr(commands.contacts, "get_draft", get_draft)
    assert run("contacts", "set", 1, "role=Owner")[0] == 0
    shown = run("contacts", "show", 1)[1]
    assert (shown["role"], shown["addresses"][0]["city"]) == ("Owner", "Athens")


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ([], {}),
        (["--file", "a.smallcrm"], {"--file": "a.smallcrm"}),
        (["--lang=el", "--file=b"], {"--lang": "el", "--file": "b"}),
        (["--lang", "xx"], None),
        (["--file"], None),
        (["--json"], None),
        (["--file", "a", "contacts", "list"], None),
    ],
)
def test_window_opens_where_there_is_no_command(arguments, options):
    assert __main__._window_options(arguments) == options


def test_made_up_data_are_told_from_ones_own():
    assert paths.is_made_up(paths.sample_file())
    assert paths.is_made_up(paths.demo_folder() / "demo-2.smallcrm")
    assert not paths.is_made_up(paths.default_file())


@pytest.mark.parametrize(
    "words",
    ["contacts show", "undo", "documents show", "tasks done", "contacts files", "history --limit"],
)
def test_number_that_no_data_file_has_is_wrong_usage(data_file, words, capsys):
    assert main(["--file", str(data_file), *words.split(), "9" * 20]) == 2
    assert "9" * 20 in capsys.readouterr().err


def test_draft_that_is_nested_without_end_is_no_fault_of_ours(run, tmp_path):
    draft = tmp_path / "deep.json"
    draft.write_text("[" * 100_000, "utf-8")
    status, answer, _ = run("documents", "calc", draft)
    assert status == 1
    assert "brackets" in answer["error"]["message"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is full")
def test_answer_for_which_there_is_no_room_is_told_beside(data_file):
    command = [sys.executable, "-m", "smallcrm", "--file", str(data_file), "contacts", "list"]
    for extra in ([], ["--json"]):
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            ended = subprocess.run(
                [*command[:3], *extra, *command[3:]],
                cwd=ROOT,
                stdout=full,
                stderr=subprocess.PIPE,
                env={
                    name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"
                },
                text=True,
                check=False,
            )
        assert ended.returncode == 1
        assert "cannot be written" in ended.stderr
        assert "Traceback" not in ended.stderr
