"""Scenario 8: whatever is typed, in whatever layout and case, the right card is found."""

from __future__ import annotations

import json

import pytest

from smallcrm.cli.main import main
from smallcrm.core.text import T
from smallcrm.services import contacts, documents, search

RIGHT = [
    ("παπαδοπουλοσ", "contact", "Ελένη"),
    ("ΠΑΠΑΔΌΠΟΥΛΟΣ ελενη", "contact", "Ελένη"),
    ("ПЕТРОВ алена", "contact", "Алёна"),
    ("ghbdtn", "contact", "Алёна"),
    ("4567", "contact", "Ελένη"),
    ("998-4567", "contact", "Ελένη"),
    ("210 998 45", "contact", "Ελένη"),
    ("998 45", "contact", "Ελένη"),
    ("0030 210 998 4567", "contact", "Ελένη"),
    ("+49 30 5550108", "contact", "Νίκη"),
    ("α.ε.", "contact", "Rodon"),
    ("андреи елкин", "contact", "Андрей"),
    ("АНДРЕЙ ЁЛКИН", "contact", "Андрей"),
    ("weiss jorg", "contact", "Straße"),
    ("WEISS", "contact", "Straße"),
    ("ipek", "contact", "Straße"),
    ("ILICA", "contact", None),
    ("ılıca", "contact", "Straße"),
    ("vb-7", "product", "vase"),
    ("vase", "product", "vase"),
    ("keller wedd", "deal", "deal"),
    ("ρωτησε", "activity", "note"),
    ("γάμο", "activity", "note"),
    ("call about", "task", "task"),
    ("ежикова", "lead", "lead"),
    ("лён", "lead", "lead"),
    ("masha@mail", "lead", "lead"),
    ("9165550123", "lead", "lead"),
    ("+7 916 555-01-23", "lead", "lead"),
    ("букетов", "lead", "lead"),
]


@pytest.mark.parametrize(("typed", "kind", "name"), RIGHT, ids=[typed for typed, *_ in RIGHT])
def test_right_card_is_found_among_many(shop, typed, kind, name):
    with shop.database.read() as session:
        found = [(hit.kind, hit.id) for hit in search.find(session, typed)]
    assert ((kind, shop.ids[name]) in found) if name else found == []
    assert len(found) <= 12


@pytest.mark.parametrize(("typed", "kind", "name"), RIGHT, ids=[typed for typed, *_ in RIGHT])
def test_command_line_finds_the_same(shop, capsys, typed, kind, name):
    assert main(["--file", str(shop.database.path), "--json", "search", typed]) == 0
    told = json.loads(capsys.readouterr().out)["rows"]
    with shop.database.read() as session:
        found = search.find(session, typed)
    assert [row["id"] for row in told] == [hit.id for hit in found]
    assert not name or any(row["kind"] == {"activity": "note"}.get(kind, kind) for row in told)


def test_command_line_narrows_to_kinds_and_a_number(shop, capsys):
    arguments = ["search", "keller", "--kind", "deal", "--kind", "document", "--limit", "2"]
    assert main(["--file", str(shop.database.path), *arguments]) == 0
    said = capsys.readouterr().out
    assert "Keller wedding" in said
    assert said.strip().endswith("2 hits")


def find(shop, typed, **more):
    with shop.database.read() as session:
        return search.find(session, typed, **more)


def test_person_is_shown_with_the_company_it_is_found_by(shop):
    person = next(hit for hit in find(shop, "привет") if hit.id == shop.ids["Алёна"])
    assert person.row.company == "ООО «Привет»"


def test_document_is_found_by_its_number_first_and_by_its_customer(shop):
    with shop.database.read() as session:
        number = documents.list_rows(session, [1])[1].number
    assert find(shop, number)[0][:2] == ("document", 1)
    assert find(shop, number, kinds=["document"], limit=1)[0].row.number == number
    assert ("document", shop.ids["quote"]) in [hit[:2] for hit in find(shop, "keller")]


def test_what_is_in_the_bin_is_not_found(shop):
    with shop.database.write(T("Test")) as session:
        contacts.archive(session, [shop.ids["Keller GmbH"]])
        contacts.remove_activity(session, shop.ids["note"])
    assert "Keller GmbH" not in [getattr(hit.row, "name", "") for hit in find(shop, "keller")]
    assert find(shop, "ρωτησε") == []


def test_old_hits_of_a_rare_kind_are_found_behind_many_newer_ones(shop):
    with shop.database.write(T("Test")) as session:
        for number in range(450):
            contacts.add_note(session, shop.ids["Rodon"], f"blue vase {number}")
    found = find(shop, "vase")
    assert found[0][:2] == ("product", shop.ids["vase"])
    assert {hit.kind for hit in found} == {"product", "activity"}


@pytest.mark.parametrize(
    "typed", ["", " ", ".", '"', "'; --", "\0", "\ud800", "a\ud800", "x" * 3000, "a " * 900]
)
def test_no_query_is_too_odd(shop, typed):
    assert len(find(shop, typed)) <= 12


def test_nothing_typed_gives_the_newest_documents(shop):
    assert {hit.kind for hit in find(shop, "")} == {"document"}
    assert find(shop, "", kinds=["contact"]) == []
