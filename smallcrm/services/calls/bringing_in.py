"""The calls of a list come onto timelines, each once however often it is read."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from smallcrm.core.chunks import chunks
from smallcrm.core.phones import tail
from smallcrm.core.progress import Progress
from smallcrm.models import Activity, Contact
from smallcrm.services.calls import people
from smallcrm.services.calls.drafts import (
    BroughtIn,
    Foretold,
    NotedCall,
    Rejected,
    UnknownNumber,
    WhoElse,
)
from smallcrm.services.calls.finding import owners
from smallcrm.services.contacts.activities import (
    BUSY,
    CALL,
    INCOMING,
    NO_ANSWER,
    OUTGOING,
)
from smallcrm.services.exchange.calls.lines import INTERNAL, CallLine
from smallcrm.services.settings import get_business

_NOBODY: WhoElse = MappingProxyType({})
_AT_ONCE = 500  # rows in one statement
_SHOWN = 8  # calls of the preview
_KEY = 59  # characters of a hash behind "call:" (``Activity.origin_key`` has 64)


class _Fresh(NamedTuple):
    """A call that is new, and what it will be known by."""

    line: CallLine
    contact_id: int
    key: str


class _Sorted(NamedTuple):
    """The rows of a list by what becomes of them."""

    fresh: list[_Fresh]
    told: Foretold


def foretell(
    session: Session,
    lines: Sequence[CallLine],
    country: str = "",
    said: WhoElse = _NOBODY,
    progress: Progress | None = None,
) -> Foretold:
    """What ``bring_in`` would do with *lines*; raises Cancelled where *progress* was stopped."""
    return _sorted(session, lines, country, said, progress or Progress()).told


def bring_in(
    session: Session,
    lines: Sequence[CallLine],
    country: str = "",
    said: WhoElse = _NOBODY,
    progress: Progress | None = None,
) -> BroughtIn:
    """Note those of *lines* that are not here yet, each on the contact whose number it is.

    A call is known by what the telephone system calls it, else by its moment, number, direction
    and length; two rows of one list that are alike in all of these are two calls. Whose a number
    is that several contacts share says ``finding.owners``. No contact is made of an unknown one.

    Args:
        session: Open for writing.
        lines: As they were read.
        country: Where numbers without a prefix are at home; of the business where it is empty.
        said: Whose an extension or a name of the list is; kept for the next list.
        progress: Told of calls noted; may stop the work.

    Raises:
        Cancelled: *progress* was stopped.
    """
    watched = progress or Progress()
    fresh, told = _sorted(session, lines, country, said, watched)
    people.remember(session, said)
    whose = {each.text: each.staff_id for each in told.employees}
    # Calls without a length or an owner too are rows of one statement.
    rows = insert(Activity).execution_options(render_nulls=True)
    done = 0
    for some in chunks(fresh, _AT_ONCE):
        watched.report(done, len(fresh))
        session.execute(rows, [_row(each, whose) for each in some])
        done += len(some)
    return BroughtIn(told, _newest(session, fresh))


def _sorted(
    session: Session, lines: Sequence[CallLine], country: str, said: WhoElse, progress: Progress
) -> _Sorted:
    calls = [line for line in lines if not line.problem]
    home = country or get_business(session).country
    whose = owners(session, (line.number for line in calls if line.number), home, progress)
    keyed = _once(calls, progress)
    known = _known(session, keyed, progress)
    fresh = [
        _Fresh(line, whose[line.number], key)
        for key, line in keyed.items()
        if line.number in whose and key not in known
    ]
    strangers = [
        line for key, line in keyed.items() if line.number not in whose and key not in known
    ]
    rejected = [
        Rejected(line.row, line.problem) for line in lines if line.problem not in ("", INTERNAL)
    ]
    told = Foretold(
        rows=len(lines),
        noted=len(fresh),
        missed=sum(_is_missed(each.line) for each in fresh),
        known=len(calls) - len(fresh) - len(strangers),
        internal=sum(line.problem == INTERNAL for line in lines),
        strangers=len(strangers),
        unknown=tuple(_unknown(strangers)),
        rejected=tuple(rejected),
        employees=tuple(people.employees(session, (each.line.employee for each in fresh), said)),
    )
    return _Sorted(fresh, replace(told, first=tuple(_first(session, fresh))))


def _once(calls: Iterable[CallLine], progress: Progress) -> dict[str, CallLine]:
    """The calls by what they are known by; of the legs of one call the one that was answered."""
    seen: Counter[str] = Counter()
    found: dict[str, CallLine] = {}
    for line in calls:
        progress.check()
        number = tail(line.number)
        if line.unique:  # some count from 1 in every list: so it is the day's
            text = f"id|{line.unique}|{number}|{line.at[:10]}"
        else:
            text = f"{line.at}|{number}|{line.direction}|{line.seconds}|{line.is_answered}"
            seen[text] += 1
            text = f"{text}|{seen[text]}"
        key = f"call:{hashlib.sha256(text.encode()).hexdigest()[:_KEY]}"
        before = found.get(key)
        if before is None or _talked(line) > _talked(before):
            found[key] = line
    return found


def _talked(line: CallLine) -> tuple[bool, int]:
    return line.is_answered, line.seconds or 0


def _known(session: Session, keys: Iterable[str], progress: Progress) -> set[str]:
    """Those that are here, entries that were taken off a timeline too: they stay away."""
    found: set[str] = set()
    for some in chunks(list(keys), _AT_ONCE):
        progress.check()
        query = select(Activity.origin_key).where(Activity.origin_key.in_(some))
        found.update(key for key in session.scalars(query) if key)
    return found


def _unknown(strangers: Iterable[CallLine]) -> list[UnknownNumber]:
    by_number: dict[str, list[CallLine]] = {}
    for line in strangers:
        by_number.setdefault(tail(line.number), []).append(line)
    found = [
        UnknownNumber(
            lines[0].number,
            next((line.name for line in lines if line.name), ""),
            len(lines),
            max(_at(line) for line in lines),
        )
        for lines in by_number.values()
    ]
    return sorted(found, key=lambda each: (each.calls, each.last), reverse=True)


def _first(session: Session, fresh: Iterable[_Fresh]) -> Iterator[NotedCall]:
    newest = sorted(fresh, key=lambda each: each.line.at, reverse=True)[:_SHOWN]
    ids = {each.contact_id for each in newest}
    names = dict(session.execute(select(Contact.id, Contact.name).where(Contact.id.in_(ids))).all())
    for line, contact_id, _key in newest:
        yield NotedCall(
            _at(line),
            contact_id,
            names[contact_id],
            line.direction,
            line.seconds,
            line.is_answered,
        )


def _row(fresh: _Fresh, whose: Mapping[str, int | None]) -> dict[str, Any]:
    line = fresh.line
    return {
        "contact_id": fresh.contact_id,
        "kind": CALL,
        "at": _at(line),
        "direction": line.direction,
        "seconds": line.seconds,
        "outcome": _outcome(line),
        "owner_id": whose.get(line.employee),
        "origin_key": fresh.key,
    }


def _outcome(line: CallLine) -> str:
    """Busy is what the other one was; who calls while we are busy is missed."""
    if line.is_answered:
        return ""
    return BUSY if line.is_busy and line.direction == OUTGOING else NO_ANSWER


def _newest(session: Session, fresh: Iterable[_Fresh]) -> tuple[int, int] | None:
    last = max(fresh, key=lambda each: each.line.at, default=None)
    if last is None:
        return None
    entry = session.scalar(select(Activity.id).where(Activity.origin_key == last.key))
    return None if entry is None else (last.contact_id, entry)


def _at(line: CallLine) -> datetime:
    return datetime.fromisoformat(line.at)


def _is_missed(line: CallLine) -> bool:
    return line.direction == INCOMING and not line.is_answered
