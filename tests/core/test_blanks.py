"""One blank between words, however they came."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core import blanks

WORDS = st.text(st.sampled_from("aЯ \t\n\x1c\x85\xa0\u2003\u2028\0"), max_size=12)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  Anna   Maria ", "Anna Maria"), ("ООО\xa0 Ромашка", "ООО Ромашка"), ("A\tB\nC", "A B C")],
)
def test_words_stand_one_blank_apart(typed, kept):
    assert blanks.one_line(typed) == kept


def test_lines_of_an_address_stay_lines():
    assert blanks.lines(" Main   street 5 \n\n  Back  yard") == "Main street 5\nBack yard"


@given(st.lists(WORDS.map(str.strip)))
def test_many_texts_become_what_each_would(texts):
    assert blanks.one_line_each(texts) == [blanks.one_line(text) for text in texts]
    assert blanks.lines_each(texts) == [blanks.lines(text) for text in texts]
