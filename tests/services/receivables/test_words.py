"""What German and French pages say is said in German and French, word for word."""

from __future__ import annotations

import re

import pytest

from smallcrm.core.text import T
from smallcrm.services.dunning import texts
from smallcrm.services.receivables import words

_BLANK = re.compile(r"\{+\w+\}+")


@pytest.mark.parametrize("table", words._TABLES.values(), ids=list(words._TABLES))
def test_translations_keep_their_blanks(table):
    for english, own in table._words.items():
        assert sorted(_BLANK.findall(english)) == sorted(_BLANK.findall(own)), english


@pytest.mark.parametrize("language", ["de", "fr"])
@pytest.mark.parametrize("tone", [texts.BEFORE, texts.FIRST, texts.AGAIN, texts.LAST])
def test_letters_of_a_language_have_no_english_in_them(language, tone):
    english, own = texts.default(tone, "en"), texts.default(tone, language)
    assert english.title != own.title
    same = set(english.body.split("\n")) & set(own.body.split("\n"))
    assert same <= {"", "{{invoices}}", "{{fee}}", "{{business}}"}


def test_what_documents_say_too_is_taken_from_there():
    assert words.words("de", "EUR")(T("Invoice")) == "Rechnung"
    assert words.words("ja", "EUR")(T("Balance")) == "Balance"
