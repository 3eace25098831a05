"""What happened with a contact, newest first, some entries at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from smallcrm.core.money import Money
from smallcrm.models import Activity, Contact, Document

PAGE = 50
_CREATED = "created"


class TimelineEntry(NamedTuple):
    """One thing that happened, newest first.

    Attributes:
        kind: ``note``, ``call``, ``meeting``, ``email``, ``quote``, ``order``, ``invoice``,
            ``credit_note`` or ``created``.
        title: A document's number, empty for a draft and for notes.
        amount: Of a document, None elsewhere.
        id: Of the note or the document.
    """

    kind: str
    at: datetime
    title: str
    body: str
    amount: Money | None
    id: int


def list_timeline(
    session: Session, contact_id: int, *, start: int = 0, limit: int = PAGE
) -> tuple[TimelineEntry, ...]:
    """The entries from number *start* on, newest first; the last of all is ``created``."""
    newest = _newest_first([contact_id]).offset(start).limit(limit)
    return tuple(_entry(row) for row in session.execute(newest))


def list_timelines(session: Session, ids: Sequence[int]) -> dict[int, tuple[TimelineEntry, ...]]:
    """All entries of each contact, newest first; of one that is gone, none."""
    found: dict[int, list[TimelineEntry]] = defaultdict(list)
    for row in session.execute(_newest_first(ids)):
        found[row.contact_id].append(_entry(row))
    return {contact_id: tuple(found[contact_id]) for contact_id in ids}


def _newest_first(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    entries = union_all(_notes(ids), _documents(ids), _beginning(ids)).subquery()
    return select(entries).order_by(entries.c.at.desc(), entries.c.rank.desc(), entries.c.id.desc())


def _entry(row: Row[*tuple[Any, ...]]) -> TimelineEntry:
    amount = None if row.total is None else Money(row.total, row.currency)
    return TimelineEntry(row.kind, row.at, row.title, row.body, amount, row.id)


def _notes(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    return select(
        Activity.kind.label("kind"),
        Activity.at.label("at"),
        literal("").label("title"),
        Activity.body.label("body"),
        null().label("total"),
        literal("").label("currency"),
        Activity.id.label("id"),
        literal(1).label("rank"),
        Activity.contact_id.label("contact_id"),
    ).where(Activity.contact_id.in_(ids), Activity.deleted_at.is_(None))


def _documents(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    return select(
        Document.kind,
        func.coalesce(Document.issued_at, Document.created_at),
        func.coalesce(Document.number, ""),
        literal(""),
        Document.total,
        Document.currency,
        Document.id,
        literal(1),
        Document.customer_id,
    ).where(Document.customer_id.in_(ids), Document.deleted_at.is_(None))


def _beginning(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    return select(
        literal(_CREATED),
        Contact.created_at,
        literal(""),
        literal(""),
        null(),
        literal(""),
        Contact.id,
        literal(0),
        Contact.id,
    ).where(Contact.id.in_(ids))
