"""The pipelines of the business and their stages: listed, added, changed, removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import T, Text
from smallcrm.models import Deal, Stage
from smallcrm.services.ordering import put_before, renumber
from smallcrm.services.pipeline.names import LOST, OPEN, WON, Stages
from smallcrm.services.pipeline.places import GAP, last_place
from smallcrm.services.pipeline.staying import Entry, enter_stage, words_of

LONGEST_NAME = 100  # characters
KINDS = (OPEN, WON, LOST)
COLORS = ("blue", "green", "orange", "purple", "teal", "red", "indigo", "olive")
_WHOLE = 100  # percent
_MOST_DAYS = 3650


@dataclass(frozen=True, slots=True)
class StageDraft:
    """A stage as a form has it, not yet checked.

    Attributes:
        kind: ``open``, ``won`` or ``lost``: what deals in it are.
        probability: In per cent, of an open stage; won is 100 and lost 0 whatever stands here.
        color: One of ``COLORS``, or empty.
        stale_days: A deal that is in it for more days with nothing planned is stale; None: never.
    """

    name: str
    kind: str = OPEN
    probability: int = 0
    color: str = ""
    stale_days: int | None = None


class StageRow(NamedTuple):
    """A stage; see ``StageDraft``. *deals* are those in it, without those in the bin."""

    id: int
    pipeline_id: int
    name: str
    kind: str
    probability: int
    color: str
    stale_days: int | None
    deals: int


def list_stages(
    session: Session, pipeline_id: int, *, counted: bool = True
) -> tuple[StageRow, ...]:
    """The stages of a pipeline in their order; unless *counted*, ``deals`` is 0."""
    deals = (
        select(func.count())
        .where(Deal.stage_id == Stage.id, Deal.deleted_at.is_(None))
        .scalar_subquery()
    )
    query: Select[*tuple[Any, ...]] = (
        select(
            *[getattr(Stage, name) for name in StageRow._fields[:-1]],
            deals if counted else literal(0),
        )
        .where(Stage.pipeline_id == pipeline_id, Stage.deleted_at.is_(None))
        .order_by(Stage.position, Stage.id)
    )
    return tuple(StageRow(*row) for row in session.execute(query))


def find_stage(session: Session, pipeline_id: int, name: str) -> int:
    """The stage called *name*, in any case and, if it is a usual one, any language.

    The first open one when it is empty.

    Raises:
        UserError: the pipeline has none of that name.
    """
    stages = Stages(session, pipeline_id=pipeline_id)
    found = stages.known(name) if name.strip() else stages.find("", OPEN)
    if found is None:
        raise UserError(
            T("There is no stage called {name}.", name=name),
            hint=T("Nothing was saved. Choose one of: {names}.", names=", ".join(stages.names)),
            field="stage",
        )
    return found


def add_stage(session: Session, pipeline_id: int, draft: StageDraft) -> int:
    """Add a stage behind the last open one, or behind the last of its kind; return its id.

    Raises:
        UserError: it has no name, one that is taken, or a figure that is none.
    """
    stages = present_stages(session, pipeline_id)
    stage = Stage(pipeline_id=pipeline_id, **_checked(draft, stages, None))
    session.add(stage)
    alike = [at for at, each in enumerate(stages) if each.kind == stage.kind]
    stages.insert(alike[-1] + 1 if alike else len(stages), stage)
    session.flush()
    renumber(stages)
    return stage.id


def change_stage(session: Session, stage_id: int, draft: StageDraft) -> None:
    """Change a stage into what a person typed.

    Raises:
        NotFound: the stage is gone.
        UserError: its name is empty or taken, a figure is none; or its kind would change while
            it has deals, or while it is the only one of that kind.
    """
    stage = get_stage(session, stage_id)
    stages = present_stages(session, stage.pipeline_id)
    values = _checked(draft, stages, stage)
    if values["kind"] != stage.kind:
        _refuse_last(stage, stages)
        if _deals_in(session, stage_id):
            raise UserError(
                T("{name} has deals, and they are what its kind says.", name=stage.name),
                hint=T("Nothing was changed. Move its deals to another stage first."),
                field="kind",
            )
    for name, value in values.items():
        setattr(stage, name, value)
    session.flush()


def move_stage(session: Session, stage_id: int, before: int | None = None) -> None:
    """Put a stage right before another one of its pipeline; to the end where there is none."""
    stage = get_stage(session, stage_id)
    put_before(present_stages(session, stage.pipeline_id), stage, before)
    session.flush()


def remove_stage(session: Session, stage_id: int, to: int | None = None) -> None:
    """Take a stage away; its deals, also those in the bin, go to the end of the stage *to*.

    What deals did in it stays in their history. Where all of them are in the bin *to* need not be
    said: then the first other stage of its kind takes them.

    Raises:
        NotFound: the stage, or the one its deals should go to, is gone.
        UserError: it has deals and *to* is not said or of another kind, or it is the last one of
            its kind.
    """
    stage = get_stage(session, stage_id)
    stages = present_stages(session, stage.pipeline_id)
    _refuse_last(stage, stages)
    deals = _deals_in(session, stage_id)
    if deals:
        if to is None and all(deal.deleted_at is not None for deal in deals):
            to = next(each.id for each in stages if each is not stage and each.kind == stage.kind)
        hand_over(session, deals, _target(session, stage, to))
    stage.deleted_at = clock.now()
    session.flush()


def get_stage(session: Session, stage_id: int) -> Stage:
    """A stage that is there; raises NotFound when it is gone."""
    stage = session.get(Stage, stage_id)
    if stage is None or stage.deleted_at is not None:
        raise NotFound(T("This stage is not there any more. Nothing was changed."))
    return stage


def present_stages(session: Session, pipeline_id: int) -> list[Stage]:
    """The stages of a pipeline in their order, as rows that can be changed."""
    query = select(Stage).where(Stage.pipeline_id == pipeline_id, Stage.deleted_at.is_(None))
    return list(session.scalars(query.order_by(Stage.position, Stage.id)))


def hand_over(session: Session, deals: Sequence[Deal], target: Stage) -> None:
    """Put *deals* at the end of a stage of the kind that they are in, as they are."""
    words = words_of(session, [deal.id for deal in deals])
    place = last_place(session, target.id)
    entries = []
    for number, deal in enumerate(deals):
        note = words.get(deal.id, "")
        entries.append(Entry(deal.id, target.id, deal.lost_reason_id, note, deal.owner_id))
        deal.stage_id, deal.position = target.id, place + number * GAP
    enter_stage(session, entries)


def _target(session: Session, stage: Stage, to: int | None) -> Stage:
    """The stage *to*, which takes the deals of *stage*."""
    target = None if to is None else get_stage(session, to)
    if target is None or target.id == stage.id:
        raise UserError(
            T("{name} has deals. They need another stage to go to.", name=stage.name),
            hint=T("Nothing was removed. Say which stage takes them."),
            field="to",
        )
    if target.kind != stage.kind or target.pipeline_id != stage.pipeline_id:
        raise UserError(
            T("{name} cannot take these deals: they are something else there.", name=target.name),
            hint=T("Nothing was removed. Choose a stage of the same pipeline and kind."),
            field="to",
        )
    return target


def _deals_in(session: Session, stage_id: int) -> list[Deal]:
    query = select(Deal).where(Deal.stage_id == stage_id)
    return list(session.scalars(query.order_by(Deal.position, Deal.id)))


def _refuse_last(stage: Stage, stages: list[Stage]) -> None:
    if [each.id for each in stages if each.kind == stage.kind] == [stage.id]:
        raise UserError(
            _LAST[stage.kind],
            hint=T("Nothing was changed. Add another stage of this kind first."),
            field="kind",
        )


_LAST: dict[str, Text] = {
    OPEN: T("This is the only stage in which deals are open."),
    WON: T("This is the only stage for deals that are won."),
    LOST: T("This is the only stage for deals that are lost."),
}


def _checked(draft: StageDraft, stages: list[Stage], own: Stage | None) -> dict[str, object]:
    name = " ".join(draft.name.split())[:LONGEST_NAME]
    if not name:
        raise UserError(
            T("A stage needs a name."),
            hint=T("Nothing was saved. Write what deals wait for there."),
            field="name",
        )
    if any(each is not own and fold(each.name) == fold(name) for each in stages):
        raise UserError(
            T("There is a stage called {name} already.", name=name),
            hint=T("Nothing was saved. Choose another name."),
            field="name",
        )
    if draft.kind not in KINDS:
        raise UserError(
            T("Deals in a stage are open, won or lost."),
            hint=T("Nothing was saved. Write open, won or lost."),
            field="kind",
        )
    _check_figures(draft)
    probability = {WON: _WHOLE, LOST: 0}.get(draft.kind, draft.probability)
    return {
        "name": name,
        "kind": draft.kind,
        "probability": probability,
        "color": draft.color,
        "stale_days": draft.stale_days if draft.kind == OPEN else None,
    }


def _check_figures(draft: StageDraft) -> None:
    if not 0 <= draft.probability <= _WHOLE:
        raise UserError(
            T("{number} % is not how likely something is.", number=draft.probability),
            hint=T("Nothing was saved. Write a number from 0 to 100."),
            field="probability",
        )
    if draft.stale_days is not None and not 0 < draft.stale_days <= _MOST_DAYS:
        raise UserError(
            T("{number} is not a number of days.", number=draft.stale_days),
            hint=T("Nothing was saved. Write a number from 1 to {most}.", most=_MOST_DAYS),
            field="stale_days",
        )
    if draft.color and draft.color not in COLORS:
        raise UserError(
            T("There is no color {name}.", name=draft.color),
            hint=T("Nothing was saved. Choose one of: {names}.", names=", ".join(COLORS)),
            field="color",
        )
