"""What fits best stands first, and every kind gets its share."""

from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core.mentions import mention
from smallcrm.db.search import searchable, spellings_of
from smallcrm.services.search.ranking import ANYWHERE, BEGINS, EXACT, WORDS, rank, share


def fits(text, typed):
    return rank(searchable(text), spellings_of(typed))


def test_whole_numbers_and_names_come_before_their_beginnings():
    assert fits("Keller", "KELLER") == EXACT
    assert fits("Keller GmbH Berlin", "keller gmbh") == EXACT
    assert fits("2026-0012 Anna", "2026-0012") == EXACT
    assert fits("2026-0012 Anna", "2026-00") == BEGINS
    assert fits("Kellermann", "keller") == BEGINS


def test_beginnings_of_words_and_tails_of_numbers_come_before_other_parts():
    assert fits("Maria Papadopoulou", "papa") == WORDS
    assert fits("Anna 2101234567", "4567") == WORDS
    assert fits("Anna 2101234567", "1234") == ANYWHERE
    assert fits("Maria Papadopoulou", "dopou") == ANYWHERE


def test_wrong_layout_fits_as_well_as_the_right_one():
    assert fits("Привет", "ghbdtn") == EXACT


def test_each_kind_gets_two_places_before_one_gets_more():
    ranked = {"a": [(WORDS, key) for key in range(20)], "b": [(WORDS, 7)], "c": []}
    assert share(ranked, 5) == [("a", 0), ("a", 1), ("a", 2), ("a", 3), ("b", 7)]


def test_kind_with_the_better_hit_stands_first():
    assert share({"a": [(WORDS, 1)], "b": [(EXACT, 2)]}, 9) == [("b", 2), ("a", 1)]


@given(
    st.dictionaries(
        st.sampled_from("abcdef"), st.lists(st.integers(0, 3), max_size=20).map(sorted)
    ),
    st.integers(1, 20),
)
def test_share_fills_all_places_and_gives_none_twice(ranks, limit):
    ranked = {kind: list(zip(each, range(99), strict=False)) for kind, each in ranks.items()}
    shared = share(ranked, limit)
    assert len(shared) == len(set(shared)) == min(limit, sum(map(len, ranked.values())))
    present = [kind for kind in ranked if ranked[kind]]
    if len(present) <= limit:
        assert {kind for kind, _ in shared} == set(present)


def test_the_address_of_whom_a_note_names_is_not_searched():
    named = f"Met {mention('Anna Keller', '0192f3a0-0000-7000-8000-000000000001')}"
    assert searchable(named) == searchable("Met @Anna Keller")
