"""Two drafts of one contact are put together without losing anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.services.contacts.completing import FILLING, Policies, Policy, adds, completed
from smallcrm.services.contacts.drafts import AddressDraft, ContactDraft, Labelled

OVERWRITING = Policies(overwrite=True)
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
    assert completed(OLD, NEW, FILLING) == OLD._replace(
        company="Anthos",
        phones=(*OLD.phones, Labelled("111")),
        emails=(*OLD.emails, Labelled("a@home.example")),
        addresses=(*OLD.addresses, AddressDraft("Other")),
        tags=("VIP", "new"),
        note="Old\nNew",
        custom={"Colour": "blue", "Size": "M"},
    )


def test_overwriting_takes_what_is_new_and_drops_no_telephone():
    found = completed(OLD, NEW, OVERWRITING)
    assert (found.name, found.role, found.custom["Colour"]) == ("A. Keller", "Boss", "red")
    assert found.phones == (*OLD.phones, Labelled("111"))


def test_blank_never_overwrites():
    assert completed(OLD, ContactDraft(""), OVERWRITING) == OLD


@pytest.mark.parametrize("overwrite", [True, False])
def test_doing_it_twice_changes_nothing_more(overwrite):
    once = completed(OLD, NEW, Policies(overwrite))
    assert completed(once, NEW, Policies(overwrite)) == once


def test_name_that_was_only_an_email_gives_way():
    nameless = ContactDraft("anna@shop.example", emails=(Labelled("anna@shop.example"),))
    assert completed(nameless, NEW, FILLING).name == "A. Keller"


NUMBERS = st.lists(st.sampled_from(["111", "+30 210 1234567", "210-123-4567", "2"])).map(
    lambda values: tuple(map(Labelled, values))
)


@given(NUMBERS, NUMBERS)
def test_old_telephones_stay_first_and_no_new_one_comes_twice(old, new):
    phones = completed(ContactDraft("A", phones=old), ContactDraft("A", phones=new), OVERWRITING)
    assert phones.phones[: len(old)] == old
    added = phones.phones[len(old) :]
    assert len({item.value for item in added}) == len(added)


def how(**fields):
    return Policies(
        fields={name.replace("_", ":"): Policy(value) for name, value in fields.items()}
    )


PHONES = (Labelled("111 1111", "work"), Labelled("222 2222", "mobile"))
CAME = (Labelled("333 3333", "mobile"), Labelled("444 4444"))


@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        ({}, ["111 1111", "222 2222", "333 3333", "444 4444"]),
        ({"phones": "append"}, ["111 1111", "222 2222", "333 3333", "444 4444"]),
        ({"phones": "leave"}, ["111 1111", "222 2222"]),
        ({"phones": "fill"}, ["111 1111", "222 2222"]),
        ({"phones": "overwrite"}, ["333 3333", "444 4444"]),
        ({"phones_mobile": "overwrite"}, ["111 1111", "333 3333", "444 4444"]),
        ({"phones_mobile": "leave"}, ["111 1111", "222 2222", "444 4444"]),
        ({"phones_mobile": "overwrite", "phones": "leave"}, ["111 1111", "333 3333"]),
        ({"phones_mobile": "fill", "phones": "overwrite"}, ["222 2222", "444 4444"]),
    ],
)
def test_every_telephone_follows_the_policy_of_its_label(policies, expected):
    old, new = ContactDraft("A", phones=PHONES), ContactDraft("A", phones=CAME)
    found = completed(old, new, how(**policies))
    assert [phone.value for phone in found.phones] == expected
    assert completed(found, new, how(**policies)) == found


@pytest.mark.parametrize(
    ("policy", "note", "role"),
    [
        ("overwrite", "New", "Boss"),
        ("fill", "Old", "Owner"),
        ("leave", "Old", "Owner"),
    ],
)
def test_a_note_and_a_single_value_follow_their_policy(policy, note, role):
    found = completed(OLD, NEW, how(note=policy, role=policy))
    assert (found.note, found.role) == (note, role)


def test_leaving_fills_no_blank_and_overwriting_with_nothing_takes_nothing():
    assert completed(OLD, NEW, how(company="leave")).company == ""
    assert completed(OLD, ContactDraft("A"), how(note="overwrite", phones="overwrite")) == OLD


def test_a_field_of_ones_own_follows_its_policy():
    one = Policies(overwrite=True, fields={"custom.Colour": Policy.LEAVE})
    assert completed(OLD, NEW, one).custom == {"Colour": "blue", "Size": "M"}
    other = Policies(fields={"custom.Colour": Policy.OVERWRITE})
    assert completed(OLD, NEW, other).custom == {"Colour": "red", "Size": "M"}


def test_a_number_that_stays_keeps_its_spelling_and_its_label():
    found = completed(OLD, NEW, how(phones="overwrite"))
    assert found.phones == (*OLD.phones, Labelled("111"))


@given(NUMBERS, NUMBERS, st.sampled_from(list(Policy)), st.booleans())
def test_no_policy_changes_more_the_second_time_or_loses_all(old, new, policy, overwrite):
    before, came = ContactDraft("A", phones=old), ContactDraft("A", phones=new)
    policies = Policies(overwrite, {"phones": policy})
    once = completed(before, came, policies)
    assert completed(once, came, policies) == once
    assert bool(once.phones) or not (old or (new and policy is not Policy.LEAVE))


@given(st.sampled_from([OLD, NEW, ContactDraft("Anna Keller")]), st.booleans())
def test_a_draft_adds_something_exactly_where_the_completed_one_is_another(new, overwrite):
    policies = Policies(overwrite)
    for old in (OLD, NEW):
        assert adds(old, new, policies) == (completed(old, new, policies) != old)


def test_a_row_without_a_name_overwrites_no_name():
    nameless = ContactDraft("anna@shop.example", emails=(Labelled("anna@shop.example"),))
    assert completed(OLD, nameless, OVERWRITING).name == "Anna Keller"


@pytest.mark.parametrize(
    ("policies", "old", "new", "kept"),
    [
        (OVERWRITING, "refused", "given", "refused"),
        (FILLING, "refused", "given", "refused"),
        (OVERWRITING, "given", "refused", "refused"),
        (FILLING, "given", "refused", "refused"),
        (FILLING, "", "given", "given"),
        (OVERWRITING, "given", "", "given"),
        (Policies(fields={"consent": Policy.OVERWRITE}), "refused", "given", "refused"),
        (Policies(overwrite=True, fields={"consent": Policy.LEAVE}), "given", "refused", "given"),
    ],
)
def test_whoever_refused_advertising_in_either_draft_has_refused_it(policies, old, new, kept):
    before = OLD._replace(consent=old, consent_source="Call" if old else "")
    after = OLD._replace(consent=new, consent_source="Fair" if new else "")
    done = completed(before, after, policies)
    assert done.consent == kept
    assert done.consent_source == ("Call" if kept == old else "Fair")


def test_a_consent_that_came_again_brings_its_day_and_source_only_where_it_overwrites():
    before = OLD._replace(consent="given", consent_source="Call")
    after = OLD._replace(consent="given", consent_source="Fair")
    assert completed(before, after, OVERWRITING).consent_source == "Fair"
    assert completed(before, after, FILLING).consent_source == "Call"
    left = Policies(overwrite=True, fields={"consent": Policy.LEAVE})
    assert completed(before, after, left).consent_source == "Call"
