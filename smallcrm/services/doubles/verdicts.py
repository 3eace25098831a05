"""What somebody said who looked: these are different people. They are not proposed again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import combinations

from sqlalchemy import Table, delete, or_, select, update
from sqlalchemy.orm import Session

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.models import Contact, NotDouble

Pair = tuple[int, int]  # two ids, the lower one first


def set_apart(session: Session, contact_ids: Collection[int]) -> None:
    """Remember that no two of these contacts are the same.

    Raises:
        UserError: it is only one contact.
        NotFound: one of them is not there.
    """
    ids = sorted(set(contact_ids))
    if len(ids) < 2:  # noqa: PLR2004 - it takes two to differ
        raise UserError(
            T("Two contacts are needed to tell them apart."),
            hint=T("Nothing was changed. Name at least two."),
        )
    there = session.scalars(select(Contact.id).where(Contact.id.in_(ids))).all()
    if len(there) < len(ids):
        raise NotFound(T("This contact no longer exists."))
    known = settled(session, ids)
    fresh = [pair for pair in combinations(ids, 2) if pair not in known]
    session.add_all([NotDouble(low_id=low, high_id=high) for low, high in fresh])
    session.flush()


def follow(session: Session, survivor: int, others: Collection[int]) -> None:
    """Have what was said of *others* hold for *survivor*, now that they become one."""
    table: Table = NotDouble.__table__  # type: ignore[assignment]
    merged = {survivor, *others}
    found = select(table).where(or_(table.c["low_id"].in_(merged), table.c["high_id"].in_(merged)))
    ends = {
        row.id: sorted(survivor if end in merged else end for end in (row.low_id, row.high_id))
        for row in session.execute(found.order_by(table.c["id"]))
    }
    kept: dict[Pair, int] = {}
    for row_id, (low, high) in ends.items():
        if low != high:
            kept.setdefault((low, high), row_id)
    gone = set(ends) - set(kept.values())
    if gone:
        session.execute(delete(table).where(table.c["id"].in_(gone)))
    for (low, high), row_id in kept.items():
        session.execute(
            update(table).where(table.c["id"] == row_id).values(low_id=low, high_id=high)
        )


def settled(session: Session, contact_ids: Iterable[int] | None = None) -> set[Pair]:
    """The pairs that are known to be two; of some contacts only, when they are named."""
    query = select(NotDouble.low_id, NotDouble.high_id)
    if contact_ids is not None:
        ids = list(contact_ids)
        query = query.where(or_(NotDouble.low_id.in_(ids), NotDouble.high_id.in_(ids)))
    return {(low, high) for low, high in session.execute(query)}
