"""Store what a file brought: carry out what was decided about every row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from smallcrm.core.progress import Progress
from smallcrm.services.contact_values.drafts import COMPANY, ContactDraft, named
from smallcrm.services.contacts.changing import Change, put
from smallcrm.services.contacts.rows import ContactRows
from smallcrm.services.doubles.verdicts import set_apart
from smallcrm.services.exchange.importing.deciding import (
    Decision,
    OnDouble,
    Outcome,
    Wishes,
    decide,
)
from smallcrm.services.exchange.importing.incoming import Chunk, Contacts
from smallcrm.services.exchange.importing.tally import Tally

_LOOK = 200  # rows between two looks at the stop button


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

    def add(self, decision: Decision) -> int:
        """Count what became of a row; return the id of its contact."""
        self.tally.add(decision)
        if decision.row in self.tally.apart and decision.other is not None:
            self.apart.append((decision.who, decision.other.contact_id))
        contact_id = decision.who if decision.who > 0 else self.ids[-decision.who]
        if decision.outcome is not Outcome.SKIPPED:
            self.ids[decision.row] = contact_id
        return contact_id


def write(
    session: Session, incoming: Contacts, wishes: Wishes, rows: ContactRows, progress: Progress
) -> Written:
    """Store *incoming*: all of it, or nothing when it is stopped.

    Args:
        session: The session of one action.
        incoming: The contacts of the file.
        wishes: What the user wants.
        rows: Writes new contacts.
        progress: Told how many rows are done; may stop the work.
    """
    done = Written(Tally(wishes.on_double, wishes.apart))
    begun = 0
    all_new = wishes.on_double is OnDouble.CREATE
    with rows.many(incoming.total, only_new=all_new):
        for chunk, decisions in decide(session, incoming, wishes, rows.country):
            if all_new:
                progress.report(begun, incoming.total)
                _add_all(chunk, rows, done)
            else:
                told = list(_telling(decisions, progress, begun, incoming.total))
                _carry_out(session, chunk, told, rows, done)
            begun += len(chunk)
    for pair in done.apart:
        two = {who if who > 0 else done.ids[-who] for who in pair if who > 0 or -who in done.ids}
        if len(two) == len(pair):
            set_apart(session, two)
    done.companies_created = rows.companies_created
    progress.report(incoming.total, incoming.total)
    return done


def _telling(
    decisions: Iterable[Decision], progress: Progress, begun: int, total: int
) -> Iterator[Decision]:
    for number, decision in enumerate(decisions, begun):
        if number % _LOOK == 0:
            progress.report(number, total)
        yield decision


def _add_all(chunk: Chunk, rows: ContactRows, done: Written) -> None:
    """Write *chunk*, all of it new: what there is nothing to decide about needs no decisions."""
    free = rows.reserve(len(chunk))
    done.made.update(free)
    done.ids.update(zip(chunk.numbers, free, strict=True))
    done.tally.add_new(chunk.kinds)
    _add(chunk, free, {}, rows)


def _carry_out(
    session: Session,
    chunk: Chunk,
    decisions: Sequence[Decision],
    rows: ContactRows,
    done: Written,
) -> None:
    """Write the new contacts of *chunk*, then what changes in others; first come companies."""
    created = [each for each in decisions if each.outcome is Outcome.CREATED]
    free = rows.reserve(len(created))
    done.made.update(free)
    done.ids |= {each.row: key for each, key in zip(created, free, strict=True)}
    ids = [0] * len(chunk)  # of the new contacts, by their places
    for each, key in zip(created, free, strict=True):
        ids[each.item.place] = key
    others: dict[int, ContactDraft] = {}  # new contacts that are not just as they came
    changes: dict[int, Change] = {}
    done.tally.add_new([each.item.kind for each in decisions if each.other is None])
    for decision in [each for each in decisions if each.other is not None]:
        contact_id = done.add(decision)
        if contact_id in free:
            if decision.other_draft is not None:
                others[contact_id] = decision.other_draft
            continue
        if decision.outcome is Outcome.UPDATED and decision.old is not None:
            known = changes.get(contact_id)
            changes[contact_id] = Change(known.before if known else decision.old, decision.draft)
        if decision.item.kind == COMPANY:
            rows.meet(decision.came.name, contact_id)
    _add(chunk, ids, others, rows)
    put(session, changes, rows)


def _add(
    chunk: Chunk, ids: Sequence[int], others: Mapping[int, ContactDraft], rows: ContactRows
) -> None:
    """Write the contacts of *chunk* that have *ids*; *others* are not what the file says."""
    if chunk.rows and not others and all(ids):
        rows.add_packed(chunk.rows, ids[0])
        return
    made = chunk.rows.rows if chunk.rows else rows.rows_of([named(each.draft) for each in chunk])
    just_so = [0 if key in others else key for key in ids]
    rows.add_rows((made, just_so), (rows.rows_of(list(others.values())), list(others)))
