"""Who belongs to whom, since when, until when."""

from __future__ import annotations

from datetime import date

import pytest

from smallcrm.core.errors import NotFound, UserError
from smallcrm.services import contacts
from smallcrm.services.contacts import COMPANY, ContactDraft, RelationDraft


@pytest.fixture
def people(do):
    """Anna works at Anthos; there are Boris and Rodon too."""
    made = {
        "anna": do(contacts.create, ContactDraft("Anna", company="Anthos", role="Owner")),
        "boris": do(contacts.create, ContactDraft("Boris")),
        "rodon": do(contacts.create, ContactDraft("Rodon", COMPANY)),
    }
    made["anthos"] = do(lambda session: contacts.find_ids(session, "Anthos", kind=COMPANY))[0]
    return made


@pytest.fixture
def ties(ask):
    """The relations of a contact as pairs of name and role."""

    def of(contact_id):
        found = ask(contacts.list_relations, [contact_id]).get(contact_id, [])
        return [(item.name, item.role) for item in found]

    return of


def company(ask, contact_id):
    return ask(contacts.get_draft, contact_id).company


def test_person_belongs_to_several_companies_and_lists_show_the_main_one(do, ask, people, ties):
    do(contacts.relate, people["anna"], people["rodon"], RelationDraft("Adviser"))
    assert ties(people["anna"]) == [("Anthos", "Owner"), ("Rodon", "Adviser")]
    assert company(ask, people["anna"]) == "Anthos"
    key = ask(contacts.list_relations, [people["anna"]])[people["anna"]][1].key
    do(contacts.change_relation, key, RelationDraft("Partner", is_main=True))
    assert company(ask, people["anna"]) == "Rodon"
    assert ask(contacts.get_draft, people["anna"]).role == "Partner"
    assert ties(people["rodon"]) == [("Anna", "Partner")]


def test_who_has_left_is_shown_as_former_and_the_other_company_comes_first(do, ask, people):
    anna = people["anna"]
    do(contacts.relate, anna, people["rodon"], RelationDraft("Partner"))
    first = ask(contacts.list_relations, [anna])[anna][0]
    do(
        contacts.change_relation,
        first.key,
        RelationDraft("Owner", date(2020, 1, 1), date(2025, 6, 30)),
    )
    assert company(ask, anna) == "Rodon"
    assert [item.is_former for item in ask(contacts.list_relations, [anna])[anna]] == [False, True]
    former = ask(contacts.list_relations, [people["anthos"]])[people["anthos"]][0]
    assert (former.name, former.is_former, former.until) == ("Anna", True, date(2025, 6, 30))


def test_who_has_left_the_only_company_has_none(do, ask, people):
    anna = people["anna"]
    key = ask(contacts.list_relations, [anna])[anna][0].key
    do(contacts.change_relation, key, RelationDraft("Owner", until=date(2025, 6, 30)))
    assert company(ask, anna) == ""


def test_people_are_tied_to_people(do, ask, people, ties):
    do(contacts.relate, people["anna"], people["boris"], RelationDraft("Sister"))
    assert ties(people["boris"]) == [("Anna", "Sister")]
    assert ties(people["anna"]) == [("Anthos", "Owner"), ("Boris", "Sister")]
    mine, his = (
        ask(contacts.list_relations, [people[name]])[people[name]][-1] for name in ("anna", "boris")
    )
    assert (mine.is_mine, his.is_mine) == (True, False)
    assert company(ask, people["boris"]) == ""


def test_role_that_was_known_already_is_the_one_at_the_first_company(do, ask, people, ties):
    do(contacts.change, people["boris"], ContactDraft("Boris", role="Buyer"))
    do(contacts.relate, people["boris"], people["rodon"], RelationDraft())
    assert ties(people["boris"]) == [("Rodon", "Buyer")]


def test_typing_another_company_leaves_the_other_ties_alone(do, ask, people, ties):
    do(contacts.relate, people["anna"], people["boris"], RelationDraft("Sister"))
    draft = ask(contacts.get_draft, people["anna"])
    do(contacts.change, people["anna"], draft._replace(company="Rodon"))
    assert ties(people["anna"]) == [("Rodon", "Owner"), ("Boris", "Sister")]


def test_typing_a_company_that_is_tied_already_makes_it_the_main_one_once(do, ask, people, ties):
    do(contacts.relate, people["anna"], people["rodon"], RelationDraft("Adviser"))
    draft = ask(contacts.get_draft, people["anna"])
    do(contacts.change, people["anna"], draft._replace(company="Rodon"))
    assert ties(people["anna"]) == [("Rodon", "Owner")]


def test_removing_a_tie_is_undone(do, ask, people, ties, database):
    key = ask(contacts.list_relations, [people["anna"]])[people["anna"]][0].key
    do(contacts.remove_relation, key)
    assert ties(people["anna"]) == []
    database.undo()
    assert ties(people["anna"]) == [("Anthos", "Owner")]
    assert company(ask, people["anna"]) == "Anthos"


def test_what_makes_no_sense_is_refused(do, ask, people, ties):
    anna, boris = people["anna"], people["boris"]
    with pytest.raises(UserError, match="themselves"):
        do(contacts.relate, anna, anna, RelationDraft())
    with pytest.raises(UserError, match="tied already"):
        do(contacts.relate, anna, people["anthos"], RelationDraft())
    dates = RelationDraft("", date(2026, 1, 2), date(2026, 1, 1))
    with pytest.raises(UserError, match="before it begins"):
        do(contacts.relate, anna, boris, dates)
    with pytest.raises(NotFound):
        do(contacts.relate, anna, 99, RelationDraft())
    with pytest.raises(NotFound):
        do(contacts.remove_relation, 99)
    assert ties(anna) == [("Anthos", "Owner")]
