"""Orders, columns, saved filters and frozen lists."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.fold import fold
from smallcrm.core.money import Money
from smallcrm.services import contacts, segments
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.segments import Condition, Order, Rules, Wanted
from smallcrm.services.segments.phrases import read_condition


def key_of(person, order, crowd):
    """What a person is compared by; None where there is nothing."""
    draft = person.draft
    if order.key.startswith("custom:"):
        name = crowd.uids[order.key.removeprefix("custom:")]
        value = draft.custom.get(name)
        return None if value is None else Decimal(value) if name == "Size" else fold(value)
    keys = {
        "name": lambda: fold(draft.name),
        "company": lambda: fold(draft.company),
        "role": lambda: fold(draft.role),
        "city": lambda: fold(draft.addresses[0].city) if draft.addresses else "",
        "email": lambda: fold(draft.emails[0].value) if draft.emails else "",
        "tags": lambda: min(map(fold, draft.tags), default=""),
        "birthday": lambda: draft.birthday[-5:],
        "last_contact": lambda: max(person.spoken, default=None),
        "last_purchase": lambda: max((one[0] for one in person.invoices), default=None),
        "invoiced": lambda: sum(one[2] for one in person.invoices if one[3] == "EUR"),
        "open_deals": lambda: person.open_deals,
        "created": lambda: person.created,
    }
    return keys[order.key]() or None


@pytest.mark.parametrize("is_down", [False, True])
@pytest.mark.parametrize(
    "key",
    [
        *("name", "company", "role", "city", "email", "tags", "birthday", "last_contact"),
        *("last_purchase", "invoiced", "open_deals", "created", "Size", "Met on", "Color"),
    ],
)
def test_list_is_in_the_order_that_was_asked_for(crowd, key, is_down):
    own = {name: f"custom:{uid}" for uid, name in crowd.uids.items()}
    order = Order(own.get(key, key), is_down)
    with crowd.database.read() as session:
        ids = segments.list_ids(session, Wanted(), order)
    keys = [key_of(crowd.people[contact_id], order, crowd) for contact_id in ids]
    known = [value for value in keys if value is not None]
    assert sorted(ids) == sorted(crowd.people)
    assert known == sorted(known, reverse=is_down)
    assert keys[len(known) :] == [None] * (len(keys) - len(known))


@pytest.mark.parametrize("is_down", [False, True])
@pytest.mark.parametrize("key", list(segments.COLUMNS))
def test_some_contacts_have_the_order_that_they_have_among_all(crowd, key, is_down):
    order = Order(key, is_down)
    with crowd.database.read() as session:
        everybody = segments.list_ids(session, Wanted())
        some = segments.list_ids(session, Wanted(kind="person"), order)
        ordered = segments.list_ids(session, Wanted(), order)
    assert sorted(ordered) == sorted(everybody)
    assert some == [contact_id for contact_id in ordered if contact_id in set(some)]


def test_every_column_can_be_shown_and_sorted_by(crowd):
    with crowd.database.read() as session:
        columns = segments.list_columns(session)
        keys = [column.key for column in columns]
        rows = segments.list_table_rows(session, list(crowd.people), keys)
        for key in keys:
            assert len(segments.list_ids(session, Wanted(), Order(key))) == len(crowd.people)
    assert [str(column.title) for column in columns[-5:]] == list(crowd.uids.values())
    buyer = next(one for one in crowd.people.values() if one.invoices)
    _, _, price, currency = buyer.invoices[0]
    assert rows[buyer.id].cells["invoiced"] == (Money.of(price, currency),)
    assert rows[buyer.id].cells["name"] == buyer.draft.name


def test_custom_cells_are_what_they_are(crowd):
    uid = next(uid for uid, name in crowd.uids.items() if name == "Size")
    someone = next(one for one in crowd.people.values() if "Size" in one.draft.custom)
    with crowd.database.read() as session:
        row = segments.list_table_rows(session, [someone.id], [f"custom:{uid}"])[someone.id]
    assert row.cells == {f"custom:{uid}": Decimal(someone.draft.custom["Size"])}


ANNAS = Rules((Condition("name", "begins", "anna"),))


def test_saved_filter_finds_those_who_come_later(do):
    do(lambda s: segments.save(s, "Annas", ANNAS))
    do(lambda s: contacts.create(s, ContactDraft("Anna")))
    found = do(lambda s: segments.find_segment(s, "annas"))
    assert found.rules == ANNAS
    assert do(lambda s: segments.count(s, segments.wanted_of(found))) == 1


def test_frozen_list_keeps_who_was_in_it(do, database):
    anna = do(lambda s: contacts.create(s, ContactDraft("Anna")))
    do(lambda s: segments.freeze(s, "Now", [anna]))
    do(lambda s: contacts.create(s, ContactDraft("Anna")))
    wanted = do(lambda s: segments.wanted_of(segments.find_segment(s, "Now")))
    assert do(lambda s: segments.list_ids(s, wanted)) == [anna]
    do(lambda s: contacts.archive(s, [anna]))
    assert do(lambda s: segments.list_ids(s, wanted)) == []
    database.undo()
    database.undo()
    database.undo()
    with pytest.raises(NotFound):
        do(lambda s: segments.find_segment(s, "Now"))


def test_names_of_filters_are_not_given_twice(do):
    first = do(lambda s: segments.save(s, "Annas", ANNAS))
    with pytest.raises(UserError, match="called Annas already"):
        do(lambda s: segments.save(s, "ANNAS", ANNAS))
    do(lambda s: segments.rename(s, first, "annas"))
    do(lambda s: segments.change(s, first, Rules()))
    do(lambda s: segments.remove(s, first))
    do(lambda s: segments.save(s, "Annas", ANNAS))


def test_filter_with_a_wrong_condition_is_not_saved(do):
    with pytest.raises(UserError, match="no value yet"):
        do(lambda s: segments.save(s, "Odd", Rules((Condition("city", "is"),))))


@pytest.mark.parametrize(
    ("phrase", "condition"),
    [
        ("city is São Paulo", Condition("city", "is", "São Paulo")),
        ("tag is_not VIP", Condition("tag", "is_not", "VIP")),
        ("email empty", Condition("email", "empty")),
        ("unpaid more 100", Condition("unpaid", "more", "100", "EUR")),
        ("unpaid more 100 usd", Condition("unpaid", "more", "100", "USD")),
        ("note contains what is new", Condition("note", "contains", "what is new")),
        ("created newer 30", Condition("created", "newer", "30")),
    ],
)
def test_condition_is_read_as_it_is_typed(crowd, phrase, condition):
    with crowd.database.read() as session:
        assert read_condition(session, phrase) == condition


def test_typed_value_of_a_field_of_ones_own_is_read_in_its_manner(crowd):
    with crowd.database.read() as session:
        found = read_condition(session, "custom.met ON before 22.11.2026")
    assert (found.operator, found.value) == ("before", dt.date(2026, 11, 22).isoformat())


@pytest.mark.parametrize("phrase", ["city", "city at Athens", "custom.Shoe is 4", "shoe is 4"])
def test_phrase_that_is_no_condition_is_refused(crowd, phrase):
    with crowd.database.read() as session, pytest.raises(UserError):
        read_condition(session, phrase)
