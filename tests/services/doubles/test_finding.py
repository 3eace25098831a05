"""What is proposed as one contact, and what is not: scenario 4 and its neighbors."""

from __future__ import annotations

import pytest

from smallcrm.core.errors import Cancelled, NotFound, UserError
from smallcrm.core.progress import Progress
from smallcrm.services import contacts, doubles
from smallcrm.services.contacts import COMPANY, AddressDraft

HOME = (AddressDraft("Ermou 5", "Volos", "38221", "", "GR"),)


def groups(file):
    return file.ask(doubles.find_groups, Progress())


def proposed(file, *people):
    """Whether the people, as the arguments of ``add``, are proposed as one; by what keys."""
    ids = [file.add(name, **more) for name, more in people]
    found = groups(file)
    assert found == file.ask(doubles.find_groups_of, ids)
    assert all(group.ids == tuple(ids) for group in found)
    return found[0].keys if found else ()


@pytest.mark.parametrize(
    ("one", "other", "keys"),
    [
        (
            ('ООО "РОМАШКА"', {"kind": COMPANY, "tax_id": "7701234567"}),
            ("ООО «Ромашка»", {"kind": COMPANY, "tax_id": "7701234567"}),
            ("name", "tax_id"),
        ),
        (
            ("Παπαδόπουλος Γ.", {"phones": "210 123 4567"}),
            ("ΠΑΠΑΔΟΠΟΥΛΟΣ Γ", {"phones": "+30 2101234567"}),
            ("phone", "name"),
        ),
        (
            ("Иванов Иван", {"phones": "+79161112233", "emails": "ivan@mail.example"}),
            ("Иванов Иван", {"phones": "+79164445566", "emails": "other@mail.example"}),
            (),
        ),
        (
            ("Иванов Иван", {"emails": "IVAN@mail.example"}),
            ("Ivan Ivanov", {"emails": "ivan@mail.example", "phones": "+79164445566"}),
            ("email", "name"),
        ),
        (
            ("Anna Keller", {"phones": "2101234567", "emails": "home@k.example"}),
            ("Boris Keller", {"phones": "2101234567", "emails": "home@k.example"}),
            (),
        ),
        (
            ("Anna Keller", {"phones": "2101234567", "birthday": "1980-06-05"}),
            ("Anna Kelller", {"phones": "2107654321", "birthday": "1980-06-05"}),
            ("name", "birthday"),
        ),
        (
            ("Anna Keller", {"phones": "2101234567", "birthday": "1980-06-05"}),
            ("Anna Keller", {"phones": "2101234567", "birthday": "1980-05-06"}),
            ("name", "phone"),
        ),
        (
            ("Anna Keller", {"phones": "2101234567", "birthday": "--06-05"}),
            ("Anna Keller", {"phones": "2101234567", "birthday": "1980-06-05"}),
            ("name", "phone", "birthday"),
        ),
        (
            ("Anna Keller", {"phones": "2101234567", "birthday": "1980-06-05"}),
            ("Anna Keller", {"phones": "2101234567", "birthday": "2010-01-02"}),
            (),
        ),
        (
            ("Anna Keller", {"birthday": "1980-06-05", "addresses": HOME}),
            ("Anna Keller", {"birthday": "2010-01-02", "addresses": HOME}),
            (),
        ),
        (
            ("Anna Keller", {"company": "Anthos", "emails": "a@shop.example"}),
            ("Keller Anna", {"company": "ΑΝΘΟΣ Α.Ε.", "emails": "b@shop.example"}),
            (),
        ),
        (
            ("Anna Keller", {"company": "Anthos Ltd", "emails": "a@shop.example"}),
            ("Keller Anna", {"company": "ANTHOS", "phones": "2101234567"}),
            ("name", "company"),
        ),
        (("Anna Keller", {}), ("anna KELLER", {"phones": "2101234567"}), ("name",)),
        (
            ("Anthos", {"kind": COMPANY, "tax_id": "123456783"}),
            ("Anthos", {"kind": COMPANY, "tax_id": "094019245"}),
            (),
        ),
        (
            ("Anthos Flowers", {"kind": COMPANY, "phones": "2101234567"}),
            ("Ermis Books", {"kind": COMPANY, "phones": "2101234567"}),
            (),
        ),
        (("", {"emails": "a@shop.example"}), ("Anna", {"emails": "a@shop.example"}), None),
        (("Anna Keller", {"phones": "112"}), ("Anna Braun", {"phones": "112"}), ()),
        (("Rodon", {"kind": COMPANY}), ("Rodon", {"phones": "2101234567"}), ()),
    ],
)
def test_pairs_are_proposed_by_what_they_share(file, one, other, keys):
    found = proposed(file, one, other)
    if keys is None:
        assert found
    else:
        assert set(found) == set(keys)


def test_what_is_surer_comes_first(file):
    weak = [file.add("Eva Fink", company="Ermis"), file.add("Eva Fink", company="Ermis")]
    same = {"phones": "2101234567", "emails": "a@shop.example"}
    sure = [file.add("Anna Keller", **same), file.add("Anna Keller", **same)]
    found = groups(file)
    assert [group.ids for group in found] == [tuple(sure), tuple(weak)]
    assert 1 >= found[0].score > found[1].score >= 0.5


def test_a_short_name_does_not_make_one_of_two_people(file):
    phone = {"phones": "2101234567"}
    short = file.add("Γ. Παπαδόπουλος", **phone)
    one = file.add("Γιώργος Παπαδόπουλος", **phone)
    two = file.add("Γιάννης Παπαδόπουλος", **phone)
    assert sorted(group.ids for group in groups(file)) == [(short, one), (short, two)]


def test_who_is_known_to_be_somebody_else_is_not_proposed_again(file):
    phone = {"phones": "2101234567"}
    ids = [file.add("Anna Keller", **phone) for _ in range(3)]
    file.do(doubles.set_apart, ids[:2])
    assert sorted(group.ids for group in groups(file)) == [(ids[0], ids[2]), (ids[1], ids[2])]
    file.do(doubles.set_apart, ids)
    assert groups(file) == []
    assert file.ask(doubles.find_groups_of, ids) == []
    file.database.undo()
    file.database.undo()
    assert [group.ids for group in groups(file)] == [tuple(ids)]


def test_apart_needs_two_contacts_that_are_there(file):
    anna = file.add("Anna")
    with pytest.raises(UserError):
        file.do(doubles.set_apart, [anna, anna])
    with pytest.raises(NotFound):
        file.do(doubles.set_apart, [anna, anna + 7])


def test_contacts_in_the_bin_are_not_proposed(file):
    ids = [file.add("Anna Keller", phones="2101234567") for _ in range(2)]
    file.do(contacts.archive, ids[:1])
    assert groups(file) == []
    assert file.ask(doubles.find_groups_of, ids) == []


def test_a_switchboard_of_hundreds_is_gone_through_in_the_order_of_names(file):
    def fill(session):
        for number in range(120):
            name = f"Person{chr(97 + number % 26)}{chr(97 + number // 26)} Zzz{number:x}q"
            draft = contacts.ContactDraft(name, phones=(contacts.Labelled("2101234567"),))
            contacts.create(session, draft)

    file.do(fill)
    ids = [file.add("Anna Keller", phones="2101234567") for _ in range(2)]
    assert tuple(ids) in [group.ids for group in groups(file)]


def test_looking_can_be_stopped(file):
    file.add("Anna")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        file.ask(doubles.find_groups, progress)


def test_progress_goes_on_to_the_end(file):
    for _ in range(3):
        file.add("Anna Keller", phones="2101234567")
    told = []
    file.ask(doubles.find_groups, Progress(lambda done, total: told.append(done / total)))
    assert told == sorted(told)
    assert told[-1] == 1


def test_only_what_differs_is_shown_side_by_side(file):
    one = file.add("ΑΝΝΑ Κ.", phones="2101234567", tags=("vip",), tax_id="1", custom={"Size": "M"})
    two = file.add(
        "Anna Keller",
        phones="2101234567, 6971234567",
        emails="a@shop.example",
        tags=("vip",),
        tax_id="2",
        addresses=HOME,
    )
    found = file.ask(doubles.compare_contacts, [one, two])
    assert found.ids == (two, one)
    lines = {line.field: line.values for line in found.differences}
    assert lines == {
        "name": ("Anna Keller", "ΑΝΝΑ Κ."),
        "tax_id": ("2", "1"),
        "phones": ("2101234567\n6971234567", "2101234567"),
        "emails": ("a@shop.example", ""),
        "address": ("Ermou 5, 38221 Volos, Greece", ""),
        "custom:Size": ("", "M"),
    }
    assert set(found.choices) == {"name", "tax_id"}
    assert found.choices["name"] == two
    file.do(contacts.archive, [one])
    with pytest.raises(NotFound):
        file.ask(doubles.compare_contacts, [one, two])
