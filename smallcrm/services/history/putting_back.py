"""Give a contact back a single value that it had."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from smallcrm.services import contacts
from smallcrm.services.contacts.drafts import ContactDraft
from smallcrm.services.history.past import get_past


def list_differences(then: ContactDraft, now: ContactDraft) -> tuple[str, ...]:
    """The names of the fields that are not what they were, in the order of a draft."""
    return tuple(name for name in ContactDraft._fields if getattr(then, name) != getattr(now, name))


def put_back(session: Session, contact_id: int, action: int, name: str) -> None:
    """Make the field *name* what it was when *action* was done; everything else stays.

    Raises:
        NotFound: the contact did not exist then, or is gone now.
    """
    then = get_past(session, contact_id, action).draft
    value: dict[str, Any] = {name: getattr(then, name)}
    contacts.change(session, contact_id, contacts.get_draft(session, contact_id)._replace(**value))
