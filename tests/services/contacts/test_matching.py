"""A draft finds the contact that it means, by the strongest of its keys."""

from __future__ import annotations

import pytest

from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contact_values.keys import phone_key, tax_key
from smallcrm.services.contacts import COMPANY, ContactDraft, Labelled, matching
from smallcrm.services.contacts.matching import KnownContacts, Match


def draft(name="", *, phone="", email="", **more):
    phones = (Labelled(phone),) if phone else ()
    emails = (Labelled(email),) if email else ()
    return ContactDraft(name, phones=phones, emails=emails, **more)


@pytest.fixture
def known(database):
    """A file with a person and a company, and what it says to a draft."""
    stored = (
        draft(
            "Παπαδόπουλος Γ.",
            phone="210 123 4567",
            email="george@shop.example",
            external={"google": "g-1"},
        ),
        draft('ООО "РОМАШКА"', kind=COMPANY, tax_id="7701234567", phone="+74951234567"),
        draft("Иванов Иван", phone="+79161112233", email="ivan@mail.example", company="Ромашка"),
    )
    with database.write(T("Test")) as session:
        ids = [contacts.create(session, one) for one in stored]

    def find(wanted):
        with database.read() as session:
            memory = KnownContacts(session, "GR")
            found = memory.find(memory.keys(wanted))
        return found and found._replace(contact_id=ids.index(found.contact_id))

    return find


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (draft("X", external={"google": "g-1"}), Match(0, "external")),
        (draft("Γιώργος", email="GEORGE@Shop.example"), Match(0, "email")),
        (draft("", email="GEORGE@Shop.example"), Match(0, "email")),
        (draft("g@x.example", email="GEORGE@Shop.example"), Match(0, "email")),
        (draft("Giorgos Papadopoulos", email="GEORGE@Shop.example"), Match(0, "email")),
        (draft("Ελένη Παπαδοπούλου", email="GEORGE@Shop.example"), None),
        (draft("ΠΑΠΑΔΟΠΟΥΛΟΣ Γ", phone="+30 2101234567"), Match(0, "phone")),
        (draft("ΠΑΠΑΔΟΠΟΥΛΟΣ Γ", phone="2101234567"), Match(0, "phone")),
        (draft("Γ. Παπαδόπουλος"), Match(0, "name")),
        (draft("ООО «Ромашка»", kind=COMPANY, tax_id="7701234567"), Match(1, "tax_id")),
        (draft("Other", kind=COMPANY, tax_id="RU 007701234567"), Match(1, "tax_id")),
        (draft("Ромашка, ООО", kind=COMPANY), Match(1, "name")),
        (draft("Иван Иванов", company="ООО Ромашка"), Match(2, "name")),
        (draft("Иванов Иван", phone="+79160000000", email="other@mail.example"), None),
        (draft("X", phone="112"), None),
        (draft("X", kind=COMPANY, phone="210 123 4567"), None),
        (draft("X", phone="+7 495 123-45-67"), None),
        (draft("Y", external={"outlook": "g-1"}), None),
    ],
)
def test_draft_finds_what_it_means(known, wanted, found):
    assert known(wanted) == found


def test_strongest_key_decides(known):
    wanted = draft("Γ. Παπαδόπουλος", email="george@shop.example", phone="2101234567")
    assert known(wanted) == Match(0, "email")


@pytest.mark.parametrize(
    ("stored", "wanted", "is_found"),
    [
        ({"tax_id": "123456783"}, {"tax_id": "094019245"}, False),
        ({"tax_id": "123456783"}, {"phone": "2101234567"}, True),
        ({"email": "a@b.example"}, {"email": "c@d.example"}, True),
    ],
)
def test_a_company_of_the_same_name_is_another_one_with_another_tax_number(
    database, stored, wanted, is_found
):
    with database.read() as session:
        memory = KnownContacts(session, "GR")
    memory.learn(7, memory.keys(draft("Anthos Α.Ε.", kind=COMPANY, **stored)))
    keys = memory.keys(draft("ANTHOS", kind=COMPANY, **wanted))
    assert memory.find(keys) == (Match(7, "name") if is_found else None)


def test_a_namesake_with_another_email_and_another_phone_is_somebody_else(database):
    with database.read() as session:
        memory = KnownContacts(session, "GR")
    for number in (1, 2):
        other = draft("Иванов Иван", phone=f"210123456{number}", email=f"{number}@b.example")
        memory.learn(number, memory.keys(other))
    third = draft("Иванов Иван", phone="2101234563", email="3@b.example")
    assert memory.find(memory.keys(third)) is None
    only_phone = memory.keys(draft("Иван Иванов", phone="2101234563"))
    assert memory.find(only_phone) == Match(1, "name", is_doubtful=True)


@pytest.mark.parametrize(
    ("stored", "came", "is_doubtful"),
    [
        ({"email": "a@b.example"}, {"email": "c@b.example"}, True),
        ({"phone": "2101234561"}, {"phone": "2101234562"}, True),
        ({"phone": "2101234561", "company": "B"}, {"phone": "2101234562", "company": "B"}, False),
        ({"email": "a@b.example"}, {"phone": "2101234561"}, False),
        ({"phone": "+48 220 000 220"}, {"phone": "(220) 000-220"}, False),
        ({"phone": "+48 220 000 220", "email": "a@b.example"},
         {"phone": "220000220", "email": "c@b.example"}, False),
    ],
)  # fmt: skip
def test_what_speaks_against_a_namesake_raises_doubt(database, stored, came, is_doubtful):
    with database.read() as session:
        memory = KnownContacts(session, "GR")
    memory.learn(1, memory.keys(draft("Anna Keller", **stored)))
    found = memory.find(memory.keys(draft("Keller Anna", **came)))
    assert found == Match(1, "name", is_doubtful=is_doubtful)


def test_a_surer_namesake_comes_before_a_doubtful_one(database):
    with database.read() as session:
        memory = KnownContacts(session, "GR")
    memory.learn(1, memory.keys(draft("Anna Keller", email="a@b.example")))
    memory.learn(2, memory.keys(draft("Anna Keller")))
    assert memory.find(memory.keys(draft("Anna Keller", email="c@b.example"))) == Match(2, "name")


def test_colleagues_of_like_names_at_the_telephone_of_their_office_are_in_doubt(database):
    with database.read() as session:
        memory = KnownContacts(session, "GR")
    office = {"email": "office@b.example", "phone": "2101234561", "company": "Holmingwick Ltd"}
    memory.learn(1, memory.keys(draft("Karen Ashderbury", **office)))
    like = memory.keys(draft("Karen Ashberbury", **office))
    assert memory.find(like) == Match(1, "name", is_doubtful=True)
    assert memory.find(memory.keys(draft("Ashderbury Karen", **office))) == Match(1, "email")


def test_colleagues_of_like_names_under_the_number_of_their_company_are_in_doubt(database):
    with database.read() as session:
        memory = KnownContacts(session, "GR")
    known = draft("Елена Фёдорогов", tax_id="EL208173540", email="a@b.example")
    memory.learn(1, memory.keys(known))
    like = draft("Елена Фёдорелов", tax_id="EL208173540", email="c@b.example")
    same = draft("Фёдорогов Елена", tax_id="208173540", email="d@b.example")
    assert memory.find(memory.keys(like)) == Match(1, "name", is_doubtful=True)
    assert memory.find(memory.keys(same)) == Match(1, "tax_id")


def test_a_mailbox_of_an_office_does_not_make_colleagues_one(database):
    with database.read() as session:
        memory = KnownContacts(session, "")
    people = [draft(name, email="office@b.example") for name in ("Anna Keller", "Boris Braun")]
    for number, person in enumerate(people):
        memory.learn(number, memory.keys(person))
    for number, person in enumerate(people):
        assert memory.find(memory.keys(person)) == Match(number, "email")
    assert memory.find(memory.keys(draft("Eva Fink", email="office@b.example"))) is None


def test_contacts_in_the_bin_are_not_found(database, known):
    with database.write(T("Test")) as session:
        contacts.archive(session, contacts.list_ids(session))
    assert known(draft("", email="george@shop.example")) is None


def test_what_is_learned_is_found_later_and_the_first_one_counts(database):
    with database.read() as session:
        memory = KnownContacts(session, "")
    keys = memory.keys(draft("Anna", email="a@b.example"))
    memory.learn(7, keys)
    memory.learn(8, keys)
    assert memory.find(memory.keys(draft("Anna Keller", email="A@B.example"))) == Match(7, "email")


@pytest.mark.parametrize(
    ("typed", "key"),
    [("EL 123 456 789", "123456789"), ("007701", "7701"), ("", ""), ("000", ""), ("DE-12", "12")],
)
def test_tax_numbers_are_compared_without_country_and_idle_zeros(typed, key):
    assert tax_key(typed) == key


def test_short_numbers_are_no_key():
    assert phone_key("100", "") == ""
    assert phone_key("123-45-67", "") == "1234567"
    assert phone_key("210…", "+302101234567") == "+302101234567"


@pytest.mark.parametrize("words", [{"email": "no email"}, {"tax_id": "нет"}, {"tax_id": "n/a."}])
def test_words_in_place_of_an_address_or_a_number_tell_nothing(database, words):
    with database.read() as session:
        memory = KnownContacts(session, "GR")
        memory.learn(1, memory.keys(draft("Anna", **words)))
        assert memory.find(memory.keys(draft("Anna Berg", **words))) is None


def test_of_hundreds_at_one_switchboard_the_same_is_found_and_few_are_compared(
    database, monkeypatch
):
    staff = [f"{chr(97 + number % 26) * 5}{number} Berg{number}" for number in range(300)]
    with database.write(T("Test")) as session:
        ids = [contacts.create(session, draft(name, phone="+74951234567")) for name in staff]
    compared = []

    def may_be(*names):
        compared.append(names)
        return matching_names(*names)

    matching_names = matching.agreement_of_words
    monkeypatch.setattr(matching, "agreement_of_words", may_be)
    with database.read() as session:
        memory = KnownContacts(session, "GR")
        last, new = (
            memory.find(memory.keys(draft(name, phone="+74951234567")))
            for name in (staff[-1], "Zoe Adler")
        )
    assert (last, new) == (Match(ids[-1], "name"), None)
    assert len(compared) < 2 * len(staff) / 3
