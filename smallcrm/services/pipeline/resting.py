"""Deals that nobody works on, asked of all of them in one statement.

The same rule as ``Card.is_stale``, which says it of one card.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.models import Deal, Stage, StageStay, Task
from smallcrm.services.pipeline.cards import last_step_done
from smallcrm.services.pipeline.names import OPEN

_STEPS = select(Task.id).where(
    Task.deal_id == Deal.id, Task.done_at.is_(None), Task.deleted_at.is_(None)
)
_HAS_STEP = _STEPS.exists()
_ENTERED = func.coalesce(StageStay.entered_at, Deal.created_at)


def list_stale_ids(session: Session, now: datetime) -> list[int]:
    """Open deals that are stale at *now*, in no order."""
    is_left = or_(~_HAS_STEP, _has_late_step(now))
    return list(session.scalars(_open_deals().where(_rests(session, now), is_left)))


def list_slipping_ids(session: Session, now: datetime, owner_id: int | None = None) -> list[int]:
    """Open deals without a next step, and stale ones; the longest in their stage first.

    Only those of *owner_id* where one is named.
    """
    slips = or_(~_HAS_STEP, and_(_rests(session, now), _has_late_step(now)))
    query = _open_deals().where(slips).order_by(_ENTERED, Deal.id)
    if owner_id is not None:
        query = query.where(Deal.owner_id == owner_id)
    return list(session.scalars(query))


def _open_deals() -> Select[int]:
    return (
        select(Deal.id)
        .join(Stage, Stage.id == Deal.stage_id)
        .outerjoin(StageStay, and_(StageStay.deal_id == Deal.id, StageStay.left_at.is_(None)))
        .where(Deal.deleted_at.is_(None), Stage.kind == OPEN)
    )


def _has_late_step(now: datetime) -> ColumnElement[bool]:
    today = clock.local(now).date()
    is_whole_day = func.length(Task.due) == len("2026-11-30")
    is_late = or_(
        and_(is_whole_day, Task.due < today.isoformat()),
        and_(~is_whole_day, Task.due != "", Task.due_at <= now),
    )
    return _STEPS.where(is_late).exists()


def _rests(session: Session, now: datetime) -> ColumnElement[bool]:
    """Whether nothing happened for more days than the stage allows.

    What happens is that a deal comes to its stage, or that a step of it is done.
    """
    today = clock.local(now).date()
    done = func.coalesce(last_step_done(), _ENTERED)
    since = func.max(_ENTERED, done, type_=Deal.created_at.type)
    limits: Sequence[tuple[int, int | None]] = session.execute(
        select(Stage.id, Stage.stale_days)
    ).all()
    return or_(
        false(),
        *(
            and_(Deal.stage_id == key, since < clock.start_of(today - timedelta(days=days)))
            for key, days in limits
            if days is not None
        ),
    )
