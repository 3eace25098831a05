"""``stages``: list, add, change, move, remove."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

import click
from sqlalchemy.orm import Session

from smallcrm.cli.program import Program, pass_program
from smallcrm.core import formats
from smallcrm.core.text import T
from smallcrm.services import pipeline
from smallcrm.services.pipeline import COLORS, LOST, OPEN, WON, StageDraft, StageRow

F = TypeVar("F", bound=Callable[..., Any])
_PIPELINE = click.option(
    "--pipeline", "pipeline_", default="", help="The name of one; the first by default."
)
_NEVER = 0  # days after which nothing rots


@click.group("stages", epilog="Example: smallcrm stages list --pipeline Sales")
def stages_() -> None:
    """The columns of a pipeline."""


@stages_.command("list", epilog="Example: smallcrm --json stages list")
@_PIPELINE
@pass_program
def list_(program: Program, pipeline_: str) -> None:
    """List the stages of a pipeline in their order."""
    with program.database() as database, database.read() as session:
        rows = pipeline.list_stages(session, pipeline.find_pipeline(session, pipeline_))
    data = {"total": len(rows), "rows": [row._asdict() for row in rows]}
    heading = (T("Id"), T("Stage"), T("Kind"), T("Probability"), T("Rots after"), T("Deals"))
    program.answer(data, *program.table(heading, [_cells(row) for row in rows]))


def _details(command: F) -> F:
    """The options that describe a stage."""
    for option in (
        click.option("--kind", type=click.Choice([OPEN, WON, LOST]), help="What deals in it are."),
        click.option("--probability", type=int, help="In per cent, of an open stage."),
        click.option("--color", type=click.Choice(["", *COLORS]), help="Of its heading."),
        click.option(
            "--stale-days", type=int, help="Days after which a deal left alone rots; 0: never."
        ),
    ):
        command = option(command)
    return command


@stages_.command(epilog="Example: smallcrm stages add 'Test drive' --probability 60")
@click.argument("name")
@_details
@_PIPELINE
@pass_program
def add(program: Program, /, name: str, pipeline_: str, **more: Any) -> None:
    """Add a stage behind the last one of its kind."""
    draft = _changed(StageDraft(name), more)
    label = T("Add the stage {name}", name=name)
    with program.database() as database, database.write(label) as session:
        stage_id = pipeline.add_stage(session, pipeline.find_pipeline(session, pipeline_), draft)
    program.answer({"id": stage_id}, T("{name} has the id {id}.", name=name, id=stage_id))


@stages_.command(epilog="Example: smallcrm stages set 'Quote sent' --probability 40 --stale-days 5")
@click.argument("name")
@click.option("--name", "new_name", help="What it is called from now on.")
@_details
@_PIPELINE
@pass_program
def set(program: Program, /, name: str, pipeline_: str, **more: Any) -> None:  # noqa: A001
    """Change a stage; what is not named stays as it is."""
    label = T("Change the stage {name}", name=name)
    with program.database() as database, database.write(label) as session:
        stage_id = _find(session, pipeline_, name)
        row = _row(session, pipeline_, stage_id)
        draft = StageDraft(row.name, row.kind, row.probability, row.color, row.stale_days)
        if more["new_name"] is not None:
            draft = replace(draft, name=more["new_name"])
        pipeline.change_stage(session, stage_id, _changed(draft, more))
    program.answer({"id": stage_id}, T("{name} is saved.", name=more["new_name"] or row.name))


@stages_.command(epilog="Example: smallcrm stages move 'Test drive' --before Negotiation")
@click.argument("name")
@click.option("--before", default="", help="The stage it stands before; the last by default.")
@_PIPELINE
@pass_program
def move(program: Program, name: str, before: str, pipeline_: str) -> None:
    """Put a stage elsewhere in the order."""
    label = T("Move the stage {name}", name=name)
    with program.database() as database, database.write(label) as session:
        stage_id = _find(session, pipeline_, name)
        other = _find(session, pipeline_, before) if before else None
        pipeline.move_stage(session, stage_id, other)
    program.answer({"id": stage_id}, T("{name} is saved.", name=name))


@stages_.command(epilog="Example: smallcrm stages remove 'Test drive' --to Negotiation")
@click.argument("name")
@click.option("--to", default="", help="The stage that takes its deals.")
@_PIPELINE
@pass_program
def remove(program: Program, name: str, to: str, pipeline_: str) -> None:
    """Take a stage away; its deals go to another one."""
    label = T("Remove the stage {name}", name=name)
    with program.database() as database, database.write(label) as session:
        stage_id = _find(session, pipeline_, name)
        other = _find(session, pipeline_, to) if to else None
        pipeline.remove_stage(session, stage_id, other)
    program.answer({"id": stage_id}, T("{name} is removed.", name=name))


def _find(session: Session, pipeline_: str, name: str) -> int:
    return pipeline.find_stage(session, pipeline.find_pipeline(session, pipeline_), name)


def _row(session: Session, pipeline_: str, stage_id: int) -> StageRow:
    rows = pipeline.list_stages(session, pipeline.find_pipeline(session, pipeline_))
    return next(row for row in rows if row.id == stage_id)


def _changed(draft: StageDraft, more: dict[str, Any]) -> StageDraft:
    for name in ("kind", "probability", "color"):
        if more[name] is not None:
            draft = replace(draft, **{name: more[name]})
    if more["stale_days"] is not None:
        days = more["stale_days"]
        draft = replace(draft, stale_days=None if days == _NEVER else days)
    return draft


def _cells(row: StageRow) -> tuple[object, ...]:
    days = "" if row.stale_days is None else row.stale_days
    return (row.id, row.name, row.kind, formats.percent(Decimal(row.probability)), days, row.deals)
