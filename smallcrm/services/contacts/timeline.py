"""What happened with a contact, newest first, some entries at a time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from smallcrm.core.money import Money
from smallcrm.models import Activity, Contact, Document
from smallcrm.services.contacts.view import TimelineEntry

PAGE = 50
_CREATED = "created"


def list_timeline(
    session: Session, contact_id: int, *, start: int = 0, limit: int = PAGE
) -> tuple[TimelineEntry, ...]:
    """The entries from number *start* on, newest first; the last of all is ``created``."""
    parts = (_notes(contact_id), _documents(contact_id), _beginning(contact_id))
    entries = union_all(*parts).subquery()
    newest = (
        select(entries)
        .order_by(entries.c.at.desc(), entries.c.rank.desc(), entries.c.id.desc())
        .offset(start)
        .limit(limit)
    )
    return tuple(
        TimelineEntry(
            row.kind,
            row.at,
            row.title,
            row.body,
            None if row.total is None else Money(row.total, row.currency),
            row.id,
        )
        for row in session.execute(newest)
    )


def _notes(contact_id: int) -> Select[*tuple[Any, ...]]:
    return select(
        Activity.kind.label("kind"),
        Activity.at.label("at"),
        literal("").label("title"),
        Activity.body.label("body"),
        null().label("total"),
        literal("").label("currency"),
        Activity.id.label("id"),
        literal(1).label("rank"),
    ).where(Activity.contact_id == contact_id, Activity.deleted_at.is_(None))


def _documents(contact_id: int) -> Select[*tuple[Any, ...]]:
    return select(
        Document.kind,
        func.coalesce(Document.issued_at, Document.created_at),
        func.coalesce(Document.number, ""),
        literal(""),
        Document.total,
        Document.currency,
        Document.id,
        literal(1),
    ).where(Document.customer_id == contact_id, Document.deleted_at.is_(None))


def _beginning(contact_id: int) -> Select[*tuple[Any, ...]]:
    return select(
        literal(_CREATED),
        Contact.created_at,
        literal(""),
        literal(""),
        null(),
        literal(""),
        Contact.id,
        literal(0),
    ).where(Contact.id == contact_id)
