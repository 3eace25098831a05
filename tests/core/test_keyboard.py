"""Words typed with the keyboard set to another language."""

from __future__ import annotations

import pytest

from smallcrm.core.keyboard import retyped


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ghbdtn", "привет"),
        ("Ghbdtn", "привет"),
        ("фттф", "anna"),
        ("elenh", "ελενη"),
        ("уденж", "elty;"),
        (",fhfyjdf", "баранова"),
        ("αννα", "anna"),
    ],
)
def test_keys_are_read_in_the_other_layouts(typed, meant):
    assert (meant in retyped(typed)) is meant.isalpha()


@pytest.mark.parametrize("typed", ["anna1", "a-b", "", "ann a", "日本"])
def test_what_no_layout_has_is_left_alone(typed):
    assert list(retyped(typed)) == []


def test_a_word_is_not_its_own_other_reading():
    assert "anna" not in retyped("anna")
