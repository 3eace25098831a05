"""Russian and Greek say everything that English says, with the same blanks."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from tools import messages

ROOT = Path(__file__).parents[2]
BANNED = re.compile(r"\b(entit(y|ies)|records?|null|exceptions?|tokens?)\b", re.IGNORECASE)
ALLOWED: dict[str, str] = {}  # message with a banned word: why it may have it
FORMS = {"ru": 3, "el": 2}


@pytest.fixture(scope="module")
def source():
    return messages.collect()


def blanks(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def english(message):
    return [message.id] if isinstance(message.id, str) else list(message.id)


def translated(message):
    return [message.string] if isinstance(message.string, str) else list(message.string)


def calls():
    """Return (place, call) for every T() and TN() of the program."""
    for path in sorted((ROOT / "smallcrm").rglob("*.py")):
        if path.name == "text.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("T", "TN"):
                yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", node


def test_every_message_is_written_out_where_it_is_marked():
    for place, call in calls():
        for argument in call.args[: 1 if call.func.id == "T" else 2]:
            assert isinstance(argument, ast.Constant), f"{place}: a message that cannot be found"


def test_every_message_that_is_marked_is_collected(source):
    """What collects them reads tokens, and Python 3.11 has none inside an f-string."""
    known = {english(message)[0] for message in source}
    left = [(place, call.args[0].value) for place, call in calls()]
    assert [one for one in left if one[1] not in known] == []


def test_no_message_is_said_with_and_without_a_count():
    """The catalogue keeps one of them, and the other would show its ``{count}``."""
    said = {"T": set(), "TN": set()}
    for _, call in calls():
        said[call.func.id].add(call.args[0].value)
    assert said["T"] & said["TN"] == set()


def test_every_blank_is_filled():
    for place, call in calls():
        given = {keyword.arg for keyword in call.keywords}
        if None in given:  # **values: seen at run time only
            continue
        counted = call.func.id == "TN"
        texts = [one.value for one in call.args[: 2 if counted else 1]]
        wanted = set().union(*map(blanks, texts)) - ({"count"} if counted else set())
        assert given == wanted, place


def test_messages_use_no_word_of_ours(source):
    found = [
        text
        for message in source
        if message.id
        for text in english(message)
        if BANNED.search(text) and text not in ALLOWED
    ]
    assert found == []


def test_messages_do_not_shout(source):
    for message in source:
        for text in english(message) if message.id else []:
            assert not re.search(r"!|^Error\b", text), text


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_catalogue_is_complete(source, language):
    assert messages.missing(source, messages.read(language)) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_catalogue_has_nothing_that_nobody_says(source, language):
    known = {message.id for message in source}
    left = [one.id for one in messages.read(language) if one.id not in known]
    assert left == [], "run: python3 dev.py messages"


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translations_have_the_blanks_of_the_message(language):
    for message in messages.read(language):
        if not message.id:
            continue
        first, *more = english(message)
        most = blanks(first).union(*map(blanks, more))
        least = blanks(first) - ({"count"} if more else set())
        for text in translated(message):
            assert least <= blanks(text) <= most, f"{language}: {first!r} → {text!r}"


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_counted_messages_have_every_form(language):
    for message in messages.read(language):
        if message.id and message.pluralizable:
            assert len(message.string) == FORMS[language], message.id


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translations_end_as_the_message_does(language):
    """A sentence stays a sentence, a label stays a label, "…" still says that more follows."""
    for message in messages.read(language):
        for text in translated(message) if message.id else []:
            end = english(message)[0][-1]
            if text and end in ".:…":
                assert text.endswith(end), f"{language}: {text!r}"


@pytest.mark.parametrize(
    ("language", "foreign"), [("ru", "[\u0370-\u03ff]"), ("el", "[\u0400-\u04ff]")]
)
def test_no_catalogue_has_words_in_the_letters_of_another(language, foreign):
    letters = re.compile(foreign)
    wrong = [
        message.id
        for message in messages.read(language)
        if message.id
        and letters.search(" ".join(translated(message)))
        and not letters.search(" ".join(english(message)))
    ]
    assert wrong == [], f"these texts of {language} are in another language: mend the catalogue"
