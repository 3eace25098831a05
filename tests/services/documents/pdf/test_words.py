"""Every word of a document is there in every language."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from smallcrm.services.documents import pdf
from smallcrm.services.documents.einvoice import content
from smallcrm.services.documents.pdf import words
from smallcrm.services.payments import drafts
from tests.services.documents.pdf.catalogues import TRANSLATIONS

ELSEWHERE = (content, drafts)  # the words of e-invoices, and of ways to pay on a receipt
PRINTED = ("content", "parties", "paying", "receipt", "rows", "sample", "sums", "table", "tail")


def messages():
    """What the modules that print mark for translation."""
    folder = Path(pdf.__file__).parent
    files = [folder / f"{name}.py" for name in PRINTED]
    for file in (*files, *(Path(module.__file__) for module in ELSEWHERE)):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "T":
                yield node.args[0].value


@pytest.mark.parametrize("language", ["de", "fr"])
def test_german_and_french_know_every_word_and_no_other(language):
    assert set(words._TABLES[language]._words) == set(messages())


def test_these_tests_know_every_word_in_russian_and_greek():
    assert set(TRANSLATIONS) == set(messages())


@pytest.mark.parametrize("language", ["de", "fr"])
def test_translations_keep_the_blanks(language):
    for message, translated in words._TABLES[language]._words.items():
        assert sorted(re.findall(r"{\w+}", message)) == sorted(re.findall(r"{\w+}", translated))
