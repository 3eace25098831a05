"""The first contacts of a search are those that the whole list begins with."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import contacts, samples, segments
from smallcrm.services.segments import BUILT_IN, Condition, Order, Rules, Wanted, first_page
from smallcrm.services.settings import create_file

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


@pytest.fixture
def few(monkeypatch):
    """What are many contacts at a million are some dozens here."""
    monkeypatch.setattr(first_page, "_FEW", 20)
    monkeypatch.setattr(first_page, "_WALKED", 60)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    typed=st.sampled_from(_TYPED) | st.text("anpet 14πα", max_size=4),
    rules=st.sampled_from([Rules(), *_RULES]),
    more=st.fixed_dictionaries(
        {"kind": st.sampled_from(["", "person", "company"]), "archived": st.booleans()}
    ),
    order=st.builds(Order, st.sampled_from(["name", "name", "city", "created"]), st.booleans()),
)
def test_first_page_is_what_the_whole_list_begins_with(crowd, few, typed, rules, more, order):
    wanted = Wanted(search=typed, rules=rules, **more)
    with crowd.read() as session:
        whole = segments.list_ids(session, wanted, order)
        ids, is_all = segments.list_first(session, wanted, order, most=_PAGE)
    assert ids == (whole if is_all else whole[:_PAGE])
    assert is_all or len(ids) == _PAGE


@pytest.mark.parametrize(
    ("typed", "is_all"),
    [("p", False), ("person", False), ("π", False), ("п", False), ("zzz", True), ("", True)],
)
def test_of_many_that_are_found_only_a_page_is_looked_for(
    crowd: Database, few: None, typed: str, is_all: bool
) -> None:
    with crowd.read() as session:
        found = segments.list_first(session, Wanted(search=typed), most=_PAGE)
    assert found.is_all == is_all
    assert is_all or len(found.ids) == _PAGE
