"""Fixtures: fixed words in Russian and Greek, expected texts, and readers of the PDF."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from smallcrm.services.documents.pdf import words
from tests.services.documents.pdf.catalogues import TRANSLATIONS

GOLDEN = Path(__file__).parents[3] / "golden" / "pdf"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the expected texts of the PDF anew"
    )


@pytest.fixture(autouse=True)
def fixed_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Better translations later on shall not change the expected texts."""
    fixed = {
        language: words.Table(
            {message: getattr(each, language) for message, each in TRANSLATIONS.items()}
        )
        for language in ("ru", "el")
    }
    original = words._catalogue
    monkeypatch.setattr(words, "_catalogue", lambda name: fixed.get(name) or original(name))


@pytest.fixture
def texts_of() -> Callable[[bytes], list[str]]:
    """The text of each page, as an independent reader finds it."""

    def read(pdf: bytes) -> list[str]:
        return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]

    return read


@pytest.fixture
def is_golden(request: pytest.FixtureRequest) -> Callable[[str, str], bool]:
    """Compare a text with the expected one in ``tests/golden/pdf``."""

    def compare(name: str, text: str) -> bool:
        path = GOLDEN / f"{name}.txt"
        if request.config.getoption("--update-golden", default=False):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return path.exists() and path.read_text("utf-8") == text

    return compare
