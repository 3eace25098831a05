"""Store what a file brought: carry out what was decided about every row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core.progress import Progress
from smallcrm.services.contacts.changing import Change, put
from smallcrm.services.contacts.drafts import COMPANY, ContactDraft
from smallcrm.services.contacts.rows import ContactRows
from smallcrm.services.doubles.verdicts import set_apart
from smallcrm.services.exchange.importing.deciding import (
    CHUNK,
    Decision,
    Outcome,
    Wishes,
    decide,
)
from smallcrm.services.exchange.importing.incoming import Incoming
from smallcrm.services.exchange.importing.tally import Tally

_LOOK = 200  # rows between two looks at the stop button


class Rows(NamedTuple):
    """The rows of a file that are contacts.

    Attributes:
        again: Gives them from the beginning, in the order of ``contacts_of``.
        total: How many there are.
    """

    again: Callable[[], Iterator[Incoming]]
    total: int


@dataclass(slots=True)
class Written:
    """What became of the rows.

    Attributes:
        tally: The counts.
        ids: The contact that each row became or is, by row number; not of rows left alone.
        made: The contacts that are new.
        apart: The contacts that rows became, and whom they are known not to be; both as in
            ``Decision.who``.
        companies_created: Made from the company names of people; not among those created.
    """

    tally: Tally
    ids: dict[int, int] = field(default_factory=dict)
    companies_created: int = 0
    made: set[int] = field(default_factory=set)
    apart: list[tuple[int, int]] = field(default_factory=list)


def write(
    session: Session,
    incoming: Rows,
    wishes: Wishes,
    country: str,
    progress: Progress,
) -> Written:
    """Store *incoming*: all of it, or nothing when it is stopped.

    Args:
        session: The session of one action.
        incoming: The rows that are contacts.
        wishes: What the user wants.
        country: Where telephone numbers without a prefix are at home (ISO 3166).
        progress: Told how many rows are done; may stop the work.
    """
    decisions = decide(session, incoming.again, wishes, country)
    rows = ContactRows(session, country)
    done = Written(Tally(wishes.on_double, wishes.apart))
    told = _telling(decisions, progress, incoming.total)
    while chunk := list(islice(told, CHUNK)):
        _carry_out(session, chunk, rows, done)
    for pair in done.apart:
        two = {who if who > 0 else done.ids[-who] for who in pair if who > 0 or -who in done.ids}
        if len(two) == len(pair):
            set_apart(session, two)
    done.companies_created = rows.companies_created
    progress.report(incoming.total, incoming.total)
    return done


def _telling(decisions: Iterator[Decision], progress: Progress, total: int) -> Iterator[Decision]:
    for number, decision in enumerate(decisions):
        if number % _LOOK == 0:
            progress.report(number, total)
        yield decision


def _carry_out(
    session: Session, chunk: Sequence[Decision], rows: ContactRows, done: Written
) -> None:
    """Write the new contacts of *chunk*, then what changes in others; first come companies."""
    created = [each for each in chunk if each.outcome is Outcome.CREATED]
    free = rows.reserve(len(created))
    done.made.update(free)
    done.ids |= {each.row: key for each, key in zip(created, free, strict=True)}
    fresh: dict[int, ContactDraft] = {}
    changes: dict[int, Change] = {}
    for decision in chunk:
        done.tally.add(decision)
        if decision.row in done.tally.apart and decision.other is not None:
            done.apart.append((decision.who, decision.other.contact_id))
        who, draft = decision.who, decision.draft
        contact_id = who if who > 0 else done.ids[-who]
        if decision.outcome is not Outcome.SKIPPED:
            done.ids[decision.row] = contact_id
        if decision.outcome is Outcome.CREATED or contact_id in fresh:
            fresh[contact_id] = draft
            continue
        if decision.outcome is Outcome.UPDATED and decision.old is not None:
            known = changes.get(contact_id)
            changes[contact_id] = Change(known.before if known else decision.old, draft)
        if decision.came.kind == COMPANY:
            rows.meet(decision.came.name, contact_id)
    rows.add(list(fresh.values()), list(fresh))
    put(session, changes, rows)
