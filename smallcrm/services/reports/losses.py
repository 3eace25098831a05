"""What was lost: from which stage, why, where it came from, and in whose hands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from smallcrm.core.money import Money
from smallcrm.models import Deal, LostReason, Staff, Stage, StageStay
from smallcrm.services.pipeline import LOST
from smallcrm.services.reports import figures
from smallcrm.services.reports.scope import Scope, check, clauses_of

STAGE, REASON, SOURCE, PERSON = "stage", "reason", "source", "person"
_SECOND = timedelta(seconds=1)
DIMENSIONS = (REASON, STAGE, SOURCE, PERSON)


class Loss(NamedTuple):
    """A deal was lost; opened again, it stays lost in the history.

    Attributes:
        stage: Where it was right before; empty where it came into the file as a lost one.
        person: Who had it then.
        days: How long it was in that stage, exact; None without one.
        amount: What the deal is worth by what is known now; None where nobody knows.
    """

    deal_id: int
    lost_at: datetime
    stage: str
    reason: str
    source: str
    person: str
    days: Decimal | None
    amount: Money | None


class LossCell(NamedTuple):
    """The losses that have *keys* in common.

    Attributes:
        losses: How many; a deal that was lost twice counts twice, with its amount.
        deals: Each once.
        mean_days: In the stage before the loss, of those that were in one.
    """

    keys: tuple[str, ...]
    losses: int
    deals: tuple[int, ...]
    sums: tuple[Money, ...]
    mean_days: Decimal | None


def list_losses(session: Session, scope: Scope) -> tuple[Loss, ...]:
    """Every loss in the days of *scope*, the first one first.

    A loss is a stay in a stage for lost deals that began in these days. From one such stage to
    another is no second loss. Deals of the bin do not count; deals that were opened again do.

    Raises:
        UserError: the days stand in the wrong order.
    """
    check(scope)
    return tuple(_loss(row) for row in session.execute(_query(scope)))


def group(losses: Sequence[Loss], by: Sequence[str]) -> tuple[LossCell, ...]:
    """*losses* by what they have in common in *by* (names of ``DIMENSIONS``), the most first.

    Without any loss there is no cell; each loss is in exactly one.
    """
    found: dict[tuple[str, ...], list[Loss]] = defaultdict(list)
    for loss in losses:
        found[tuple(getattr(loss, name) for name in by)].append(loss)
    cells = [_cell(keys, some) for keys, some in found.items()]
    return tuple(sorted(cells, key=lambda cell: (-cell.losses, cell.keys)))


def _cell(keys: tuple[str, ...], losses: Sequence[Loss]) -> LossCell:
    return LossCell(
        keys,
        len(losses),
        tuple(dict.fromkeys(loss.deal_id for loss in losses)),
        figures.sums(loss.amount for loss in losses),
        figures.mean([loss.days for loss in losses if loss.days is not None]),
    )


def _query(scope: Scope) -> Select[*tuple[Any, ...]]:
    before, other, stage_before = aliased(StageStay), aliased(StageStay), aliased(Stage)
    earlier = (
        select(other.id)
        .where(
            other.deal_id == StageStay.deal_id,
            or_(
                other.entered_at < StageStay.entered_at,
                and_(other.entered_at == StageStay.entered_at, other.id < StageStay.id),
            ),
        )
        .order_by(other.entered_at.desc(), other.id.desc())
        .limit(1)
        .correlate(StageStay)
        .scalar_subquery()
    )
    return (
        select(
            StageStay.deal_id,
            StageStay.entered_at,
            func.coalesce(stage_before.name, "").label("stage"),
            func.coalesce(LostReason.name, "").label("reason"),
            Deal.source,
            func.coalesce(Staff.name, "").label("person"),
            before.entered_at.label("since"),
            Deal.amount_minor,
            Deal.currency,
        )
        .join(Stage, Stage.id == StageStay.stage_id)
        .join(Deal, Deal.id == StageStay.deal_id)
        .outerjoin(before, before.id == earlier)
        .outerjoin(stage_before, stage_before.id == before.stage_id)
        .outerjoin(LostReason, LostReason.id == StageStay.lost_reason_id)
        .outerjoin(Staff, Staff.id == StageStay.staff_id)
        .where(
            Stage.kind == LOST,
            Stage.pipeline_id == scope.pipeline_id,
            StageStay.entered_at >= scope.begins,
            StageStay.entered_at < scope.ends,
            or_(stage_before.kind.is_(None), stage_before.kind != LOST),
            *clauses_of(scope),
        )
        .order_by(StageStay.entered_at, StageStay.id)
    )


def _loss(row: Any) -> Loss:
    is_known = row.amount_minor is not None
    return Loss(
        row.deal_id,
        row.entered_at,
        row.stage,
        row.reason,
        row.source,
        row.person,
        None if row.since is None else figures.days((row.entered_at - row.since) // _SECOND),
        Money(row.amount_minor, row.currency) if is_known else None,
    )
