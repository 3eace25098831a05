"""What the page reads in a thread: everything that it shows at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from smallcrm.services import pipeline, staff
from smallcrm.services.pipeline import EVERYTHING, Card, Column, DealFilter, Month, PipelineRow
from smallcrm.services.staff import EMPLOYEE

BOARD, LIST, FORECAST = "board", "list", "forecast"  # ways to look at deals
_FIRST = 12  # cards of each column that are read with it: about what a window shows


class Wanted(NamedTuple):
    """What the page is to show.

    Attributes:
        pipeline_id: 0 for the first one.
        seen: Cards that somebody looks at just now.
        is_fresh: Nobody has chosen anything yet: an employee sees first what is his.
        order, down: Of the list; see ``pipeline.list_deal_ids``.
    """

    view: str = BOARD
    pipeline_id: int = 0
    filters: DealFilter = EVERYTHING
    seen: tuple[int, ...] = ()
    is_fresh: bool = True
    order: str = ""
    down: bool = False


class Found(NamedTuple):
    """What there is.

    Attributes:
        owner_id: Whose deals these are; None for those of all.
        me: Who of the owners uses this computer; 0 for nobody in particular.
        ids: Of the list, *months* of the forecast; empty while the other views are shown.
        cards: Those that the board paints first.
    """

    pipelines: tuple[PipelineRow, ...]
    pipeline_id: int
    columns: tuple[Column, ...]
    cards: Mapping[int, Card]
    ids: list[int]
    months: tuple[Month, ...]
    owners: tuple[tuple[int, str], ...]
    me: int
    owner_id: int | None
    sources: tuple[str, ...]
    tags: tuple[str, ...]


def look(session: Any, wanted: Wanted) -> Found:
    """Read it all; another pipeline where the wanted one is gone."""
    pipelines = pipeline.list_pipelines(session)
    known = [row.id for row in pipelines]
    pipeline_id = wanted.pipeline_id if wanted.pipeline_id in known else known[0]
    me = staff.find_me(session)
    if wanted.is_fresh and me is not None and me.role == EMPLOYEE:
        wanted = wanted._replace(filters=replace(wanted.filters, owner_id=me.id))
    columns = pipeline.board(session, pipeline_id, wanted.filters)
    ids: list[int] = []
    months: tuple[Month, ...] = ()
    if wanted.view == LIST:
        ids = pipeline.list_deal_ids(
            session,
            pipeline_id=pipeline_id,
            filters=wanted.filters,
            order=wanted.order,
            down=wanted.down,
        )
    elif wanted.view == FORECAST:
        months = pipeline.forecast(session, pipeline_id, wanted.filters)
    return Found(
        pipelines,
        pipeline_id,
        columns,
        _cards(session, columns, wanted) if wanted.view == BOARD else {},
        ids,
        months,
        pipeline.list_owners(session),
        0 if me is None else me.id,
        wanted.filters.owner_id,
        pipeline.list_sources(session, DealFilter(closed_from=wanted.filters.closed_from)),
        pipeline.list_deal_tags(session),
    )


def _cards(session: Any, columns: tuple[Column, ...], wanted: Wanted) -> Mapping[int, Card]:
    first = [deal_id for column in columns for deal_id in column.deals[:_FIRST]]
    return pipeline.list_cards(session, list({*first, *wanted.seen}))
