"""Read the journal."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from smallcrm.core.text import Text
from smallcrm.models import Action, Base, Change, Contact

# The columns that say of which contact a row is a part (its telephones, its notes).
_OWNERS = [
    key.parent
    for table in Base.metadata.sorted_tables
    for key in table.foreign_keys
    if key.column is Contact.__table__.c["id"] and key.ondelete == "CASCADE"
]


class ActionRow(NamedTuple):
    """One step of the history.

    Attributes:
        action: Its id, for ``undo``.
        rows: How many rows of the file it touched.
        undone: Whether it was taken back.
        undoes: The action that it took back itself, if it is an undo.
    """

    action: int
    label: Text
    who: str
    when: datetime
    rows: int
    undone: bool
    undoes: int | None
    can_undo: bool


def list_actions(
    session: Session, *, contact_id: int | None = None, limit: int = 50
) -> list[ActionRow]:
    """The newest actions first; only those that touched the contact, when one is named."""
    touched = func.count(Change.id)
    query = (
        select(
            Action.id,
            Action.label,
            Action.who,
            Action.at,
            touched,
            Action.undone_by,
            Action.undoes,
            Action.can_undo,
        )
        .outerjoin(Change, Change.action_id == Action.id)
        .group_by(Action.id)
        .order_by(Action.id.desc())
        .limit(limit)
    )
    if contact_id is not None:
        query = query.where(_touches(contact_id))
    return [
        ActionRow(key, Text.load(label), who, at, rows, undone_by is not None, undoes, can_undo)
        for key, label, who, at, rows, undone_by, undoes, can_undo in session.execute(query)
    ]


def next_undo(session: Session) -> Text | None:
    """What Undo would take back now, for its menu entry; None when there is nothing."""
    label = session.scalar(
        select(Action.label)
        .where(Action.can_undo, Action.undone_by.is_(None), Action.undoes.is_(None))
        .order_by(Action.id.desc())
        .limit(1)
    )
    return None if label is None else Text.load(label)


def _touches(contact_id: int) -> ColumnElement[bool]:
    """Changes of the contact's own row and of the parts that it has now.

    A part that it has no longer went in an action that changed its own row too.
    """
    own = (Change.table_name == "contact") & (Change.row_id == contact_id)
    parts = [
        (Change.table_name == key.table.name)
        & Change.row_id.in_(select(key.table.c["id"]).where(key == contact_id))
        for key in _OWNERS
    ]
    return or_(own, *parts)
