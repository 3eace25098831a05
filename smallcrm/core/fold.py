"""Make text comparable: SQLite's LIKE and lower() know ASCII only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# The blocks of combining marks of the scripts that have letters with them (Latin, Greek,
# Cyrillic, Hebrew, Arabic); asking unicodedata letter by letter takes six times as long.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]+"
)
_NO_DIGITS = re.compile("[^0-9]+")
_NO_DIGITS_IN_LINES = re.compile("[^0-9\n]+")


def fold(text: str) -> str:
    """Drop case and accents: Ελένη and ΕΛΕΝΗ become ελενη, Ёлка becomes елка.

    The rule of the domain (search and order): casefold, NFKD, drop combining marks.
    Casefold already turns the final sigma into the plain one. Idempotent.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = _MARKS.sub("", decomposed)
    # A decomposition may bring capitals back (that of the trade mark sign is "TM"). Not compared
    # with lower(): the folded letters of Cherokee are its capitals.
    return bare if bare == bare.casefold() else fold(bare)


def digits(text: str) -> str:
    """Only the digits of *text*, for finding telephone and tax numbers however they are typed."""
    return text if text.isdecimal() and text.isascii() else _NO_DIGITS.sub("", text)


def fold_each(texts: Sequence[str]) -> list[str]:
    """``fold`` of each of *texts*: as lines of one text, a third of the time."""
    lines = fold("\n".join(texts)).split("\n")
    return lines if len(lines) == len(texts) else [fold(text) for text in texts]


def digits_each(texts: Sequence[str]) -> list[str]:
    """``digits`` of each of *texts*, in the same way."""
    lines = _NO_DIGITS_IN_LINES.sub("", "\n".join(texts)).split("\n")
    return lines if len(lines) == len(texts) else [digits(text) for text in texts]
