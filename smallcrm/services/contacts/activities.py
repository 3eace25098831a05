"""What people write on a contact's timeline, from notes to visits: added, changed, removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.models import Activity, Deal
from smallcrm.services.contacts.checks import existing, visible
from smallcrm.services.staff import find_me

NOTE, CALL, MEETING, EMAIL = "note", "call", "meeting", "email"
VISIT, MESSAGE = "visit", "message"
KINDS = (NOTE, CALL, MEETING, VISIT, MESSAGE, EMAIL)
_DIRECTED, _LASTING = frozenset({CALL, MESSAGE, EMAIL}), frozenset({CALL, MEETING, VISIT})
INCOMING, OUTGOING = "in", "out"
# How a call went; NO_ANSWER of an incoming one: it was missed.
REACHED, NO_ANSWER, VOICEMAIL, BUSY = "reached", "no_answer", "voicemail", "busy"
CALL_OUTCOMES = (REACHED, NO_ANSWER, VOICEMAIL, BUSY)
CHANNELS = ("whatsapp", "viber", "telegram", "sms")  # what a message went by, as its outcome
NOBODY = 0  # as the owner of an entry: none of the staff
LONGEST_TITLE, LONGEST_OUTCOME = 300, 100  # characters
_LONGEST_CALL = 7 * 24 * 3600  # seconds; more is a slip of the finger


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    """An entry of the timeline as a form has it, not yet checked.

    Attributes:
        kind: One of ``KINDS``.
        body: What was said; a note needs it, the others do not.
        title: What it was about: the subject of an e-mail.
        direction: ``in`` or ``out``, of a call, an e-mail or a message; empty where nobody knows.
        seconds: How long a call, a meeting or a visit took.
        outcome: What came of it: one of ``CALL_OUTCOMES`` or words of one's own. What a message
            went by: one of ``CHANNELS`` or other words.
        at: When it was, in UTC; now when None (or, in a change, when it was before).
        deal_id: The deal that it is about; a change leaves it as it is.
        owner_id: Who of the staff it was, or ``NOBODY``. None of a new entry is whoever uses the
            program now; in a change it is nobody.
        origin_key: What the mail or the row it came from is known by; no two entries have the
            same. None where a person typed it; a change leaves it as it is.
    """

    kind: str = NOTE
    body: str = ""
    title: str = ""
    direction: str = ""
    seconds: int | None = None
    outcome: str = ""
    at: datetime | None = None
    deal_id: int | None = None
    owner_id: int | None = None
    origin_key: str | None = None


def add_activity(session: Session, contact_id: int, draft: ActivityDraft) -> int:
    """Put an entry on the contact's timeline and return its id.

    Raises:
        UserError: a note without words, or something that no call can have.
        NotFound: the contact or the deal is gone.
    """
    entry = Activity(contact_id=contact_id, deal_id=draft.deal_id, **_checked(draft))
    existing(session, contact_id)
    if draft.deal_id is not None and session.get(Deal, draft.deal_id) is None:
        raise NotFound(T("This deal is not there any more. Nothing was saved."))
    entry.at = draft.at or clock.now()
    entry.owner_id = _owner(session, draft)
    entry.origin_key = draft.origin_key
    session.add(entry)
    session.flush()
    return entry.id


def change_activity(session: Session, activity_id: int, draft: ActivityDraft) -> None:
    """Make the entry what *draft* says; it stays at its time unless the draft has another one.

    Raises:
        UserError: as for ``add_activity``.
        NotFound: the entry is gone.
    """
    values = _checked(draft)
    entry = _get(session, activity_id)
    for name, value in values.items():
        setattr(entry, name, value)
    entry.at = draft.at or entry.at
    entry.owner_id = draft.owner_id or None
    session.flush()


def get_activity(session: Session, activity_id: int) -> ActivityDraft:
    """The entry as a form shows it; raises NotFound when it is gone."""
    entry = _get(session, activity_id)
    return ActivityDraft(
        entry.kind,
        entry.body,
        entry.title,
        entry.direction,
        entry.seconds,
        entry.outcome,
        entry.at,
        entry.deal_id,
        entry.owner_id,
        entry.origin_key,
    )


def remove_activity(session: Session, activity_id: int) -> None:
    """Take an entry off the timeline; the file keeps it, and undo brings it back.

    Raises:
        NotFound: the entry is gone already.
    """
    _get(session, activity_id).deleted_at = clock.now()
    session.flush()


def add_note(session: Session, contact_id: int, body: str) -> int:
    """Put a note on the contact's timeline and return its id; raises what ``add_activity`` does."""
    return add_activity(session, contact_id, ActivityDraft(NOTE, body))


def _checked(draft: ActivityDraft) -> dict[str, object]:
    body = visible(draft.body)
    title = " ".join(visible(draft.title).split())[:LONGEST_TITLE]
    if draft.kind not in KINDS or draft.direction not in {"", INCOMING, OUTGOING}:
        raise ValueError(draft)
    if draft.kind == NOTE and not body:
        raise UserError(
            T("A note needs some words."), hint=T("Nothing was saved. Write it down."), field="body"
        )
    if draft.seconds is not None and not 0 <= draft.seconds <= _LONGEST_CALL:
        raise UserError(
            T("Nothing takes as long as that."),
            hint=T("Nothing was saved. Write how many minutes it took."),
            field="seconds",
        )
    outcome = " ".join(visible(draft.outcome).split())[:LONGEST_OUTCOME]
    is_note = draft.kind == NOTE
    return {
        "kind": draft.kind,
        "body": body,
        "title": "" if is_note else title,
        "direction": draft.direction if draft.kind in _DIRECTED else "",
        "seconds": draft.seconds if draft.kind in _LASTING else None,
        "outcome": "" if is_note else outcome,
    }


def _owner(session: Session, draft: ActivityDraft) -> int | None:
    if draft.owner_id is not None:
        return draft.owner_id or None
    me = find_me(session)
    return None if me is None else me.id


def _get(session: Session, activity_id: int) -> Activity:
    entry = session.get(Activity, activity_id)
    if entry is None or entry.deleted_at is not None:
        raise NotFound(T("This entry no longer exists."))
    return entry
