"""Letters, widths and line breaks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from smallcrm.services.documents.pdf import fonts
from smallcrm.services.documents.pdf.fonts import MEDIUM, REGULAR, plain, width, wrap


def test_both_faces_have_the_letters_of_all_languages():
    letters = "ΆΈΉΊΌΎΏΪΫΐΰάέήίόύώϊϋςαω АБЯабяЁёЇїЄєҐґ ÄÖÜßäöü ÀÉÈÊËÇÔŒàéèêëçôœ €₽₴£№«»„“’–—…•·"
    for font in (REGULAR, MEDIUM):
        assert [letter for letter in letters if letter not in fonts.widths(font)] == []


def test_figures_are_all_of_one_width():
    for font in (REGULAR, MEDIUM):
        assert len({fonts.widths(font)[digit] for digit in "0123456789"}) == 1


def test_no_break_spaces_stay():
    assert plain("1\N{NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}€") == "1\xa0234\u202f€"


def test_directions_and_joiners_go():
    assert plain("a\u202eb\u200dc\ufe0f") == "abc"


def test_lines_break_at_spaces_and_line_ends():
    room = width("Rose arrangement", REGULAR, 9)
    assert wrap("Rose arrangement tall\nDelivery", REGULAR, 9, room) == [
        "Rose arrangement",
        "tall",
        "Delivery",
    ]


def test_an_empty_line_between_two_stays():
    assert wrap("One\n\nTwo\n\n", REGULAR, 9, 500) == ["One", "", "Two"]


def test_no_text_has_no_lines():
    assert wrap(" \n ", REGULAR, 9, 500) == []


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), st.floats(min_value=12, max_value=300))
def test_no_line_is_wider_than_its_room(text, room):
    for line in wrap(text, REGULAR, 9, room):
        assert width(line, REGULAR, 9) <= room + 0.001


@given(st.text(alphabet="abcdefgh ΆΩжЯ\n", max_size=300))
def test_wrapping_loses_no_letter(text):
    lines = wrap(text, MEDIUM, 9, 60)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text())
def test_plain_text_is_plain_already(text):
    assert plain(plain(text)) == plain(text)
