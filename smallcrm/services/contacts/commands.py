"""What changes contacts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.models import (
    Activity,
    Address,
    Contact,
    ContactTag,
    CustomValue,
    Email,
    External,
    Phone,
    Relation,
    Url,
)
from smallcrm.services.contacts.checks import checked
from smallcrm.services.contacts.drafts import ContactDraft
from smallcrm.services.contacts.rows import ContactRows
from smallcrm.services.contacts.stored import OWN, get_draft
from smallcrm.services.settings import get_business

# Each multi-valued part of a draft, and the table that holds it.
_PARTS: dict[str, Any] = {
    "emails": Email,
    "phones": Phone,
    "addresses": Address,
    "urls": Url,
    "tags": ContactTag,
    "custom": CustomValue,
    "external": External,
    "company": Relation,
}


def create(session: Session, draft: ContactDraft) -> int:
    """Add a contact and return its id; a company that is named and not there yet is made too.

    Raises:
        UserError: nothing names the contact, or an e-mail or birthday is not right.
    """
    rows = ContactRows(session, get_business(session).country)
    contact_ids = rows.reserve(1)
    rows.add([checked(draft)], contact_ids)
    return contact_ids[0]


def change(session: Session, contact_id: int, draft: ContactDraft) -> None:
    """Make the contact what *draft* says; parts that stay the same are not touched.

    Raises:
        NotFound: the contact is gone.
        UserError: as for ``create``.
    """
    if session.get(Contact, contact_id) is None:
        raise NotFound(T("This contact no longer exists."))
    rows = ContactRows(session, get_business(session).country)
    put(session, contact_id, get_draft(session, contact_id), checked(draft), rows)


def put(
    session: Session, contact_id: int, before: ContactDraft, after: ContactDraft, rows: ContactRows
) -> None:
    """Turn the contact from *before*, as it is stored, into *after*; nothing is checked.

    For files: what is odd in them was told already, and *rows* knows what else they bring.
    """
    own = {name: getattr(after, name) for name in OWN if _differ(before, after, name)}
    if "name" in own:
        own["folded"] = fold(after.name)
    changed = [part for part in _PARTS if _differ(before, after, part)]
    if not own and not changed:
        return
    own["updated_at"] = clock.now()
    session.execute(update(Contact).where(Contact.id == contact_id).values(own))
    for part in changed:
        table = _PARTS[part]
        session.execute(delete(table).where(table.contact_id == contact_id))
    rows.add_parts(contact_id, _only(after, changed), {})
    rows.flush()


def archive(session: Session, contact_ids: Sequence[int]) -> int:
    """Put contacts into the bin; what refers to them stays. Return how many."""
    return _set_deleted(session, contact_ids, archived=True)


def restore(session: Session, contact_ids: Sequence[int]) -> int:
    """Take contacts out of the bin. Return how many."""
    return _set_deleted(session, contact_ids, archived=False)


def add_note(session: Session, contact_id: int, body: str) -> int:
    """Put a note on the contact's timeline and return its id."""
    if not body.strip():
        raise UserError(T("A note needs some words."), field="body")
    if session.get(Contact, contact_id) is None:
        raise NotFound(T("This contact no longer exists."))
    note = Activity(contact_id=contact_id, kind="note", body=body.strip())
    session.add(note)
    session.flush()
    return note.id


def _differ(before: ContactDraft, after: ContactDraft, name: str) -> bool:
    return bool(getattr(before, name) != getattr(after, name))


def _only(draft: ContactDraft, parts: Sequence[str]) -> ContactDraft:
    values = {part: getattr(draft, part) for part in parts}
    return ContactDraft(draft.name, draft.kind, role=draft.role, **values)


def _set_deleted(session: Session, contact_ids: Sequence[int], *, archived: bool) -> int:
    is_there = Contact.deleted_at.is_(None) if archived else Contact.deleted_at.is_not(None)
    found = session.scalars(select(Contact.id).where(Contact.id.in_(contact_ids), is_there)).all()
    if not found:
        raise NotFound(T("This contact no longer exists."))
    when = clock.now() if archived else None
    session.execute(update(Contact).where(Contact.id.in_(found)).values(deleted_at=when))
    return len(found)
