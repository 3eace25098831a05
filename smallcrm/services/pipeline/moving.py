"""Deals on their way: moved, won, lost, opened again, put into the bin and taken out of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.chunks import chunks
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T, Text
from smallcrm.models import Deal, Stage, StageStay
from smallcrm.services.pipeline.names import LOST, OPEN, WON
from smallcrm.services.pipeline.places import first_place, last_place, place_before
from smallcrm.services.pipeline.reasons import get_reason
from smallcrm.services.pipeline.stages import get_stage, present_stages
from smallcrm.services.pipeline.staying import Entry, enter_stage, open_stay

_AT_ONCE = 500  # deals in one statement


def move_deal(session: Session, deal_id: int, stage_id: int, before: int | None = None) -> None:
    """Put a deal into a stage, right before the deal *before*, or at the end.

    Within its stage only its place changes. From a stage of lost deals into another one it keeps
    its reason; from one into an open stage it is open again, and its history keeps the loss.

    Raises:
        NotFound: the deal, the stage or the deal *before* is gone from there.
        UserError: the stage is for lost deals, which need a reason: ``lose_deal``.
    """
    deal, stage = get_deal(session, deal_id), get_stage(session, stage_id)
    if before == deal_id and deal.stage_id == stage_id:
        return
    place, note = _place(session, stage_id, before), ""
    if stage.kind == LOST:
        if kind_of(session, deal) != LOST:
            raise UserError(
                T("A deal is lost for a reason."),
                hint=T("Nothing was moved. Say why it is lost."),
                field="reason",
            )
        stay = open_stay(session, deal_id)
        note = stay.note if stay else ""
    else:
        deal.lost_reason_id = None
    _put(session, deal, stage, place, note)


def win_deal(session: Session, deal_id: int) -> None:
    """Put a deal on top of the won ones; one that is won already stays as it is.

    Raises:
        NotFound: the deal is gone.
        UserError: its pipeline has no stage for won deals.
    """
    deal = get_deal(session, deal_id)
    if kind_of(session, deal) == WON:
        return
    stage = _first(session, deal, WON)
    deal.lost_reason_id = None
    _put(session, deal, stage, first_place(session, stage.id))


def lose_deal(
    session: Session,
    deal_id: int,
    reason_id: int | None,
    note: str = "",
    *,
    stage_id: int | None = None,
    before: int | None = None,
) -> None:
    """Put a deal on top of the lost ones, and keep why; of one that is lost already change why.

    Args:
        session: The session of one action.
        deal_id: The deal.
        reason_id: One of ``list_reasons``.
        note: What there is to say about it.
        stage_id: Which stage of lost deals, where there are several; the first one by default.
        before: Where in that stage; at the end where *stage_id* is said and this is not.

    Raises:
        NotFound: the deal, the reason or the stage is gone.
        UserError: there is no reason, or none of its own words where it asks for them; or the
            pipeline has no stage for lost deals.
    """
    deal, words = get_deal(session, deal_id), note.strip()
    _check_reason(session, reason_id, words)
    stage = _first(session, deal, LOST) if stage_id is None else get_stage(session, stage_id)
    if stage.kind != LOST:
        raise UserError(
            T("{name} is not a stage for lost deals.", name=stage.name),
            hint=T("Nothing was moved. Choose a stage for lost deals."),
            field="stage",
        )
    deal.lost_reason_id = reason_id
    if kind_of(session, deal) == LOST and stage_id in (None, deal.stage_id):
        stay = open_stay(session, deal_id)
        if stay is not None:
            stay.lost_reason_id, stay.note = reason_id, words
        session.flush()
        return
    place = (
        first_place(session, stage.id) if stage_id is None else _place(session, stage_id, before)
    )
    _put(session, deal, stage, place, words)


def find_loss(session: Session, deal_id: int) -> tuple[int | None, str]:
    """Why a deal is lost, and in whose words; None and nothing where it is not.

    Raises:
        NotFound: the deal is gone.
    """
    deal, stay = get_deal(session, deal_id), open_stay(session, deal_id)
    return deal.lost_reason_id, stay.note if stay is not None else ""


def reopen_deal(session: Session, deal_id: int) -> None:
    """Put a deal that is won or lost back to the end of the open stage that it was in last.

    The first open stage takes it where it never was in one, or where that one is gone. How it
    ended, and why, stays in its history.

    Raises:
        NotFound: the deal is gone.
        UserError: the deal is open.
    """
    deal = get_deal(session, deal_id)
    if kind_of(session, deal) == OPEN:
        raise UserError(
            T("This deal is open already."),
            hint=T("Nothing was changed. Only a deal that is won or lost can be opened again."),
        )
    before = (
        select(Stage)
        .join(StageStay, StageStay.stage_id == Stage.id)
        .where(StageStay.deal_id == deal_id, Stage.kind == OPEN, Stage.deleted_at.is_(None))
        .order_by(StageStay.entered_at.desc(), StageStay.id.desc())
        .limit(1)
    )
    stage = session.scalar(before) or _first(session, deal, OPEN)
    deal.lost_reason_id = None
    _put(session, deal, stage, last_place(session, stage.id))


def archive_deal(session: Session, deal_id: int) -> None:
    """Put a deal into the bin; it keeps its stage. Raises NotFound when it is gone."""
    get_deal(session, deal_id).deleted_at = clock.now()
    session.flush()


def restore_deal(session: Session, deal_id: int) -> None:
    """Take a deal out of the bin, to where it was. Raises NotFound when there is none."""
    deal = session.get(Deal, deal_id)
    if deal is None:
        raise NotFound(_GONE)
    deal.deleted_at = None
    session.flush()


def get_deal(session: Session, deal_id: int) -> Deal:
    """A deal that is not in the bin; raises NotFound when it is gone."""
    deal = session.get(Deal, deal_id)
    if deal is None or deal.deleted_at is not None:
        raise NotFound(_GONE)
    return deal


def get_deals(session: Session, ids: Sequence[int]) -> Iterator[Deal]:
    """``get_deal`` for each of *ids*, read some hundreds at once."""
    for some in chunks(ids, _AT_ONCE):
        found = {deal.id: deal for deal in session.scalars(select(Deal).where(Deal.id.in_(some)))}
        for key in some:
            if key not in found or found[key].deleted_at is not None:
                raise NotFound(_GONE)
            yield found[key]


_GONE: Text = T("This deal is not there any more. Nothing was changed.")


def kind_of(session: Session, deal: Deal) -> str:
    """``open``, ``won`` or ``lost``: what the stage of the deal says."""
    stage = session.get(Stage, deal.stage_id)
    return stage.kind if stage else OPEN


def _put(session: Session, deal: Deal, stage: Stage, place: int, note: str = "") -> None:
    """Set the deal there; a stage that it was not in yet gets a new stay."""
    moved = deal.stage_id != stage.id
    deal.stage_id, deal.position = stage.id, place
    if moved:
        entry = Entry(deal.id, stage.id, deal.lost_reason_id, note, deal.owner_id)
        enter_stage(session, [entry])
    session.flush()


def _place(session: Session, stage_id: int, before: int | None) -> int:
    if before is None:
        return last_place(session, stage_id)
    other = get_deal(session, before)
    if other.stage_id != stage_id:
        raise NotFound(
            T("The deal that it should stand before is in another stage by now."),
            hint=T("Nothing was moved. Try it again."),
        )
    return place_before(session, other)


def _first(session: Session, deal: Deal, kind: str) -> Stage:
    """The first stage of *kind* in the pipeline of the deal."""
    own = session.get(Stage, deal.stage_id)
    stages = present_stages(session, own.pipeline_id) if own else []
    found = next((stage for stage in stages if stage.kind == kind), None)
    if found is None:
        raise UserError(
            T("The pipeline has no stage that this deal can go to."),
            hint=T("Nothing was moved. Add such a stage to the pipeline first."),
            field="stage",
        )
    return found


def _check_reason(session: Session, reason_id: int | None, words: str) -> None:
    if reason_id is None:
        raise UserError(
            T("A deal is lost for a reason."),
            hint=T("Nothing was changed. Choose one from the list."),
            field="reason",
        )
    reason = get_reason(session, reason_id)
    if reason.needs_note and not words:
        raise UserError(
            T("{name} says too little by itself.", name=reason.name),
            hint=T("Nothing was changed. Write in a few words why the deal is lost."),
            field="note",
        )
