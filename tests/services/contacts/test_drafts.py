"""What a draft is compared by."""

from __future__ import annotations

from smallcrm.services.contacts.drafts import AddressDraft, ContactDraft, Labelled


def test_a_number_is_the_same_whether_or_not_its_international_form_was_found_out():
    read, typed = Labelled("210 1234567", "work", "+302101234567"), Labelled("210 1234567", "work")
    assert read == typed
    assert not read != typed  # noqa: SIM202 - both signs are asked
    assert hash(read) == hash(typed)
    assert ContactDraft("Ann", phones=(read,)) == ContactDraft("Ann", phones=(typed,))


def test_a_number_is_another_one_under_another_label():
    assert Labelled("210 1234567", "work") != Labelled("210 1234567", "home")
    assert Labelled("work") != ("work", "", None)


def test_an_address_of_nothing_but_a_label_is_none():
    assert not AddressDraft(label="work")
    assert AddressDraft(city="Athens")
