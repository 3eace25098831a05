"""The first contacts of a list that somebody searches, long before all of them are in order."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Select, select, text
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.db import search as index
from smallcrm.db.ids import fetch_ids
from smallcrm.db.search import Found
from smallcrm.models import Contact
from smallcrm.services.segments.columns import NAME
from smallcrm.services.segments.orders import BY_NAME, Order, ordered
from smallcrm.services.segments.queries import Wanted, chosen, list_ids

_KIND = "contact"
_FEW = 2_000  # hits that are all put in order at once: some 4 ms
_USUAL = 5  # words that one of so many contacts has are met soon on the way through the names
_WALKED = 10_000  # names on that way: 6 ms among 100,000 contacts, 20 among a million


class First(NamedTuple):
    """The beginning of a list.

    Attributes:
        ids: Of its first contacts.
        is_all: Whether there are no others.
    """

    ids: list[int]
    is_all: bool


def list_first(session: Session, wanted: Wanted, order: Order = BY_NAME, *, most: int) -> First:
    """The first *most* ids that ``list_ids`` gives, where they are sooner found than all.

    Where they are not, all are given: of few hits, without a search, in the bin, in another order
    than that of the names. Why: decision 0031.
    """
    if not wanted.search.strip() or wanted.archived or order.key != NAME:
        return First(list_ids(session, wanted, order), is_all=True)
    count, last = index.count_some(session.connection(), _KIND, wanted.search, _FEW)
    if count < _FEW:
        return First(list_ids(session, wanted, order), is_all=True)
    if last < count * _USUAL:
        found = _list_near(session, wanted, order, most)
        if len(found) == most:
            return First(found, is_all=False)
    pieces = index.having_pieces(_KIND, wanted.search)
    found = _walk(session, _narrowed(_others(session, wanted), pieces), wanted, order, most)
    return First(found, is_all=len(found) < most)


def _list_near(session: Session, wanted: Wanted, order: Order, most: int) -> list[int]:
    """Those among the first names of all contacts."""
    names = select(Contact.folded).where(Contact.deleted_at.is_(None)).offset(_WALKED).limit(1)
    name = session.scalar(ordered(names, order, clock.today()))
    query = _others(session, wanted)
    if name is not None:
        query = query.where(Contact.folded > name if order.is_down else Contact.folded < name)
    return _walk(session, query, wanted, order, most)


def _others(session: Session, wanted: Wanted) -> Select[Any]:
    """The contacts that are wanted but for the search."""
    query = chosen(session, select(Contact.id), wanted._replace(search=""))
    assert query is not None  # noqa: S101 - only a search can find nobody
    return query


def _walk(
    session: Session, query: Select[Any], wanted: Wanted, order: Order, most: int
) -> list[int]:
    """Go through *query* in that order, looking at each text, until so many are found."""
    query = _narrowed(query, index.holding(_KIND, wanted.search))
    return fetch_ids(session, ordered(query, order, clock.today()).limit(most))


def _narrowed(query: Select[Any], condition: Found) -> Select[Any]:
    return query.where(text(condition.sql).bindparams(**condition.values))
