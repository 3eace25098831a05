"""Keeping contacts: create, change, archive, list, show."""

from __future__ import annotations

import pytest

from smallcrm.core.errors import NotFound, UserError
from smallcrm.services import contacts
from smallcrm.services.contacts import COMPANY, AddressDraft, ContactDraft, Labelled

FULL = ContactDraft(
    "Ελένη Παπαδοπούλου",
    given_name="Ελένη",
    family_name="Παπαδοπούλου",
    company="Ρόδον Α.Ε.",
    role="Αγορές",
    emails=(Labelled("eleni@rodon.example", "work"), Labelled("e@home.example")),
    phones=(Labelled("210 123 4567", "work"), Labelled("12")),
    addresses=(AddressDraft("Σόλωνος 12", "Αθήνα", "10671", "Αττική", "GR", "work"),),
    urls=(Labelled("https://rodon.example"),),
    tags=("πελάτης", "vip"),
    birthday="--02-29",
    tax_id="007701234567",
    language="el",
    currency="EUR",
    source="Fair",
    note="First\nSecond",
    custom={"Colour": "blue"},
    external={"google": "g-1"},
)


def test_everything_that_is_put_in_comes_out_again(do, ask):
    contact_id = do(contacts.create, FULL)
    assert ask(contacts.get_draft, contact_id) == FULL


def test_numbers_stand_beside_what_was_typed(do, ask):
    contact_id = do(contacts.create, FULL)
    phones = ask(contacts.get_view, contact_id).phones
    assert [phone.e164 for phone in phones] == ["+302101234567", ""]
    assert phones[1].value == "12"


def test_company_that_is_named_is_made_once(do, ask):
    for name in ("Ρόδον Α.Ε.", "ΡΟΔΟΝ ΑΕ", "Ρόδον"):
        do(contacts.create, ContactDraft("Anna", company=name))
    (company,) = ask(contacts.list_ids, kind=COMPANY)
    assert len(ask(contacts.get_view, company).relations) == 3


def test_company_that_was_renamed_is_found_by_its_new_name(do, ask):
    do(contacts.create, ContactDraft("Anna", company="Old Name"))
    (company,) = ask(contacts.list_ids, kind=COMPANY)
    do(contacts.change, company, ContactDraft("New Name", COMPANY))
    do(contacts.create, ContactDraft("Boris", company="New Name Ltd"))
    assert ask(contacts.list_ids, kind=COMPANY) == [company]


def test_company_in_the_bin_is_not_taken_up_again(do, ask):
    do(contacts.create, ContactDraft("Anna", company="Anthos"))
    do(contacts.archive, ask(contacts.list_ids, kind=COMPANY))
    do(contacts.create, ContactDraft("Boris", company="Anthos"))
    assert len(ask(contacts.list_ids, kind=COMPANY)) == 1
    assert len(ask(contacts.list_ids, kind=COMPANY, archived=True)) == 1


def test_person_of_the_same_name_is_no_company(do, ask):
    do(contacts.create, ContactDraft("Anthos"))
    do(contacts.create, ContactDraft("Anna", company="Anthos"))
    assert len(ask(contacts.list_ids, kind=COMPANY)) == 1


def test_change_touches_only_what_changed(do, ask, database):
    contact_id = do(contacts.create, FULL)
    do(contacts.change, contact_id, FULL._replace(phones=FULL.phones[:1], note="Third"))
    assert ask(contacts.get_draft, contact_id) == FULL._replace(
        phones=FULL.phones[:1], note="Third"
    )
    with database.read() as session:
        touched = session.connection().exec_driver_sql(
            "SELECT DISTINCT table_name FROM change WHERE action_id ="
            " (SELECT max(id) FROM action) ORDER BY 1"
        )
        assert touched.scalars().all() == ["contact", "phone"]


def test_nothing_changed_is_no_action(do, ask, database):
    contact_id = do(contacts.create, FULL)
    told = []
    database.watch(told.append)
    do(contacts.change, contact_id, FULL)
    assert told == []


def test_taking_the_company_away_keeps_the_company(do, ask):
    contact_id = do(contacts.create, FULL)
    do(contacts.change, contact_id, FULL._replace(company=""))
    assert ask(contacts.get_view, contact_id).relations == ()
    assert len(ask(contacts.list_ids, kind=COMPANY)) == 1


def test_what_people_type_is_trimmed(do, ask):
    contact_id = do(
        contacts.create,
        ContactDraft(
            "  Anna \t Keller\0 ",
            emails=(Labelled(" a@b.example "), Labelled("  ")),
            addresses=(AddressDraft("  "), AddressDraft(city=" Athens ")),
            tags=("vip", " vip ", ""),
            custom={" Colour ": " blue ", "Empty": " "},
            note=" a\0b\n",
        ),
    )
    assert ask(contacts.get_draft, contact_id) == ContactDraft(
        "Anna Keller",
        emails=(Labelled("a@b.example"),),
        addresses=(AddressDraft(city="Athens"),),
        tags=("vip",),
        custom={"Colour": "blue"},
        note="ab",
    )


@pytest.mark.parametrize(
    ("draft", "name"),
    [
        (ContactDraft("", company="Anthos"), "Anthos"),
        (ContactDraft("", given_name="Anna", company="Anthos"), "Anna"),
        (ContactDraft("", emails=(Labelled("a@b.example"),)), "a@b.example"),
        (ContactDraft("", phones=(Labelled("111"),)), "111"),
    ],
)
def test_contact_without_a_name_is_shown_under_what_is_known(do, ask, draft, name):
    assert ask(contacts.get_draft, do(contacts.create, draft)).name == name


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ContactDraft(""), "name"),
        (ContactDraft(" \0 "), "name"),
        (ContactDraft("Anna", emails=(Labelled("anna"),)), "emails"),
        (ContactDraft("Anna", emails=(Labelled("a@b.example;c@d.example"),)), "emails"),
        (ContactDraft("Anna", birthday="5.6.1980"), "birthday"),
        (ContactDraft("Anna", birthday="1981-02-29"), "birthday"),
        (ContactDraft("Anna", birthday="0000-01-01"), "birthday"),
        (ContactDraft("Anna", birthday="--13-01"), "birthday"),
    ],
)
def test_what_is_not_right_is_refused_beside_its_field(do, ask, draft, field):
    with pytest.raises(UserError) as caught:
        do(contacts.create, draft)
    assert caught.value.field == field
    assert caught.value.hint
    assert ask(contacts.count) == 0


def test_bin_takes_contacts_and_gives_them_back(do, ask):
    ids = [do(contacts.create, ContactDraft(name)) for name in ("Anna", "Boris", "Clara")]
    assert do(contacts.archive, ids[:2]) == 2
    assert ask(contacts.list_ids) == ids[2:]
    assert ask(contacts.list_ids, archived=True) == ids[:2]
    assert do(contacts.archive, ids) == 1
    assert do(contacts.restore, ids[:1]) == 1
    assert ask(contacts.list_ids) == ids[:1]


def test_thousands_are_archived_at_once(do, ask, database):
    drafts = [ContactDraft(f"Anna {number}") for number in range(1200)]
    do(lambda session: [contacts.create(session, draft) for draft in drafts])
    assert do(contacts.archive, ask(contacts.list_ids)) == 1200
    assert database.undo().restored == 1200
    assert ask(contacts.count) == 1200


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        (contacts.archive, ([99],)),
        (contacts.restore, ([99],)),
        (contacts.change, (99, ContactDraft("Anna"))),
        (contacts.add_note, (99, "Word")),
        (contacts.get_draft, (99,)),
        (contacts.get_view, (99,)),
        (contacts.get_uid, (99,)),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_contact_that_is_gone_is_told_so(do, command, arguments):
    with pytest.raises(NotFound, match="no longer exists"):
        do(command, *arguments)


def test_note_needs_words(do):
    contact_id = do(contacts.create, ContactDraft("Anna"))
    with pytest.raises(UserError, match="needs some words"):
        do(contacts.add_note, contact_id, " \0 ")


def test_lists_are_in_the_order_of_the_folded_names(do, ask):
    names = ["Ωμέγα", "álvaro", "Борис", "Zoe", "Άννα", "anna", "Ёлка", "Едина"]
    for name in names:
        do(contacts.create, ContactDraft(name))
    ids = ask(contacts.list_ids)
    rows = ask(contacts.list_rows, ids)
    ordered = ["álvaro", "anna", "Zoe", "Άννα", "Ωμέγα", "Борис", "Едина", "Ёлка"]
    assert [rows[contact_id].name for contact_id in ids] == ordered


def test_row_has_what_a_line_of_the_list_shows(do, ask):
    contact_id = do(contacts.create, FULL)
    row = ask(contacts.list_rows, [contact_id, 99])[contact_id]
    assert row[2:9] == (
        "person",
        "Ελένη Παπαδοπούλου",
        "Ρόδον Α.Ε.",
        ("eleni@rodon.example", "e@home.example"),
        ("210 123 4567", "12"),
        "Αθήνα",
        ("πελάτης", "vip"),
    )


def test_tags_are_listed_once_in_order_whatever_their_case(do, ask):
    do(contacts.create, ContactDraft("Anna", tags=("VIP", "old")))
    do(contacts.create, ContactDraft("Boris", tags=("vip",)))
    assert ask(contacts.list_tags) == ["old", "VIP"]
    assert len(ask(contacts.list_ids, tag="Vip")) == 2
