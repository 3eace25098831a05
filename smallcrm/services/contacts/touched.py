"""Which contacts an action touched, an import for example."""

from __future__ import annotations

from sqlalchemy import CompoundSelect, and_, select, union

from smallcrm.models import Change, Deal


def touched_by(action_id: int) -> CompoundSelect[int]:
    """The ids of the contacts that an action made or changed, or whose deals it did.

    What was taken back of it counts no more; contacts that went since are still named.
    """
    stands = and_(Change.action_id == action_id, Change.undone.is_(None))
    own = select(Change.row_id).where(stands, Change.table_name == "contact")
    deals = select(Deal.contact_id).join(Change, Change.row_id == Deal.id)
    return union(own, deals.where(stands, Change.table_name == "deal"))
