"""Asks the services what a list of contacts shows; runs in threads, without Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from smallcrm.core.errors import NotFound
from smallcrm.core.loading import load
from smallcrm.services import segments
from smallcrm.services.segments import BUILT_IN, Names, Order, Rules, Wanted
from smallcrm.ui.contact_lists.asked import IMPORT, SEGMENT, Asked

_EARLIER = "smallcrm.services.exchange.importing.earlier"

RowsOf = Callable[[Any, list[int]], Mapping[int, Any]]


class ChipCount(NamedTuple):
    """A chip over the list: its key, what it is called, how many contacts it finds."""

    key: str
    title: str
    found: int


class Answer(NamedTuple):
    """What a list shows.

    Attributes:
        first: The rows of its first page.
        is_all: Whether *ids* are all of it.
    """

    ids: list[int]
    first: Mapping[int, Any]
    is_all: bool


def wanted_of(session: Any, asked: Asked) -> Wanted:
    """What the services are asked for; a saved filter that is gone finds everybody."""
    wanted = Wanted()
    if asked.chip in BUILT_IN:
        wanted = Wanted(rules=BUILT_IN[asked.chip][1])
    elif asked.chip.startswith(SEGMENT):
        segment_id = int(asked.chip.removeprefix(SEGMENT))
        known = {row.id: row for row in segments.list_segments(session)}
        if segment_id in known:
            wanted = segments.wanted_of(known[segment_id])
    elif asked.chip.startswith(IMPORT):
        wanted = Wanted(action=int(asked.chip.removeprefix(IMPORT)))
    more = asked.rules or Rules()
    return wanted._replace(search=asked.search, also=more, archived=asked.archived)


def list_ids(session: Any, asked: Asked) -> list[int]:
    """The ids that *asked* describes, in its order."""
    return segments.list_ids(session, wanted_of(session, asked), Order(asked.key, asked.is_down))


def list_whole(session: Any, asked: Asked, page: int, rows_of: RowsOf) -> Answer:
    """The ids, and the rows of the first *page* of them: both in the thread."""
    ids = list_ids(session, asked)
    return Answer(ids, rows_of(session, ids[:page]), is_all=True)


def list_first(session: Any, asked: Asked, page: int, rows_of: RowsOf, names: Names) -> Answer:
    """The first *page* of what *asked* describes, if that is sooner there; else like the above."""
    order = Order(asked.key, asked.is_down)
    wanted = wanted_of(session, asked)
    ids, is_all = segments.list_first(session, wanted, names, order, most=page)
    return Answer(ids, rows_of(session, ids[:page]), is_all)


def list_chips(session: Any, asked: Asked) -> list[ChipCount]:
    """The filters that find somebody, those that the business saved, and the import asked for."""
    chips = [
        ChipCount(key, str(title), segments.count(session, Wanted(rules=rules)))
        for key, (title, rules) in BUILT_IN.items()
    ]
    saved = [
        ChipCount(f"{SEGMENT}{row.id}", row.name, segments.count(session, segments.wanted_of(row)))
        for row in segments.list_segments(session)
    ]
    return [*_import(session, asked), *[chip for chip in chips if chip.found], *saved]


def _import(session: Any, asked: Asked) -> list[ChipCount]:
    """The chip of the import whose contacts are asked for."""
    if not asked.chip.startswith(IMPORT):
        return []
    action = int(asked.chip.removeprefix(IMPORT))
    try:
        title = str(load(_EARLIER).get_import(session, action).title)
    except NotFound:
        return []
    return [ChipCount(asked.chip, title, segments.count(session, Wanted(action=action)))]
