"""Tags in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from smallcrm.core.blanks import one_line

_SEPARATOR = r"\s*(?::::|[;,|\n\r])\s*"
_SEPARATED = re.compile(_SEPARATOR)
# A tag in quotes, each quote in it doubled, up to the next separator or the end.
_QUOTED = re.compile(rf'\s*"((?:[^"]|"")*)"(?:{_SEPARATOR}|\s*$)')


@lru_cache(maxsize=10_000)
def tags(text: str) -> tuple[str, ...]:
    """The tags in a cell, each once; Google's own groups (``* myContacts``) are none.

    A tag in quotes is one as a whole, whatever is in it: ``"Sales, north", VIP``.
    """
    if '"' not in text:
        found = [one_line(tag) for tag in _SEPARATED.split(text)]
        return tuple(dict.fromkeys([tag for tag in found if tag and tag[0] != "*"]))
    return tuple(dict.fromkeys(_taken_apart(text)))


def in_one_cell(names: Iterable[str]) -> str:
    """*names* as ``tags`` takes them apart again."""
    return ", ".join([name if _is_plain(name) else _quoted(name) for name in names])


def _is_plain(name: str) -> bool:
    """Whether it stays itself without quotes; a quote at its start could end at that of another."""
    return not name.startswith('"') and tags(name) == (name,)


def _taken_apart(text: str) -> Iterable[str]:
    place = 0
    while place < len(text):
        quoted = _QUOTED.match(text, place)
        if quoted is not None:
            tag, place = one_line(quoted[1].replace('""', '"')), quoted.end()
        else:
            end = _SEPARATED.search(text, place)
            tag = one_line(text[place : end.start() if end else len(text)])
            place = end.end() if end else len(text)
            tag = "" if tag.startswith("*") else tag
        if tag:
            yield tag


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
