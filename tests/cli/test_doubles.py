"""``contacts doubles``, ``merge`` and ``apart`` from the command line."""

from __future__ import annotations

import pytest


@pytest.fixture
def add(run):
    return lambda name, *words: run("contacts", "add", "--name", name, *words)[1]["id"]


def test_merge_keeps_both_and_undo_restores_both(run, add):
    one = add("Anna Keller", "--phone", "2101234567", "--tag", "vip")
    two = add("Keller Anna", "--phone", "+302101234567", "--email", "anna@shop.example")
    before = [run("contacts", "show", each)[1] for each in (one, two)]
    status, answer = run("contacts", "merge", one, two, "--take", f"name={two}")
    assert (status, answer["id"]) == (0, one)
    merged = run("contacts", "show", one)[1]
    assert (merged["name"], merged["tags"]) == ("Keller Anna", ["vip"])
    assert [each["value"] for each in merged["emails"]] == ["anna@shop.example"]
    assert run("contacts", "show", two)[0] == 1
    assert run("undo", answer["action"])[1]["kept"] == []
    assert [run("contacts", "show", each)[1] for each in (one, two)] == before


def test_who_is_told_apart_is_not_proposed_again(run, add):
    ids = [add("Anna Keller", "--phone", "2101234567") for _ in range(2)]
    assert run("contacts", "apart", *ids) == (0, {"ids": ids})
    assert run("contacts", "doubles") == (0, {"groups": []})
    run("undo")
    assert len(run("contacts", "doubles")[1]["groups"]) == 1


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("merge", 1), 2),
        (("merge", 1, 1), 1),
        (("merge", 1, 99), 1),
        (("merge", 99, 1), 1),
        (("merge", 1, 2, "--take", "name"), 2),
        (("merge", 1, 2, "--take", "nonsense=1"), 1),
        (("merge", 1, 2, "--take", "name=3"), 1),
        (("apart", 1), 1),
        (("apart", 1, 99), 1),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(run, add, words, status):
    add("Anna Keller")
    add("Boris Braun")
    add("Eva Fink")
    assert run("contacts", *words)[0] == status
    assert run("contacts", "list")[1]["total"] == 3
