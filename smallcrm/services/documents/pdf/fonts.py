"""The two faces of Roboto that documents are set in: letters, widths, line breaks.

Roboto covers Latin, Greek and Cyrillic, its figures are all of one width (columns of amounts
stand straight), and only the letters in use are embedded. reportlab's own fonts know Latin
alone and are never embedded, so no page names one of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from threading import Lock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from smallcrm.core import paths

REGULAR, MEDIUM = "Roboto", "Roboto-Medium"
UNKNOWN = "\N{REPLACEMENT CHARACTER}"

_FILES = {REGULAR: "Roboto-Regular.ttf", MEDIUM: "Roboto-Medium.ttf"}
_VARIATION_SELECTORS = frozenset((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
_registering = Lock()


@cache
def widths(font: str) -> dict[str, float]:
    """The width of every letter that *font* has, in thousandths of the font's size."""
    with _registering:
        face = _registered(font).face
        return {chr(code): face.charWidths[code] for code in face.charToGlyph}


def width(text: str, font: str, size: float) -> float:
    """How wide *text* (as ``plain`` returns it) is in points."""
    return sum(map(widths(font).__getitem__, text)) * size / 1000


def plain(text: str) -> str:
    """Make one line of *text* that can be drawn: known letters, no control characters.

    A letter that Roboto lacks (Chinese, emoji) becomes a visible sign; what is never seen
    (direction marks, joiners) goes. Tabs and line ends become spaces.
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text).translate(_letters())


def wrap(text: str, font: str, size: float, room: float) -> list[str]:
    """Break *text* into plain lines of at most *room* points, at its line ends and spaces.

    A word that is wider than a line is broken between its letters.
    """
    lines: list[str] = []
    for paragraph in text.rstrip().splitlines():
        line = plain(paragraph).rstrip(" ")
        if width(line, font, size) <= room:
            lines.append(line)
        else:
            lines += _broken(line, font, room * 1000 / size)
    return lines


def _broken(paragraph: str, font: str, room: float) -> Iterator[str]:
    known = widths(font)
    line, used = "", 0.0
    for word in paragraph.split(" "):
        needed = sum(map(known.__getitem__, word))
        if line and used + known[" "] + needed <= room:
            line, used = f"{line} {word}", used + known[" "] + needed
            continue
        if line:
            yield line
        *full, line = _pieces(word, known, room) if needed > room else [word]
        yield from full
        used = sum(map(known.__getitem__, line))
    yield line


def _pieces(word: str, known: dict[str, float], room: float) -> Iterator[str]:
    start, used = 0, 0.0
    for index, letter in enumerate(word):
        if used + known[letter] > room and index > start:
            yield word[start:index]
            start, used = index, 0.0
        used += known[letter]
    yield word[start:]


class _Letters(dict[int, str]):
    """What ``str.translate`` puts for each letter, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter.isspace():
            self[code] = letter if _is_fixed_space(letter) else " "
        elif unicodedata.category(letter) in ("Cc", "Cf") or code in _VARIATION_SELECTORS:
            self[code] = ""
        else:
            self[code] = letter if letter in widths(REGULAR) else UNKNOWN
        return self[code]


@cache
def _letters() -> _Letters:
    return _Letters()


def _is_fixed_space(letter: str) -> bool:
    return letter in " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}" and letter in widths(REGULAR)


def _registered(font: str) -> TTFont:
    if font not in pdfmetrics.getRegisteredFontNames():
        folder = paths.resource("fonts")
        for name, file in _FILES.items():
            pdfmetrics.registerFont(TTFont(name, str(folder / file)))
        pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=MEDIUM)
    return pdfmetrics.getFont(font)
