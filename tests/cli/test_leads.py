"""Leads, campaigns and the staff on the command line."""

from __future__ import annotations

import json

import pytest

from smallcrm.cli.main import main

MAIL = """\
From: noreply@shop.example
Subject: Заявка с сайта
Message-ID: <1@shop.example>
Content-Type: text/plain; charset=utf-8

Имя: Анна Смирнова
Телефон: +7 916 123-45-67
E-mail: anna@mail.example
Сообщение: 20 букетов
"""


@pytest.fixture
def two(run):
    """Пётр and Мария, who share out the leads, the least busy first."""
    ids = [run("staff", "add", name)[1]["id"] for name in ("Пётр", "Мария")]
    run("leads", "rules", "add", *("Пётр", "Мария"), "--way", "least_busy", "--call-within", 15)
    return ids


def test_staff_is_listed_changed_moved_and_taken_away(run, two):
    run("staff", "set", two[1], "--name", "Мария Орлова", "--role", "accountant", "--place", 1)
    _, found = run("staff", "list")
    assert [(row["name"], row["role"], row["me"]) for row in found["rows"]] == [
        ("Мария Орлова", "accountant", False),
        ("Пётр", "employee", False),
    ]
    assert run("staff", "remove", two[0])[0] == 0
    assert run("staff", "list")[1]["total"] == 1
    assert run("staff", "set", two[0], "--name", "Back")[0] == 1


def test_history_names_who_does_it(run, two, data_file, capsys, monkeypatch):
    run("staff", "set", two[0], "--me")
    run("leads", "add", "Anna")
    assert main(["--file", str(data_file), "--who", "мария", "leads", "add", "Bob"]) == 0
    capsys.readouterr()
    monkeypatch.setenv("SMALLCRM_WHO", "Мария")
    run("leads", "add", "Cleo")
    monkeypatch.delenv("SMALLCRM_WHO")
    _, found = run("history", "--limit", 3)
    assert [row["who"] for row in found["actions"]] == ["Мария", "Мария", "Пётр"]
    assert main(["--file", str(data_file), "--who", "Nobody", "leads", "list"]) == 1


def test_lead_of_a_message_is_shared_out_converted_once_and_kept_out_the_second_time(
    run, two, tmp_path
):
    path = tmp_path / "lead.eml"
    path.write_text(MAIL, "utf-8")
    status, done = run("leads", "import", path, "--campaign", "Autumn")
    assert (status, len(done["added"]), done["known"]) == (0, 1, 0)
    [lead_id] = done["added"]
    assert run("leads", "import", path)[1]["known"] == 1
    _, shown = run("leads", "show", lead_id)
    assert (shown["source"], shown["campaign"], shown["owner"]) == ("Site", "Autumn", "Пётр")
    first, second = run("leads", "convert", lead_id)[1], run("leads", "convert", lead_id)[1]
    assert (first["converted"], second["converted"]) == (True, False)
    assert first["deal"] == second["deal"]
    [row] = run("deals", "list")[1]["rows"]
    assert (row["contact"], row["source"]) == (first["contact"], "Site")
    _, found = run("campaigns", "list")
    assert [(each["name"], each["leads"], each["deals"]) for each in found["rows"]] == [
        ("Autumn", 1, 1)
    ]
    assert "Call within 15 minutes: Анна Смирнова" in str(run("tasks", "list")[1])


def test_contact_that_may_be_the_same_is_named_and_can_be_chosen(run, tmp_path):
    _, old = run("contacts", "add", "--name", "A. Smirnova", "--email", "anna@mail.example")
    _, lead = run("leads", "add", "Anna", "--email", "Anna@mail.example")
    assert [each["contact"] for each in run("leads", "show", lead["id"])[1]["may_be"]] == [
        old["id"]
    ]
    status, refused = run("leads", "convert", lead["id"])
    assert (status, refused["error"]["field"]) == (1, "contact")
    _, done = run("leads", "convert", lead["id"], "--contact", old["id"])
    assert done["contact"] == old["id"]


def test_lead_is_answered_given_away_dismissed_and_found(run, two):
    ids = [run("leads", "add", name)[1]["id"] for name in ("Anna", "Bob", "Cleo")]
    run("leads", "assign", ids[0], ids[1], "--to", "Мария")
    run("leads", "answer", ids[0], "--note", "Wants roses")
    run("leads", "dismiss", ids[1])
    _, found = run("leads", "list", "--state", "answered", "--owner", "мария")
    [row] = found["rows"]
    assert (row["id"], row["state"], row["owner"]) == (ids[0], "answered", "Мария")
    assert row["message"].endswith("Wants roses")
    assert set(found["answered_after"]["by_owner"]) == {"Мария"}
    assert [row["id"] for row in run("leads", "list", "--search", "cleo")[1]["rows"]] == [ids[2]]
    run("leads", "reopen", ids[1])
    run("leads", "archive", ids[2])
    assert run("leads", "list", "--state", "new")[1]["total"] == 1
    run("leads", "restore", ids[2])
    assert run("leads", "list", "--state", "new")[1]["total"] == 2
    assert run("leads", "assign", ids[0], "--to", "Nobody")[0] == 1


def test_folder_is_fetched_and_remembered(run, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    assert run("leads", "fetch")[0] == 1
    (folder / "a.eml").write_text(MAIL, "utf-8")
    (folder / "list.csv").write_text("Name,Phone\nBob,2\n", "utf-8")
    (folder / "bad.csv").write_text("x,y\n1,2\n", "utf-8")
    _, first = run("leads", "fetch", folder, "--watch")
    assert (len(first["added"]), first["known"], first["waiting"]) == (2, 0, 0)
    assert [each["file"] for each in first["refused"]] == ["bad.csv"]
    _, second = run("leads", "fetch")
    assert (second["added"], second["folder"]) == ([], str(folder))


def test_rules_are_listed_changed_moved_and_taken_away(run, two):
    _, made = run("leads", "rules", "add", "Мария", "--source", "Fair")
    run("leads", "rules", "set", made["id"], "--place", 1, "--call-within", 30)
    _, found = run("leads", "rules", "list")
    assert [(row["source"], row["call_within"], row["people"]) for row in found["rows"]] == [
        ("Fair", 30, ["Мария"]),
        ("", 15, ["Пётр", "Мария"]),
    ]
    run("leads", "rules", "set", made["id"], "--person", "Пётр")
    assert run("leads", "rules", "list")[1]["rows"][0]["people"] == ["Пётр"]
    run("leads", "rules", "remove", made["id"])
    assert run("leads", "rules", "list")[1]["total"] == 1
    assert run("leads", "rules", "set", made["id"], "--source", "x")[0] == 1


def test_campaign_is_added_changed_and_taken_away(run):
    dates = ("--starts", "2026-05-02", "--ends", "2026-05-04")
    _, made = run("campaigns", "add", "Fair", "--cost", "800.5", "--source", "Fair", *dates)
    run("campaigns", "set", made["id"], "--cost", "900", "--note", "Stand 12")
    [row] = run("campaigns", "list")[1]["rows"]
    assert (row["cost"], row["currency"], row["ends"]) == ("900.00", "EUR", "2026-05-04")
    assert row["note"] == "Stand 12"
    assert run("campaigns", "sources")[1]["total"] == 0
    run("campaigns", "remove", made["id"])
    assert run("campaigns", "list")[1]["total"] == 0
    assert run("campaigns", "set", made["id"], "--cost", "1")[0] == 1
    assert run("campaigns", "add", "Next", "--cost", "much")[0] == 1


@pytest.mark.parametrize("what", ["leads", "campaigns", "staff"])
@pytest.mark.parametrize("ending", ["xlsx", "csv", "pdf", "json"])
def test_lists_leave_in_every_format(run, two, tmp_path, what, ending):
    run("campaigns", "add", "Fair")
    run("leads", "add", "Anna", "--campaign", "Fair")
    path = tmp_path / f"{what}.{ending}"
    assert run("export", what, path)[0] == 0
    assert path.stat().st_size
    if ending == "json":
        assert len(json.loads(path.read_text("utf-8"))) == (2 if what == "staff" else 1)


def test_columns_are_named_on_the_command_line(run, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("a,b\nHana,555\n", "utf-8")
    assert run("leads", "import", path)[0] == 1
    status, done = run("leads", "import", path, "--map", "a=name", "--map", "b=phone")
    assert (status, len(done["added"])) == (0, 1)
    assert run("leads", "show", *done["added"])[1]["phone"] == "555"
