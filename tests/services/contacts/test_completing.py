"""Two drafts of one contact are put together without losing anything."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.services.contacts.completing import completed
from smallcrm.services.contacts.drafts import AddressDraft, ContactDraft, Labelled

OLD = ContactDraft(
    "Anna Keller",
    role="Owner",
    phones=(Labelled("210 123 4567", "work"),),
    emails=(Labelled("anna@shop.example"),),
    addresses=(AddressDraft("Main St. 1", "Athens", "10671"),),
    tags=("VIP",),
    note="Old",
    custom={"Colour": "blue"},
)
NEW = ContactDraft(
    "A. Keller",
    company="Anthos",
    role="Boss",
    phones=(Labelled("+30 2101234567"), Labelled("111"), Labelled("111")),
    emails=(Labelled("ANNA@shop.example"), Labelled("a@home.example")),
    addresses=(AddressDraft("main st 1", "ATHENS", "106 71", country="GR"), AddressDraft("Other")),
    tags=("vip", "new"),
    note="New",
    custom={"Colour": "red", "Size": "M"},
)


def test_filling_takes_only_what_was_missing():
    assert completed(OLD, NEW, overwrite=False) == replace(
        OLD,
        company="Anthos",
        phones=(*OLD.phones, Labelled("111")),
        emails=(*OLD.emails, Labelled("a@home.example")),
        addresses=(*OLD.addresses, AddressDraft("Other")),
        tags=("VIP", "new"),
        note="Old\nNew",
        custom={"Colour": "blue", "Size": "M"},
    )


def test_overwriting_takes_what_is_new_and_drops_no_telephone():
    found = completed(OLD, NEW, overwrite=True)
    assert (found.name, found.role, found.custom["Colour"]) == ("A. Keller", "Boss", "red")
    assert found.phones == (*OLD.phones, Labelled("111"))


def test_blank_never_overwrites():
    assert completed(OLD, ContactDraft(""), overwrite=True) == OLD


@pytest.mark.parametrize("overwrite", [True, False])
def test_doing_it_twice_changes_nothing_more(overwrite):
    once = completed(OLD, NEW, overwrite=overwrite)
    assert completed(once, NEW, overwrite=overwrite) == once


def test_name_that_was_only_an_email_gives_way():
    nameless = ContactDraft("anna@shop.example", emails=(Labelled("anna@shop.example"),))
    assert completed(nameless, NEW, overwrite=False).name == "A. Keller"


NUMBERS = st.lists(st.sampled_from(["111", "+30 210 1234567", "210-123-4567", "2"])).map(
    lambda values: tuple(map(Labelled, values))
)


@given(NUMBERS, NUMBERS)
def test_old_telephones_stay_first_and_no_new_one_comes_twice(old, new):
    phones = completed(ContactDraft("A", phones=old), ContactDraft("A", phones=new), overwrite=True)
    assert phones.phones[: len(old)] == old
    added = phones.phones[len(old) :]
    assert len({item.value for item in added}) == len(added)
