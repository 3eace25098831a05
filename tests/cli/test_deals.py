"""Deals on the command line."""

from __future__ import annotations

import pytest


@pytest.fixture
def anna(run):
    return run("contacts", "add", "--name", "Anna")[1]["id"]


def test_deal_is_added_and_listed(run, anna):
    more = ("--amount", "2400.5", "--stage", "negotiation", "--source", "Fair")
    status, deal = run("deals", "add", "Wedding  in June", "--contact", anna, *more)
    assert status == 0
    status, plain = run("deals", "add", "Roof", "--contact", anna, "--closes", "2027-06-01")
    _, found = run("deals", "list", "--contact", anna)
    assert found["total"] == 2
    assert [row["id"] for row in found["rows"]] == [plain["id"], deal["id"]]
    assert found["rows"][1] == {
        "id": deal["id"],
        "title": "Wedding in June",
        "contact": anna,
        "stage": "Negotiation",
        "status": "open",
        "amount": "2400.50",
        "currency": "EUR",
        "source": "Fair",
        "reason": "",
        "expected_close": None,
    }
    assert found["rows"][0]["expected_close"] == "2027-06-01"
    assert (found["rows"][0]["stage"], found["rows"][0]["amount"]) == ("New", None)
    assert [row["id"] for row in run("deals", "list", "--offset", 1)[1]["rows"]] == [deal["id"]]
    run("undo")
    assert run("deals", "list")[1]["total"] == 1


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (["--amount", "much"], "amount"),
        (["--amount", "NaN"], "amount"),
        (["--amount", "1e400"], "amount"),
        (["--stage", "Nowhere"], "stage"),
        (["--currency", "EURO"], "currency"),
    ],
)
def test_what_is_no_deal_is_refused_and_nothing_is_added(run, anna, words, field):
    status, answer = run("deals", "add", "Roof", "--contact", anna, *words)
    assert (status, answer["error"]["field"]) == (1, field)
    assert run("deals", "list")[1]["total"] == 0


def test_deal_of_nobody_is_refused(run):
    assert run("deals", "add", "Roof", "--contact", 99)[0] == 1
    assert run("deals", "list") == (0, {"total": 0, "rows": []})
