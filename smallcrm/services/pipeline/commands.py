"""What adds deals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import UserError
from smallcrm.core.fold import fold
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.core.uid import new_uid
from smallcrm.db import ids
from smallcrm.models import Deal, Pipeline, Stage
from smallcrm.services.settings import get_business

OPEN, WON, LOST = "open", "won", "lost"
LONGEST_TITLE = 200  # characters; longer ones are cut


@dataclass(frozen=True, slots=True)
class DealDraft:
    """A deal as a form or a file has it, not yet checked.

    Attributes:
        contact_id: Who may buy.
        amount: In major units of *currency*; None where nobody knows it yet.
        currency: ISO 4217 code; that of the business when empty.
        stage: The name of a stage of the pipeline, in any case; see *status*.
        status: ``open``, ``won`` or ``lost``. A stage of that kind is taken where no stage has
            the name; the first open one when this is empty too.
    """

    title: str
    contact_id: int
    amount: Decimal | None = None
    currency: str = ""
    stage: str = ""
    status: str = ""
    expected_close: date | None = None
    source: str = ""
    note: str = ""


def create_deal(session: Session, draft: DealDraft) -> int:
    """Add a deal at the end of its stage and return its id.

    Raises:
        UserError: it has no title.
    """
    return create_deals(session, [draft])[0]


def create_deals(session: Session, drafts: Sequence[DealDraft]) -> list[int]:
    """Add many deals, in their order; return their ids.

    Raises:
        UserError: one of them has no title; none is added.
    """
    if not drafts:
        return []
    stages = _Stages(session)
    currency = get_business(session).currency
    deal_ids = list(ids.reserve(session.connection(), "deal", len(drafts)))
    rows = [
        _row(deal_id, draft, stages, draft.currency or currency)
        for deal_id, draft in zip(deal_ids, drafts, strict=True)
    ]
    session.flush()
    session.execute(insert(Deal), rows)
    return deal_ids


def _row(deal_id: int, draft: DealDraft, stages: _Stages, currency: str) -> dict[str, object]:
    title = " ".join(draft.title.split())
    if not title:
        raise UserError(
            T("A deal needs a title."),
            hint=T("Nothing was saved. Write what it is about in a few words."),
            field="title",
        )
    stage_id = stages.find(draft.stage, draft.status)
    now = clock.now()
    return {
        "id": deal_id,
        "uid": new_uid(),
        "created_at": now,
        "updated_at": now,
        "title": title[:LONGEST_TITLE],
        "contact_id": draft.contact_id,
        "stage_id": stage_id,
        "amount_minor": None if draft.amount is None else Money.of(draft.amount, currency).minor,
        "currency": currency,
        "source": draft.source.strip(),
        "expected_close": draft.expected_close,
        "note": draft.note.strip(),
        "position": stages.next_position(stage_id),
    }


class _Stages:
    """The stages of the first pipeline, and how many deals each has."""

    def __init__(self, session: Session) -> None:
        first = select(Pipeline.id).where(Pipeline.deleted_at.is_(None))
        first = first.order_by(Pipeline.position, Pipeline.id).limit(1)
        query = (
            select(Stage)
            .where(Stage.pipeline_id == first.scalar_subquery(), Stage.deleted_at.is_(None))
            .order_by(Stage.position, Stage.id)
        )
        stages = list(session.scalars(query))
        self._by_name = {fold(stage.name): stage.id for stage in reversed(stages)}
        self._by_kind = {stage.kind: stage.id for stage in reversed(stages)}
        last = select(Deal.stage_id, func.max(Deal.position)).group_by(Deal.stage_id)
        self._last = dict(session.execute(last).all())

    def find(self, name: str, status: str) -> int:
        """The stage called *name*, else the first one for *status*, else the first open one."""
        found = self._by_name.get(fold(" ".join(name.split()))) if name else None
        if found is None:
            found = self._by_kind.get(status or OPEN) or self._by_kind.get(OPEN)
        if found is None:
            raise UserError(
                T("The pipeline has no stage that a deal can start in."),
                hint=T("Nothing was saved. Add a stage to the pipeline first."),
                field="stage",
            )
        return found

    def next_position(self, stage_id: int) -> int:
        """The place after the last deal of the stage."""
        self._last[stage_id] = self._last.get(stage_id, -1) + 1
        return self._last[stage_id]
