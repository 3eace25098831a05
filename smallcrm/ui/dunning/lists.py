"""What the page of reminders lists: letters due, letters that went out, who is left alone."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from smallcrm.core import formats
from smallcrm.core.text import T
from smallcrm.services import dunning
from smallcrm.services.dunning import Letter, SentRow, Skipped
from smallcrm.ui.dunning import words
from smallcrm.ui.paged_model import Column


class Line(NamedTuple):
    """A row: one of the three; *goes* is whether a letter that is due goes out this time."""

    letter: Letter | None = None
    sent: SentRow | None = None
    skipped: Skipped | None = None
    goes: bool = True

    @property
    def contact_id(self) -> int | None:
        """The customer, where it is a contact."""
        found = self.letter or self.sent or self.skipped
        return found.contact_id if found else None


def read(session: Any, state: str, day: date) -> list[Line]:
    """The rows of a *state* (``words.STATES``)."""
    if state == words.SENT:
        return [Line(sent=row) for row in dunning.list_sent(session)]
    if state == words.SKIPPED:
        return [Line(skipped=row) for row in dunning.list_skipped(session)]
    return [Line(letter=letter) for letter in dunning.propose(session, day)]


def columns(state: str) -> list[Column]:
    """The columns of a *state*."""
    if state == words.SKIPPED:
        return [Column(str(T("Customer or invoice")), _name, is_words=True)]
    money = Column(str(T("Still open")), _open, right=True)
    level = Column(str(T("Level")), lambda line: str(_of(line).level), right=True)
    if state == words.SENT:
        day = Column(str(T("Date")), lambda line: formats.day(line.sent.date))
        numbers = Column(str(T("Invoices")), lambda line: line.sent.numbers, is_words=True)
        return [Column(str(T("Customer")), _name, is_words=True), day, numbers, money, level]
    return [
        Column(str(T("Customer")), _name, is_words=True),
        Column(str(T("Invoices")), _numbers, is_words=True),
        Column(str(T("Oldest")), lambda line: words.late(line.letter.reminders[0])),
        money,
        level,
        Column(str(T("This time")), _goes, pill=lambda line: "accent" if line.goes else "neutral"),
    ]


def spoken(line: Line) -> str:
    """What a screen reader says of a row."""
    if line.skipped is not None:
        return line.skipped.name
    parts = [_name(line), _open(line), str(T("level {level}", level=_of(line).level))]
    return ", ".join([*parts, _goes(line)] if line.letter is not None else parts)


def _of(line: Line) -> Letter | SentRow:
    found = line.letter or line.sent
    if found is None:
        raise ValueError("neither due nor sent")
    return found


def _name(line: Line) -> str:
    return line.skipped.name if line.skipped is not None else _of(line).customer


def _open(line: Line) -> str:
    found = _of(line)
    amount = found.total if isinstance(found, Letter) else found.open
    return formats.money(amount, found.currency)


def _numbers(line: Line) -> str:
    return ", ".join(row.number for row in line.letter.reminders) if line.letter else ""


def _goes(line: Line) -> str:
    return str(T("Goes out") if line.goes else T("Not this time"))
