"""What changes contacts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.chunks import chunks
from smallcrm.core.errors import NotFound
from smallcrm.core.text import T
from smallcrm.models import Contact
from smallcrm.services.contacts.changing import Change, put
from smallcrm.services.contacts.checks import checked, dated, existing
from smallcrm.services.contacts.custom import checked_custom
from smallcrm.services.contacts.drafts import ContactDraft
from smallcrm.services.contacts.rows import ContactRows
from smallcrm.services.contacts.stored import get_draft
from smallcrm.services.custom_fields import list_fields
from smallcrm.services.settings import get_business

_AT_ONCE = 500  # ids in one statement


def create(session: Session, draft: ContactDraft) -> int:
    """Add a contact and return its id; a company that is named and not there yet is made too.

    Raises:
        UserError: nothing names the contact, or an e-mail or birthday is not right.
    """
    clean = checked_custom(checked(draft), list_fields(session), {})
    rows = ContactRows(session, get_business(session).country)
    contact_ids = rows.reserve(1)
    rows.add([dated(ContactDraft(""), clean)], contact_ids)
    return contact_ids[0]


def change(session: Session, contact_id: int, draft: ContactDraft) -> None:
    """Make the contact what *draft* says; parts that stay the same are not touched.

    Raises:
        NotFound: the contact is gone.
        UserError: as for ``create``.
    """
    contact = existing(session, contact_id)
    rows = ContactRows(session, get_business(session).country)
    before = get_draft(session, contact_id)
    after = checked_custom(checked(draft), list_fields(session), before.custom)
    step = Change(before, dated(before, after))
    put(session, {contact_id: step}, rows)
    session.expire(contact)


def archive(session: Session, contact_ids: Sequence[int]) -> int:
    """Put contacts into the bin; what refers to them stays. Return how many."""
    return _set_deleted(session, contact_ids, archived=True)


def restore(session: Session, contact_ids: Sequence[int]) -> int:
    """Take contacts out of the bin. Return how many."""
    return _set_deleted(session, contact_ids, archived=False)


def _set_deleted(session: Session, contact_ids: Sequence[int], *, archived: bool) -> int:
    is_there = Contact.deleted_at.is_(None) if archived else Contact.deleted_at.is_not(None)
    when = clock.now() if archived else None
    count = 0
    for chunk in chunks(contact_ids, _AT_ONCE):
        wanted = update(Contact).where(Contact.id.in_(chunk), is_there).values(deleted_at=when)
        changed = session.execute(wanted.returning(Contact.id))
        count += len(changed.all())
    if not count:
        raise NotFound(T("This contact no longer exists."))
    return count
