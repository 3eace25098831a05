"""Calls, visits and messages are noted by scripts."""

from __future__ import annotations

import pytest


@pytest.fixture
def anna(run):
    return run("contacts", "add", "--name", "Anna")[1]["id"]


def timeline(run, contact_id):
    return run("contacts", "show", contact_id)[1]["timeline"]


def test_a_call_is_noted_with_all_that_it_has(run, anna):
    run("staff", "add", "Maria")
    _, deal = run("deals", "add", "Kitchen", "--contact", anna)
    status, answer = run(
        *("contacts", "log", anna, "--kind", "call", "--direction", "in", "--minutes", "6:35"),
        *("--outcome", "reached", "--at", "2026-03-30T06:00:00Z", "--deal", deal["id"]),
        *("--by", "maria", "Wants peonies"),
    )
    assert status == 0
    [entry] = [row for row in timeline(run, anna) if row["kind"] == "call"]
    assert entry == {
        "kind": "call",
        "at": "2026-03-30T06:00:00Z",
        "title": "",
        "body": "Wants peonies",
        "amount": None,
        "currency": None,
        "id": answer["id"],
        "direction": "in",
        "seconds": 395,
        "outcome": "reached",
        "owner": "Maria",
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--kind", "visit", "--minutes", "1:30", "--title", "Hall"), ("visit", 5400, "", "Hall")),
        (("--kind", "meeting", "--minutes", "45"), ("meeting", 2700, "", "")),
        (("--kind", "message", "--direction", "out"), ("message", None, "out", "")),
        (("--kind", "email", "--title", "Offer"), ("email", None, "", "Offer")),
        (("--kind", "note", "Some words"), ("note", None, "", "")),
    ],
)
def test_each_kind_has_its_own(run, anna, words, expected):
    assert run("contacts", "log", anna, *words)[0] == 0
    entry = timeline(run, anna)[0]
    assert (entry["kind"], entry["seconds"], entry["direction"], entry["title"]) == expected


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("--kind", "call", "--minutes", "long"), "seconds"),
        (("--kind", "call", "--minutes", "99999"), "seconds"),
        (("--kind", "call", "--at", "yesterday"), "at"),
        (("--kind", "call", "--by", "Nobody"), "staff"),
        (
            (
                "--kind",
                "note",
            ),
            "body",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(run, anna, words, field):
    status, answer = run("contacts", "log", anna, *words)
    assert (status, answer["error"]["field"]) == (1, field)
    assert answer["error"]["hint"]
    assert [row["kind"] for row in timeline(run, anna)] == ["created"]


def test_a_contact_or_a_deal_that_is_gone_is_told(run, anna):
    assert run("contacts", "log", 99, "Words")[0] == 1
    assert run("contacts", "log", anna, "--deal", 99, "Words")[0] == 1
    assert run("contacts", "log", anna, "--kind", "fax", "Words")[0] == 2


def test_undo_takes_it_back(run, anna):
    run("contacts", "log", anna, "--kind", "visit", "Measured")
    assert run("undo")[0] == 0
    assert [row["kind"] for row in timeline(run, anna)] == ["created"]
