"""The first contacts of a search are those that the whole list begins with."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts, samples, segments, tasks
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.segments import (
    BUILT_IN,
    Condition,
    Names,
    Order,
    Rules,
    Wanted,
    first_page,
)
from smallcrm.services.segments.name_order import read_name_order
from smallcrm.services.settings import create_file
from smallcrm.services.tasks import TaskDraft

_MANY = 700
_PAGE = 8
# Words that nearly all have, some, few and nobody; two words; the wrong keyboard; pieces apart.
_TYPED = (
    *("p", "pe", "person", "person1", "person12", "4", "45", "a", "an", "anna", "g", "gmbh"),
    *("π", "πα", "παπα", "παπαδοπ", "п", "петров", "ghbdtn", "person 4", "a b", "π 1", "zzz"),
    *("...", "@", "@ example", "example", ".example"),
)
_RULES = (
    *(rules for _, rules in BUILT_IN.values()),
    Rules((Condition("name", "begins", "a"),)),
    Rules((Condition("city", "is", "Athens"), Condition("city", "is", "Berlin")), "any"),
)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    path = tmp_path_factory.mktemp("many") / "many.smallcrm"
    database = create_file(path, country="GR", currency="EUR", language="en")
    with database.write(T("Fill")) as session:
        samples.fill(session, _MANY, 7, Progress())
        contacts.archive(session, contacts.list_ids(session)[::9])
    yield database
    database.close()


@pytest.fixture(scope="module")
def names():
    return Names()


@pytest.fixture
def few(monkeypatch):
    """What are many contacts at a million are some dozens here."""
    monkeypatch.setattr(first_page, "_FEW", 20)
    monkeypatch.setattr(first_page, "_NAMES", (10, 40, 80))
    monkeypatch.setattr(first_page, "_HITS", (10, 50))
    return monkeypatch


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    wanted=st.fixed_dictionaries(
        {
            "search": st.sampled_from(_TYPED) | st.text("anpet 14πα", max_size=4),
            "rules": st.sampled_from([Rules(), *_RULES]),
            "kind": st.sampled_from(["", "person", "company"]),
            "archived": st.booleans(),
        }
    ).map(lambda some: Wanted(**some)),
    order=st.builds(Order, st.sampled_from(["name", "name", "city", "created"]), st.booleans()),
    look=st.sampled_from([0, 1, 15, 1000]),  # by the names, the hits, or what seems shorter
)
def test_first_page_is_what_the_whole_list_begins_with(crowd, names, few, wanted, order, look):
    few.setattr(first_page, "_LOOK", look)
    with crowd.read() as session:
        whole = segments.list_ids(session, wanted, order)
        ids, is_all = segments.list_first(session, wanted, names, order, most=_PAGE)
    assert ids == (whole if is_all else whole[:_PAGE])
    assert is_all or len(ids) == _PAGE


@pytest.mark.parametrize(
    ("typed", "is_all"),
    [("p", False), ("person", False), ("π", False), ("п", False), ("zzz", True), ("", True)],
)
def test_of_many_that_are_found_only_a_page_is_looked_for(crowd, names, few, typed, is_all):
    with crowd.read() as session:
        found = segments.list_first(session, Wanted(search=typed), names, most=_PAGE)
    assert found.is_all == is_all
    assert is_all or len(found.ids) == _PAGE


@pytest.mark.parametrize("is_down", [False, True])
@pytest.mark.parametrize("gone", [slice(40), slice(37), slice(0, 40, 2), slice(20, 26)], ids=str)
@pytest.mark.parametrize("look", [0, 1000])
def test_those_in_the_bin_are_never_among_the_first(do, ask, few, look, gone, is_down):
    few.setattr(first_page, "_LOOK", look)
    added = [do(contacts.create, ContactDraft(f"Mia {number:02}")) for number in range(40)]
    do(contacts.archive, added[gone])
    wanted, order = Wanted(search="mia"), Order(is_down=is_down)
    whole = ask(segments.list_ids, wanted, order)
    ids, is_all = ask(segments.list_first, wanted, Names(), order, most=_PAGE)
    assert ids == (whole if is_all else whole[:_PAGE])


@pytest.fixture
def maria(do):
    return do(contacts.create, ContactDraft("Maria"))


def _rename(do, _database, maria):
    do(contacts.change, maria, ContactDraft("Ωμέγα"))


def _add(do, _database, _maria):
    do(contacts.create, ContactDraft("Ann"))


def _archive(do, _database, maria):
    do(contacts.archive, [maria])


def _undo(_do, database, _maria):
    database.undo()


@pytest.mark.parametrize("change", [_rename, _add, _archive, _undo])
def test_order_of_the_names_is_not_gone_by_when_a_contact_has_changed(
    do, ask, database, maria, change
):
    names = ask(read_name_order)
    assert ask(names.is_true)
    change(do, database, maria)
    assert not ask(names.is_true)
    assert ask(ask(read_name_order).is_true)


def test_order_that_knows_of_later_contacts_is_not_gone_by(do, database, maria):
    names = Names()
    with database.read() as earlier:
        assert segments.list_ids(earlier, Wanted()) == [maria]
        do(contacts.create, ContactDraft("Ann"))
        with database.read() as session:
            assert len(names.order(session).ids) == 2
        assert list(names.order(earlier).ids) == [maria]
        with database.read() as session:
            assert len(names.order(session).ids) == 2


def test_order_of_the_names_stays_true_whatever_else_happens(do, ask, maria):
    names = ask(read_name_order)
    do(tasks.add_task, TaskDraft("Call", contact_id=maria))
    assert ask(names.is_true)
