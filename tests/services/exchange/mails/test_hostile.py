"""E-mails made to harm, and broken ones: nothing is loaded, nothing crashes, words come through."""

from __future__ import annotations

import pytest

from smallcrm.services.files import safe_name
from tests.services.exchange.mails.hostile import SAMPLES


@pytest.fixture(scope="module")
def found(read_watched):
    return read_watched({name: sample.data for name, sample in SAMPLES.items()})


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_loaded_and_the_words_come_through(found, name):
    sample, (letter, touched) = SAMPLES[name], found[name]
    assert touched == ()
    assert (letter is not None) == sample.is_readable
    if letter is None:
        return
    words = f"{letter.subject}\n\n{letter.text}"
    assert [each for each in sample.has if each not in words] == []
    assert [each for each in sample.lacks if each in words] == []
    assert len(letter.text) <= 100_000
    # A line of letters that turn, of the length of a book, keeps a window busy for half a minute.
    assert max(map(len, letter.text.split("\n"))) <= 2000
    assert len(letter.enclosures) <= 100
    names = [each.name for each in letter.enclosures]
    if sample.files is not None:
        assert names == list(sample.files)
    for each in map(safe_name, names):
        assert not set(each) & set('/\\:*?"<>|\0\n\r\u202e')
        assert each.split(".")[0].casefold() not in {"con", "aux", ""}


def test_comma_in_a_name_does_not_cut_it(found):
    sender = found["sender with a comma"].letter.sender
    assert sender == ("Άννα, Πωλήσεις", "eve@evil.example")


def test_long_line_is_cut_between_words_and_loses_none(found):
    lines = found["long line of words"].letter.text.split("\n")
    assert len(lines) > 1
    assert " ".join(lines) == " ".join(f"word{number}" for number in range(5000))


def test_whom_else_a_header_names_is_told_when_one_is_broken(found):
    assert found["recipient of blanks"].letter.to[0].address == "a@b.example"
    assert found["sender with brackets without end"].letter.to[0].address == "bob@shop.example"


def test_forwarded_email_is_kept_as_a_file_that_programs_open(found):
    [enclosure] = found["forwarded in base64"].letter.enclosures
    assert b"inner words" in enclosure.data
