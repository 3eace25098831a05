"""Where a deal stands in its column: positions with gaps, so that a move changes one row."""

from __future__ import annotations

from sqlalchemy import func, literal, select, tuple_, update
from sqlalchemy.orm import Session

from smallcrm.models import Deal

GAP = 1024  # between two neighbors that were never moved: ten moves into the same place fit


def last_place(session: Session, stage_id: int) -> int:
    """The place behind the last deal of a stage."""
    last = session.scalar(select(func.max(Deal.position)).where(Deal.stage_id == stage_id))
    return GAP if last is None else last + GAP


def first_place(session: Session, stage_id: int) -> int:
    """The place before the first deal of a stage."""
    first = session.scalar(select(func.min(Deal.position)).where(Deal.stage_id == stage_id))
    return GAP if first is None else first - GAP


def place_before(session: Session, deal: Deal) -> int:
    """A free place right before *deal*; its column is numbered anew when there is none left."""
    earlier = select(Deal.position).where(
        Deal.stage_id == deal.stage_id,
        tuple_(Deal.position, Deal.id) < tuple_(literal(deal.position), literal(deal.id)),
    )
    before = session.scalar(earlier.order_by(Deal.position.desc()).limit(1))
    if before is None:
        return deal.position - GAP
    middle = (before + deal.position) // 2
    if before < middle < deal.position:
        return middle
    _number_anew(session, deal.stage_id)
    session.refresh(deal)
    return deal.position - GAP // 2


def _number_anew(session: Session, stage_id: int) -> None:
    order = func.row_number().over(order_by=(Deal.position, Deal.id))
    numbered = (
        select(Deal.id, (order * GAP).label("place")).where(Deal.stage_id == stage_id).subquery()
    )
    session.execute(
        update(Deal)
        .where(Deal.id == numbered.c.id)
        .values(position=numbered.c.place, updated_at=Deal.updated_at),
        execution_options={"synchronize_session": "fetch"},  # what is loaded has other places now
    )
