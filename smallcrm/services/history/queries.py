"""Read the journal."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from smallcrm.core.text import Text
from smallcrm.models import Action, Change


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
    own = (Change.table_name == "contact") & (Change.row_id == contact_id)
    parts = func.json_extract(Change.old, "$.contact_id[0]") == contact_id
    return or_(own, parts)
