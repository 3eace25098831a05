"""What changes saved filters and frozen lists."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.db import bulk
from smallcrm.models import Segment, SegmentContact
from smallcrm.services.ordering import next_position
from smallcrm.services.segments import rules as language
from smallcrm.services.segments.queries import FROZEN, RULES, custom_kinds
from smallcrm.services.segments.rules import Rules

_LONGEST = 150  # characters of a name


def save(session: Session, name: str, rules: Rules) -> int:
    """Keep *rules* under *name*; return the id of the filter.

    Raises:
        UserError: the name is blank or taken, or a condition is not right.
    """
    return _add(session, name, RULES, rules).id


def freeze(session: Session, name: str, contact_ids: Sequence[int]) -> int:
    """Keep just these contacts under *name*, whatever changes later; return the list's id.

    Raises:
        UserError: the name is blank or taken.
    """
    segment = _add(session, name, FROZEN, Rules())
    rows = [(segment.id, contact_id) for contact_id in contact_ids]
    columns = ("segment_id", "contact_id")
    bulk.insert_rows(session.connection(), SegmentContact.__tablename__, columns, rows)
    return segment.id


def change(session: Session, segment_id: int, rules: Rules) -> None:
    """Let a saved filter ask something else.

    Raises:
        NotFound: it is gone.
        UserError: a condition is not right.
    """
    language.check(rules, custom_kinds(session))
    _get(session, segment_id).rules = rules.dump()
    session.flush()


def rename(session: Session, segment_id: int, name: str) -> None:
    """Call a filter something else.

    Raises:
        NotFound: it is gone.
        UserError: the name is blank or taken.
    """
    segment = _get(session, segment_id)
    clean = _free_name(session, name, segment_id)
    segment.name, segment.folded = clean, fold(clean)
    session.flush()


def remove(session: Session, segment_id: int) -> None:
    """Forget a filter or a frozen list; its contacts stay as they are.

    Raises:
        NotFound: it is gone.
    """
    session.delete(_get(session, segment_id))
    session.flush()


def _add(session: Session, name: str, kind: str, rules: Rules) -> Segment:
    clean = _free_name(session, name, 0)
    language.check(rules, custom_kinds(session))
    segment = Segment(
        name=clean,
        folded=fold(clean),
        kind=kind,
        rules=rules.dump(),
        position=next_position(session, Segment),
    )
    session.add(segment)
    session.flush()
    return segment


def _get(session: Session, segment_id: int) -> Segment:
    segment = session.get(Segment, segment_id)
    if segment is None:
        raise NotFound(T("This filter no longer exists."), hint=T("Nothing was changed."))
    return segment


def _free_name(session: Session, name: str, segment_id: int) -> str:
    clean = " ".join(name.split())[:_LONGEST]
    if not clean:
        raise UserError(
            T("A filter needs a name."), hint=T("Nothing was saved. Type one."), field="name"
        )
    taken = select(Segment.name).where(Segment.folded == fold(clean), Segment.id != segment_id)
    other = session.scalar(taken)
    if other is not None:
        raise UserError(
            T("There is a filter called {name} already.", name=other),
            hint=T("Nothing was saved. Choose another name."),
            field="name",
        )
    return clean
