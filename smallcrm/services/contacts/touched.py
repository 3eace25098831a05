"""Which contacts an action touched, an import for example."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, func, select, union_all

from smallcrm.models import (
    Address,
    Change,
    ContactTag,
    CustomValue,
    Deal,
    Email,
    External,
    Phone,
    Relation,
    Url,
)

_PARTS = (Phone, Email, Address, Url, External, Relation, ContactTag, CustomValue, Deal)


def touched_by(action_id: int) -> CompoundSelect[int]:
    """The ids of the contacts that an action made or changed, or a part or a deal of them.

    Some come twice. What was taken back of it counts no more; contacts that went since are still
    named.
    """
    stands = and_(Change.action_id == action_id, Change.undone.is_(None))
    own = select(Change.row_id).where(stands, Change.table_name == "contact")
    return union_all(own, *[_owners(part, stands) for part in _PARTS])


def _owners(part: Any, stands: ColumnElement[bool]) -> Select[int]:
    """Whose *part* was changed: a new contact is named by itself alone, another one need not be.

    Of a part that is gone the journal knows whose it was.
    """
    owner = func.coalesce(part.contact_id, func.json_extract(Change.old, "$.contact_id[0]"))
    query = select(owner).select_from(Change).outerjoin(part, part.id == Change.row_id)
    return query.where(stands, Change.table_name == part.__tablename__, owner.is_not(None))
