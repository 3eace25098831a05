"""Fields of one's own: typed values, other kinds without loss, undo."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from smallcrm.core.errors import NotFound, UserError
from smallcrm.services import contacts, custom_fields
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.custom_fields import CHOICE, DATE, NUMBER, TEXT, YESNO, stored, typed


def add_person(do, **values):
    draft = ContactDraft("Anna", custom={key.replace("_", " "): v for key, v in values.items()})
    return do(lambda s: contacts.create(s, draft))


@pytest.mark.parametrize(
    ("kind", "words", "kept"),
    [
        (NUMBER, "1.234,50", "1234.5"),
        (NUMBER, "1 234.5", "1234.5"),
        (NUMBER, "-3", "-3"),
        (NUMBER, "0", "0"),
        (NUMBER, "0,5", "0.5"),
        (NUMBER, "007", None),
        (NUMBER, "12-14", None),
        (NUMBER, "42 or so", None),
        (NUMBER, "", None),
        (DATE, "2026-11-22", "2026-11-22"),
        (DATE, "22.11.2026", "2026-11-22"),
        (DATE, "22/11/2026", "2026-11-22"),
        (DATE, "2026-11-22T00:00:00", "2026-11-22"),
        (DATE, "31.04.2026", None),
        (DATE, "14", None),
        (DATE, "today", None),
        (CHOICE, " BLUE ", "Blue"),
        (CHOICE, "green", None),
        (YESNO, "Ναι", "yes"),
        (YESNO, "НЕТ", "no"),
        (YESNO, "perhaps", None),
        (TEXT, " as it is ", "as it is"),
    ],
)
def test_value_is_kept_in_the_form_of_its_kind(kind, words, kept):
    assert stored(kind, words, ("Blue", "Red")) == kept


@given(st.decimals(-(10**9), 10**9, places=6))
def test_number_that_is_kept_is_the_number_that_was_typed(value):
    kept = stored(NUMBER, f"{value:f}")
    assert typed(NUMBER, kept) == value
    assert stored(NUMBER, kept) == kept


@given(st.dates(date(1000, 1, 1)))
def test_day_that_is_kept_is_kept_again(value):
    assert typed(DATE, stored(DATE, value.isoformat())) == value


@given(st.sampled_from([NUMBER, DATE, CHOICE, YESNO]), st.text(max_size=30))
def test_any_text_either_fits_for_good_or_not_at_all(kind, words):
    kept = stored(kind, words, ("Blue",))
    assert kept is None or stored(kind, kept, ("Blue",)) == kept


def test_what_is_stored_is_a_real_number_date_or_answer():
    assert typed(NUMBER, "1.5") == Decimal("1.5")
    assert typed(YESNO, "no") is False
    assert typed(NUMBER, "many") == "many"


def test_typed_value_of_a_contact_is_checked(do, ask):
    do(lambda s: custom_fields.add(s, "Shoe size", NUMBER))
    anna = add_person(do, shoe_size="38,5")
    assert ask(lambda s: contacts.get_draft(s, anna)).custom == {"Shoe size": "38.5"}
    with pytest.raises(UserError, match="large is not a number") as error:
        add_person(do, Shoe_size="large")
    assert error.value.field == "custom.Shoe size"


def test_old_value_that_does_not_fit_does_not_hold_up_other_changes(do, ask):
    anna = add_person(do, Size="large")
    field = ask(lambda s: custom_fields.find_field(s, "size"))
    do(lambda s: s.execute(_make_number(field.id)))
    draft = ContactDraft("Anna B", custom={"Size": "large"})
    do(lambda s: contacts.change(s, anna, draft))
    assert ask(lambda s: contacts.get_draft(s, anna)).name == "Anna B"


def _make_number(field_id):
    return text(f"UPDATE custom_field SET kind = 'number' WHERE id = {field_id}")


def test_other_kind_keeps_what_fits_and_notes_the_rest(do, ask, database):
    fit, odd = add_person(do, Size="38,5"), add_person(do, Size="large")
    field = ask(lambda s: custom_fields.find_field(s, "Size"))
    promise = ask(lambda s: custom_fields.account_of(s, field.id, NUMBER))
    assert promise == (1, 1, ("large",))
    assert do(lambda s: custom_fields.change(s, field.id, NUMBER)) == promise
    assert ask(lambda s: contacts.get_draft(s, fit)).custom == {"Size": "38.5"}
    after = ask(lambda s: contacts.get_draft(s, odd))
    assert (dict(after.custom), after.note) == ({}, "Size: large")
    database.undo()
    before = ask(lambda s: contacts.get_draft(s, odd))
    assert (before.custom, before.note) == ({"Size": "large"}, "")
    assert ask(lambda s: custom_fields.get_field(s, field.id)).kind == TEXT


def test_word_that_is_spelled_anew_takes_its_values_along(do, ask):
    field = do(lambda s: custom_fields.add(s, "Color", CHOICE, ["Blu", "Red"]))
    anna = add_person(do, Color="blu")
    do(lambda s: custom_fields.change(s, field, CHOICE, ["Blue", "Red"]))
    assert ask(lambda s: contacts.get_draft(s, anna)).custom == {"Color": "Blue"}
    account = do(lambda s: custom_fields.change(s, field, CHOICE, ["Red"]))
    assert account == (0, 1, ("Blue",))
    assert ask(lambda s: contacts.get_draft(s, anna)).note == "Color: Blue"


def test_words_in_another_order_keep_their_values(do, ask):
    field = do(lambda s: custom_fields.add(s, "Color", CHOICE, ["Blue", "Red"]))
    anna = add_person(do, Color="Blue")
    do(lambda s: custom_fields.change(s, field, CHOICE, ["Red", "Blue"]))
    assert ask(lambda s: contacts.get_draft(s, anna)).custom == {"Color": "Blue"}


def test_fields_keep_the_order_they_are_given(do, ask):
    ids = [do(lambda s, name=name: custom_fields.add(s, name)) for name in "ABC"]
    do(lambda s: custom_fields.move(s, ids[2], 0))
    assert [row.name for row in ask(custom_fields.list_fields)] == ["C", "A", "B"]


def test_removed_field_comes_back_with_its_values(do, ask, database):
    anna = add_person(do, Size="38")
    field = ask(lambda s: custom_fields.find_field(s, "Size"))
    assert ask(custom_fields.list_used_fields) == {field.id: 1}
    assert do(lambda s: custom_fields.remove(s, field.id)) == 1
    assert ask(custom_fields.list_fields) == []
    database.undo()
    assert ask(lambda s: contacts.get_draft(s, anna)).custom == {"Size": "38"}


@pytest.mark.parametrize(
    ("name", "kind", "choices", "words"),
    [
        (" ", TEXT, (), "needs a name"),
        ("SIZE", TEXT, (), "called Size already"),
        ("Other", "color", (), "no kind of field"),
        ("Other", CHOICE, (" ",), "needs words"),
    ],
)
def test_field_that_makes_no_sense_is_refused(do, name, kind, choices, words):
    do(lambda s: custom_fields.add(s, "Size"))
    with pytest.raises(UserError, match=words):
        do(lambda s: custom_fields.add(s, name, kind, choices))


def test_field_that_is_gone_is_said_to_be(do, ask):
    with pytest.raises(NotFound):
        do(lambda s: custom_fields.rename(s, 99, "Else"))
    with pytest.raises(NotFound):
        ask(lambda s: custom_fields.find_field(s, "Else"))
