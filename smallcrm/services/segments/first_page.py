"""The first contacts of a list that somebody searches, long before all of them are in order."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from smallcrm.db import search as index
from smallcrm.models import Contact
from smallcrm.services.segments.columns import NAME
from smallcrm.services.segments.name_order import Names
from smallcrm.services.segments.orders import BY_NAME, Order
from smallcrm.services.segments.queries import Wanted, chosen, list_ids

_KIND = "contact"
_FEW = 2_000  # hits that are all put in order at once: some 4 ms
_LOOK = 15  # looking at the text of a name takes as long as finding the places of so many hits
# So many texts are looked at until the page is full: of the first names, of the first hits.
_NAMES = (256, 1_024, 2_048, 4_096, 8_192, 16_384)
_HITS = (256, 4_096)
_USUAL = 8  # one of so many is what is wanted; where they are rarer, the way is longer than for all


class First(NamedTuple):
    """The beginning of a list.

    Attributes:
        ids: Of its first contacts.
        is_all: Whether there are no others.
    """

    ids: list[int]
    is_all: bool


def list_first(
    session: Session, wanted: Wanted, names: Names, order: Order = BY_NAME, *, most: int
) -> First:
    """The first *most* ids that ``list_ids`` gives, where they are sooner found than all.

    Where they are not, all are given: of few hits, without a search, in the bin, in another order
    than that of the names. Why: decision 0031.
    """
    found = None
    if wanted.search.strip() and order.key == NAME and not wanted.archived:
        found = _list_many(session, wanted, names, most, is_down=order.is_down)
    return found or First(list_ids(session, wanted, order), is_all=True)


def _list_many(
    session: Session, wanted: Wanted, known: Names, most: int, *, is_down: bool
) -> First | None:
    """Go the shorter way to the first of many hits; None where they are few, or it is too long."""
    connection = session.connection()
    some = index.list_ids(connection, _KIND, wanted.search, _FEW)
    if len(some) < _FEW:
        return None
    # These are the oldest, in no order of names: what is true of them is likely so of all.
    usual = _list_chosen(session, wanted, some)
    names = known.order(session)
    if names.count_here(usual) * _USUAL < len(some):
        return None
    hits = len(some) * len(names.places) // some[-1]
    last = names.first(-(-len(some) * most // hits), usual, is_down=is_down)[-1]
    way = len(names.ids) - names.places[last] if is_down else names.places[last]
    if way * _LOOK < hits:
        return _choose(session, wanted, partial(names.first, is_down=is_down), _NAMES, most)
    candidates = index.list_ids(connection, _KIND, wanted.search)
    nearest = partial(names.first, among=candidates, is_down=is_down)
    return _choose(session, wanted, nearest, _HITS, most)


def _choose(
    session: Session,
    wanted: Wanted,
    nearest: Callable[[int], Sequence[int]],
    rounds: Sequence[int],
    most: int,
) -> First | None:
    """The first page of what is wanted among the first that *nearest* gives."""
    found: list[int] = []
    seen = 0
    for some in rounds:
        ids = nearest(some)[seen:]
        having = index.list_having(session.connection(), _KIND, wanted.search, ids)
        found += _list_chosen(session, wanted, having)
        if len(found) >= most:
            return First(found[:most], is_all=False)
        seen += len(ids)
    return None


def _list_chosen(session: Session, wanted: Wanted, ids: list[int]) -> list[int]:
    """Those of *ids* that are wanted for more than their words; each is looked up by itself.

    Where only words are wanted, some may be in the bin.
    """
    if wanted == Wanted(search=wanted.search):
        return ids
    some = func.json_each(json.dumps(ids)).table_valued("key", "value")
    one = chosen(session, select(Contact.id), wanted._replace(search=""))
    assert one is not None  # noqa: S101 - only a search can find nobody
    is_wanted = one.where(Contact.id == some.c.value).exists()
    return list(session.scalars(select(some.c.value).where(is_wanted).order_by(some.c.key)))
