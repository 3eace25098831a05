"""What a line of quick add may mean in this data file: for whom it is, and what Enter would do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.fold import fold
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactRow
from smallcrm.services.quick_add.parsing import CONTACT, INVOICE, TASK, Parsed, parse
from smallcrm.services.quick_add.vocabulary import BEFORE_NAME

_WORD = re.compile(r"\w+")
_LONGEST_NAME = 4  # words
_CANDIDATES, _OFFERED = 50, 5  # contacts
_SHORTEST_STEM, _ENDING = 3, 2  # letters


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may be meant; nothing is done before it is chosen.

    Attributes:
        title: Of a task, the words of a note, of an invoice's line; the name of a contact.
        contact_id: For whom, 0 for nobody; *contact* is the name, *company* tells two apart.
    """

    parsed: Parsed
    title: str
    contact_id: int = 0
    contact: str = ""
    company: str = ""

    @property
    def kind(self) -> str:
        """What would be made."""
        return self.parsed.kind

    @property
    def due(self) -> str:
        """Wall time as a task keeps it; empty without a day."""
        day, at = self.parsed.day, self.parsed.time
        if day is None:
            return ""
        return f"{day.isoformat()} {at:%H:%M}" if at else day.isoformat()


def understand(session: Session, text: str, today: date) -> list[Choice]:
    """What *text* may mean, the likeliest first; empty while it says nothing.

    Where several contacts have the name that was typed, there is a choice for each of them. A
    task may be for nobody; a note and an invoice may not.
    """
    now = clock.local(clock.now()).replace(tzinfo=None)
    parsed = parse(text, today, now if now.date() == today else None)
    words = " ".join(parsed.words)
    if parsed.kind == CONTACT:
        name = words or next(iter((*parsed.emails, *parsed.phones)), "")
        return [Choice(parsed, name)] if name else []
    if not words:
        return []
    found = [
        Choice(parsed, title, row.id, row.name, row.company)
        for row, title in _people(session, parsed.words)
        if title or parsed.kind in (TASK, INVOICE)
    ]
    if parsed.kind == TASK:
        found = [one if one.title else replace(one, title=words) for one in found]
        found.append(Choice(parsed, words))
    return found


def _people(session: Session, words: Sequence[str]) -> list[tuple[ContactRow, str]]:
    """Whom the words name, and the words that are left.

    A name as it is written counts before one in another case, and a longer one before a shorter.
    """
    for ending in range(_ENDING + 1):
        for window in _windows(len(words)):
            rows = _called(session, words[slice(*window)], ending)
            if rows:
                start, end, rows = _widened(session, words, window, rows)
                title = " ".join((*_without_small(words[:start]), *words[end:]))
                return [(row, title) for row in rows]
    return []


def _widened(
    session: Session, words: Sequence[str], window: tuple[int, int], rows: list[ContactRow]
) -> tuple[int, int, list[ContactRow]]:
    """The widest window around *window* that is a name in another case, and whose; else the same.

    In «Γιώργο Νικολάου» the surname is as it is written, and the first name is not.
    """
    first, last = window
    for start, end in _windows(len(words)):
        if start <= first and end >= last and end - start > last - first:
            for ending in range(1, _ENDING + 1):
                if found := _called(session, words[start:end], ending):
                    return start, end, found
    return first, last, rows


def _without_small(words: Sequence[str]) -> Sequence[str]:
    """*words* but for the small ones at their end, which belong to the name that follows."""
    while words and fold(words[-1]) in BEFORE_NAME:
        words = words[:-1]
    return words


def _windows(count: int) -> Iterator[tuple[int, int]]:
    for size in range(min(count, _LONGEST_NAME), 0, -1):
        for start in range(count - size + 1):
            yield start, start + size


def _called(session: Session, words: Sequence[str], ending: int) -> list[ContactRow]:
    """Contacts that have all *words* in their names.

    With an *ending* of one or two letters it may be another one: Марии, Петрову, Γιάννη. Only
    words that are written like names are looked at so.
    """
    if ending and not all(word[:1].isupper() for word in words):
        return []
    folded = [fold(word.strip(",;.")) for word in words]
    stems = [word[: len(word) - ending] for word in folded]
    if any(len(stem) < _SHORTEST_STEM for stem in stems):
        return []
    ids = contacts.find_ids(session, " ".join(stems), limit=_CANDIDATES)
    rows = contacts.list_rows(session, ids)
    known = [rows[key] for key in ids if key in rows]
    return [row for row in known if _fits(row.name, folded, stems)][:_OFFERED]


def _fits(name: str, folded: Sequence[str], stems: Sequence[str]) -> bool:
    """Whether each word is one of the *name*, but for as many letters as its stem lacks."""
    parts = _WORD.findall(fold(name))
    return all(
        any(
            part == word
            or (
                len(stem) < len(word) and part.startswith(stem) and len(part) <= len(stem) + _ENDING
            )
            for part in parts
        )
        for word, stem in zip(folded, stems, strict=True)
    )
