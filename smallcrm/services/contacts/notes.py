"""What changes the notes on a contact's timeline; ``commands.add_note`` puts them there."""

from __future__ import annotations

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.models import Activity
from smallcrm.services.contacts.checks import visible


def change_note(session: Session, note_id: int, body: str) -> None:
    """Give a note other words; it stays at its place in the timeline.

    Raises:
        UserError: no words are left.
        NotFound: the note is gone.
    """
    words = visible(body)
    if not words:
        raise UserError(T("A note needs some words."), field="body")
    _get(session, note_id).body = words
    session.flush()


def remove_note(session: Session, note_id: int) -> None:
    """Take a note off the timeline; the file keeps it, and undo brings it back.

    Raises:
        NotFound: the note is gone already.
    """
    _get(session, note_id).deleted_at = clock.now()
    session.flush()


def _get(session: Session, note_id: int) -> Activity:
    note = session.get(Activity, note_id)
    if note is None or note.deleted_at is not None:
        raise NotFound(T("This note no longer exists."))
    return note
