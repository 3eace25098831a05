"""Whole numbers on screen, without Babel: the first picture of the window needs them."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QLocale

from smallcrm.core import text

_COUNTRIES = {"en": "en_GB", "ru": "ru_RU", "el": "el_GR"}


@cache
def locale(language: str) -> QLocale:
    """Qt's locale for *language*, as ``core.formats`` has it."""
    return QLocale(_COUNTRIES.get(language, "en_GB"))


def count_text(number: int) -> str:
    """*number* with its thousands grouped as the language of the screen does: ``1,284``."""
    return locale(text.language()).toString(number)
