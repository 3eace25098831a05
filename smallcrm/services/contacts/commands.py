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
    contact = session.get(Contact, contact_id)
    if contact is None:
        raise NotFound(T("This contact no longer exists."))
    draft = checked(draft)
    before = get_draft(session, contact_id)
    for name in OWN:
        if getattr(contact, name) != getattr(draft, name):
            setattr(contact, name, getattr(draft, name))
    contact.folded = fold(draft.name)
    changed = [part for part in _PARTS if getattr(before, part) != getattr(draft, part)]
    if changed:
        contact.updated_at = clock.now()
    session.flush()
    for part in changed:
        table = _PARTS[part]
        session.execute(delete(table).where(table.contact_id == contact_id))
    rows = ContactRows(session, get_business(session).country)
    rows.add_parts(contact_id, _only(draft, changed), {})
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
