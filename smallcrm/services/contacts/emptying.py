"""The bin: how long archived contacts stay in it, and what is taken out of it for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.chunks import chunks
from smallcrm.models import Base, Contact

DAYS = 30  # that an archived contact stays
_AT_ONCE = 500


def days_left(archived_at: datetime, today: date) -> int:
    """How many days a contact stays in the bin that was put there then; 0 is the last one."""
    return max((clock.local(archived_at).date() + timedelta(days=DAYS) - today).days, 0)


def list_over(session: Session) -> list[int]:
    """The contacts that were put into the bin more than 30 days ago and that nothing needs.

    One that anything else refers to (a document, a deal, people of a company) stays, in the bin:
    money never goes with a contact (domain.md 3.9).
    """
    over = clock.start_of(clock.today() - timedelta(days=DAYS))
    query = select(Contact.id).where(Contact.deleted_at < over)
    for kept in _referring():
        query = query.where(Contact.id.not_in(kept))
    return list(session.scalars(query))


def needed(session: Session, ids: Sequence[int]) -> frozenset[int]:
    """Those of *ids* that something else refers to: they stay in the bin for good."""
    of_these = select(Contact.id).where(Contact.id.in_(ids))
    is_needed = or_(*(Contact.id.in_(kept) for kept in _referring()))
    return frozenset(session.scalars(of_these.where(is_needed)))


def empty_bin(session: Session) -> int:
    """Delete ``list_over``, with its notes, tasks and files; return how many went."""
    ids = list_over(session)
    for chunk in chunks(ids, _AT_ONCE):
        session.execute(
            delete(Contact).where(Contact.id.in_(chunk)),
            execution_options={"synchronize_session": False},
        )
    return len(ids)


def _referring() -> Iterable[Select[Any]]:
    """Contacts that rows of other tables refer to which are no part of them."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table is Contact.__table__ and key.ondelete != "CASCADE":
                yield select(key.parent).where(key.parent.is_not(None))
