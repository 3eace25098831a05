"""What a table of headings is made of, and how headings are compared."""

from __future__ import annotations

import re
from typing import NamedTuple

_BLANKS = re.compile(r"[\s\xa0\ufeff]+")


def normal(heading: str) -> str:
    """A heading as it is compared: case, blanks, a leading or closing ``*`` do not count."""
    text = _BLANKS.sub(" ", heading).replace("’", "'").strip()
    return text.casefold().strip("*: \u200b\"'").strip()


class System(NamedTuple):
    r"""One layout of one program's export.

    Attributes:
        name: As in the import report: ``outlook``.
        marks: Sets of normalized headings; a file that has all of one set comes from here.
        fields: Normalized heading to field (see ``fields``). Headings that come twice mean the
            first field, then the second, and so on.
        patterns: The same for headings with a running number, ``\1`` standing for it.
        idle: Folded values that the program always writes and that say nothing.
        country: Where the program is at home, when that says whose phone numbers these are.
        prefix: Put before its ids where contacts, leads and companies number their own.
        has_apostrophes: Whether it puts one before values that look like numbers or formulas.
        is_plain: Whether columns that *fields* does not name mean what their headings say in any
            table: where an account has its own set of columns, in the words of its language.
    """

    name: str
    marks: tuple[frozenset[str], ...]
    fields: dict[str, tuple[str, ...]]
    patterns: tuple[tuple[re.Pattern[str], str], ...] = ()
    idle: frozenset[str] = frozenset()
    country: str = ""
    prefix: str = ""
    has_apostrophes: bool = False
    is_plain: bool = False

    def field(self, heading: str, occurrence: int = 0) -> str:
        """What a normalized *heading* means where it comes the nth time; empty when unknown."""
        meanings = self.fields.get(heading)
        if meanings:
            return meanings[min(occurrence, len(meanings) - 1)]
        for pattern, meaning in self.patterns:
            match = pattern.fullmatch(heading)
            if match:
                return match.expand(meaning)
        return ""


def marks(*sets: str) -> tuple[frozenset[str], ...]:
    """Sets of headings, each written as ``A | B | C``."""
    return tuple([frozenset(map(normal, each.split(" | "))) for each in sets])


def table(text: str) -> dict[str, tuple[str, ...]]:
    """Read lines of ``field = Heading | Heading``; a second line adds a second meaning."""
    found: dict[str, tuple[str, ...]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        field, _, headings = line.partition(" = ")
        for heading in headings.split(" | "):
            key = normal(heading)
            found[key] = (*found.get(key, ()), field)
    return found


def patterns(text: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Read lines of ``field = pattern``."""
    pairs = [line.strip().partition(" = ") for line in text.strip().splitlines()]
    return tuple([(re.compile(pattern), field) for field, _, pattern in pairs])
