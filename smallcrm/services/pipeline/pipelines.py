"""The pipelines of the business: ways that deals go."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.fold import fold
from smallcrm.core.languages import translations
from smallcrm.core.text import T
from smallcrm.models import Deal, Pipeline, Stage
from smallcrm.services.ordering import put_before
from smallcrm.services.pipeline.moving import get_deal
from smallcrm.services.pipeline.stages import LONGEST_NAME, hand_over, present_stages
from smallcrm.services.settings import get_business
from smallcrm.services.settings.usual import STAGES


class PipelineRow(NamedTuple):
    """A pipeline."""

    id: int
    name: str


def list_pipelines(session: Session) -> tuple[PipelineRow, ...]:
    """The pipelines in their order; a file has at least one."""
    return tuple(PipelineRow(row.id, row.name) for row in _present(session))


def find_pipeline(session: Session, name: str) -> int:
    """The pipeline called *name*, in any case; the first one when it is empty.

    Raises:
        UserError: there is none of that name.
    """
    rows = _present(session)
    found = [row for row in rows if not name.strip() or fold(row.name) == fold(name)]
    if not found:
        raise UserError(
            T("There is no pipeline called {name}.", name=name),
            hint=T("Choose one of: {names}.", names=", ".join(row.name for row in rows)),
            field="pipeline",
        )
    return found[0].id


def pipeline_of(session: Session, deal_id: int) -> int:
    """The pipeline that a deal is in; raises NotFound when the deal is gone."""
    stage = session.get(Stage, get_deal(session, deal_id).stage_id)
    return stage.pipeline_id if stage else find_pipeline(session, "")


def add_pipeline(session: Session, name: str) -> int:
    """Add a pipeline behind the others, with the usual stages; return its id.

    Raises:
        UserError: it has no name, or one that is taken.
    """
    rows = _present(session)
    pipeline = Pipeline(name=_checked(name, rows, None), position=len(rows))
    session.add(pipeline)
    session.flush()
    catalogue = translations(get_business(session).language)
    for position, (words, kind, probability) in enumerate(STAGES):
        session.add(
            Stage(
                pipeline_id=pipeline.id,
                name=words.render(catalogue),
                kind=kind,
                probability=probability,
                position=position,
            )
        )
    session.flush()
    return pipeline.id


def rename_pipeline(session: Session, pipeline_id: int, name: str) -> None:
    """Call a pipeline otherwise.

    Raises:
        NotFound: it is gone.
        UserError: the name is empty or taken.
    """
    pipeline = _get(session, pipeline_id)
    pipeline.name = _checked(name, _present(session), pipeline)
    session.flush()


def move_pipeline(session: Session, pipeline_id: int, before: int | None = None) -> None:
    """Put a pipeline right before another one; to the end where there is none."""
    pipeline = _get(session, pipeline_id)
    put_before(_present(session), pipeline, before)
    session.flush()


def remove_pipeline(session: Session, pipeline_id: int) -> None:
    """Take a pipeline away with its stages.

    Deals that it has in the bin go to the first other pipeline, where they stay in the bin.

    Raises:
        NotFound: it is gone.
        UserError: it has deals that are not in the bin; or it is the only one.
    """
    pipeline = _get(session, pipeline_id)
    others = [row for row in _present(session) if row is not pipeline]
    if not others:
        raise UserError(
            T("{name} is the only pipeline.", name=pipeline.name),
            hint=T("Nothing was removed. Add another one first."),
        )
    stages = present_stages(session, pipeline_id)
    deals = _deals_in(session, [stage.id for stage in stages])
    if any(deal.deleted_at is None for deal in deals):
        raise UserError(
            T("{name} has deals.", name=pipeline.name),
            hint=T("Nothing was removed. Move its deals to another pipeline first."),
        )
    _hand_over(session, deals, stages, others[0])
    pipeline.deleted_at = clock.now()
    for stage in stages:
        stage.deleted_at = pipeline.deleted_at
    session.flush()


def _deals_in(session: Session, stage_ids: list[int]) -> list[Deal]:
    query = select(Deal).where(Deal.stage_id.in_(stage_ids))
    return list(session.scalars(query.order_by(Deal.position, Deal.id)))


def _hand_over(session: Session, deals: list[Deal], stages: list[Stage], other: Pipeline) -> None:
    """Put *deals* of *stages* into stages of the same kinds of the *other* pipeline."""
    kinds = {stage.id: stage.kind for stage in stages}
    targets = {stage.kind: stage for stage in reversed(present_stages(session, other.id))}
    found: dict[str, list[Deal]] = {}
    for deal in deals:
        found.setdefault(kinds[deal.stage_id], []).append(deal)
    for kind, some in found.items():
        hand_over(session, some, targets[kind])


def _present(session: Session) -> list[Pipeline]:
    query = select(Pipeline).where(Pipeline.deleted_at.is_(None))
    return list(session.scalars(query.order_by(Pipeline.position, Pipeline.id)))


def _get(session: Session, pipeline_id: int) -> Pipeline:
    pipeline = session.get(Pipeline, pipeline_id)
    if pipeline is None or pipeline.deleted_at is not None:
        raise NotFound(T("This pipeline is not there any more. Nothing was changed."))
    return pipeline


def _checked(name: str, rows: list[Pipeline], own: Pipeline | None) -> str:
    clean = " ".join(name.split())[:LONGEST_NAME]
    if not clean:
        raise UserError(
            T("A pipeline needs a name."), hint=T("Nothing was saved. Write a name."), field="name"
        )
    if any(row is not own and fold(row.name) == fold(clean) for row in rows):
        raise UserError(
            T("There is a pipeline called {name} already.", name=clean),
            hint=T("Nothing was saved. Choose another name."),
            field="name",
        )
    return clean
