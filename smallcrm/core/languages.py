"""The catalogues: which languages there are, and how a message gets into one."""

from __future__ import annotations

import gettext
import io
import os
import sys
from functools import cache
from gettext import GNUTranslations, NullTranslations

from smallcrm.core import paths, text
from smallcrm.core.loading import load

LANGUAGES = {"en": "English", "ru": "Русский", "el": "Ελληνικά"}


@cache
def translations(language: str) -> NullTranslations:
    """The catalogue of *language*; English (the words in the source) where there is none."""
    folder = paths.resource("locale") / language / "LC_MESSAGES"
    compiled = folder / "smallcrm.mo"
    source = folder / "smallcrm.po"
    if compiled.exists() and (
        not source.exists() or compiled.stat().st_mtime >= source.stat().st_mtime
    ):
        with compiled.open("rb") as file:
            return GNUTranslations(file)
    if source.exists():
        with source.open("rb") as file:
            catalogue = load("babel.messages.pofile").read_po(file)
        buffer = io.BytesIO()
        load("babel.messages.mofile").write_mo(buffer, catalogue)
        buffer.seek(0)
        return GNUTranslations(buffer)
    return gettext.NullTranslations()


def use(language: str) -> None:
    """Show every message in *language* from now on."""
    text.use_language(language, translations(language))


def of_system() -> str:
    """The language of this computer where SmallCRM speaks it, else English.

    The first setting that is made decides, in the order of POSIX (XBD 8.2).
    """
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")]
    if sys.platform == "win32":
        names.append(load("locale").getlocale()[0] or "")
    said = next(filter(None, names), "")
    code = said.replace("Russian", "ru").replace("Greek", "el")[:2].lower()
    return code if code in LANGUAGES else "en"
