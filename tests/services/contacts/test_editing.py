"""``contacts set``: fields by their names."""

from __future__ import annotations

import pytest

from smallcrm.core.errors import UserError
from smallcrm.services.contacts.drafts import AddressDraft, ContactDraft, Labelled
from smallcrm.services.contacts.editing import edited

ANNA = ContactDraft("Anna", emails=(Labelled("a@b.example"),), tags=("Old", "vip"))


@pytest.mark.parametrize(
    ("pairs", "field", "value"),
    [
        (["name=Anna Keller"], "name", "Anna Keller"),
        (["note=a=b"], "note", "a=b"),
        (["kind=company"], "kind", "company"),
        (["currency=usd"], "currency", "USD"),
        (["currency="], "currency", ""),
        (["email+=c@d.example"], "emails", (Labelled("a@b.example"), Labelled("c@d.example"))),
        (["email-=A@B.example"], "emails", ()),
        (["email=x@y.example"], "emails", (Labelled("x@y.example"),)),
        (["emails="], "emails", ()),
        (["tag-=OLD", "tag+=new"], "tags", ("vip", "new")),
        (["city=Athens", "street=Main 1"], "addresses", (AddressDraft("Main 1", "Athens"),)),
        (["custom.Colour=blue"], "custom", {"Colour": "blue"}),
        (["custom.Colour=blue", "custom.Colour="], "custom", {}),
        ([" role = Owner "], "role", "Owner"),
    ],
)
def test_field_becomes_what_is_said(pairs, field, value):
    assert getattr(edited(ANNA, pairs), field) == value


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("name", "not of the form"),
        ("colour=blue", "has no field colour"),
        ("name+=x", r"has no field name\+"),
        ("kind=dog", "a person or a company"),
        ("currency=foo", "foo is not the code of a currency"),
        ("=x", "has no field"),
    ],
)
def test_unknown_field_is_refused(pair, words):
    with pytest.raises(UserError, match=words):
        edited(ANNA, ["note=first", pair])
