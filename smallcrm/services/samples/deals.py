"""Made-up deals on their way: some fresh, some won or lost, some that nobody looked after."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import bindparam, delete, insert, update
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.uid import new_uid
from smallcrm.models import Deal, StageStay, Task
from smallcrm.services import pipeline
from smallcrm.services.pipeline import LOST, OPEN, DealDraft, StageRow

_STALE_DAYS = (5, 7, 10, 14)  # of the open stages, in their order
_COLORS = ("blue", "teal", "orange", "purple")
_SOURCES = ("Website", "Recommended", "Fair", "")
_STEPS = ("Call", "Send the quote", "Meet", "Ask for the decision")
_WON_OR_LOST = 0.3  # of all
_PLANNED = 0.7  # of the open ones
_LONGEST_STAY = 12  # days
_AT_ONCE = 2000


def add_deals(session: Session, random: Random, contact_ids: list[int]) -> list[int]:
    """Add a deal for each of *contact_ids*, as if it had begun weeks ago; return the ids."""
    stages = _prepare(session)
    now = clock.now()
    made: list[int] = []
    for start in range(0, len(contact_ids), _AT_ONCE):
        chosen = [_choose(random, stages) for _ in contact_ids[start : start + _AT_ONCE]]
        drafts = [
            _draft(session, random, contact_id, start + number, stage)
            for number, (contact_id, stage) in enumerate(
                zip(contact_ids[start : start + _AT_ONCE], chosen, strict=True), 1
            )
        ]
        ids = pipeline.create_deals(session, drafts)
        _tell_ways(session, random, dict(zip(ids, chosen, strict=True)), stages, now)
        made += ids
    return made


def _prepare(session: Session) -> tuple[StageRow, ...]:
    """The stages of the first pipeline; the open ones get colors, and days after which they rot."""
    first = pipeline.find_pipeline(session, "")
    opened = [row for row in pipeline.list_stages(session, first) if row.kind == OPEN]
    for row, days, color in zip(opened, _STALE_DAYS, _COLORS, strict=False):
        draft = pipeline.StageDraft(row.name, row.kind, row.probability, color, days)
        pipeline.change_stage(session, row.id, draft)
    return pipeline.list_stages(session, first)


def _choose(random: Random, stages: tuple[StageRow, ...]) -> StageRow:
    opened = [row for row in stages if row.kind == OPEN]
    closed = [row for row in stages if row.kind != OPEN]
    return random.choice(closed if random.random() < _WON_OR_LOST else opened)


def _draft(
    session: Session, random: Random, contact_id: int, number: int, stage: StageRow
) -> DealDraft:
    reasons = [row.name for row in pipeline.list_reasons(session) if not row.needs_note]
    return DealDraft(
        f"Order {number}",
        contact_id,
        Decimal(random.randrange(50, 5000)),
        source=random.choice(_SOURCES),
        expected_close=clock.today() + timedelta(days=random.randrange(-10, 90)),
        reason=random.choice(reasons) if stage.kind == LOST else "",
        stage_id=stage.id,
    )


def _tell_ways(
    session: Session,
    random: Random,
    chosen: dict[int, StageRow],
    stages: tuple[StageRow, ...],
    now: datetime,
) -> None:
    """Give each deal a past: the stages before its own, some days in each; and a next step."""
    opened = [row.id for row in stages if row.kind == OPEN]
    stays: list[dict[str, Any]] = []
    begun: list[dict[str, Any]] = []
    tasks: list[dict[str, Any]] = []
    for deal_id, stage in chosen.items():
        deal = session.get_one(Deal, deal_id)
        before = opened[: opened.index(stage.id)] if stage.kind == OPEN else opened
        way = [*before, stage.id]
        at = now - timedelta(days=random.randrange(_LONGEST_STAY))
        left: datetime | None = None
        for stage_id in reversed(way):
            reason = deal.lost_reason_id if stage_id == stage.id else None
            stays.append(
                {
                    "deal_id": deal_id,
                    "stage_id": stage_id,
                    "entered_at": at,
                    "left_at": left,
                    "lost_reason_id": reason,
                }
            )
            left, at = at, at - timedelta(days=random.randrange(1, _LONGEST_STAY))
        begun.append({"deal": deal_id, "at": left})
        if stage.kind == OPEN and random.random() < _PLANNED:
            tasks.append(_task(random, deal, now))
    session.execute(delete(StageStay).where(StageStay.deal_id.in_(list(chosen))))
    session.execute(insert(StageStay), stays[::-1])
    session.connection().execute(
        update(Deal).where(Deal.id == bindparam("deal")).values(created_at=bindparam("at")), begun
    )
    if tasks:
        session.execute(insert(Task), tasks)


def _task(random: Random, deal: Deal, now: datetime) -> dict[str, Any]:
    day = clock.today() + timedelta(days=random.choice((-3, -1, 0, 0, 1, 2, 5, 9)))
    return {
        "uid": new_uid(),
        "created_at": now,
        "updated_at": now,
        "title": random.choice(_STEPS),
        "due": day.isoformat(),
        "contact_id": deal.contact_id,
        "deal_id": deal.id,
    }
