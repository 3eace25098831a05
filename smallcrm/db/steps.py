"""Which action Undo and Redo would take."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from smallcrm.core.errors import UserError
from smallcrm.core.text import T, Text

_LAST = (
    "SELECT id, label FROM action WHERE can_undo AND undone_by IS NULL AND undoes IS NULL"
    " ORDER BY id DESC LIMIT 1"
)
_NAMED = (
    "SELECT label, can_undo, EXISTS (SELECT 1 FROM change c WHERE c.action_id = a.id"
    " AND c.undone IS NULL) FROM action a WHERE id = ?"
)
# Redo only while nothing new was done after the undo, as in every editor.
_REDOABLE = (
    "SELECT id, label FROM action WHERE id > coalesce((SELECT max(id) FROM action"
    " WHERE undoes IS NULL), 0) AND undone_by IS NULL"
    " AND (SELECT undoes FROM action original WHERE original.id = action.undoes) IS NULL"
    " ORDER BY id DESC LIMIT 1"
)


class Step(NamedTuple):
    """An action that can be taken back, and what it is called."""

    action: int
    label: Text


def to_undo(connection: Connection, action_id: int | None = None) -> Step:
    """The last action that stands, or the one named as far as anything of it still stands.

    Raises:
        UserError: there is none, or it is final.
    """
    if action_id is None:
        return _step(connection, _LAST, T("There is nothing to undo."))
    found = connection.exec_driver_sql(_NAMED, (action_id,)).first()
    if found is None:
        raise UserError(T("The history has no step {number}.", number=action_id))
    label, can_undo, stands = found
    if not can_undo:
        raise UserError(
            T("“{label}” cannot be undone.", label=Text.load(label)),
            hint=T("Nothing was changed. What was issued, sent, erased or restored is final."),
        )
    if not stands:
        raise UserError(T("“{label}” was undone already.", label=Text.load(label)))
    return Step(action_id, Text.load(label))


def to_redo(connection: Connection) -> Step:
    """The undoing that Redo would take back.

    Raises:
        UserError: there is none, or something was done since.
    """
    return _step(connection, _REDOABLE, T("There is nothing to redo."))


def _step(connection: Connection, sql: str, nothing: Text) -> Step:
    found = connection.exec_driver_sql(sql).first()
    if found is None:
        raise UserError(nothing)
    return Step(found[0], Text.load(found[1]))
