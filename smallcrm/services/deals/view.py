"""Everything about one deal, for its page and for ``deals show``."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.models import Attachment, Campaign, Contact, DealLine, Staff, Stage
from smallcrm.services import pipeline
from smallcrm.services.deals.details import DealDetails, get_details
from smallcrm.services.deals.papers import find_accepted, list_document_ids
from smallcrm.services.pipeline import StageRow
from smallcrm.services.pipeline.moving import get_deal
from smallcrm.services.tasks import TaskRow, find_next_of_deal


class StayRow(NamedTuple):
    """A deal was in a stage from *entered_at* until *left_at*; None: it is there now.

    Attributes:
        kind: Of the stage: ``open``, ``won`` or ``lost``.
        lasted: How long; until now where it is there now.
        reason, note: Why it was lost, and in whose words.
    """

    stage: str
    kind: str
    entered_at: datetime
    left_at: datetime | None
    lasted: timedelta
    reason: str
    note: str


class DealView(NamedTuple):
    """The page of one deal.

    Attributes:
        contact, company, owner, campaign: What they are called; empty for none.
        stages: Of its pipeline, in their order; *stage* is the one where it is.
        stays: The way it went, the latest first.
        accepted: The number of a quote that the customer agreed to; empty for none.
        next_step: The open task of the deal that is due first.
    """

    id: int
    uid: str
    details: DealDetails
    contact: str
    contact_kind: str
    company: str
    owner: str
    campaign: str
    stage_id: int
    stage: str
    kind: str
    stages: tuple[StageRow, ...]
    stays: tuple[StayRow, ...]
    line_count: int
    document_ids: tuple[int, ...]
    file_count: int
    accepted: str
    next_step: TaskRow | None
    created_at: datetime
    updated_at: datetime


def get_view(session: Session, deal_id: int) -> DealView:
    """The deal with all that its page shows.

    Raises:
        NotFound: it is gone.
    """
    deal = get_deal(session, deal_id)
    stage = session.get_one(Stage, deal.stage_id)
    contact = session.get_one(Contact, deal.contact_id)
    return DealView(
        id=deal.id,
        uid=deal.uid,
        details=get_details(session, deal_id),
        contact=contact.name,
        contact_kind=contact.kind,
        company=_name(session, Contact, deal.company_id),
        owner=_name(session, Staff, deal.owner_id),
        campaign=_name(session, Campaign, deal.campaign_id),
        stage_id=stage.id,
        stage=stage.name,
        kind=stage.kind,
        stages=pipeline.list_stages(session, stage.pipeline_id),
        stays=_stays(session, deal_id),
        line_count=_count(session, DealLine, deal_id),
        document_ids=tuple(list_document_ids(session, deal_id)),
        file_count=_count(session, Attachment, deal_id),
        accepted=find_accepted(session, deal_id),
        next_step=find_next_of_deal(session, deal_id),
        created_at=deal.created_at,
        updated_at=deal.updated_at,
    )


def _stays(session: Session, deal_id: int) -> tuple[StayRow, ...]:
    now = clock.now()
    return tuple(
        StayRow(
            stay.stage,
            stay.kind,
            stay.entered_at,
            stay.left_at,
            max((stay.left_at or now) - stay.entered_at, timedelta(0)),
            stay.reason,
            stay.note,
        )
        for stay in reversed(pipeline.list_stays(session, deal_id))
    )


def _name(session: Session, model: type[Any], row_id: int | None) -> str:
    row = None if row_id is None else session.get(model, row_id)
    return row.name if row is not None else ""


def _count(session: Session, model: type[DealLine | Attachment], deal_id: int) -> int:
    query = select(func.count()).select_from(model).where(model.deal_id == deal_id)
    if model is Attachment:
        query = query.where(Attachment.deleted_at.is_(None))
    return session.scalar(query) or 0
