"""People named in a note: ``@Anna Keller <crm://contact/UID>``, shown as ``@Anna Keller``.

The name stands there as it was when it was written; the uid finds the contact under another name
too, and after a merge the one that it became part of.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MENTION = re.compile(r"(@[^@<>\n]+) <crm://contact/([0-9A-Za-z-]+)>")
_NOT_IN_NAMES = re.compile(r"[@<>\s]+")


class Piece(NamedTuple):
    """A stretch of a note: words, or with a *uid* the name of a contact behind an ``@``."""

    text: str
    uid: str = ""


def mention(name: str, uid: str) -> str:
    """How a note names the contact *uid*."""
    return f"{shown(name)} <crm://contact/{uid}>"


def shown(name: str) -> str:
    """What one sees of a mention of *name*."""
    return f"@{_NOT_IN_NAMES.sub(' ', name).strip()}"


def pieces(note: str) -> list[Piece]:
    """*note* cut where it names somebody."""
    found: list[Piece] = []
    end = 0
    for match in _MENTION.finditer(note):
        if match.start() > end:
            found.append(Piece(note[end : match.start()]))
        found.append(Piece(match[1], match[2]))
        end = match.end()
    return [*found, Piece(note[end:])] if end < len(note) else found


def plain(note: str) -> str:
    """*note* as it is read, without the addresses."""
    return _MENTION.sub(r"\1", note) if "<crm:" in note else note


def without(note: str, uid: str, instead: str) -> str:
    """*note* with *instead* where it named the contact *uid*."""
    return "".join(
        instead if piece.uid == uid else mention(piece.text, piece.uid) if piece.uid else piece.text
        for piece in pieces(note)
    )
