"""``contacts list`` with filters, ``segments``, ``fields``, the bin."""

from __future__ import annotations

import pytest


@pytest.fixture
def people(run):
    """Three people; their ids by name."""
    ids = {}
    for name, tag in (("Anna", "VIP"), ("Bob", "New"), ("Cleo", "VIP")):
        ids[name] = run("contacts", "add", "--name", name, "--tag", tag)[1]["id"]
    return ids


def names(answer):
    return [row["name"] for row in answer[1]["rows"]]


def test_saved_filter_lists_whom_it_describes(run, people):
    assert run("segments", "add", "Best", "--where", "tag is vip")[1]["contacts"] == 2
    assert names(run("contacts", "list", "--segment", "best")) == ["Anna", "Cleo"]
    assert names(run("contacts", "list", "--where", "tag is_not vip")) == ["Bob"]
    shown = run("segments", "show", "Best")[1]
    assert shown["conditions"] == [{"field": "tag", "operator": "is", "value": "vip"}]
    assert shown["ids"] == [people["Anna"], people["Cleo"]]
    assert run("segments", "list")[1]["segments"][0]["contacts"] == 2
    run("segments", "remove", "Best")
    assert run("contacts", "list", "--segment", "Best")[0] == 1


def test_frozen_list_stays_as_it_is(run, people):
    run("segments", "add", "Then", "--where", "tag is vip", "--frozen")
    run("contacts", "set", people["Bob"], "tag+=VIP")
    assert names(run("contacts", "list", "--segment", "Then")) == ["Anna", "Cleo"]


def test_list_is_sorted_and_has_the_columns_that_are_asked_for(run, people):
    run("fields", "add", "Size", "--kind", "number")
    run("contacts", "set", people["Bob"], "custom.Size=38,5")
    run("contacts", "set", people["Cleo"], "custom.Size=4")
    answer = run("contacts", "list", "--sort", "-custom.Size", "--columns", "name,custom.size")
    assert [(row["name"], row["custom.size"]) for row in answer[1]["rows"]] == [
        ("Bob", "38.5"),
        ("Cleo", "4"),
        ("Anna", None),
    ]
    assert run("contacts", "list", "--sort", "shoe")[0] == 1


def test_fields_are_changed_with_an_account_of_what_does_not_fit(run, people):
    run("fields", "add", "Size")
    run("contacts", "set", people["Anna"], "custom.Size=large")
    trial = run("fields", "change", "Size", "--kind", "number", "--dry-run")[1]
    assert (trial["fits"], trial["misfits"], trial["examples"]) == (0, 1, ["large"])
    assert run("fields", "list")[1]["fields"][0]["used"] == 1
    run("fields", "change", "Size", "--kind", "number")
    assert run("contacts", "show", people["Anna"])[1]["note"] == "Size: large"
    run("fields", "rename", "size", "Length")
    assert run("fields", "remove", "length")[1]["values"] == 0
    assert run("fields", "list")[1]["fields"] == []


def test_bin_gives_contacts_back(run, people):
    run("contacts", "archive", people["Anna"])
    run("contacts", "archive", people["Bob"])
    assert names(run("contacts", "list", "--bin")) == ["Anna", "Bob"]
    assert run("contacts", "restore", people["Anna"], people["Bob"])[1] == {"restored": 2}
    assert names(run("contacts", "list")) == ["Anna", "Bob", "Cleo"]
    assert run("contacts", "restore", people["Anna"])[0] == 1


def test_typed_fields_take_what_an_import_brings(run, tmp_path):
    run("fields", "add", "Size", "--kind", "number")
    path = tmp_path / "list.csv"
    path.write_text('Name,Size\nAnna,"38,5"\nBob,large\n', "utf-8")
    report = run("import", path)[1]
    assert [one["reason"] for one in report["warnings"]] == [
        "This is not a value of that field; it was put into the note."
    ]
    rows = run("contacts", "list", "--columns", "name,custom.Size")[1]["rows"]
    assert [row["custom.Size"] for row in rows] == ["38.5", None]


def test_those_of_one_import_are_listed_and_another_action_is_refused(run, people, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Name,Email\nDora,dora@mail.example\nEve,eve@mail.example\n", "utf-8")
    action = run("import", path)[1]["action"]
    assert names(run("contacts", "list", "--import", action)) == ["Dora", "Eve"]
    run("contacts", "set", people["Anna"], "role=Owner")
    assert names(run("contacts", "list", "--import", action, "--search", "eve")) == ["Eve"]
    for other in (action + 1, 0):
        status, answer = run("contacts", "list", "--import", other)
        assert status == 1
        assert answer["error"]["message"] == f"There is no import {other}."
