"""What a list of calls brings, before and after it came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from smallcrm.core.text import Text
from smallcrm.services.exchange.reasons import reason

WhoElse = Mapping[str, int | None]  # an extension or a name of the list -> whose it is


class UnknownNumber(NamedTuple):
    """A number that no contact has.

    Attributes:
        number: As the list has it; empty for calls that withheld it.
        name: What the list calls who it is; may be empty.
        calls: How many there were.
        last: When the last one was, in UTC.
    """

    number: str
    name: str
    calls: int
    last: datetime


class Rejected(NamedTuple):
    """A row that cannot be read."""

    row: int
    code: str

    @property
    def reason(self) -> Text:
        """The sentence to show."""
        return reason(self.code)


class Employee(NamedTuple):
    """Who of ours talked in how many *calls*, and who of the staff that is (None: nobody)."""

    text: str
    calls: int
    staff_id: int | None


class NotedCall(NamedTuple):
    """A call as it comes onto a timeline; *at* is in UTC."""

    at: datetime
    contact_id: int
    contact: str
    direction: str
    seconds: int | None
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Foretold:
    """What bringing a list in would do.

    Attributes:
        rows: How many rows the list has; the sum of the next five.
        noted: Calls that are new; *missed* of them came in and nobody answered.
        known: Calls that are here already, those twice in the list too; they stay as they are.
        internal: Calls between two of ours.
        strangers: How many calls were with numbers that nobody has.
        unknown: Those numbers, the one that called most first.
        rejected: Rows that cannot be read.
        employees: Who of ours talked, the busiest first.
        first: The newest of the calls that are new, a few of them.
    """

    rows: int = 0
    noted: int = 0
    missed: int = 0
    known: int = 0
    internal: int = 0
    strangers: int = 0
    unknown: tuple[UnknownNumber, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    employees: tuple[Employee, ...] = ()
    first: tuple[NotedCall, ...] = ()


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What was brought in.

    Attributes:
        told: The same as was foretold, with what came in.
        newest: The contact and the entry of the newest call; None where there is none.
    """

    told: Foretold
    newest: tuple[int, int] | None = None
