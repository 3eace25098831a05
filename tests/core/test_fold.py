"""Text made comparable: case, accents, digits."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core.fold import digits, digits_each, fold, fold_each


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Ελένη", "ελενη"),
        ("ΠΑΠΑΔΌΠΟΥΛΟΣ", "παπαδοπουλοσ"),
        ("Παπαδόπουλος", "παπαδοπουλοσ"),
        ("ΐ ΰ ϊ Ϋ", "ι υ ι υ"),
        ("Ёлкина", "елкина"),
        ("Йод", "иод"),
        ("İstanbul", "istanbul"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Łódź", "łodz"),
        ("Ångström", "angstrom"),
        ("™ ℡ №7", "tm tel no7"),
        ("ﬁre", "fire"),
        ("Müge\u0308", "muge"),
        ("", ""),
    ],
)
def test_known_words_are_folded(typed, folded):
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="αάΑΆσςΣйЙёЁеЕuüÜUßSsiİıI ̈́"))
def test_case_and_the_way_of_writing_accents_make_no_difference(text):
    written = unicodedata.normalize("NFD", text)
    assert fold(written) == fold(unicodedata.normalize("NFC", text))
    if "ı" not in text and "İ" not in text:  # Turkish has two letters where others have one
        assert fold(text.upper()) == fold(text)


def test_letters_that_fold_to_their_capitals_come_to_an_end():
    assert fold("\uab70") == fold("\u13a0") == "\u13a0"  # Cherokee


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("+30 (210) 12-34", "302101234"), ("12", "12"), ("", ""), ("x٣y4", "4"), ("²3", "3")],
)
def test_digits_are_all_that_is_left(typed, expected):
    assert digits(typed) == expected


@given(st.lists(st.text() | st.text(alphabet="aÉΣς\u0301\n\r\x85\u2028 1٣")))
def test_many_texts_together_are_what_each_of_them_is_alone(texts):
    assert fold_each(texts) == [fold(text) for text in texts]
    assert digits_each(texts) == [digits(text) for text in texts]
