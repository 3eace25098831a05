"""What the page reads in a thread: everything that it shows at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from smallcrm.services import pipeline
from smallcrm.services.pipeline import EVERYTHING, Card, Column, DealFilter, Month, PipelineRow

BOARD, LIST, FORECAST = "board", "list", "forecast"  # ways to look at deals
_FIRST = 12  # cards of each column that are read with it: about what a window shows


class Wanted(NamedTuple):
    """What the page is to show.

    Attributes:
        pipeline_id: 0 for the first one.
        seen: Cards that somebody looks at just now.
        order, down: Of the list; see ``pipeline.list_deal_ids``.
    """

    view: str = BOARD
    pipeline_id: int = 0
    filters: DealFilter = EVERYTHING
    seen: tuple[int, ...] = ()
    order: str = ""
    down: bool = False


class Found(NamedTuple):
    """What there is.

    Attributes:
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
    sources: tuple[str, ...]
    tags: tuple[str, ...]


def look(session: Any, wanted: Wanted) -> Found:
    """Read it all; another pipeline where the wanted one is gone."""
    pipelines = pipeline.list_pipelines(session)
    known = [row.id for row in pipelines]
    pipeline_id = wanted.pipeline_id if wanted.pipeline_id in known else known[0]
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
        pipeline.list_sources(session, DealFilter(closed_from=wanted.filters.closed_from)),
        pipeline.list_deal_tags(session),
    )


def _cards(session: Any, columns: tuple[Column, ...], wanted: Wanted) -> Mapping[int, Card]:
    first = [deal_id for column in columns for deal_id in column.deals[:_FIRST]]
    return pipeline.list_cards(session, list({*first, *wanted.seen}))
