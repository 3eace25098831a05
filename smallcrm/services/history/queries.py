"""Read the journal."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import JSON, Column, CompoundSelect, Select, func, select, type_coerce, union
from sqlalchemy.orm import Session

from smallcrm.core.errors import UserError
from smallcrm.core.text import Text
from smallcrm.db import steps
from smallcrm.models import Action, Base, Change, Contact, JournalState

# The columns that say of which contact a row is a part (its telephones, its notes).
_OWNERS = [
    key.parent
    for table in Base.metadata.sorted_tables
    for key in table.foreign_keys
    if key.column is Contact.__table__.c["id"] and key.ondelete == "CASCADE"
]
_OPERATIONS = {"I": "added", "U": "changed", "D": "removed"}


class ActionRow(NamedTuple):
    """One step of the history.

    Attributes:
        action: Its id, for ``undo``.
        rows: How many rows of the file it touched; of the contact's, when one is named.
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
        query = query.where(Change.id.in_(touching(contact_id)))
    return [
        ActionRow(key, Text.load(label), who, at, rows, undone_by is not None, undoes, can_undo)
        for key, label, who, at, rows, undone_by, undoes, can_undo in session.execute(query)
    ]


class ChangeRow(NamedTuple):
    """One row that an action touched.

    Attributes:
        operation: ``added``, ``changed`` or ``removed``.
        before: The values that were there, of a changed row only those that changed.
    """

    action: int
    label: str
    who: str
    when: str
    table: str
    row: int
    operation: str
    before: dict[str, Any]


def list_changes(session: Session, contact_id: int) -> list[ChangeRow]:
    """All that the journal still knows of the contact and its parts, the newest first."""
    query = (
        select(Action, Change)
        .join(Change, Change.action_id == Action.id)
        .where(Change.id.in_(touching(contact_id)))
        .order_by(Change.id.desc())
    )
    return [
        ChangeRow(
            action.id,
            str(Text.load(action.label)),
            action.who,
            f"{action.at.isoformat()}Z",
            change.table_name,
            change.row_id,
            _OPERATIONS[change.operation],
            {name: value for name, (value,) in json.loads(change.old or "{}").items()},
        )
        for action, change in session.execute(query)
    ]


def current_action(session: Session) -> int | None:
    """The action that is being done in this session, for undoing it later by its number."""
    return session.scalar(select(JournalState.action_id))


def next_undo(session: Session) -> Text | None:
    """What Undo would take back now, for its menu entry; None when there is nothing."""
    try:
        return steps.to_undo(session.connection()).label
    except UserError:
        return None


class Turns(NamedTuple):
    """What Undo and Redo would do now; None for nothing.

    Attributes:
        undo: What Undo would take back.
        redo: What Redo would do again.
        final: The last action, where it cannot be taken back and so stops Undo.
    """

    undo: Text | None
    redo: Text | None
    final: Text | None


def next_turns(session: Session) -> Turns:
    """What Undo and Redo would do now, for their buttons."""
    connection = session.connection()
    try:
        redo = steps.to_redo(connection).label
    except UserError:
        redo = None
    return Turns(next_undo(session), redo, steps.final_step(connection))


def list_kept(session: Session, action_id: int) -> list[int] | None:
    """The contacts that the undoing of an action left as they were; None while it stands."""
    if session.scalar(select(Action.undone_by).where(Action.id == action_id)) is None:
        return None
    kept = select(Change.row_id).where(
        Change.action_id == action_id, Change.table_name == "contact", Change.undone.is_(None)
    )
    return list(session.scalars(kept.distinct()))


def touching(contact_id: int) -> CompoundSelect[int]:
    """The changes of the contact's own row, of the parts that it has, and of those that it had.

    An insertion keeps no values, so whose part it was is told by the row as it is now, or by
    what a later change of that row keeps.
    """
    own = select(Change.id).where(Change.table_name == "contact", Change.row_id == contact_id)
    return union(own, *(_of_parts(key, contact_id) for key in _OWNERS))


def _of_parts(key: Column[int], contact_id: int) -> Select[int]:
    table = key.table.name
    now = select(key.table.c["id"]).where(key == contact_id)
    owner = type_coerce(Change.old, JSON)[(key.name, 0)].as_integer()
    before = select(Change.row_id).where(Change.table_name == table, owner == contact_id)
    return select(Change.id).where(
        Change.table_name == table, Change.row_id.in_(union(now, before))
    )
