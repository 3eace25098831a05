"""Deals that follow their quotes (decision 0023)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from smallcrm.models import Deal, Stage
from smallcrm.services.pipeline.moving import move_deal
from smallcrm.services.pipeline.names import OPEN
from smallcrm.services.pipeline.stages import present_stages
from smallcrm.services.settings.usual import is_quote_sent


def follow_quote(session: Session, deal_id: int) -> None:
    """A quote of the deal went out: it goes on to the stage for that, never back.

    That is the open stage of its pipeline with the usual name, "Quote sent", in any language. A
    deal that is in it or behind it, or that is won, lost or in the bin, stays where it is; so does
    every deal of a pipeline without such a stage.
    """
    deal = session.get(Deal, deal_id)
    here = session.get(Stage, deal.stage_id) if deal is not None else None
    if deal is None or here is None or deal.deleted_at is not None or here.kind != OPEN:
        return
    stages = present_stages(session, here.pipeline_id)
    later = (stage for stage in stages if _is_behind(stage, here))
    target = next((stage for stage in later if is_quote_sent(stage.name)), None)
    if target is not None:
        move_deal(session, deal_id, target.id)


def _is_behind(stage: Stage, here: Stage) -> bool:
    return stage.kind == OPEN and (stage.position, stage.id) > (here.position, here.id)
