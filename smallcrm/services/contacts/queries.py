"""What reads contacts: ids and plain rows for lists, drafts for forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, TypeVarTuple

from sqlalchemy import (
    BindParameter,
    Select,
    String,
    and_,
    bindparam,
    column,
    func,
    literal_column,
    select,
    text,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from smallcrm.core.chunks import chunks
from smallcrm.core.fold import fold
from smallcrm.db import search as index
from smallcrm.db.ids import fetch_ids
from smallcrm.db.rows import fetch_rows
from smallcrm.models import (
    Address,
    Contact,
    ContactTag,
    Email,
    External,
    Phone,
    Relation,
    Tag,
)
from smallcrm.services.contacts.checks import existing
from smallcrm.services.contacts.drafts import OWN_SYSTEM

Columns = TypeVarTuple("Columns")
_AT_ONCE = 500  # ids in one statement
_LAST = "\U0010ffff"  # sorts behind every letter


_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)
_COMPANY = aliased(Contact)
# Made once: while a list is dragged, building them anew took a third of the time of a page.
_LINES = (
    select(Contact.id, Contact.uid, Contact.kind, Contact.name, _COMPANY.name, Contact.updated_at)
    .outerjoin(Relation, and_(Relation.contact_id == Contact.id, Relation.position == 0))
    .outerjoin(_COMPANY, _COMPANY.id == Relation.company_id)
    .where(Contact.id.in_(_IDS))
)
_TAGS = (
    select(ContactTag.contact_id, Tag.name)
    .join(Tag)
    .where(ContactTag.contact_id.in_(_IDS))
    .order_by(ContactTag.id)
)


def _part(
    name: str,
    table: type[Email] | type[Phone] | type[Address] | type[ContactTag],
    value: InstrumentedAttribute[str],
    place: InstrumentedAttribute[int],
) -> Select[str, int, str, int]:
    query = select(literal_column(f"'{name}'", String), table.contact_id, value, place)
    return query.where(table.contact_id.in_(_IDS))


# One question instead of four: of a few lines most of the time went into asking.
_PARTS = union_all(
    _part("emails", Email, Email.value, Email.position),
    _part("phones", Phone, Phone.value, Phone.position),
    _part("cities", Address, Address.city, Address.position),
    _part("tags", ContactTag, Tag.name, ContactTag.id).join(Tag),
).order_by(column("position"))


class ContactRow(NamedTuple):
    """One line of the contact list."""

    id: int
    uid: str
    kind: str
    name: str
    company: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    city: str
    tags: tuple[str, ...]
    updated_at: datetime


def list_ids(
    session: Session, *, search: str = "", tag: str = "", kind: str = "", archived: bool = False
) -> list[int]:
    """The ids of the matching contacts, in the order of their folded names.

    Args:
        session: The session.
        search: Words that must all be found, in any part of the contact.
        tag: Only those that have this tag.
        kind: ``person`` or ``company``.
        archived: Those in the bin instead.
    """
    query = filtered(select(Contact.id), search, tag, kind, archived=archived)
    if query is None:
        return []
    return fetch_ids(session, query.order_by(Contact.folded, Contact.id))


def find_ids(session: Session, typed: str, *, kind: str = "", limit: int = 200) -> list[int]:
    """Some contacts that somebody may mean who has typed so much; quick however many there are.

    First those whose names begin like that, in the order of their names. Then others that have
    the words anywhere, in that order too; of very many only the oldest.

    Args:
        session: The session.
        typed: A name, a word of it, a part of anything that ``list_ids`` finds by.
        kind: ``person`` or ``company``.
        limit: How many at most.
    """
    begin = fold(" ".join(typed.split()))
    named = filtered(select(Contact.id), "", "", kind, archived=False)
    hits = filtered(select(Contact.folded, Contact.id), typed, "", kind, archived=False)
    if not begin or named is None or hits is None:
        return []
    named = named.where(Contact.folded >= begin, Contact.folded < begin + _LAST)
    found = session.scalars(named.order_by(Contact.folded, Contact.id).limit(limit)).all()
    if len(found) < limit:
        others = sorted(session.execute(hits.limit(limit)))
        found = [*found, *(contact_id for _, contact_id in others)]
    return list(dict.fromkeys(found))[:limit]


def count(
    session: Session, *, search: str = "", tag: str = "", kind: str = "", archived: bool = False
) -> int:
    """How many contacts ``list_ids`` would give."""
    query = filtered(select(func.count(Contact.id)), search, tag, kind, archived=archived)
    return 0 if query is None else session.scalar(query) or 0


def list_rows(session: Session, ids: Sequence[int]) -> dict[int, ContactRow]:
    """The lines for *ids* (a page of them); an id that is gone is left out."""
    wanted = {"ids": ids}
    parts: dict[tuple[str, int], list[str]] = defaultdict(list)
    for part, contact_id, value, _ in fetch_rows(session, _PARTS, wanted):
        parts[part, contact_id].append(value)
    return {
        row[0]: ContactRow(
            id=row[0],
            uid=row[1],
            kind=row[2],
            name=row[3],
            company=row[4] or "",
            emails=tuple(parts["emails", row[0]]),
            phones=tuple(parts["phones", row[0]]),
            city=next(iter(parts["cities", row[0]]), ""),
            tags=tuple(parts["tags", row[0]]),
            updated_at=row[5],
        )
        for row in fetch_rows(session, _LINES, wanted)
    }


def list_names(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """The names of many contacts; an id that is gone is left out."""
    found: dict[int, str] = {}
    for chunk in chunks(ids, _AT_ONCE):
        query = select(Contact.id, Contact.name).where(Contact.id.in_(chunk))
        found.update(session.execute(query).all())
    return found


def list_tags(session: Session) -> list[str]:
    """The tags that some contact has, in order."""
    used = select(ContactTag.tag_id).distinct()
    return list(session.scalars(select(Tag.name).where(Tag.id.in_(used)).order_by(Tag.folded)))


def get_uid(session: Session, contact_id: int) -> str:
    """The name that the contact has in every copy of the data.

    Raises:
        NotFound: there is no such contact.
    """
    return existing(session, contact_id).uid


def find_by_uid(session: Session, uid: str) -> int | None:
    """The contact *uid*, or the one that it was merged into; None where neither is there."""
    own = session.scalar(select(Contact.id).where(Contact.uid == uid))
    merged = select(External.contact_id).where(External.system == OWN_SYSTEM, External.value == uid)
    return own if own is not None else session.scalar(merged.limit(1))


def names_of_tags(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    """The tags of each contact, in the order in which it got them."""
    found: dict[int, list[str]] = defaultdict(list)
    for contact_id, name in session.execute(_TAGS, {"ids": ids}):
        found[contact_id].append(name)
    return found


def filtered(
    query: Select[*Columns], search: str, tag: str, kind: str, *, archived: bool
) -> Select[*Columns] | None:
    """Narrow *query* down; None when nothing could be found by *search*."""
    deleted = Contact.deleted_at
    query = query.where(deleted.is_not(None) if archived else deleted.is_(None))
    if kind:
        query = query.where(Contact.kind == kind)
    if tag:
        tagged = select(ContactTag.contact_id).join(Tag).where(Tag.folded == fold(tag))
        query = query.where(Contact.id.in_(tagged))
    if not search.strip():
        return query
    found = index.matching("contact", search)
    if found is None:
        return None
    hits = text(found.sql).bindparams(**found.values).columns(column("id")).subquery()
    return query.join(hits, hits.c.id == Contact.id)
