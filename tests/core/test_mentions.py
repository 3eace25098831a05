"""People named in a note."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core.mentions import Piece, mention, pieces, plain, shown, without

UID = "0192f3a0-0000-7000-8000-000000000001"


def test_a_note_is_cut_where_it_names_somebody():
    note = f"Met {mention('Anna Keller', UID)}, she agrees"
    assert pieces(note) == [Piece("Met "), Piece("@Anna Keller", UID), Piece(", she agrees")]
    assert plain(note) == "Met @Anna Keller, she agrees"


@pytest.mark.parametrize("words", ["", "a@b.example", "@Anna", "<crm://contact/>", "1 < 2 > 0"])
def test_words_that_name_nobody_stay_as_they_are(words):
    assert plain(words) == words
    assert all(not piece.uid for piece in pieces(words))


def test_only_the_one_who_is_erased_loses_the_name():
    other = UID.replace("1", "2")
    note = f"{mention('Anna', UID)} and {mention('Bob', other)}"
    assert without(note, UID, "somebody") == f"somebody and {mention('Bob', other)}"


@given(st.text(), st.text(), st.text(min_size=1).filter(lambda name: shown(name) != "@"))
def test_a_name_is_found_again_whatever_stands_around_it(before, after, name):
    note = f"{before} {mention(name, UID)}{after}"
    assert Piece(shown(name), UID) in pieces(note)
    assert "".join(piece.text for piece in pieces(note)) == plain(note)
