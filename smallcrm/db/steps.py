"""Which action Undo and Redo would take."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from smallcrm.core.errors import UserError
from smallcrm.core.text import T, Text

_LAST = (
    "SELECT id, label, can_undo, id > (SELECT min(id) FROM action) FROM action"
    " WHERE undone_by IS NULL AND undoes IS NULL ORDER BY id DESC LIMIT 1"
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
        return _last(connection)
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


def final_step(connection: Connection) -> Text | None:
    """What the last action is called where it is final and so stops Undo; else None."""
    found = connection.exec_driver_sql(_LAST).first()
    if found is None:
        return None
    _id, label, can_undo, is_later = found
    return Text.load(label) if is_later and not can_undo else None


def to_redo(connection: Connection) -> Step:
    """The undoing that Redo would take back.

    Raises:
        UserError: there is none, or something was done since.
    """
    found = connection.exec_driver_sql(_REDOABLE).first()
    if found is None:
        raise UserError(T("There is nothing to redo."))
    return Step(found[0], Text.load(found[1]))


def _last(connection: Connection) -> Step:
    """The last action; a final one is not passed over: what came before may belong to it."""
    if (label := final_step(connection)) is not None:
        raise UserError(
            T("The last step, “{label}”, cannot be undone.", label=label),
            hint=T(
                "What is issued, sent, erased or restored is final; a document can be made void."
            ),
        )
    found = connection.exec_driver_sql(_LAST).first()
    if found is None or not found.can_undo:  # the making of the file
        raise UserError(T("There is nothing to undo."))
    return Step(found.id, Text.load(found.label))
