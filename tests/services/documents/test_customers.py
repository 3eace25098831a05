"""The customer of a document is found by the beginning of a name, in any script."""

from __future__ import annotations

import pytest

from smallcrm.services import contacts
from smallcrm.services.contacts import AddressDraft, ContactDraft, Labelled
from smallcrm.services.documents import customers


@pytest.fixture
def known(office):
    drafts = [
        ContactDraft("Maria Papadopoulou", company="Anthos Events"),
        ContactDraft("Anna-Maria Weber", addresses=(AddressDraft(city="Graz"),)),
        ContactDraft("Ελένη Νικολάου", phones=(Labelled("+30 2421 012345"),)),
        ContactDraft("Матвей Ёлкин"),
    ]
    return [office.do(contacts.create, draft) for draft in drafts]


def found(office, typed, limit=8):
    return [row.name for row in office.read(customers.complete, typed, limit)]


def test_names_that_begin_so_come_first(office, known):
    assert found(office, "ma") == ["Maria Papadopoulou", "Anna-Maria Weber"]


def test_suggestion_tells_company_or_town(office, known):
    rows = office.read(customers.complete, "ma")
    assert [(row.id, row.kind, row.detail) for row in rows] == [
        (known[0], "person", "Anthos Events"),
        (known[1], "person", "Graz"),
    ]


@pytest.mark.parametrize(
    ("typed", "name"),
    [("ελενη", "Ελένη Νικολάου"), ("ЕЛКИН", "Матвей Ёлкин"), ("012345", "Ελένη Νικολάου")],
)
def test_accents_case_and_digits_find_a_contact(office, known, typed, name):
    assert found(office, typed) == [name]


def test_company_is_found_with_its_people(office, known):
    assert found(office, "anthos") == ["Anthos Events", "Maria Papadopoulou"]


def test_archived_contacts_and_empty_text_offer_nobody(office, known):
    office.do(contacts.archive, [known[2]])
    assert found(office, "ελενη") == []
    assert found(office, "  ") == []
    assert found(office, "?") == []
    assert found(office, "a", 1) == ["Anna-Maria Weber"]
