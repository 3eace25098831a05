"""The order of all names, kept in memory: which of many that are found come first.

Why: decision 0031.
"""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from smallcrm.db.ids import fetch_ids
from smallcrm.models import Action, Change, Contact


class NameOrder(NamedTuple):
    """All contacts that are not in the bin, in the order of their names; eight bytes for each.

    Attributes:
        ids: In that order.
        places: By id, where each of them stands; the others stand behind all.
        action: The last one that it knows of.
    """

    ids: array[int]
    places: array[int]
    action: int

    def is_true(self, session: Session) -> bool:
        """Whether no contact was made, changed or removed since."""
        later = select(Action.id).where(Action.id > self.action)
        changes = select(Change.id).where(
            Change.action_id.in_(later), Change.table_name == Contact.__tablename__
        )
        return session.scalar(changes.limit(1)) is None

    def first(
        self, most: int, among: Sequence[int] | None = None, *, is_down: bool = False
    ) -> Sequence[int]:
        """The *most* that come first *among* some, or among all; the last where *is_down*."""
        if among is None:
            return self.ids[: -most - 1 : -1] if is_down else self.ids[:most]
        choose = heapq.nlargest if is_down else heapq.nsmallest
        return choose(most, among, key=self.places.__getitem__)


def read_name_order(session: Session) -> NameOrder:
    """Read the order of all names: 40 ms for 100,000 contacts, 0.4 s for a million."""
    action = session.scalar(select(func.max(Action.id))) or 0
    highest = session.scalar(select(func.max(Contact.id))) or 0
    names = select(Contact.id).where(Contact.deleted_at.is_(None))
    ids = array("I", fetch_ids(session, names.order_by(Contact.folded, Contact.id)))
    places = array("I", b"\xff" * (4 * (highest + 1)))
    for place, contact_id in enumerate(ids):
        places[contact_id] = place
    return NameOrder(ids, places, action)
