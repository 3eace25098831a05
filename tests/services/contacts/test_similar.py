"""Who a new contact may already be."""

from __future__ import annotations

import pytest

from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import COMPANY, ContactDraft, Labelled


def draft(name="", phone="", email="", **more):
    phones = (Labelled(phone),) if phone else ()
    emails = (Labelled(email),) if email else ()
    return ContactDraft(name, phones=phones, emails=emails, **more)


@pytest.fixture
def anna(database):
    with database.write(T("Add contact")) as session:
        return contacts.create(
            session, draft("Anna Keller", "210 123 4567", "anna@shop.example", company="Keller KG")
        )


def similar(database, wanted, **more):
    with database.read() as session:
        return contacts.find_similar(session, wanted, **more)


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        (draft("A. Keller", email=" ANNA@shop.example "), "email"),
        (draft("A. Keller", phone="+30 2101234567"), "phone"),
        (draft("ΑΝΝΑ", phone="0030 210 1234567"), "phone"),
        (draft("anna  KELLER"), "name"),
        (draft("Anna Keller", "2101234567", "anna@shop.example"), "email"),
    ],
)
def test_the_same_person_is_found_however_it_is_typed(database, anna, wanted, key):
    found = similar(database, wanted)
    assert [(row.contact_id, row.company, row.key) for row in found] == [(anna, "Keller KG", key)]


@pytest.mark.parametrize(
    "wanted",
    [
        draft(),
        draft("Anna", phone="123"),
        draft("Petros", phone="210 123 4568", email="petros@shop.example"),
        draft("Braun", phone="210 123 4567", kind=COMPANY),
    ],
)
def test_somebody_else_is_not_found(database, anna, wanted):
    assert similar(database, wanted) == []


def test_archived_contacts_and_the_contact_itself_are_left_out(database, anna):
    assert similar(database, draft("Anna Keller"), but_not=anna) == []
    with database.write(T("Archive")) as session:
        contacts.archive(session, [anna])
    assert similar(database, draft("Anna Keller")) == []


def test_a_number_without_international_form_is_found_by_its_digits(database):
    with database.write(T("Add contact")) as session:
        contacts.create(session, draft("Shed", phone="99-88-77-66-55-44-33-22"))
    found = similar(database, draft("?", phone="9988776655443322"))
    assert [row.name for row in found] == ["Shed"]


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        (draft("Anna Keller"), draft("Ana Keller")),
        (draft("Anna Keller"), draft("Keller Anna")),
        (draft("Γιώργος Παπαδόπουλος"), draft("Γιωργος Παπαδοπουλοσ")),
        (draft("Γιώργος Παπαδόπουλος"), draft("Γιώργος Παπδόπουλος")),
        (draft("Юлия Новикаренко"), draft("Юля Новикаренко")),
        (draft("Nina Voger"), draft("Nina Voer")),
        (draft("ООО «Ромашка»", kind=COMPANY), draft("Рамашка", kind=COMPANY)),
        (draft("Ashcarton Books Ltd", kind=COMPANY), draft("Ashcartn Books", kind=COMPANY)),
        (draft("Keller KG", kind=COMPANY), draft("Keller", kind=COMPANY)),
    ],
)
def test_a_name_with_a_mistake_or_in_another_order_is_found(database, stored, typed):
    with database.write(T("Add contact")) as session:
        known = contacts.create(session, stored)
        contacts.create(session, draft("Boris Braun"))
    found = similar(database, typed)
    assert [row.contact_id for row in found] == [known]
    assert found[0].key in ("like", "name")


@pytest.mark.parametrize(
    "typed",
    [draft("Anna"), draft("Anna Kellermann"), draft("Hanna Kiefer"), draft("A. Keller")],
)
def test_a_name_that_only_begins_alike_is_not_found(database, anna, typed):
    assert similar(database, typed) == []


def test_exact_keys_come_before_like_names(database, anna):
    with database.write(T("Add contact")) as session:
        contacts.create(session, draft("Ana Keller"))
    found = similar(database, draft("Anna Keller", email="anna@shop.example"))
    assert [row.key for row in found] == ["email", "like"]
