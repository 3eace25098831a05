"""What reads deals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Row, and_, bindparam, func, select, union_all
from sqlalchemy.orm import Session, aliased

from smallcrm.core.chunks import chunks
from smallcrm.core.money import Money
from smallcrm.db.ids import fetch_ids
from smallcrm.db.rows import fetch_rows
from smallcrm.models import Campaign, Contact, Deal, LostReason, Pipeline, Staff, Stage, StageStay
from smallcrm.services.pipeline import tagging
from smallcrm.services.pipeline.commands import DealDraft
from smallcrm.services.pipeline.filters import EVERYTHING, DealFilter, deals_of
from smallcrm.services.pipeline.names import Stages

_AT_ONCE = 500  # deals in one statement
_COMPANY = aliased(Contact)
# Put together once: it takes longer than reading a page of them.
_LINES = (
    select(
        Deal.id,
        Deal.title,
        Deal.contact_id,
        Contact.name,
        Stage.name,
        Stage.kind,
        Deal.amount_minor,
        Deal.currency,
        Deal.source,
        func.coalesce(LostReason.name, ""),
        Deal.expected_close,
        Deal.note,
        Deal.uid,
        Contact.kind,
        Contact.uid,
        func.coalesce(_COMPANY.name, ""),
        func.coalesce(Staff.name, ""),
        func.coalesce(Campaign.name, ""),
        StageStay.entered_at,
    )
    .join(Contact, Contact.id == Deal.contact_id)
    .join(Stage, Stage.id == Deal.stage_id)
    .outerjoin(_COMPANY, _COMPANY.id == Deal.company_id)
    .outerjoin(Staff, Staff.id == Deal.owner_id)
    .outerjoin(Campaign, Campaign.id == Deal.campaign_id)
    .outerjoin(LostReason, LostReason.id == Deal.lost_reason_id)
    .outerjoin(StageStay, and_(StageStay.deal_id == Deal.id, StageStay.left_at.is_(None)))
    .where(Deal.id.in_(bindparam("ids", expanding=True)))
)
# What a list of deals can be in the order of.
ORDERS: Mapping[str, Any] = {
    "title": Deal.title,
    "contact": Contact.folded,
    "amount": Deal.amount_minor,
    "closes": Deal.expected_close,
    "created": Deal.created_at,
}


class DealRow(NamedTuple):
    """One line of the list of deals.

    Attributes:
        status: ``open``, ``won`` or ``lost``: the kind of its stage.
        amount: In major units of *currency*; None where nobody knows it yet.
        reason: Why it was lost; empty otherwise.
        contact_kind, contact_uid: Of its contact, for lists that leave.
        company, owner, campaign: What they are called; empty for none.
        since: When it came to its stage; None where nobody knows.
    """

    id: int
    title: str
    contact_id: int
    contact: str
    stage: str
    status: str
    amount: Decimal | None
    currency: str
    source: str
    reason: str
    expected_close: date | None
    note: str
    uid: str = ""
    contact_kind: str = ""
    contact_uid: str = ""
    company: str = ""
    owner: str = ""
    campaign: str = ""
    since: datetime | None = None


def list_deal_ids(
    session: Session,
    *,
    contact_id: int | None = None,
    pipeline_id: int | None = None,
    filters: DealFilter = EVERYTHING,
    order: str = "",
    down: bool = False,
) -> list[int]:
    """The ids of deals, pipeline by pipeline, stage by stage, in the order of the board.

    Args:
        session: The session.
        contact_id: Only of this contact.
        pipeline_id: Only of this pipeline.
        filters: What else they must be.
        order: One of ``ORDERS``, before the order of the board.
        down: Whether that order goes down; what is empty is at the end either way.
    """
    query = (
        select(Deal.id)
        .join(Stage, Stage.id == Deal.stage_id)
        .join(Pipeline, Pipeline.id == Stage.pipeline_id)
        .join(Contact, Contact.id == Deal.contact_id)
        .where(Deal.id.in_(union_all(*deals_of(filters, Deal.id))))
    )
    if order:
        column = ORDERS[order]
        query = query.order_by(column.is_(None), column.desc() if down else column)
    query = query.order_by(
        Pipeline.position, Pipeline.id, Stage.position, Stage.id, Deal.position, Deal.id
    )
    if contact_id is not None:
        query = query.where(Deal.contact_id == contact_id)
    if pipeline_id is not None:
        query = query.where(Stage.pipeline_id == pipeline_id)
    return fetch_ids(session, query)


def list_archived_ids(session: Session) -> list[int]:
    """The ids of the deals in the bin, of all pipelines; the last one thrown away first."""
    query = select(Deal.id).where(Deal.deleted_at.is_not(None))
    return fetch_ids(session, query.order_by(Deal.deleted_at.desc(), Deal.id.desc()))


def list_deal_rows(session: Session, ids: Sequence[int]) -> dict[int, DealRow]:
    """The lines for *ids* (a page of them); an id that is gone is left out."""
    return {row[0]: _row(row) for row in fetch_rows(session, _LINES, {"ids": ids})}


def list_deal_drafts(session: Session, ids: Sequence[int]) -> dict[int, DealDraft]:
    """The deals *ids* as they would be typed in; an id that is gone is left out."""
    found: dict[int, DealDraft] = {}
    for chunk in chunks(ids, _AT_ONCE):
        tags, values = tagging.tags_of(session, chunk), tagging.values_of(session, chunk)
        for key, row in list_deal_rows(session, chunk).items():
            found[key] = DealDraft(
                row.title,
                row.contact_id,
                row.amount,
                row.currency,
                row.stage,
                row.status,
                row.expected_close,
                row.source,
                row.note,
                row.reason,
                company=row.company,
                owner=row.owner,
                campaign=row.campaign,
                tags=tags.get(key, ()),
                custom=values.get(key, {}),
            )
    return found


def list_stage_names(session: Session) -> tuple[str, ...]:
    """What the stages of the pipeline are called, in their order; won and lost among them."""
    return Stages(session).names


def _row(found: Row[*tuple[Any, ...]]) -> DealRow:
    row = DealRow(*found)
    minor = found.amount_minor
    return row._replace(amount=None if minor is None else Money(minor, row.currency).amount)
