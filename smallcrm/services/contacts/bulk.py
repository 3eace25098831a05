"""What is done to many contacts at once: tags, consent, one field; one statement for hundreds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.chunks import chunks
from smallcrm.core.errors import UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import T, Text
from smallcrm.db import bulk
from smallcrm.models import Contact, ContactTag, CustomField, CustomValue, Tag
from smallcrm.services.contacts.checks import visible
from smallcrm.services.contacts.custom import refuse_misfit
from smallcrm.services.contacts.drafts import GIVEN, REFUSED
from smallcrm.services.custom_fields import get_field

_AT_ONCE = 500  # ids in one statement
_LONGEST_TAG, _LONGEST = 150, 100  # characters
# The fields that it makes sense to set for many; those of one's own come on top.
FIELDS: Mapping[str, Text] = {
    "source": T("Source"),
    "owner": T("Owner"),
    "role": T("Role"),
    "language": T("Language of documents"),
    "currency": T("Currency"),
}
_NO_SYNC = {"synchronize_session": False}


def tag(session: Session, contact_ids: Sequence[int], name: str) -> int:
    """Give contacts a tag; return how many did not have it.

    Raises:
        UserError: the tag has no name.
    """
    words = " ".join(visible(name).split())[:_LONGEST_TAG]
    if not words:
        raise UserError(
            T("A tag needs a name."), hint=T("Nothing was changed. Type one."), field="tag"
        )
    tag_id = session.scalar(select(Tag.id).where(Tag.folded == fold(words)))
    if tag_id is None:
        made = Tag(name=words, folded=fold(words))
        session.add(made)
        session.flush()
        tag_id = made.id
    fresh: list[int] = []
    for chunk in chunks(contact_ids, _AT_ONCE):
        have = select(ContactTag.contact_id).where(ContactTag.tag_id == tag_id)
        query = select(Contact.id).where(Contact.id.in_(chunk), Contact.id.not_in(have))
        fresh += session.scalars(query)
    rows = [(contact_id, tag_id) for contact_id in fresh]
    bulk.insert_rows(session.connection(), "contact_tag", ("contact_id", "tag_id"), rows)
    _touch(session, fresh)
    return len(fresh)


def untag(session: Session, contact_ids: Sequence[int], name: str) -> int:
    """Take a tag from contacts; return how many had it."""
    tag_id = session.scalar(select(Tag.id).where(Tag.folded == fold(name.strip())))
    had: list[int] = []
    for chunk in chunks(contact_ids, _AT_ONCE):
        gone = delete(ContactTag).where(
            ContactTag.contact_id.in_(chunk), ContactTag.tag_id == tag_id
        )
        had += session.scalars(gone.returning(ContactTag.contact_id), execution_options=_NO_SYNC)
    _touch(session, had)
    return len(had)


def list_tags_of(session: Session, contact_ids: Sequence[int]) -> list[str]:
    """The tags that some of these contacts have, in order."""
    used: dict[str, str] = {}
    for chunk in chunks(contact_ids, _AT_ONCE):
        query = select(Tag.folded, Tag.name).join(ContactTag)
        used.update(session.execute(query.where(ContactTag.contact_id.in_(chunk))).all())
    return [used[folded] for folded in sorted(used)]


def set_consent(
    session: Session, contact_ids: Sequence[int], consent: str, source: str = ""
) -> int:
    """Say that contacts agreed to advertising, or refused, or were not asked; today.

    Those whose consent is that already keep its day.

    Args:
        session: The session.
        contact_ids: Who.
        consent: ``given``, ``refused`` or empty.
        source: Where it was said.
    """
    if consent not in {GIVEN, REFUSED, ""}:
        raise UserError(T("A consent is given or refused."), hint=T("Nothing was changed."))
    day: date | None = clock.today() if consent else None
    values = {"consent": consent, "consent_on": day, "consent_source": visible(source)[:200]}
    return _update(session, contact_ids, values, Contact.consent != consent)


def set_field(session: Session, contact_ids: Sequence[int], field: str, value: str) -> int:
    """Put *value* into one field of all these contacts; return how many it changed.

    Args:
        session: The session.
        contact_ids: Who.
        field: One of ``FIELDS``, or ``custom:UID``.
        value: Empty to clear the field.

    Raises:
        UserError: there is no such field, or the value is not of its kind.
    """
    words = visible(value)
    uid = field.removeprefix("custom:")
    if uid != field:
        return _set_custom(session, contact_ids, uid, words)
    if field not in FIELDS:
        raise UserError(
            T("There is no field called {name}.", name=field), hint=T("Nothing was changed.")
        )
    column = getattr(Contact, field)
    words = " ".join(words.split())[:_LONGEST]
    return _update(session, contact_ids, {field: words}, column != words)


def _set_custom(session: Session, contact_ids: Sequence[int], uid: str, value: str) -> int:
    field_id = session.scalar(select(CustomField.id).where(CustomField.uid == uid))
    field = get_field(session, field_id or 0)
    kept = refuse_misfit(field, value) if value else ""
    changed: list[int] = []
    for chunk in chunks(contact_ids, _AT_ONCE):
        theirs = CustomValue.contact_id.in_(chunk), CustomValue.field_id == field.id
        gone = delete(CustomValue).where(*theirs, CustomValue.value != kept)
        found = gone.returning(CustomValue.contact_id)
        had = session.scalars(found, execution_options=_NO_SYNC).all()
        same = select(CustomValue.contact_id).where(*theirs)
        others = select(Contact.id).where(Contact.id.in_(chunk), Contact.id.not_in(same))
        changed += session.scalars(others).all() if kept else had
    if kept:
        rows = [(contact_id, field.id, kept) for contact_id in changed]
        columns = ("contact_id", "field_id", "value")
        bulk.insert_rows(session.connection(), "custom_value", columns, rows)
    _touch(session, changed)
    return len(changed)


def _update(
    session: Session, contact_ids: Sequence[int], values: Mapping[str, Any], differs: Any
) -> int:
    count = 0
    for chunk in chunks(contact_ids, _AT_ONCE):
        wanted = update(Contact).where(Contact.id.in_(chunk), differs).values(**values)
        found = session.execute(wanted.returning(Contact.id), execution_options=_NO_SYNC)
        count += len(found.all())
    return count


def _touch(session: Session, contact_ids: Sequence[int]) -> None:
    """They were changed just now."""
    for chunk in chunks(contact_ids, _AT_ONCE):
        session.execute(
            update(Contact).where(Contact.id.in_(chunk)).values(updated_at=clock.now()),
            execution_options=_NO_SYNC,
        )
