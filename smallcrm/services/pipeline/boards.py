"""The board: for each stage how many deals, what they are worth, and which they are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func
from sqlalchemy.orm import Session

from smallcrm.core.money import Money
from smallcrm.db.ids import fetch_ids
from smallcrm.models import Deal, Stage
from smallcrm.services.pipeline.filters import EVERYTHING, DealFilter, deals_of
from smallcrm.services.pipeline.stages import StageRow, list_stages
from smallcrm.services.pipeline.weighing import weighted


@dataclass(frozen=True, slots=True)
class Column:
    """One stage of a board.

    Attributes:
        count: How many deals the filter lets through.
        sums: What they are worth, one sum for each currency, in the order of the codes. Amounts
            of two currencies are never added: this file states no rates.
        weighted: The same times the probability of the stage.
        deals: Their ids in the order in which they stand.
    """

    stage: StageRow
    count: int
    sums: tuple[Money, ...]
    weighted: tuple[Money, ...]
    deals: tuple[int, ...]


def board(
    session: Session, pipeline_id: int, filters: DealFilter = EVERYTHING
) -> tuple[Column, ...]:
    """The stages of a pipeline in their order, with the deals that *filters* let through."""
    sums = _sums(session, pipeline_id, filters)
    columns = []
    for stage in list_stages(session, pipeline_id, counted=False):
        found = sums.get(stage.id, {})
        amounts = tuple(
            Money(total, code) for code, (_, total) in sorted(found.items()) if total is not None
        )
        columns.append(
            Column(
                stage,
                sum(count for count, _ in found.values()),
                amounts,
                tuple(weighted(each, stage.probability) for each in amounts),
                tuple(fetch_ids(session, _ids(stage, filters))),
            )
        )
    return tuple(columns)


def _sums(
    session: Session, pipeline_id: int, filters: DealFilter
) -> dict[int, dict[str, tuple[int, int | None]]]:
    """Count and sum in minor units by stage and currency; None where no amount is known."""
    found: dict[int, dict[str, tuple[int, int | None]]] = defaultdict(dict)
    wanted = (Deal.stage_id, Deal.currency, func.count(), func.sum(Deal.amount_minor))
    for query in deals_of(filters, *wanted):
        own = query.where(Stage.pipeline_id == pipeline_id)
        for row in session.execute(own.group_by(Deal.stage_id, Deal.currency)):
            stage_id, currency, count, total = row
            found[stage_id][currency] = count, total
    return found


def _ids(stage: StageRow, filters: DealFilter) -> Select[*tuple[Any, ...]]:
    (query,) = deals_of(filters, Deal.id, kind=stage.kind)
    return query.where(Stage.id == stage.id).order_by(Deal.position, Deal.id)
