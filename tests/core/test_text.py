"""Messages are kept apart from their values until somebody reads them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core import languages, text
from smallcrm.core.text import TN, T, Text


def test_values_are_filled_in_when_it_is_shown():
    assert str(T("There is no file {path}.", path="a.txt")) == "There is no file a.txt."


@pytest.mark.parametrize("value", ["{0}", "{name}", "%s", "{", "}}"])
def test_braces_in_values_stay_what_they_are(value):
    assert str(T("There is no file {path}.", path=value)) == f"There is no file {value}."


def test_message_without_values_may_have_braces():
    assert str(T("Use {counter}")) == "Use {counter}"


@pytest.mark.parametrize(
    ("count", "russian"),
    [(1, "1 контакт"), (2, "2 контакта"), (5, "5 контактов"), (21, "21 контакт")],
)
def test_counted_things_follow_the_grammar_of_the_language(count, russian):
    message = TN("{count} contact", "{count} contacts", count)
    assert str(message) == f"{count} contact{'s' if count > 1 else ''}"
    assert message.render(languages.translations("ru")) == russian


def test_language_can_change_while_a_message_waits():
    message = T("There is nothing to undo.")
    english = str(message)
    languages.use("ru")
    assert str(message) != english
    languages.use("en")
    assert (str(message), text.language()) == (english, "en")


@given(st.dictionaries(st.sampled_from(["a", "b"]), st.text() | st.integers()))
def test_stored_message_is_read_back_as_it_was(values):
    message = Text("x {a}", values=values)
    assert Text.load(message.dump()) == message


def test_stored_values_that_json_lacks_become_text():
    stored = Text.load(T("{amount} left", amount=Decimal("1.50")).dump())
    assert str(stored) == "1.50 left"
