"""A new deal that is like another one."""

from __future__ import annotations

from sqlalchemy.orm import Session

from smallcrm.core.text import T
from smallcrm.models import Deal, Stage
from smallcrm.services import pipeline
from smallcrm.services.deals.details import change_details, get_details
from smallcrm.services.deals.lines import lines_of, set_lines, set_prices_include_tax
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.pipeline.moving import get_deal

_LONGEST = 180  # characters of a title that leave room for the words around it


def copy(session: Session, deal_id: int) -> int:
    """Make a deal with the title, the lines, the tags and the fields of another; return its id.

    It begins in the first stage, without history, documents, files, or a day when it closes.

    Raises:
        NotFound: the deal is gone.
    """
    source, details = get_deal(session, deal_id), get_details(session, deal_id)
    title = str(T("{title} (copy)", title=source.title[:_LONGEST]))
    draft = DealDraft(
        title,
        source.contact_id,
        details.amount,
        source.currency,
        stage_id=_first_stage(session, source),
    )
    made = pipeline.create_deal(session, draft)
    kept = ("company_id", "source", "campaign_id", "owner_id", "note", "tags", "custom")
    change_details(session, made, {name: getattr(details, name) for name in kept})
    lines = lines_of(session, deal_id)
    if lines:
        set_lines(session, made, lines)
        set_prices_include_tax(session, made, include=source.prices_include_tax)
    return made


def _first_stage(session: Session, source: Deal) -> int:
    """The first open stage of the pipeline that the deal is in."""
    pipeline_id = session.get_one(Stage, source.stage_id).pipeline_id
    stages = pipeline.list_stages(session, pipeline_id)
    is_open = (stage.id for stage in stages if stage.kind == pipeline.OPEN)
    return next(is_open, source.stage_id)
