"""Whom a document may be for: suggestions while somebody types a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Select, column, select, text
from sqlalchemy.orm import Session

from smallcrm.core.fold import fold
from smallcrm.db import search as index
from smallcrm.models import Address, Contact, Relation

_LAST = "\U0010ffff"  # sorts behind everything that begins like the text before it


class CustomerRow(NamedTuple):
    """A contact as a suggestion.

    Attributes:
        kind: ``person`` or ``company``.
        detail: What tells it from others of that name: its company or its town; may be empty.
    """

    id: int
    kind: str
    name: str
    detail: str


def complete(session: Session, typed: str, limit: int = 8, kind: str = "") -> list[CustomerRow]:
    """The contacts that somebody who has *typed* this much may mean, the likeliest first.

    Only those of *kind* (``person``, ``company``) where it is said.

    Names that begin so come before those that have every word somewhere (also in the company,
    an e-mail, the digits of a telephone); case and accents do not matter.
    """
    ids: dict[int, None] = {}
    for query in _guesses(typed, kind):
        if len(ids) < limit:
            ids |= dict.fromkeys(session.scalars(query.limit(limit)))
    wanted = list(ids)[:limit]
    rows = {row.id: row for row in _rows(session, wanted)}
    return [rows[contact_id] for contact_id in wanted]


def _guesses(typed: str, kind: str) -> Iterator[Select[int]]:
    folded = fold(" ".join(typed.split()))
    if not folded:
        return
    ordered = (
        select(Contact.id).where(Contact.deleted_at.is_(None)).order_by(Contact.folded, Contact.id)
    )
    if kind:
        ordered = ordered.where(Contact.kind == kind)
    yield ordered.where(Contact.folded >= folded, Contact.folded < folded + _LAST)
    matching = index.matching("contact", typed)
    if matching is not None:
        sql, values = matching
        found = text(sql).bindparams(**values).columns(column("id")).subquery()
        yield ordered.where(Contact.id.in_(select(found.c.id)))


def _rows(session: Session, ids: list[int]) -> Iterator[CustomerRow]:
    company = (
        select(Contact.name)
        .join(Relation, Relation.company_id == Contact.id)
        .where(Relation.position == 0)
    )
    for contact in session.scalars(select(Contact).where(Contact.id.in_(ids))):
        of_person = company.where(Relation.contact_id == contact.id).limit(1)
        town = (
            select(Address.city)
            .where(Address.contact_id == contact.id)
            .order_by(Address.position)
            .limit(1)
        )
        detail = session.scalar(of_person) or session.scalar(town) or ""
        yield CustomerRow(contact.id, contact.kind, contact.name, detail)
